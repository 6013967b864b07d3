"""A framework of ours, for files that only draw the graphs of another one.

Who follows the book keeps the functions of steps 25 and 26 in a `utils.py` of its own, beside a package that may not
have come along. Gradients are not asked for there, so this one has none.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np


class Variable:
    """A box for an array, with the function that it came from."""

    def __init__(self, data: Any, name: str | None = None) -> None:
        self.data = np.asarray(data)
        self.name = name
        self.grad: Any = None
        self.creator: Any = None
        self.generation = 0

    def __getattr__(self, name: str) -> Any:
        if name in ("shape", "ndim", "size", "dtype"):
            return getattr(self.data, name)
        raise AttributeError(name)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"variable({self.data})"


class Function:
    """What computes variables from variables, and remembers both."""

    inputs: tuple[Variable, ...]
    outputs: tuple[Callable[[], Variable | None], ...]

    def __call__(self, *inputs: Any) -> Any:
        self.inputs = tuple(x if isinstance(x, Variable) else Variable(x) for x in inputs)
        self.generation = max(x.generation for x in self.inputs)
        results = self.forward(*[x.data for x in self.inputs])
        outputs = [Variable(y) for y in (results if isinstance(results, tuple) else (results,))]
        for output in outputs:
            output.creator, output.generation = self, self.generation + 1
        self.outputs = tuple(weakref.ref(output) for output in outputs)
        return outputs if len(outputs) > 1 else outputs[0]

    def forward(self, *arrays: Any) -> Any:
        """The arrays of the outputs. Raises NotImplementedError where a subclass has none."""
        raise NotImplementedError


def _operator(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    kind = type(name, (Function,), {"forward": lambda self, *arrays: compute(*arrays)})
    return lambda *variables: kind()(*variables)


def _turned(operator: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a variable on the right."""
    return lambda x, other: operator(other, x)


for _dunder, _name, _compute in (
    ("add", "Add", lambda x, y: x + y),
    ("sub", "Sub", lambda x, y: x - y),
    ("mul", "Mul", lambda x, y: x * y),
    ("truediv", "Div", lambda x, y: x / y),
    ("pow", "Pow", lambda x, c: x**c),
    ("neg", "Neg", lambda x: -x),
):
    setattr(Variable, f"__{_dunder}__", _operator(_name, _compute))
    if _dunder not in ("pow", "neg"):
        setattr(Variable, f"__r{_dunder}__", _turned(getattr(Variable, f"__{_dunder}__")))
