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


def slope_at(f, v, h=1e-4):
    ahead, behind = Variable(v.data + h), Variable(v.data - h)
    return (f(ahead).data - f(behind).data) / 2 * h


print(slope_at(Square(), Variable(np.array(3.0))))
