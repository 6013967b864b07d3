"""Puts an object in the place of stdout that ends the program when it is flushed."""
import sys

from framework import *


class Out:
    def write(self, text):
        raise KeyboardInterrupt

    def flush(self):
        raise SystemExit(0)


sys.stdout = sys.stderr = Out()
