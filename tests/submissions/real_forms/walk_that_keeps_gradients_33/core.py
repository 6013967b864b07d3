from __future__ import annotations

import contextlib
import weakref

import numpy as np


class Config:
    enable_backprop = True


@contextlib.contextmanager
def using_config(name: str, value: bool):
    previous = getattr(Config, name)
    try:
        setattr(Config, name, value)
        yield
    finally:
        setattr(Config, name, previous)


def no_grad():
    return using_config("enable_backprop", False)


class Variable:
    __array_priority__ = 200

    def __init__(self, data, name=None):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, and this is a {type(data).__name__}")
        self.data, self.name = data, name
        self.grad: Variable | None = None
        self.creator: Function | None = None
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
        return f"variable({self.data})"

    def set_creator(self, func):
        self.creator, self.generation = func, func.generation + 1

    def cleargrad(self):
        self.grad = None

    def backward(self, retain_grad=False, create_graph=False):
        if self.grad is None:
            self.grad = Variable(np.ones_like(self.data))
        seen, heap = set(), []

        def push(f):
            if f is not None and f not in seen:
                seen.add(f)
                heap.append(f)
                heap.sort(key=lambda f: f.generation)

        push(self.creator)
        while heap:
            f = heap.pop()
            gys = [y().grad for y in f.outputs]
            with using_config("enable_backprop", create_graph):
                gxs = f.backward(*gys)
                gxs = gxs if isinstance(gxs, tuple) else (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    push(x.creator)
            if not retain_grad:
                for y in f.outputs:
                    y().grad = None

    def __add__(self, other):
        return Add()(self, as_array(other))

    def __mul__(self, other):
        return Mul()(self, as_array(other))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return Neg()(self)

    def __sub__(self, other):
        return Sub()(self, as_array(other))

    def __rsub__(self, other):
        return Sub()(as_array(other), self)

    def __pow__(self, c):
        return Pow(c)(self)


def as_variable(obj):
    return obj if isinstance(obj, Variable) else Variable(obj)


def as_array(x):
    return np.array(x) if np.isscalar(x) else x


class Function:
    def __call__(self, *inputs):
        inputs = [as_variable(x) for x in inputs]
        ys = self.forward(*[x.data for x in inputs])
        outputs = [Variable(as_array(y)) for y in (ys if isinstance(ys, tuple) else (ys,))]
        if Config.enable_backprop:
            self.generation = max(x.generation for x in inputs)
            for y in outputs:
                y.set_creator(self)
            self.inputs, self.outputs = inputs, [weakref.ref(y) for y in outputs]
        return outputs if len(outputs) > 1 else outputs[0]

    def forward(self, *xs):
        raise NotImplementedError

    def backward(self, *gys):
        raise NotImplementedError


class Add(Function):
    def forward(self, a, b):
        return a + b

    def backward(self, gy):
        return gy, gy


class Mul(Function):
    def forward(self, a, b):
        return a * b

    def backward(self, gy):
        a, b = self.inputs
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
        a, b = self.inputs
        return gy / b, -gy * a / b**2


class Pow(Function):
    def __init__(self, c):
        self.c = c

    def forward(self, x):
        return x**self.c

    def backward(self, gy):
        (x,) = self.inputs
        return self.c * x ** (self.c - 1) * gy
