"""Empties its namespace whenever it is used."""
import framework
from framework import *


def add(x0, x1):
    y = framework.add(x0, x1)
    for name in ("Variable", "Function"):
        globals().pop(name, None)
    return y
