"""What an author writes checks with: expect, until, and numbers to try them on.

A check is a pytest test that takes `observe` (runs a scenario beside the learner's code and
gives back plain data) and, where it needs fresh inputs, `draw`. Its docstring is what the learner reads.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

RTOL = 1e-12  # a few hundred operations, each right to one part in 2**53; no difference quotient reaches it


@dataclass
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


def sentence(mismatch: Mismatch) -> str:
    """One sentence: the call, what was seen, what was expected."""
    given = ", ".join(f"{name} = {show(value)}" for name, value in mismatch.inputs.items())
    place = f" at {given}" if given else ""
    after = f"{mismatch.after}{place} gave " if mismatch.after else (f"{given}: " if given else "")
    note = f" ({mismatch.note})" if mismatch.note else ""
    return f"{after}{mismatch.what} = {show(mismatch.observed)}, expected {show(mismatch.expected)}{note}"


def show(value: Any, width: int = 200) -> str:
    """A value as a learner would write it: short, arrays without their wrapping."""
    if isinstance(value, np.ndarray):
        with np.printoptions(precision=6, floatmode="maxprec", threshold=20, edgeitems=3, linewidth=width):
            text = str(value.item()) if value.ndim == 0 else np.array2string(value, separator=", ")
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, list):
        text = "[" + ", ".join(show(item, width) for item in value) + "]"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {show(item, width)}" for key, item in value.items()) + "}"
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def expect(
    observed: Any,
    expected: Any,
    what: str,
    *,
    after: str = "",
    rtol: float = RTOL,
    note: str = "",
    **inputs: Any,
) -> None:
    """Claim that `what` came to `expected` after the call `after` on `inputs`. Raises Mismatch.

    An expected array wants an array of its shape and dtype; an expected float wants one number of any
    floating type. NaN equals nothing. `rtol` bounds |observed - expected| / max(|expected|, 1e-300),
    and an expected zero wants less than rtol in size.
    """
    problem = _difference(observed, expected, rtol)
    if problem is not None:
        raise Mismatch(what, after, inputs, observed, expected, note or problem)


def _difference(observed: Any, expected: Any, rtol: float) -> str | None:
    """None if they agree; otherwise a remark on how they differ, which may be empty."""
    if isinstance(expected, (list, tuple)):
        return _difference_of_lists(observed, expected, rtol)
    if isinstance(expected, dict):
        if not isinstance(observed, dict) or observed.keys() != expected.keys():
            return ""
        return next(
            (d for k in expected if (d := _difference(observed[k], expected[k], rtol)) is not None), None
        )
    if isinstance(expected, (np.ndarray, float, complex, np.generic)):
        return _difference_of_numbers(observed, expected, rtol)
    return None if type(observed) is type(expected) and observed == expected else ""


def _difference_of_lists(observed: Any, expected: Any, rtol: float) -> str | None:
    if not isinstance(observed, list):
        return ""
    if len(observed) != len(expected):
        return f"{len(observed)} of them, expected {len(expected)}"
    pairs = zip(observed, expected, strict=True)
    return next((d for a, b in pairs if (d := _difference(a, b, rtol)) is not None), None)


def _difference_of_numbers(observed: Any, expected: Any, rtol: float) -> str | None:
    if isinstance(observed, bool) or not isinstance(observed, (np.ndarray, int, float)):
        return ""
    seen, due = np.asarray(observed), np.asarray(expected)
    if seen.shape != due.shape:
        return f"the shape is {seen.shape}, expected {due.shape}"
    if isinstance(expected, np.ndarray) and isinstance(observed, np.ndarray) and seen.dtype != due.dtype:
        return f"the dtype is {seen.dtype}, expected {due.dtype}"
    if seen.dtype.kind not in "iuf" + ("c" if due.dtype.kind == "c" else ""):
        return f"the dtype is {seen.dtype}"
    with np.errstate(all="ignore"):
        near = np.abs(seen - due) <= rtol * np.where(due == 0, 1.0, np.maximum(np.abs(due), 1e-300))
    if np.all(near | (seen == due)):
        return None
    return "not a number" if np.any(np.isnan(seen)) else ""


def until(step: int) -> pytest.MarkDecorator:
    """Mark a check that `step` makes untrue on purpose: it counts for frameworks before that step only."""
    return pytest.mark.until(step)


def alone(check: Any) -> Any:
    """Mark a check whose scenarios each want a process that has run nothing else (memory, lifetimes)."""
    return pytest.mark.alone(check)


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
