# scalar-ish autograd engine, but with arrays; I like micrograd's names better
import numpy as np


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

    def zero_grad(self):
        self.grad = None

    def __add__(self, other):
        return Plus()(self, other)

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        todo = [self.creator]
        while todo:
            op = todo.pop(0)
            if op is None:
                continue
            grads = op.backward(*(o.grad for o in op.outputs))
            grads = grads if isinstance(grads, (list, tuple)) else [grads]
            for v, g in zip(op.inputs, grads):
                v.grad = g if v.grad is None else v.grad + g
                todo.append(v.creator)


class Op:
    def __call__(self, *args):
        self.inputs = list(args)
        res = self.forward(*(a.data for a in args))
        res = res if isinstance(res, (list, tuple)) else [res]
        self.outputs = [Value(np.asarray(r)) for r in res]
        for o in self.outputs:
            o.creator = self
        return self.outputs[0] if len(res) == 1 else self.outputs

    def forward(self, *xs):
        raise NotImplementedError

    def backward(self, *gs):
        raise NotImplementedError


class Plus(Op):
    def forward(self, a, b):
        return a + b

    def backward(self, g):
        return [g, g]


a = Value(np.array([1.0, 2.0]))
b = a + a + a
b.backward()
print(a.grad)  # 3
