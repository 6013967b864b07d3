"""Registers handlers that would run for ever at the end."""
import atexit
import threading
import weakref

from framework import *


def forever():
    while True:
        pass


atexit.register(forever)
threading._register_atexit(forever)


class Held:
    pass


held = Held()
weakref.finalize(held, forever)
