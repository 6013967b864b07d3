import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None


class Function:
    def __call__(self, x):
        self.input = x
        return Variable(self.calc(x.data))

    def calc(self, x):
        raise NotImplementedError()

    def derive(self, gy):
        raise NotImplementedError()


class Pow2(Function):
    def calc(self, x):
        return x ** 2

    def derive(self, gy):
        return 2 * self.input.data * gy


class EHoch(Function):
    def calc(self, x):
        return np.exp(x)

    def derive(self, gy):
        return self.input.data * gy


A, B, C = Pow2(), EHoch(), Pow2()
x = Variable(np.array(0.5))
a = A(x)
b = B(a)
y = C(b)
y.grad = np.array(1.0)
b.grad = C.derive(y.grad)
a.grad = B.derive(b.grad)
x.grad = A.derive(a.grad)
print(x.grad)
