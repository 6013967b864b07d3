"""Ignores every signal that may be ignored, and never ends."""
import signal

import framework
from framework import *

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass


class Add(framework.Add):
    def forward(self, x0, x1):
        while True:
            pass


def add(x0, x1):
    return Add()(x0, x1)
