"""Prints sequences that a terminal obeys."""
from framework import *

print("\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m")
print("\u202eflipped\u2066isolated\u200f\u061c")
print("harmless\rALL CHECKS PASSED")


def add(x0, x1):
    raise ValueError
