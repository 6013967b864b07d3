"""Text that no file can hold is shown all the same."""
import framework
from framework import *


class Variable(framework.Variable):
    grad = property(lambda self: '\ud800 and \udfff', lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
