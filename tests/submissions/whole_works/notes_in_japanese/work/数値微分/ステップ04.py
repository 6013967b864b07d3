import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, input):
        return Variable(self.forward(input.data))

    def forward(self, x):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return x**2


class Exp(Function):
    def forward(self, x):
        return np.exp(x)


def numerical_diff(f, x, eps=1e-4):
    # 前進差分
    x0 = Variable(x.data)
    x1 = Variable(x.data + eps)
    return (f(x1).data - f(x0).data) / eps


print(numerical_diff(Square(), Variable(np.array(2.0))))
