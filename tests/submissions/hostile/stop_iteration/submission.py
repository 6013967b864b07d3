"""Raises StopIteration, which some loops take for their end."""
import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        raise StopIteration(2.0)


def add(x0, x1):
    return Add()(x0, x1)
