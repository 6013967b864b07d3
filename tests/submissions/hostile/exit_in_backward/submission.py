"""Calls exit() in the middle of backward."""
import framework
from framework import *


class Add(framework.Add):
    def backward(self, gy):
        exit()


def add(x0, x1):
    return Add()(x0, x1)
