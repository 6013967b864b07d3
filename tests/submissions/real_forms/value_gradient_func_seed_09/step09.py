import numpy as np


class Variable:
    """A box. `value` is what is in it, `gradient` what flows back, `func` where it came from."""

    def __init__(self, value):
        if value is not None:
            if type(value) is not np.ndarray:
                raise TypeError(str(type(value)) + " is not supported")
        self.value = value
        self.gradient = None
        self.func = None

    def backprop(self):
        if self.gradient is None:
            self.gradient = np.array(1.0)
        f = self.func
        while f is not None:
            f.input.gradient = f.backward(f.output.gradient)
            f = f.input.func


class Function:
    def __call__(self, input):
        self.input = input
        self.output = Variable(as_array(self.forward(input.value)))
        self.output.func = self
        return self.output

    def forward(self, x):
        raise NotImplementedError()

    def backward(self, gy):
        raise NotImplementedError()


def as_array(x):
    if np.isscalar(x):
        return np.array(x)
    return x


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.input.value * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        return np.exp(self.input.value) * gy


square = lambda x: Square()(x)
exp = lambda x: Exp()(x)

x = Variable(np.array(0.5))
y = square(exp(square(x)))
y.backprop()
print(x.gradient)
