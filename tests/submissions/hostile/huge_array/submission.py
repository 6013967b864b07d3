"""Asks for more memory than there is."""
import framework
from framework import *


class Add(framework.Add):
    def forward(self, x0, x1):
        return np.ones(10**11)


def add(x0, x1):
    return Add()(x0, x1)
