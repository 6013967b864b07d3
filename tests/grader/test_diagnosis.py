"""One mistake is named when it alone behaves exactly alike; in every other case nothing is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.diagnosis import alike, name_of, same_value
from grader.observation import Frame, Observation
from grader.outcome import Diagnosis
from grader.source import Mistake
from grader.verdict import Trace, Verdict


def check(name: str, kind: str, *seen: Any) -> Verdict:
    traces = tuple(Trace("s", o if isinstance(o, Observation) else Observation("value", o)) for o in seen)
    return Verdict(14, name, "It holds.", kind, traces=traces)


OURS = (check("both", "failed", np.array(1.0)), check("clears", "passed", None, 3.0))
OTHER = (check("both", "failed", np.array(4.0)), check("clears", "passed", None, 3.0))
OVERWRITES = Mistake("overwrites", "The last use replaces the others.", "")


def test_the_only_mistake_that_behaves_alike_is_named() -> None:
    assert name_of([OVERWRITES]) == Diagnosis("overwrites", "The last use replaces the others.")


def test_nothing_is_said_where_no_mistake_behaves_alike() -> None:
    assert name_of([]) is None
    assert not alike(OURS, OTHER)


def test_nothing_is_said_where_two_different_sentences_fit() -> None:
    assert name_of([OVERWRITES, Mistake("other", "Something else.", "")]) is None


def test_mistakes_that_share_a_sentence_are_one_explanation() -> None:
    found = name_of([OVERWRITES, Mistake("again", OVERWRITES.says, "")])
    assert found == Diagnosis("overwrites", OVERWRITES.says)


def test_what_passed_everything_has_no_mistake() -> None:
    passed = (check("both", "passed", 2.0),)
    assert not alike(passed, passed)


def test_one_difference_in_one_check_is_enough_to_be_silent() -> None:
    for other in (
        (OURS[0], check("clears", "passed", None, 3.0001)),
        (OURS[0], check("clears", "passed", 3.0, None)),
        (OURS[0], check("clears", "passed", None)),
        (OURS[0], check("clears", "passed", None, 3.0, 3.0)),
        (OURS[0], check("renamed", "passed", None, 3.0)),
        OURS[:1],
        (),
        (*OURS, OURS[0]),
    ):
        assert not alike(OURS, other) and not alike((*other,), OURS)


def test_a_check_without_observations_fits_another_without() -> None:
    assert alike((check("a", "failed"),), (check("a", "failed"),))


ERROR = Observation("error", detail="TypeError", message="no 'grad' in <Box at 0x7f12ab>")


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        (ERROR, Observation("error", detail="TypeError", message="no 'grad' in <Box at 0x99>"), True),
        (ERROR, Observation("error", detail="TypeError", message=ERROR.message, frames=(Frame("a", 1, "f"),)), True),
        (ERROR, Observation("error", detail="TypeError", message=ERROR.message, seconds=9.0, output="hi"), True),
        (ERROR, Observation("error", detail="ValueError", message=ERROR.message), False),
        (ERROR, Observation("error", detail="TypeError", message="another"), False),
        (ERROR, Observation("error", phase="loading", detail="TypeError", message=ERROR.message), False),
        (ERROR, Observation("unwritten", detail="TypeError", message=ERROR.message), False),
        (ERROR, Observation("value", "TypeError"), False),
        (Observation("timeout", seconds=3.0), Observation("timeout", seconds=5.0), True),
        (Observation("crashed", detail="SIGSEGV"), Observation("crashed", detail="SIGABRT"), False),
    ],
)
def test_ends_without_a_value_are_alike_when_they_are_the_same_end(a: Observation, b: Observation, fit: bool) -> None:
    assert alike((check("a", "error", a),), (check("a", "error", b),)) is fit
    assert alike((check("a", "error", b),), (check("a", "error", a),)) is fit


NAN = float("nan")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1.0, 1.0 + 1e-10),
        (NAN, NAN),
        (float("inf"), float("inf")),
        (0.0, -0.0),
        (np.array([1.0, NAN]), np.array([1.0 + 1e-10, NAN])),
        (np.array([], float), np.array([], float)),
        (np.array([True]), np.array([True])),
        ([1, "a", None], [1, "a", None]),
        ({"a": [1.0]}, {"a": [1.0 + 1e-10]}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (None, None),
    ],
)
def test_values_are_the_same_up_to_rounding(a: Any, b: Any) -> None:
    assert same_value(a, b) and same_value(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1.0, 1.0 + 1e-8),
        (1e-300, 2e-300),
        (0.0, 1e-300),
        (1, 1.0),
        (1, True),
        (0, False),
        (NAN, 1.0),
        (float("inf"), -float("inf")),
        (np.array(1.0), 1.0),
        (np.array([1.0]), np.array(1.0)),
        (np.array([1.0]), np.array([1.0], np.float32)),
        (np.array([1.0, 2.0]), np.array([1.0, 2.1])),
        (np.array([0.0]), np.array([1e-300])),
        (np.array([NAN, 1.0]), np.array([1.0, NAN])),
        ([1], [1, 2]),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        (None, 0),
        ("a", "b"),
        ("a", ["a"]),
    ],
)
def test_values_that_differ_by_more_than_rounding_are_not(a: Any, b: Any) -> None:
    assert not same_value(a, b) and not same_value(b, a)
