import numpy as np

class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

# step 13
class Variable(Variable):
    def backward(self):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        fs = [self.creator]
        while fs:
            f = fs.pop()
            gs = f.backward(f.output.grad)
            for x, g in zip(f.inputs, gs if isinstance(gs, tuple) else (gs,)):
                x.grad = g if x.grad is None else x.grad + g
                if x.creator is not None:
                    fs.append(x.creator)

class Function:
    def __call__(self, *xs):
        self.inputs = xs
        self.output = Variable(np.asarray(self.forward(*(x.data for x in xs))))
        self.output.creator = self
        return self.output
    def forward(self, *xs):
        raise NotImplementedError

class Add(Function):
    def forward(self, a, b):
        return a + b
    def backward(self, g):
        return g, g

def add(a, b):
    return Add()(a, b)

# step 14
class Variable(Variable):
    def cleargrad(self):
        self.grad = None

x = Variable(np.array(1.0))
add(x, x).backward()
