"""Replaces what Python does with an error that nobody catches, and then has one."""
import sys
import threading

import framework
from framework import *

sys.excepthook = threading.excepthook = sys.unraisablehook = lambda *_: sys.exit(0)


class Add(framework.Add):
    def backward(self, gy):
        raise ZeroDivisionError("on purpose")


def add(x0, x1):
    return Add()(x0, x1)
