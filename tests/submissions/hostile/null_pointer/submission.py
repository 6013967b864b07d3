"""Reads memory where there is none."""
import ctypes

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        return ctypes.string_at(0)


def add(x0, x1):
    return Add()(x0, x1)
