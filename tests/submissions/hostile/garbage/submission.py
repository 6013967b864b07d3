"""Switches the collector off and leaves cycles behind."""
import gc

import framework
from framework import *

gc.disable()


class Add(framework.Add):
    def forward(self, x0, x1):
        cycle = [np.zeros(1000)]
        cycle.append(cycle)
        return x0 + x1


def add(x0, x1):
    return Add()(x0, x1)
