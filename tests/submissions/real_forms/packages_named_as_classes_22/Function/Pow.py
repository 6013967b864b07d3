from Function.Base import Base as BaseFunction
from Variable.Base import Base as BaseVariable
from tools import as_array


class Pow(BaseFunction):
    def __init__(self, c):
        self.c = c

    def forward(self, a):
        return a ** self.c

    def backward(self, gy):
        return self.c * self.inputs[0].data ** (self.c - 1) * gy


BaseVariable.__pow__ = lambda a, c: Pow(c)(a)
