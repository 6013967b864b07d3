"""Replaces its own methods while it runs, and lets nobody put them back."""
import framework
from framework import *


class Meta(type):
    def __delattr__(cls, name):
        raise KeyboardInterrupt


class Variable(framework.Variable, metaclass=Meta):
    def backward(self):
        type(self).extra = np.ones(3)
        super().backward()


framework.Variable = Variable
