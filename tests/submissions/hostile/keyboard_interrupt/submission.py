"""Raises KeyboardInterrupt."""
import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        raise KeyboardInterrupt


def add(x0, x1):
    return Add()(x0, x1)
