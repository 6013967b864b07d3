"""A text that is too long does not cross."""
import framework
from framework import *


class Variable(framework.Variable):
    grad = property(lambda self: 'a' * (8 << 20), lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
