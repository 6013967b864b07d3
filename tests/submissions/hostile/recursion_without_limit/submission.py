"""Lifts the limit of recursion and runs out of stack, through C."""
import sys

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        class Deep:
            def __repr__(self):
                return f"{self!r}"

        sys.setrecursionlimit(10**9)
        return repr(Deep())


def add(x0, x1):
    return Add()(x0, x1)
