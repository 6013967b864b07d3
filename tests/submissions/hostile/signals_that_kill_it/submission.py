"""Lets the question where it is be its end."""
import signal

import framework
from framework import *

signal.signal(signal.SIGUSR1, signal.SIG_DFL)


class Add(framework.Add):
    def forward(self, x0, x1):
        while True:
            pass


def add(x0, x1):
    return Add()(x0, x1)
