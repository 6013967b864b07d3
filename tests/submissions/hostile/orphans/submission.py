"""Leaves children behind that belong to nobody, in sessions of their own."""
import os
import time

from framework import *

for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1000)
        os._exit(0)
