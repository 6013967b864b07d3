"""Arrays that remember where they come from."""
import weakref
from contextlib import contextmanager

import numpy as np


class Config:
    enable_backprop = True


@contextmanager
def using_config(key, value):
    kept = getattr(Config, key)
    setattr(Config, key, value)
    try:
        yield
    finally:
        setattr(Config, key, kept)


def no_grad():
    return using_config("enable_backprop", False)


class Tensor:
    __array_priority__ = 999

    def __init__(self, data, name=None):
        if not (data is None or isinstance(data, np.ndarray)):
            raise TypeError("{} is not supported".format(type(data)))
        self.data = data
        self.name = name
        self.clear_grad()
        self.creator = None
        self.generation = 0

    shape = property(lambda self: self.data.shape)
    ndim = property(lambda self: self.data.ndim)
    size = property(lambda self: self.data.size)
    dtype = property(lambda self: self.data.dtype)

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return "tensor(" + str(self.data).replace("\n", "\n       ") + ")"

    def clear_grad(self):
        self.grad = None

    def set_creator(self, func):
        self.creator = func
        self.generation = func.generation + 1

    def backward(self, retain_grad=False):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        queue = {self.creator} - {None}
        while queue:
            func = max(queue, key=lambda each: each.generation)
            queue.remove(func)
            grads = func.backward(*(ref().grad for ref in func.outputs))
            if not isinstance(grads, tuple):
                grads = (grads,)
            for tensor, grad in zip(func.inputs, grads):
                tensor.grad = grad if tensor.grad is None else tensor.grad + grad
                if tensor.creator is not None:
                    queue.add(tensor.creator)
            if not retain_grad:
                for ref in func.outputs:
                    ref().grad = None


def as_tensor(value):
    return value if isinstance(value, Tensor) else Tensor(value)


def as_array(value):
    return np.array(value) if np.isscalar(value) else value


class Function:
    def __call__(self, *args):
        args = [as_tensor(arg) for arg in args]
        results = self.forward(*(arg.data for arg in args))
        if not isinstance(results, tuple):
            results = (results,)
        outs = [Tensor(as_array(result)) for result in results]
        if Config.enable_backprop:
            self.generation = max(arg.generation for arg in args)
            self.inputs = args
            self.outputs = [weakref.ref(out) for out in outs]
            for out in outs:
                out.set_creator(self)
        return outs[0] if len(outs) == 1 else outs

    def forward(self, *arrays):
        raise NotImplementedError()

    def backward(self, *grads):
        raise NotImplementedError()

    def values(self):
        return [each.data for each in self.inputs]


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.values()[0] * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        return np.exp(self.values()[0]) * gy


class Add(Function):
    def forward(self, a, b):
        return a + b

    def backward(self, gy):
        return gy, gy


class Mul(Function):
    def forward(self, a, b):
        return a * b

    def backward(self, gy):
        a, b = self.values()
        return gy * b, gy * a



class Neg(Function):
    def forward(self, a):
        return -a

    def backward(self, gy):
        return -gy


class Sub(Function):
    def forward(self, a, b):
        return a - b

    def backward(self, gy):
        return gy, -gy


class Div(Function):
    def forward(self, a, b):
        return a / b

    def backward(self, gy):
        a, b = self.values()
        return gy / b, -gy * a / (b * b)


class Pow(Function):
    def __init__(self, exponent):
        self.exponent = exponent

    def forward(self, x):
        return x ** self.exponent

    def backward(self, gy):
        x, = self.values()
        return gy * self.exponent * x ** (self.exponent - 1)

def square(x):
    return Square()(x)


def exp(x):
    return Exp()(x)


def add(a, b):
    return Add()(a, as_array(b))


def mul(a, b):
    return Mul()(a, as_array(b))



def neg(a):
    return Neg()(a)


def sub(a, b):
    return Sub()(a, as_array(b))


def rsub(a, b):
    return Sub()(as_array(b), a)


def div(a, b):
    return Div()(a, as_array(b))


def rdiv(a, b):
    return Div()(as_array(b), a)


def pow(a, exponent):
    return Pow(exponent)(a)

def set_tensor():
    Tensor.__add__ = add
    Tensor.__mul__ = mul
    Tensor.__radd__ = add
    Tensor.__rmul__ = mul
    Tensor.__neg__ = neg
    Tensor.__sub__ = sub
    Tensor.__rsub__ = rsub
    Tensor.__truediv__ = div
    Tensor.__rtruediv__ = rdiv
    Tensor.__pow__ = pow
