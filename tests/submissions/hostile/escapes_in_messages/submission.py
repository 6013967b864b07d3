"""Raises errors whose messages hold sequences that a terminal obeys, here and later."""
from framework import *


def add(x0, x1):
    raise ValueError("\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m \u202eflipped\u2066isolated\u200f\u061c \r\n\n\n all passed")


raise ValueError("\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m \u202eflipped\u2066isolated\u200f\u061c \ud800 above")
