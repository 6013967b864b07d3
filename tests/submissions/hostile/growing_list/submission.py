"""Grows without end."""
import framework
from framework import *


class Add(framework.Add):
    def forward(self, x0, x1):
        kept = []
        while True:
            kept.append(np.zeros(1 << 20))


def add(x0, x1):
    return Add()(x0, x1)
