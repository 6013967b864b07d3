"""A wrong diagnosis is worse than none: on mistakes that are not in the bank, no name is wrong.

All of them are tried in the matrix (`test_matrix.py`), which knows by then what the bank's mistakes do.
"""

from __future__ import annotations

import re

from grader import course, precision
from grader.precision import Case


def test_the_command_tries_a_steps_own_and_tells_the_sums(grader) -> None:
    ran = grader("precision", 2, 14)
    assert ran.code == 0, ran.out + ran.err
    assert re.findall(r"^step +(\d+): [2-9]", ran.out, re.MULTILINE) == ["2", "14"]
    assert "recall" in ran.out


def test_a_wrong_name_and_a_mistake_that_nobody_catches_are_told() -> None:
    named, unnamed = Case(7, "a", "star", "star", caught=True), Case(7, "b", "star", "none", caught=True)
    wrong, stray = Case(7, "c", "star", "moon", caught=True), Case(7, "d", "none", "star", caught=True)
    missed = Case(8, "e", "none", "none", caught=False)
    told = precision.render([named, unnamed, wrong, stray, missed])
    assert precision.problems([named, unnamed]) == []
    assert "step  7: 4 foreign mistakes, 1 of 3 known ones named" in told
    assert "c is star, and was called moon" in told and "d is none, and was called star" in told
    assert "e is caught by no check" in told
    assert told.endswith("precision: 1 of 3 names were right; recall: 1 of 3 known mistakes were named\n")


def test_every_step_has_two_foreign_mistakes() -> None:
    for step in course.steps(course.ROOT):
        file = precision.path(step)
        assert file.is_file(), f"step {step.number} has none"
        assert file.read_text(encoding="utf-8").count("\ndef ") >= 2, f"step {step.number}"
