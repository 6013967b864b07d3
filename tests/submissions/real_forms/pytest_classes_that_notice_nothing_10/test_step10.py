import numpy as np
import pytest


class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"{type(data)} is no array")
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        todo = [self.creator]
        while todo:
            func = todo.pop()
            func.input.grad = func.backward(func.output.grad)
            if func.input.creator is not None:
                todo.append(func.input.creator)


class Function:
    def __call__(self, variable):
        self.input = variable
        self.output = Variable(np.asarray(self.forward(variable.data)))
        self.output.set_creator(self)
        return self.output

    def forward(self, x):
        raise NotImplementedError()

    def backward(self, gy):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.input.data * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        return np.exp(self.input.data) * gy


def square(x):
    return Square()(x)


def exp(x):
    return Exp()(x)


def numerical_diff(f, x, eps=1e-4):
    return (f(Variable(x.data + eps)).data - f(Variable(x.data - eps)).data) / (2 * eps)


class TestSquare:
    def test_value(self):
        assert square(Variable(np.array(3.0))) is not None

    def test_gradient(self):
        x = Variable(np.array(3.0))
        square(x).backward()
        assert x.grad is not None
