"""A right value of the wrong shape is wrong."""
import framework
from framework import *


class Variable(framework.Variable):
    def backward(self):
        super().backward()
        funcs = [self.creator]
        while funcs:
            for x in (f := funcs.pop()).inputs:
                x.grad = np.reshape(x.grad, (1, *np.shape(x.grad)))
                funcs += [x.creator] if x.creator is not None and x.creator is not f else []


framework.Variable = Variable
