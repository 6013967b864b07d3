import unittest
import numpy as np


def as_array(value):
    return np.array(value) if np.isscalar(value) else value


class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(str(type(data)))
        self.data, self.grad, self.creator = data, None, None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        todo = [self.creator]
        while todo:
            f = todo.pop()
            f.input.grad = f.backward(f.output.grad)
            if f.input.creator is not None:
                todo.append(f.input.creator)


class Function:
    def __call__(self, input):
        self.input = input
        self.output = Variable(as_array(self.forward(input.data)))
        self.output.set_creator(self)
        return self.output


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
    upper, lower = f(Variable(x.data + eps)), f(Variable(x.data - eps))
    return (upper.data - lower.data) / (2 * eps)


class SquareTest(unittest.TestCase):
    def setUp(self):
        self.x = Variable(np.array(3.0))

    def test_value(self):
        self.assertEqual(square(self.x).data, 9.0)

    def test_slope(self):
        square(self.x).backward()
        self.assertEqual(self.x.grad, 6.0)

    def test_slope_against_differences(self):
        x = Variable(np.random.rand(2))
        square(x).backward()
        self.assertTrue(np.allclose(x.grad, numerical_diff(square, x)))


if __name__ == "__main__":
    unittest.main()
