"""A gradient that is no array, but converts itself into one when asked."""
import framework
from framework import *


class Gradient:
    def __init__(self, value):
        self.value = value

    def __array__(self, *_, **__):
        return np.asarray(self.value)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return Gradient(getattr(ufunc, method)(*(getattr(i, "value", i) for i in inputs), **kwargs))

    def __float__(self):
        return float(self.value)

    def __add__(self, other):
        return Gradient(self.value + getattr(other, "value", other))

    __radd__ = __add__


class Add(framework.Add):
    def backward(self, gy):
        return Gradient(getattr(gy, "value", gy)), Gradient(getattr(gy, "value", gy))


def add(x0, x1):
    return Add()(x0, x1)
