import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, input):
        return Variable(self.forward(input.data))

    def forward(self, x):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2


class Exp(Function):
    def forward(self, x):
        return np.exp(x)


def numerical_diff(f, x, eps=1e-4):
    up, down = Variable(x.data + eps), Variable(x.data - eps)
    return (f(up).data - f(down).data) / (2 * eps)


print(numerical_diff(Square(), Variable(np.array(2.0))))

figure 4-1: see the notebook, page 31
