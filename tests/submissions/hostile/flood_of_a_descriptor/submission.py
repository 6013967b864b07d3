"""Writes to descriptor 1 without end, past everything of Python's."""
import os

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        while True:
            os.write(1, b"\0" * 65536)


def add(x0, x1):
    return Add()(x0, x1)
