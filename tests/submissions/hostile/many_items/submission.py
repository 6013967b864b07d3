"""A list that is too long does not cross."""
import framework
from framework import *


class Variable(framework.Variable):
    grad = property(lambda self: [0.0] * 200_000, lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
