"""Tensor library, day 4: saving memory."""
from __future__ import annotations

import contextlib
import heapq
import weakref
from typing import Any, Iterator, Optional, Sequence

import numpy as np


class Config:
    enable_backprop: bool = True


class using_config:
    """A context manager without contextlib."""

    def __init__(self, name, value):
        self.name, self.value = name, value

    def __enter__(self):
        self.before = getattr(Config, self.name)
        setattr(Config, self.name, self.value)

    def __exit__(self, *exc):
        setattr(Config, self.name, self.before)
        return False


class no_grad(using_config):
    def __init__(self):
        super().__init__("enable_backprop", False)


class Tensor:
    def __init__(self, data: Optional[np.ndarray]) -> None:
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"expected np.ndarray, got {type(data).__name__}")
        self.data = data
        self.grad: Optional[np.ndarray] = None
        self.creator: Optional["Function"] = None
        self.generation: int = 0

    def set_creator(self, func: "Function") -> None:
        self.creator = func
        self.generation = func.generation + 1

    def zero_grad(self) -> None:
        self.grad = None

    def backward(self, retain_grad: bool = False) -> None:
        if self.creator is None:
            return
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        queue: list = []
        visited = set()
        counter = 0

        def push(func: "Function") -> None:
            nonlocal counter
            if id(func) not in visited:
                visited.add(id(func))
                heapq.heappush(queue, (-func.generation, counter, func))
                counter += 1

        push(self.creator)
        while queue:
            _, _, func = heapq.heappop(queue)
            grads_out = [ref().grad for ref in func.outputs]
            grads_in = func.backward(*grads_out)
            if not isinstance(grads_in, tuple):
                grads_in = (grads_in,)
            for tensor, grad in zip(func.inputs, grads_in):
                tensor.grad = grad if tensor.grad == None else tensor.grad + grad
                if tensor.creator is not None:
                    push(tensor.creator)
            if not retain_grad:
                for ref in func.outputs:
                    ref().grad = None


class Function:
    generation: int
    inputs: Sequence[Tensor]
    outputs: list

    def __call__(self, *inputs: Tensor):
        results = self.forward(*[t.data for t in inputs])
        if not isinstance(results, tuple):
            results = (results,)
        outputs = [Tensor(np.asarray(r)) for r in results]
        if Config.enable_backprop:
            self.generation = max(t.generation for t in inputs)
            for out in outputs:
                out.set_creator(self)
            self.inputs = inputs
            self.outputs = [weakref.ref(out) for out in outputs]
        return outputs if len(outputs) > 1 else outputs[0]

    def forward(self, *xs: np.ndarray):
        raise NotImplementedError

    def backward(self, *gys: np.ndarray):
        raise NotImplementedError


class Square(Function):
    def forward(self, x):
        return x**2

    def backward(self, gy):
        return 2 * self.inputs[0].data * gy


class Add(Function):
    def forward(self, x0, x1):
        return x0 + x1

    def backward(self, gy):
        return gy, gy


def square(x: Tensor) -> Tensor:
    return Square()(x)


def add(x0: Tensor, x1: Tensor) -> Tensor:
    return Add()(x0, x1)


if __name__ == "__main__":
    with no_grad():
        print(square(Tensor(np.array(2.0))).data)
