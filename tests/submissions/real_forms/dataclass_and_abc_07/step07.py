"""Step 7, as a dataclass with slots and an abstract base class."""
from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(eq=False, slots=True)
class Variable:
    """A node of the graph.

    >>> Variable(np.array(1.0)).grad is None
    True
    """

    data: npt.NDArray
    grad: npt.NDArray | None = None
    creator: Function | None = field(default=None, repr=False)

    def backward(self) -> None:
        if (f := self.creator) is not None:
            f.input.grad = f.backward(self.grad)
            f.input.backward()


class Function(ABC):
    input: Variable
    output: Variable

    def __call__(self, x: Variable) -> Variable:
        self.input = x
        self.output = Variable(self.forward(x.data), creator=self)
        return self.output

    @abstractmethod
    def forward(self, x): ...

    @abstractmethod
    def backward(self, gy): ...


class Square(Function):
    def forward(self, x):
        return np.square(x)

    def backward(self, gy):
        return 2.0 * self.input.data * gy


class Exp(Function):
    def forward(self, x):
        return np.exp(x)

    def backward(self, gy):
        return self.output.data * gy


if __name__ == "__main__":
    import doctest

    doctest.testmod()
