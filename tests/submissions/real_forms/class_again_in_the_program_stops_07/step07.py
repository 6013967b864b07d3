import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, f):
        self.creator = f


class Function:
    def __call__(self, v):
        out = Variable(self.forward(v.data))
        out.set_creator(self)
        self.input, self.output = v, out
        return out

    def forward(self, x):
        raise NotImplementedError()

    def backward(self, gy):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.input.data * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        return self.output.data * gy


if __name__ == '__main__':
    # by hand
    x = Variable(np.array(0.5))
    y = Square()(Exp()(x))
    y.grad = np.array(1.0)
    b = y.creator.input
    b.grad = y.creator.backward(y.grad)
    x.grad = b.creator.backward(b.grad)
    print(x.grad)

    # and by itself
    class Variable:
        def __init__(self, data):
            self.data = data
            self.grad = None
            self.creator = None

        def set_creator(self, f):
            self.creator = f

        def backward(self):
            f = self.creator
            if f is not None:
                f.input.grad = f.backward(self.grad)

    x = Variable(np.array(0.5))
    y = Square()(Exp()(x))
    y.grad = np.array(1.0)
    y.backward()
    print(x.grad)
