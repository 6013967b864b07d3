"""A submission's classes and functions → those that compute what one of ours does, whatever they are called.

They are known by what they do: a class of functions by its values at two points, a backward pass by the gradient that
it leaves at a leaf. Whether that is right everywhere is for the checks to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from . import behaviour, naming

if TYPE_CHECKING:
    from .kata import Kata

VALUES: Mapping[str, Callable[..., Any]] = {
    "Square": np.square,
    "Exp": np.exp,
    "Add": np.add,
    "Mul": np.multiply,
    "Neg": np.negative,
    "Sub": np.subtract,
    "Div": np.divide,
    "Sin": np.sin,
    "Cos": np.cos,
    "Tanh": np.tanh,
}
BACKWARDS = re.compile(r"back|bp|bw|prop|grad|deriv|diff|rev", re.IGNORECASE)
POINTS = ((1.3, 0.7), (-0.4, 2.1))


def class_computing(kata: Kata, name: str) -> tuple[str, type] | None:
    """The first class on the submission's Function that computes what ours of that name does, and means nothing else."""
    if name not in VALUES or not kata.has("Variable") or not kata.has("Function"):
        return None
    taken = naming.words_of_others(name)
    classes = [pair for scope in kata.scopes for pair in behaviour.own_classes(scope) if pair[0] not in taken]
    functions = [(own, kind) for own, kind in classes if kind is not kata.Function and issubclass(kind, kata.Function)]
    for handed_over in (list, lambda arrays: [arrays], lambda arrays: list(map(kata.Variable, arrays))):
        for own, kind in functions:  # of one that takes arrays and one that takes a list, as at 11, the first is meant
            if all(_computes(kind, VALUES[name], point, handed_over) for point in POINTS):
                return own, kind
    return None


def _computes(kind: Any, value: Any, point: tuple[float, float], handed_over: Callable[[Any], list[Any]]) -> bool:
    """Whether its forward gives this value of arrays that are handed over so."""
    arrays = [np.array(number) for number in point[: value.nin]]
    try:
        return _is_near(kind().forward(*handed_over(arrays)), value(*arrays))
    except Exception:  # it is something else, or wants them in another way
        return False


def _is_near(result: Any, due: Any) -> bool:
    """Whether a result, alone or the only one in a tuple or list, in a box or not, is this number."""
    if isinstance(result, (list, tuple)):
        (result,) = result
    held: list[Any] = [result, *(value for _, value in behaviour.attributes(result))]
    return any(isinstance(each, (np.ndarray, float)) and np.shape(each) == () and abs(each - due) < 1e-12 for each in held)


def method_going_back(kata: Kata) -> str:
    """The method of a variable, called with nothing, after which the leaf behind it has a gradient; "" if none has."""
    calls = ((name, lambda y, name=name: getattr(y, name)()) for name in behaviour.methods_for_nothing(kata.Variable))
    return next((name for name, call in calls if _goes_back(kata, call)), "")


def function_going_back(kata: Kata) -> tuple[str, Any] | None:
    """The function of one variable that does so."""
    return next(((name, function) for name, function in _of_one_variable(kata) if _goes_back(kata, function)), None)


def _of_one_variable(kata: Kata) -> Iterator[tuple[str, FunctionType]]:
    for scope in kata.scopes:
        for name, value in tuple(scope.items()):
            if isinstance(value, FunctionType) and BACKWARDS.search(name) and not behaviour.wanted(value, 1):
                yield name, value


def _goes_back(kata: Kata, call: Callable[[Any], Any]) -> bool:
    """Whether a call on a result leaves the slope at what it was made from, whose result had the gradient 1."""
    try:
        x = kata.Variable(np.array(1.0))
        y = kata.call(kata.spy(slopes=(3.0,)), x)
        if x.grad is not None:
            return False
        y.grad = np.array(1.0)
        call(y)
        return bool(np.all(kata.grad(x) == 3.0))
    except Exception:  # it does something else
        return False
