"""Starts threads that never end, until no more can be had."""
import threading
import time

from framework import *

threading.stack_size(1 << 20)


def spin():
    while True:
        time.sleep(0.01)


try:
    for _ in range(2000):
        threading.Thread(target=spin, daemon=True).start()
except (RuntimeError, MemoryError) as error:
    print(error)
