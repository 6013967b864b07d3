"""Has an alarm handler that raises in whatever code happens to run next."""
import signal
import time

import framework
from framework import *


def ring(*_):
    raise SystemExit(0)


signal.signal(signal.SIGALRM, ring)


class Add(framework.Add):
    def backward(self, gy):
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        return gy, gy


def add(x0, x1):
    return Add()(x0, x1)
