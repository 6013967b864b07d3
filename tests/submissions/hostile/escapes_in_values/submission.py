"""Gives back text that holds what a terminal obeys, where a number is due."""
import framework
from framework import *


class Variable(framework.Variable):
    grad = property(lambda self: "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m \u202eflipped\u2066isolated\u200f\u061c", lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
