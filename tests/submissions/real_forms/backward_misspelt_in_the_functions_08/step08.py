import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        todo = [self.creator]
        while todo:
            func = todo.pop()
            func.input.grad = func.backward(func.output.grad)
            if func.input.creator is not None:
                todo.append(func.input.creator)


class Function:
    def __call__(self, variable):
        self.input = variable
        self.output = Variable(self.forward(variable.data))
        self.output.set_creator(self)
        return self.output

    def forward(self, x):
        raise NotImplementedError()

    def backword(self, gy):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backword(self, gy):
        return 2 * self.input.data * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backword(self, gy):
        return np.exp(self.input.data) * gy


x = Variable(np.array(0.5))
y = Square()(Exp()(Square()(x)))
y.grad = np.array(1.0)
y.backward()
print(x.grad)
