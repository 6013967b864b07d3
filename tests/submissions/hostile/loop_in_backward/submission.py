"""The walk puts back what it takes."""
import framework
from framework import *


class Variable(framework.Variable):
    def backward(self):
        funcs = [self.creator]
        while funcs:
            funcs.append(funcs.pop())


framework.Variable = Variable
