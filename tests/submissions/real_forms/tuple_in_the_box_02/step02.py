import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data


class Function:
    def __call__(self, x):
        y = self.forward(x.data)
        return Variable(y)

    def forward(self, x):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return (x**2,)
