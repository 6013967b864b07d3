"""Verdicts become points: partly right is partly paid, our failures cost nobody, and a person has the last word."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from grader.classroom.rules import Late, StepRule
from grader.classroom.scores import Fix, mark

WORTH = {"a": 1.0, "b": 2.0}
DUE = datetime(2026, 11, 20, tzinfo=timezone.utc)


def marked(kinds, fixes=(), days: float = 0.0, untouched: bool = False):
    rule = StepRule(due=DUE)
    return mark(kinds, WORTH, fixes, DUE + timedelta(days=days), rule, Late(percent_per_day=10), untouched)


@pytest.mark.parametrize(
    ("kinds", "score", "maximum"),
    [
        ({"a": "passed", "b": "passed"}, 3.0, 3.0),
        ({"a": "passed", "b": "failed"}, 1.0, 3.0),
        ({"a": "timeout", "b": "unwritten"}, 0.0, 3.0),
        ({"a": "left-out", "b": "passed"}, 2.0, 2.0),
        ({"a": "grader-error", "b": "passed"}, None, 3.0),
        ({"b": "passed"}, 2.0, 3.0),
        ({}, 0.0, 3.0),
    ],
)
def test_points_follow_the_checks(kinds: dict[str, str], score: float | None, maximum: float) -> None:
    found = marked(kinds)
    assert (found.score, found.maximum) == (score, maximum)


def test_a_file_as_it_was_shipped_earns_nothing_by_what_passes_in_it() -> None:
    assert marked({"a": "passed", "b": "unwritten"}, untouched=True).score == 0.0


def test_lateness_is_taken_off_what_was_earned() -> None:
    found = marked({"a": "passed", "b": "passed"}, days=2)
    assert (found.raw, found.penalty, found.score, found.late_days) == (3.0, 0.6, 2.4, 2.0)


def test_a_check_that_was_corrected_counts_as_corrected() -> None:
    kinds = {"a": "failed", "b": "grader-error"}
    assert marked(kinds, [Fix("b", None, "passed")]).score == 2.0
    assert marked(kinds, [Fix("b", 0.5, None)]).score == 0.5
    assert marked(kinds, [Fix("b", 0.5, None), Fix("b", 1.5, None)]).score == 1.5, "the last word counts"
    assert marked({"a": "passed", "b": "passed"}, [Fix("b", None, "failed")]).score == 1.0
    assert marked({"a": "passed", "b": "passed"}, [Fix("gone", 5.0, None)]).score == 3.0, "of a check that is no more"
    assert marked({"a": "passed", "b": "unwritten"}, [Fix("a", None, "passed")], untouched=True).score == 1.0


def test_a_step_that_was_corrected_has_just_those_points() -> None:
    assert marked({"a": "passed", "b": "passed"}, [Fix(None, 1.25, None)], days=3).score == 1.25
    assert marked({}, [Fix(None, 3.0, None)]).score == 3.0, "also where nothing was handed in"
    assert marked({"a": "grader-error", "b": "passed"}, [Fix(None, 3.0, None)]).score == 3.0
