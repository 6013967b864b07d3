"""Lets its own alarm clock end the process."""
import signal
import time

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        time.sleep(10)


def add(x0, x1):
    return Add()(x0, x1)
