import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None



class Function:
    def __call__(self, variable):
        self.input = variable
        self.output = Variable(self.forward(variable.data))
        return self.output

    def forward(self, x):
        raise NotImplementedError()

    def bacward(self, gy):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2

    def bacward(self, gy):
        return 2 * self.input.data * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def bacward(self, gy):
        return np.exp(self.input.data) * gy


A, B = Square(), Exp()
x = Variable(np.array(0.5))
a = A(x)
y = B(a)
y.grad = np.array(1.0)
a.grad = B.bacward(y.grad)
x.grad = A.bacward(a.grad)
print(x.grad)
