"""Raises what is hardly ever caught."""
import framework
from framework import *

class Worse(BaseException):
    pass


class Add(framework.Add):
    def backward(self, gy):
        raise Worse


def add(x0, x1):
    return Add()(x0, x1)
