import numpy as np


class Variable:
    def __init__(self, values):
        self.mValues = values
        self.mGrad = None
        self.mMadeBy = None

    def MadeBy(self, func):
        self.mMadeBy = func

    def Backward(self):
        if self.mGrad is None:
            self.mGrad = np.ones_like(self.mValues)
        open_ones = [self.mMadeBy]
        while open_ones:
            f = open_ones.pop()
            grads = f.backward(*[y.mGrad for y in f.mOutputs])
            grads = grads if isinstance(grads, tuple) else (grads,)
            for x, grad in zip(f.mInputs, grads):
                x.mGrad = grad
                if x.mMadeBy is not None:
                    open_ones.append(x.mMadeBy)


class Function:
    def __call__(self, *inputs):
        ys = self.forward(*[x.mValues for x in inputs])
        ys = ys if isinstance(ys, tuple) else (ys,)
        self.mInputs, self.mOutputs = inputs, [Variable(np.asarray(y)) for y in ys]
        for output in self.mOutputs:
            output.MadeBy(self)
        return self.mOutputs if len(self.mOutputs) > 1 else self.mOutputs[0]

    def forward(self, *xs):
        raise NotImplementedError

    def backward(self, *gys):
        raise NotImplementedError


class Add(Function):
    def forward(self, x0, x1):
        return x0 + x1

    def backward(self, gy):
        return gy, gy


class Square(Function):
    def forward(self, x):
        return x**2

    def backward(self, gy):
        return 2 * self.mInputs[0].mValues * gy


def add(x0, x1):
    return Add()(x0, x1)


def square(x):
    return Square()(x)
