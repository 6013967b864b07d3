import contextlib
import weakref

import numpy as np


class Config:
    enable_backprop = True


@contextlib.contextmanager
def using_config(name, value):
    was = getattr(Config, name)
    setattr(Config, name, value)
    yield
    setattr(Config, name, was)


@contextlib.contextmanager
def no_grad():
    was, Config.enable_backprop = Config.enable_backprop, False
    try:
        yield
    finally:
        Config.enable_backprop = was


class Variable:
    __array_priority__ = 200

    def __init__(self, data, name=None):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError("{} is not supported".format(type(data)))
        self.data = data
        self.name = name
        self.grad = self.creator = None
        self.generation = 0

    @property
    def shape(self):
        return self.data.shape

    @property
    def ndim(self):
        return self.data.ndim

    @property
    def size(self):
        return self.data.size

    @property
    def dtype(self):
        return self.data.dtype

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return "variable(" + str(self.data) + ")"

    def cleargrad(self):
        self.grad = None

    def set_creator(self, func):
        self.creator = func
        self.generation = func.generation + 1

    def backward(self, retain_grad=False):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions, met = [self.creator], {self.creator}
        while functions:
            functions.sort(key=lambda function: function.generation)
            function = functions.pop()
            gradients = function.backward(*[output().grad for output in function.outputs])
            if not isinstance(gradients, tuple):
                gradients = (gradients,)
            for x, gradient in zip(function.inputs, gradients):
                x.grad = gradient if x.grad is None else x.grad + gradient
                if x.creator is not None and x.creator not in met:
                    met.add(x.creator)
                    functions.append(x.creator)
            if not retain_grad:
                for output in function.outputs:
                    output().grad = None


def as_array(x):
    if np.isscalar(x):
        return np.array(x)
    return x


def as_variable(x):
    if isinstance(x, Variable):
        return x
    return Variable(x)


class Function:
    def __call__(self, *inputs):
        self.inputs = [as_variable(as_array(x)) for x in inputs]
        y = Variable(as_array(self.forward(*[x.data for x in self.inputs])))
        if Config.enable_backprop:
            self.generation = max(x.generation for x in self.inputs)
            y.set_creator(self)
            self.outputs = [weakref.ref(y)]
        return y


class Add(Function):
    def forward(self, x0, x1):
        return x0 + x1

    def backward(self, gy):
        return gy, gy


class Mul(Function):
    def forward(self, x0, x1):
        return x0 * x1

    def backward(self, gy):
        x0, x1 = self.inputs
        return gy * x0.data, gy * x1.data


class Neg(Function):
    def forward(self, x):
        return -x

    def backward(self, gy):
        return -gy


class Sub(Function):
    def forward(self, x0, x1):
        return x0 - x1

    def backward(self, gy):
        return gy, -gy


class Pow(Function):
    def __init__(self, c):
        self.c = c

    def forward(self, x):
        return x ** self.c

    def backward(self, gy):
        return self.c * self.inputs[0].data ** (self.c - 1) * gy


Variable.__add__ = lambda x, y: Add()(x, y)
Variable.__radd__ = lambda x, y: Add()(y, x)
Variable.__mul__ = lambda x, y: Mul()(x, y)
Variable.__rmul__ = lambda x, y: Mul()(y, x)
Variable.__neg__ = lambda x: Neg()(x)
Variable.__sub__ = lambda x, y: Sub()(x, y)
Variable.__rsub__ = lambda x, y: Sub()(y, x)
Variable.__pow__ = lambda x, c: Pow(c)(x)
