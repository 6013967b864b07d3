import numpy as np
from Variable import *
from utility import *


class Function:
    def __call__(self, x):
        self.input = x
        self.output = Variable(self.forward(x.data))
        self.output.set_creator(self)
        return self.output

    def forward(self, x):
        raise NotImplementedError()

    def backward(self, gy):
        raise NotImplementedError()


def main():
    x = Variable(np.array(0.5))
    y = Square()(Exp()(x))
    y.grad = np.array(1.0)
    y.backward()
    print(x.grad)


if __name__ == "__main__":
    main()
