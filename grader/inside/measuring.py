"""A submission's functions of two arguments → the one that measures slopes, whatever it is called.

It is known by what it does: it asks its first argument for values and gives a number. Whether that is right is for the
checks to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from . import naming

if TYPE_CHECKING:
    from .kata import Kata

SPEAKS_OF_SLOPES = re.compile(r"diff|grad|deriv|slope", re.IGNORECASE)
CHECKS = re.compile(r"check|test|plot|show", re.IGNORECASE)
AT = 1.5
REQUIRED = 2


def measuring(kata: Kata) -> tuple[str, Any] | None:
    """The function that measures the slope of another one; of several the one that is nearest to it."""
    tried = [(_error(kata, function), name, function) for name, function in _candidates(kata)]
    found = [(error, name, function) for error, name, function in tried if error is not None]
    if not found:
        return None
    _, name, function = min(found, key=lambda each: each[0])
    return name, function


def _candidates(kata: Kata) -> Iterator[tuple[str, Callable[..., Any]]]:
    for scope in kata.scopes:
        for name, value in tuple(scope.items()):
            speaks = SPEAKS_OF_SLOPES.search(name) and not CHECKS.search(name) and name not in naming.OTHERS
            if speaks and isinstance(value, FunctionType) and _required(value) == REQUIRED:
                yield name, value


def _required(function: FunctionType) -> int:
    code = function.__code__
    return code.co_argcount - len(function.__defaults__ or ())


def _error(kata: Kata, function: Callable[..., Any]) -> float | None:
    """How far its slope of eˣ is from the true one; None where no number came, or it did not ask for any value."""
    asked = []

    def exp(x: Any) -> Any:
        asked.append(x)
        return kata.Variable(np.exp(np.asarray(x.data)))

    try:
        slope = np.asarray(function(exp, kata.Variable(np.array([AT]))))
        error = float(np.max(np.abs(slope - np.exp(AT))))
    except Exception:  # what it measures is something else
        return None
    return error if asked and slope.dtype.kind == "f" and np.isfinite(error) else None
