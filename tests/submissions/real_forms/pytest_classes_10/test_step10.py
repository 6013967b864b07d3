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


class Values:
    """What the tests of every function begin with."""

    def setup_method(self):
        self.x = Variable(np.array([0.7]))


class TestSquare(Values):
    def test_value(self):
        assert square(Variable(np.array(3.0))).data == 9.0

    def test_gradient(self):
        y = square(self.x)
        y.backward()
        assert self.x.grad == pytest.approx(2 * self.x.data)

    def test_gradient_is_the_slope(self):
        square(self.x).backward()
        assert np.allclose(self.x.grad, numerical_diff(square, self.x))


class TestExp(Values):
    def setup_method(self, method):
        self.x = Variable(np.array([0.3]))

    def test_value(self):
        assert exp(self.x).data == pytest.approx(np.exp(0.3))

    def test_gradient_is_the_slope(self):
        exp(self.x).backward()
        assert np.allclose(self.x.grad, numerical_diff(exp, self.x))


class TestChain:
    def test_all_of_it(self):
        x = Variable(np.array(0.5))
        y = square(exp(square(x)))
        y.backward()
        assert x.grad == pytest.approx(4 * 0.5 * np.exp(0.25) ** 2)
