import numpy as np


class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError('%s is not supported' % type(data))
        self.data = data
        self.grad = None
        self.creator = None

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        f = self.creator
        while f is not None:
            f.input.grad = f.backward(f.output.grad)
            f = f.input.creator


class Function:
    def __call__(self, input):
        output = Variable(np.asarray(self.forward(input.data)))
        output.creator = self
        self.input, self.output = input, output
        return output

    def forward(self, x):
        raise NotImplementedError

    def backward(self, gy):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.input.data * gy


def square(x):
    return Square()(x)


def exp(x):
    return Exp()(x)


x = Variable(np.array(3.0))
y = square(square(x))
y.backward()
print(x.grad)
