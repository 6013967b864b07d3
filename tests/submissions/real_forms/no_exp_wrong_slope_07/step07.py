import numpy as np


class Variable:
    def __init__(self, data):
        self.data, self.grad, self.creator = data, None, None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        func = self.creator
        if func is None:
            return
        func.input.grad = func.backward(self.grad)
        func.input.backward()


class Function:
    def __call__(self, input):
        self.input = input
        self.output = Variable(self.forward(input.data))
        self.output.set_creator(self)
        return self.output

    def forward(self, x):
        raise NotImplementedError

    def backward(self, gy):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return x * x

    def backward(self, gy):
        return self.input.data * gy


A, B, C = Square(), Square(), Square()
x = Variable(np.array(0.5))
y = C(B(A(x)))
y.grad = np.array(1.0)
y.backward()
print(x.grad)
