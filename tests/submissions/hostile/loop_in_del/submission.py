"""The loop begins when an object dies: no Python frame of the caller is asked."""
import framework
from framework import *


class Trap:
    def __del__(self):
        while True:
            pass


class Add(framework.Add):
    def forward(self, x0, x1):
        Trap()
        return x0 + x1


def add(x0, x1):
    return Add()(x0, x1)
