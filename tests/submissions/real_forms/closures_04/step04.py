import numpy as np

class Variable:
    """値をいれる箱"""
    def __init__(self, data):
        self.data = data

class Function:
    def __call__(self, box):
        return Variable(self.forward(box.data))
    def forward(self, x):
        raise NotImplementedError('サブクラスで')

class Square(Function):
    def forward(self, x):
        return x ** 2

x = Variable(np.array(10))
y = Square()(x)
print(type(y), y.data)

class Exp(Function):
    def forward(self, x):
        return np.exp(x)


def numerical_gradient(f, x, eps=1e-4):
    upper, lower = (f(Variable(x.data + sign * eps)).data for sign in (1, -1))
    return (upper - lower) / (2 * eps)


f = lambda x: Square()(Exp()(Square()(x)))
print(numerical_gradient(f, Variable(np.array(0.5))))
