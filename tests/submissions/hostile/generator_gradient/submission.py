"""A generator is not a number yet."""
import framework
from framework import *


class Variable(framework.Variable):
    def backward(self):
        super().backward()
        funcs = [self.creator]
        while funcs:
            for x in (f := funcs.pop()).inputs:
                x.grad = (g for g in [x.grad])
                funcs += [x.creator] if x.creator is not None and x.creator is not f else []


framework.Variable = Variable
