from step07 import *
import step07


class Variable(step07.Variable):
    def backward(self):
        funcs = [self.creator]
        while funcs:
            f = funcs.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                funcs.append(x.creator)


step07.Variable = Variable
x = Variable(np.array(0.5))
y = square(exp(square(x)))  # not there yet: this is the next step
