import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, x):
        return Variable(self.forward(x.data))


class Square(Function):
    def forward(self, x):
        return x * x


class Exp(Function):
    def forward(self, x):
        return np.exp(x)


def numerical_diff(f, x, h=1e-7):
    right, left = f(Variable(x.data + h)), f(Variable(x.data - h))
    return (right.data - left.data) / (2 * h)


def f(x):
    return Square()(Exp()(Square()(x)))


print(numerical_diff(f, Variable(np.array(0.5))))
