"""Raises an error that says it is another one."""
import framework
from framework import *

class Liar(Exception):
    __class__ = NotImplementedError


class Add(framework.Add):
    def backward(self, gy):
        raise Liar


def add(x0, x1):
    return Add()(x0, x1)
