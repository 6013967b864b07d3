"""What a check came to: one of fourteen words, and only one of them is a pass."""

from __future__ import annotations

import dataclasses

import pytest

from grader.observation import Observation
from grader.verdict import KINDS, NoValue, Verdict
from grader.words import texts

CONTRACT = (
    "passed failed unwritten error timeout memory recursion flood crashed exited too-big not-plain skipped grader-error"
).split()


def test_the_kinds_are_those_that_the_outside_may_rely_on() -> None:
    assert sorted(KINDS) == sorted(CONTRACT) and len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_alone_is_a_pass(kind: str) -> None:
    assert Verdict(1, "a", "A.", kind).passed == (kind == "passed")


def test_a_verdict_does_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Verdict(1, "a", "A.", "failed").kind = "passed"  # type: ignore[misc]


def test_no_value_is_a_failed_assertion_that_carries_what_was_observed() -> None:
    error = NoValue(Observation("timeout"))
    assert isinstance(error, AssertionError) and str(error) == "timeout"
    assert error.observation.kind == "timeout"


def test_the_words_of_a_language_name_every_kind_and_every_status() -> None:
    assert list(texts("en", "kind")) == KINDS
