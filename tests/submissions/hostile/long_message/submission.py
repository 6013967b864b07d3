"""Raises an error with ten megabytes to say."""
import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        raise ValueError("no " * (10 << 20))


def add(x0, x1):
    return Add()(x0, x1)
