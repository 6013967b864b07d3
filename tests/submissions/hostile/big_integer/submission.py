"""An integer that is too long does not cross."""
import framework
from framework import *


class Variable(framework.Variable):
    grad = property(lambda self: 1 << 10**6, lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
