"""Prints without end."""
import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        while True:
            print("all checks passed " * 100)


def add(x0, x1):
    return Add()(x0, x1)
