"""Writes to stderr without end."""
import sys

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        while True:
            sys.stderr.write("x" * 10000)


def add(x0, x1):
    return Add()(x0, x1)
