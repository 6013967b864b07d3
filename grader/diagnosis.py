"""Verdicts of a submission and of known mistakes → the one mistake that behaves exactly alike, or None.

There are no rules written by hand: a mistake is named when it gave the very observations that the
submission gave, in every check of the step, on the same inputs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.observation import Observation
from grader.outcome import Diagnosis
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.source import Mistake

RTOL = 1e-9  # the same mistake spelled in another order of operations differs by rounding only
_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")


def name_of(fitting: Sequence[Mistake]) -> Diagnosis | None:
    """The explanation, where the mistakes that fit are one: they share a sentence. Else nothing is said."""
    if len({mistake.says for mistake in fitting}) != 1:
        return None
    return Diagnosis(fitting[0].name, fitting[0].says)


def alike(ours: Sequence[Verdict], theirs: Sequence[Verdict]) -> bool:
    """Whether two submissions failed something and gave the same observations in every check."""
    if all(verdict.passed for verdict in ours) or len(ours) != len(theirs):
        return False
    return all(
        a.name == b.name
        and len(a.traces) == len(b.traces)
        and all(_same(x.observation, y.observation) for x, y in zip(a.traces, b.traces, strict=True))
        for a, b in zip(ours, theirs, strict=True)
    )


def _same(a: Observation, b: Observation) -> bool:
    if a.kind != b.kind or a.phase != b.phase:
        return False
    if a.kind == "value":
        return same_value(a.value, b.value)
    return a.detail == b.detail and _ADDRESS.sub("", a.message) == _ADDRESS.sub("", b.message)


def same_value(a: Any, b: Any) -> bool:
    """Whether two plain values are equal, numbers up to rounding, NaN equal to NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return bool(
            a.shape == b.shape and a.dtype == b.dtype and np.allclose(a, b, rtol=RTOL, atol=0, equal_nan=True)
        )
    if isinstance(a, float):
        return bool(np.isclose(a, b, rtol=RTOL, atol=0, equal_nan=True))
    if isinstance(a, list):
        return len(a) == len(b) and all(same_value(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same_value(a[key], b[key]) for key in a)
    return bool(a == b)
