import numpy as np
from collections import deque


class Variable:
    __slots__ = ('_data', '_grad', '_creator', '__weakref__')

    def __init__(self, data):
        self._data, self._grad, self._creator = data, None, None

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, value):
        self._data = value

    @property
    def grad(self):
        return self._grad

    @grad.setter
    def grad(self, value):
        self._grad = value

    @property
    def creator(self):
        return self._creator

    def set_creator(self, func):
        self._creator = func

    def backward(self):
        line = deque()
        line.append(self.creator)
        while len(line) > 0:
            func = line.popleft()
            if func is None:
                break
            func.input.grad = func.backward(func.output.grad)
            line.append(func.input.creator)


class Function:
    def __call__(self, var):
        out = Variable(self.forward(var.data))
        out.set_creator(self)
        self.input, self.output = var, out
        return out

    def forward(self, x):
        raise NotImplementedError('자식 클래스에서 구현')

    def backward(self, gy):
        raise NotImplementedError('자식 클래스에서 구현')


class Square(Function):
    def forward(self, x): return x * x
    def backward(self, gy): return gy * 2 * self.input.data


class Exp(Function):
    def forward(self, x): return np.exp(x)
    def backward(self, gy): return gy * np.exp(self.input.data)


A, B, C = Square(), Exp(), Square()
x = Variable(np.array(0.5))
a = A(x); b = B(a); y = C(b)
y.grad = np.array(1.0)
y.backward()
print(x.grad)
