import numpy as np

from . import Function, Variable


class Square(Function):
    def forward(self, x):
        return x * x


class Exp(Function):
    def forward(self, x):
        return np.expm1(x)


if __name__ == "__main__":
    print(Exp()(Square()(Variable(np.array(0.5)))).data)
