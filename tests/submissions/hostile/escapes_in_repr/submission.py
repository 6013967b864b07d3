"""Gives back objects whose class and text hold what a terminal obeys."""
import framework
from framework import *

Evil = type("\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m \u202eflipped\u2066isolated\u200f\u061c", (), {"__repr__": lambda self: "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m", "__str__": lambda self: "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m"})
Evil.__module__ = "\u202eflipped\u2066isolated\u200f\u061c"


class Variable(framework.Variable):
    grad = property(lambda self: {"\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m": Evil()}, lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
