"""Closes every descriptor that it has."""
import os

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        os.closerange(0, 1024)
        return gy, gy


def add(x0, x1):
    return Add()(x0, x1)
