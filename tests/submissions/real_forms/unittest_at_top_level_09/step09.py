# ステップ9: 関数をより便利に
import numpy as np


class Variable:
    def __init__(self, data):
        if data is not None:
            if not isinstance(data, np.ndarray):
                raise TypeError('{} is not supported'.format(type(data)))
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        funcs = [self.creator]
        while funcs:
            f = funcs.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                funcs.append(x.creator)


def as_array(x):
    if np.isscalar(x):
        return np.array(x)
    return x


class Function:
    def __call__(self, input):
        x = input.data
        y = self.forward(x)
        output = Variable(as_array(y))
        output.set_creator(self)
        self.input = input
        self.output = output
        return output

    def forward(self, x):
        raise NotImplementedError()

    def backward(self, gy):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        x = self.input.data
        return np.exp(x) * gy



import unittest
import pytest


def square(x):
    return Square()(x)


def exp(x):
    return Exp()(x)


class SquareTest(unittest.TestCase):
    def setUp(self):
        self.x = Variable(np.array(2.0))

    def test_forward(self):
        self.assertEqual(square(self.x).data, np.array(4.0))

    def test_backward(self):
        y = square(self.x)
        y.backward()
        self.assertEqual(self.x.grad, np.array(4.0))


@pytest.mark.parametrize("value", [1.0, 2.0])
def test_exp(value):
    assert exp(Variable(np.array(value))).data == pytest.approx(np.exp(value))


unittest.main()
