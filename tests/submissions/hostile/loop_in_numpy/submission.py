"""Raises a Python integer to a power inside of NumPy: no signal handler of Python's gets a turn."""
import framework
from framework import *


class Add(framework.Add):
    def forward(self, x0, x1):
        return np.array([7], dtype=object) ** 10**9


def add(x0, x1):
    return Add()(x0, x1)
