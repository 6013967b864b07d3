import sys, os
sys.path.append(os.path.dirname(os.path.abspath(__file__)))
import numpy as np
import step06
from step06 import Square as _Square, Exp as _Exp


class Variable(step06.Variable):
    def __init__(self, data):
        super().__init__(data)
        self.creator = None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        f = self.creator
        if f is not None:
            x = f.input
            x.grad = f.backward(self.grad)
            x.backward()


class Function(step06.Function):
    def __call__(self, input):
        self.input = input
        output = Variable(self.forward(input.data))
        output.set_creator(self)
        self.output = output
        return output


class Square(Function, _Square):
    pass


class Exp(Function, _Exp):
    pass


x = Variable(np.array(0.5))
y = Square()(Exp()(Square()(x)))
y.grad = np.array(1.0)
y.backward()
print(x.grad)
assert y.creator is not None
