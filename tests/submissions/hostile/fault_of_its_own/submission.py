"""Sends itself a signal."""
import signal

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        signal.raise_signal(signal.SIGTERM)
        return gy, gy


def add(x0, x1):
    return Add()(x0, x1)
