import numpy as np


class Variable:
    def __init__(self, values):
        if not isinstance(values, np.ndarray):
            raise TypeError(f"{type(values)} is not supported")
        self.data = values
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        open_ones = [self.creator]
        while open_ones:
            f = open_ones.pop()
            grads = f.backward(*[y.grad for y in f.outputs])
            grads = grads if isinstance(grads, tuple) else (grads,)
            for x, grad in zip(f.inputs, grads):
                x.grad = grad
                if x.creator is not None:
                    open_ones.append(x.creator)


class Function:
    def __call__(self, *inputs):
        ys = self.forward(*[x.data for x in inputs])
        ys = ys if isinstance(ys, tuple) else (ys,)
        self.inputs, self.outputs = inputs, [Variable(np.array(y) if np.isscalar(y) else y) for y in ys]
        for output in self.outputs:
            output.set_creator(self)
        return self.outputs if len(self.outputs) > 1 else self.outputs[0]

    def forward(self, *xs):
        raise NotImplementedError

    def backward(self, *gys):
        raise NotImplementedError


class Add(Function):
    def forward(self, x0, x1):
        return x0 + x1

    def backward(self, gy):
        return gy, gy


class Square(Function):
    def forward(self, x):
        return x**2

    def backward(self, gy):
        return 2 * self.inputs[0].data * gy


def add(x0, x1):
    return Add()(x0, x1)


def square(x):
    return Square()(x)


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        return np.exp(self.input.data) * gy


def exp(x):
    return Exp()(x)
