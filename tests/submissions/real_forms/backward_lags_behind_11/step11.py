# step 11: several arguments
import numpy as np


class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"{type(data)} is not supported")
        self.data, self.grad, self.creator = data, None, None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        todo = [self.creator]
        while todo:
            f = todo.pop()
            f.input.grad = f.backward(f.output.grad)
            if f.input.creator is not None:
                todo.append(f.input.creator)


def as_array(x):
    return np.array(x) if np.isscalar(x) else x


class Function:
    def __call__(self, args):
        results = [Variable(as_array(y)) for y in self.forward([a.data for a in args])]
        for r in results:
            r.set_creator(self)
        self.inputs = args
        self.outputs = results
        return results

    def forward(self, xs):
        raise NotImplementedError

    def backward(self, gys):
        raise NotImplementedError


class Add(Function):
    def forward(self, xs):
        a, b = xs
        return (a + b,)


[total] = Add()([Variable(np.array(2)), Variable(np.array(3))])
print(total.data)
