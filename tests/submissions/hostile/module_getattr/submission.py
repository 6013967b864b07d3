"""Answers for every name that the module does not have, and leaves one out that the step asks for."""
import framework
from framework import Variable

add = framework.__dict__.pop("add")
del framework.Add


def __getattr__(name):
    return framework.__dict__.get(name, add)


del add
