"""Sends signals to the process that started it and, were there one to lose, would kill it."""
import os
import signal

from framework import *

for number in (0, signal.SIGSTOP, signal.SIGKILL):
    try:
        os.kill(os.getppid(), number)
    except OSError:
        continue
    raise RuntimeError("HOLE: the parent can be signalled")
