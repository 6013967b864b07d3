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


def diff_forward(f, v, h=1e-4):
    return (f(Variable(v.data + h)).data - f(v).data) / h


def diff_both_sides(f, v, h=1e-4):
    ahead, behind = Variable(v.data + h), Variable(v.data - h)
    return (f(ahead).data - f(behind).data) / (2 * h)


def composed(v):
    return Square()(Exp()(Square()(v)))


for way in (diff_forward, diff_both_sides):
    print(way.__name__, way(composed, Variable(np.array(0.5))))
