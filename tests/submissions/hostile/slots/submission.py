"""A Variable with slots, to which nothing can be added."""
import framework
from framework import *


class Variable:
    __slots__ = ("data", "grad", "creator")
    __init__ = framework.Variable.__init__
    set_creator = framework.Variable.set_creator
    cleargrad = framework.Variable.cleargrad
    backward = framework.Variable.backward


framework.Variable = Variable
