import numpy as np

from core import Function, Variable


class Sin(Function):
    def forward(self, x):
        return np.sin(x)

    def backward(self, gy):
        return gy * np.cos(self.inputs[0].data)


def sin(x):
    return Sin()(x)


x = Variable(np.array(np.pi / 4))
y = term = x
for n in range(1, 8):
    term = -term * x * x / (2 * n * (2 * n + 1))
    y = y + term
y.backward()
print(y.data, x.grad)
