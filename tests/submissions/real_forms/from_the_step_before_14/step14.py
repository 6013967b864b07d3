import numpy as np
from step13 import *
import step13

# only what is new in this step; the rest comes from the file of the step before

def backward(self):
    if self.grad is None:
        self.grad = np.ones_like(self.data)
    funcs = [self.creator]
    while funcs:
        f = funcs.pop()
        gxs = f.backward(*[o.grad for o in f.outputs])
        gxs = gxs if isinstance(gxs, tuple) else (gxs,)
        for x, gx in zip(f.inputs, gxs):
            x.grad = gx if x.grad is None else x.grad + gx
            if x.creator is not None:
                funcs.append(x.creator)

def cleargrad(self):
    self.grad = None

Variable.backward = backward
Variable.cleargrad = cleargrad

if __name__ == '__main__':
    x = Variable(np.array(3.0))
    add(x, x).backward()
    print(x.grad)
