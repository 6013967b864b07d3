"""What an author writes checks with: expect, until, public, and numbers to try them on.

A check is a pytest test that takes `observe` (runs a scenario beside the learner's code and
gives back plain data) and, where it needs fresh inputs, `draw`. Its docstring is what the learner reads.
"""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pytest

from grader.words import say

FEW = 20  # elements of an array that are shown; of a larger one the first and the last
PADDING = r"(?<=\[) +| +(?=[\],])"  # with which NumPy makes columns
RTOL = 1e-12  # a few hundred operations, each right to one part in 2**53; no difference quotient reaches it


class Tolerance(NamedTuple):
    """How near two numbers must be: `rtol` of the larger of the expected size and `scale`."""

    rtol: float
    scale: float


@dataclass(eq=False)
class Mismatch(AssertionError):
    """Something was seen that was not expected: the parts of the sentence that a learner reads."""

    what: str
    after: str
    inputs: dict[str, Any]
    observed: Any
    expected: Any
    note: str = ""

    def __str__(self) -> str:
        return sentence(self)


class LeftOut(Exception):
    """A check can not be run here, for a reason of ours that the message tells; it is held against nobody."""


def sentence(mismatch: Mismatch) -> str:
    """One sentence: the call, what was seen, what was expected."""
    given = ", ".join(f"{name} = {show(value)}" for name, value in mismatch.inputs.items())
    both = mismatch.after and given
    after = say("example.at", after=mismatch.after, given=given) if both else mismatch.after or given
    yes_or_no = isinstance(mismatch.expected, bool)
    seen, due = show_both(mismatch.observed, mismatch.expected)
    said = say("example.claim" if yes_or_no else "example.number", what=mismatch.what, seen=seen, due=due)
    said = say("example.note", said=said, note=mismatch.note) if mismatch.note else said
    plainly = "example.came" if yes_or_no or not mismatch.after else "example.gave"
    return say(plainly, after=after, said=said) if after else said


def show_both(observed: Any, expected: Any) -> tuple[str, str]:
    """Two values that differ, with as many digits as it takes to see that they do."""
    seen, due = show(observed), show(expected)
    return (seen, due) if seen != due else (show(observed, digits=17), show(expected, digits=17))


def show(value: Any, width: int = 200, digits: int = 6) -> str:
    """A value as a learner would write it: short, arrays in one line with so many digits after the point."""
    text = _shown(value, width, digits)
    return text if len(text) <= width else text[: width - 1] + "…"


def _shown(value: Any, width: int, digits: int) -> str:
    if isinstance(value, np.ndarray):
        return _shown_array(value, digits)
    if isinstance(value, bool):
        return say("example.yes" if value else "example.no")
    if isinstance(value, str):
        return value if value.isprintable() and value == " ".join(value.split()) != "" else repr(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(show(item, width, digits) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {show(item, width, digits)}" for key, item in value.items()) + "}"
    return str(value)


def _shown_array(array: np.ndarray[Any, Any], digits: int) -> str:
    if array.ndim == 0:
        return str(array.item())
    with np.printoptions(precision=digits, floatmode="maxprec", threshold=FEW, edgeitems=3, linewidth=10**6):
        text = " ".join(np.array2string(array, separator=", ").split())
    return re.sub(PADDING, "", text)


def expect(
    observed: Any,
    expected: Any,
    what: str,
    *,
    after: str = "",
    rtol: float = RTOL,
    scale: float = 0.0,
    note: str = "",
    **inputs: Any,
) -> None:
    """Claim that `what` came to `expected` after the call `after` on `inputs`. Raises Mismatch.

    An expected array wants an array of its shape and dtype; an expected float wants one number of any
    floating type. NaN equals nothing. `rtol` bounds |observed - expected| / max(|expected|, 1e-300),
    and an expected zero wants less than rtol in size. `scale` is the size of the terms that may cancel in the
    result: errors are then measured against it where the result itself is smaller.
    """
    problem = _difference(observed, expected, Tolerance(rtol, scale))
    if problem is not None:
        raise Mismatch(what, after, inputs, observed, expected, note or problem)


def _difference(observed: Any, expected: Any, near: Tolerance) -> str | None:
    """None if they agree; otherwise a remark on how they differ, which may be empty."""
    if isinstance(expected, (list, tuple)):
        return _difference_of_lists(observed, expected, near)
    if isinstance(expected, dict):
        if not isinstance(observed, dict) or observed.keys() != expected.keys():
            return ""
        return next(
            (d for k in expected if (d := _difference(observed[k], expected[k], near)) is not None), None
        )
    if isinstance(expected, (np.ndarray, float, complex, np.generic)):
        return _difference_of_numbers(observed, expected, near)
    return None if type(observed) is type(expected) and observed == expected else ""


def _difference_of_lists(observed: Any, expected: Any, near: Tolerance) -> str | None:
    if not isinstance(observed, list):
        return ""
    if len(observed) != len(expected):
        return say("example.count", seen=len(observed), due=len(expected))
    pairs = zip(observed, expected, strict=True)
    return next((d for a, b in pairs if (d := _difference(a, b, near)) is not None), None)


def _difference_of_numbers(observed: Any, expected: Any, near: Tolerance) -> str | None:
    if isinstance(observed, list) and isinstance(expected, np.ndarray):
        return say("example.list")
    if isinstance(observed, bool) or not isinstance(observed, (np.ndarray, int, float)):
        return ""
    seen, due = np.asarray(observed), np.asarray(expected)
    if seen.shape != due.shape:
        return say("example.shape", seen=seen.shape, due=due.shape)
    if isinstance(expected, np.ndarray) and isinstance(observed, np.ndarray) and seen.dtype != due.dtype:
        return say("example.dtype-due", seen=seen.dtype, due=due.dtype)
    if seen.dtype.kind == due.dtype.kind == "b":
        return None if np.array_equal(seen, due) else _first_difference(seen, due, seen == due)
    if seen.dtype.kind not in "iuf" + ("c" if due.dtype.kind == "c" else ""):
        return say("example.dtype", seen=seen.dtype)
    with np.errstate(all="ignore"):
        size = np.maximum(np.where(due == 0, 1.0, np.abs(due)), max(near.scale, 1e-300))
        close = np.abs(seen - due) <= near.rtol * size
    right = close & np.isfinite(due) | (seen == due)
    if np.all(right):
        return None
    return say("example.nan") if np.any(np.isnan(seen)) else _first_difference(seen, due, right)


def _first_difference(seen: np.ndarray[Any, Any], due: np.ndarray[Any, Any], right: Any) -> str:
    """Where two large arrays, which are not shown in full, differ first; of small ones nothing needs to be said."""
    if seen.size <= FEW:
        return ""
    index = tuple(int(i) for i in np.argwhere(~right)[0])
    return say("example.element", place=list(index), seen=seen[index], due=due[index])


def until(step: int) -> pytest.MarkDecorator:
    """Mark a check that `step` makes untrue on purpose: it counts for frameworks before that step only."""
    return pytest.mark.until(step)


def alone(check: Any) -> Any:
    """Mark a check whose scenarios each want a process that has run nothing else (memory, lifetimes)."""
    return pytest.mark.alone(check)


def public(check: Any) -> Any:
    """Mark a check that is no secret: an example of its step, which packs for students have too."""
    return pytest.mark.public(check)


@dataclass
class Draw:
    """Fresh inputs from the seed in the report: readable numbers, away from 0 so that errors show.

    Values lie in (0.3, 1.7) by default with two decimals, so that a counter-example can be worked by hand.
    """

    random: random.Random
    drawn: list[Any] = field(default_factory=list)

    def number(self, low: float = 0.3, high: float = 1.7) -> float:
        """A float with two decimals, not among the ones drawn before."""
        for _ in range(100):
            value = round(self.random.uniform(low, high), 2)
            if value not in self.drawn and not math.isclose(value, 1.0) and value != 0:
                break
        self.drawn.append(value)
        return value

    def array(self, *shape: int, low: float = 0.3, high: float = 1.7) -> np.ndarray[Any, Any]:
        """A float64 array; without a shape a 0-d one."""
        count = math.prod(shape)
        return np.array([self.number(low, high) for _ in range(count)]).reshape(shape)

    def integer(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return self.random.randint(low, high)
