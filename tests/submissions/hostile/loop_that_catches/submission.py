"""Catches everything, for ever."""
import framework
from framework import *


class Add(framework.Add):
    def forward(self, x0, x1):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                continue
            finally:
                continue


def add(x0, x1):
    return Add()(x0, x1)
