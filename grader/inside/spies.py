"""A submission's Function → Functions of ours on it, whose calls and gradients are known beforehand.

And the other way: what a function of the submission holds, through whatever references it holds it by.
"""

from __future__ import annotations

import weakref
from functools import cache
from typing import Any

import numpy as np

from . import naming


def ends(function: Any, name: str, own: str = "") -> list[Any]:
    """The variables in a function's `inputs` or `outputs`, under whichever name, one or many, referred to weakly or not.

    `own` is what the submission was found to call them, where its name is none of those that we know.
    """
    names = (name, *naming.ALIASES[name], *filter(None, [own]))
    found = next((each for each in names if getattr(function, each, None) is not None), naming.ALIASES[name][0])
    return _held(getattr(function, found))


def _held(held: Any) -> list[Any]:
    return [_behind(end) for end in (held if isinstance(held, (list, tuple)) else [held])]


def holder(function: Any, variable: Any) -> str:
    """The attribute in which a function keeps this variable, alone or among others; "" if it keeps it in none."""
    kept = (name for name, value in tuple(vars(function).items()) if any(end is variable for end in _held(value)))
    return next(kept, "")


def _behind(end: Any) -> Any:
    """The object itself, where it is held by a weak reference or a weak proxy; None if it is gone."""
    if type(end) in weakref.ProxyTypes:  # asked for first: a proxy answers for what is behind it
        try:
            return end.__init__.__self__
        except ReferenceError:
            return None
    return end() if isinstance(end, weakref.ref) else end


def _array(given: Any) -> Any:
    """What a forward is given, without the box in which some hand it over."""
    return given if isinstance(given, (np.ndarray, np.generic, int, float)) else getattr(given, "data", given)


@cache
def spy_class(base: Any, several: type, alone: bool = True) -> Any:
    """A subclass of the submission's Function that logs its calls and sends back `several` gradients as told.

    One gradient, and the one result of forward, go `alone`, unless its own functions wrap them as they do several.
    """

    class Spy(base):  # type: ignore[misc]
        def __init__(
            self,
            name: str,
            slopes: tuple[float, ...],
            local: tuple[float, ...],
            log: list[str] | None,
        ) -> None:
            super().__init__()
            self.spy = (name, slopes, local, log)

        def forward(self, *arrays: Any) -> Any:
            name, slopes, _, log = self.spy
            listed = len(arrays) == 1 and isinstance(arrays[0], (list, tuple))
            if log is not None:
                log.append(f"forward {name}")
            given = map(_array, arrays[0] if listed else arrays)
            total = sum(slope * x for slope, x in zip(slopes, given, strict=True))
            result = np.asarray(total)
            return (result,) if listed or not alone else result

        def backward(self, *gradients: Any) -> Any:
            name, _, local, log = self.spy
            if log is not None:
                log.append(f"backward {name}")
            results = several(gradients[0] * factor for factor in local)
            return results if len(results) > 1 or not alone else results[0]

    return Spy
