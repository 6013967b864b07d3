import math

import numpy as np

from core import Function, Variable


class Sin(Function):
    def forward(self, x):
        return np.sin(x)

    def backward(self, gy):
        return gy * np.cos(self.inputs[0].data)


def sin(x):
    return Sin()(x)


def my_sin(x, threshold=1e-150):
    total = 0
    for i in range(10000):
        sign = (-1) ** i
        term = sign / math.factorial(2 * i + 1) * x ** (2 * i + 1)
        total = total + term
        if abs(term.data) < threshold:
            return total


x = Variable(np.array(np.pi / 4))
y = my_sin(x)
y.backward()
print(y.data, x.grad)
