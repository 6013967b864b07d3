"""Sleeps through the check."""
import time

import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        time.sleep(1000)


def add(x0, x1):
    return Add()(x0, x1)
