import numpy as np


class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError("{} does not go into a Variable".format(type(data)))
        self.data = data
        self.grad = None
        self.creator = None

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        stack = [self.creator]
        while stack:
            f = stack.pop()
            f.input.grad = f.backward(f.output.grad)
            if f.input.creator:
                stack.append(f.input.creator)


def as_array(x):
    return np.array(x) if np.isscalar(x) else x


class Function:
    def __call__(self, input):
        output = Variable(as_array(self.forward(input)))
        output.creator = self
        self.input, self.output = input, output
        return output

    def forward(self, x):
        raise NotImplementedError

    def backward(self, gy):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return x.data ** 2

    def backward(self, gy):
        return 2 * self.input.data * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x.data)

    def backward(self, gy):
        return np.exp(self.input.data) * gy


square = lambda x: Square()(x)
exp = lambda x: Exp()(x)
