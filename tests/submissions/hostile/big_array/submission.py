"""An array that is too big does not cross."""
import framework
from framework import *


class Variable(framework.Variable):
    grad = property(lambda self: np.zeros(10**6), lambda self, value: None)

    def backward(self):
        pass


framework.Variable = Variable
