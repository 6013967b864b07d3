"""Calls itself without end."""
import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        return self.backward(gy)


def add(x0, x1):
    return Add()(x0, x1)
