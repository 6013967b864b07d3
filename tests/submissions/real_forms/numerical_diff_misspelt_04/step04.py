# step 4: measuring a derivative
import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, v):
        return Variable(self.forward(v.data))

    def forward(self, x):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x * x


class Exp(Function):
    def forward(self, x):
        return np.exp(x)


def nummerical_diff(f, x, eps=1e-4):
    x0 = Variable(np.asarray(x.data - eps))
    x1 = Variable(np.asarray(x.data + eps))
    y0, y1 = f(x0), f(x1)
    return (y1.data - y0.data) / (2 * eps)


print(nummerical_diff(Exp(), Variable(np.array(1.0))))
