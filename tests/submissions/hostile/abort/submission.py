"""Aborts."""
import os

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        os.abort()


def add(x0, x1):
    return Add()(x0, x1)
