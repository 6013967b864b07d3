"""Raises an error whose class answers no question."""
import framework
from framework import *

class Meta(type):
    def __getattribute__(cls, name):
        raise KeyboardInterrupt

    __name__ = property(__getattribute__)


class Silent(Exception, metaclass=Meta):
    @property
    def __traceback__(self):
        raise SystemExit(0)

    @property
    def __class__(self):
        raise SystemExit(0)


class Add(framework.Add):
    def backward(self, gy):
        raise Silent


def add(x0, x1):
    return Add()(x0, x1)
