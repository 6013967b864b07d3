"""Asks a question that nobody answers."""
import framework
from framework import *


class Add(framework.Add):
    def forward(self, x0, x1):
        return x0 + float(input("how much? "))


def add(x0, x1):
    return Add()(x0, x1)
