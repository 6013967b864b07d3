import numpy as np

"""steps 13 + 14. Data classes hold, functions do: backward() is a function here."""


class Variable(object):
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None


class Function(object):
    def __call__(self, *inputs):
        self.inputs = inputs
        y = Variable(np.array(self.forward(*[v.data for v in inputs])))
        y.creator = self
        self.outputs = [y]
        return y

    def forward(self, *xs):
        raise NotImplementedError()

    def backward(self, gy):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x * x

    def backward(self, gy):
        return (2.0 * self.inputs[0].data * gy,)


class Add(Function):
    def forward(self, a, b):
        return a + b

    def backward(self, gy):
        return gy, gy


def backward(y):
    if y.grad is None:
        y.grad = np.ones_like(y.data)
    pending = [y.creator]
    while pending:
        f = pending.pop()
        gxs = f.backward(f.outputs[0].grad)
        if not isinstance(gxs, tuple):
            gxs = (gxs,)
        for x, gx in zip(f.inputs, gxs):
            x.grad = gx if x.grad is None else x.grad + gx
            if x.creator:
                pending.append(x.creator)


def zero_grad(*variables):
    for v in variables:
        v.grad = None


x = Variable(np.array(3.0))
y = Add()(x, x)
backward(y)
print(x.grad)
zero_grad(x, y)
