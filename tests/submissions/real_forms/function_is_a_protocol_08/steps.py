from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Variable:
    def __init__(self, data: Array) -> None:
        self.data = data
        self.grad: Array | None = None
        self.creator: Function | None = None

    def set_creator(self, creator: Function) -> None:
        self.creator = creator

    def backward(self) -> None:
        todo = [self.creator] if self.creator else []
        while todo:
            f = todo.pop()
            f.input.grad = f.backward(f.output.grad)
            if f.input.creator:
                todo.append(f.input.creator)


class Function(Protocol):
    input: Variable
    output: Variable

    def __call__(self, input: Variable) -> Variable:
        self.input = input
        self.output = Variable(self.forward(input.data))
        self.output.set_creator(self)
        return self.output

    def forward(self, x: Array) -> Array: ...

    def backward(self, gy: Array) -> Array: ...


class Square(Function):
    def forward(self, x: Array) -> Array:
        return x**2

    def backward(self, gy: Array) -> Array:
        return gy * 2 * self.input.data


class Exp(Function):
    def forward(self, x: Array) -> Array:
        return np.exp(x)

    def backward(self, gy: Array) -> Array:
        return gy * np.exp(self.input.data)
