"""A wrong diagnosis is worse than none: on mistakes that are not in the bank, no name is wrong."""

from __future__ import annotations

import pytest

from grader import course, precision


@pytest.mark.timeout(1200)
def test_no_foreign_mistake_is_called_by_a_wrong_name_and_each_is_caught(grader) -> None:
    ran = grader("precision", limit=1200)
    assert ran.code == 0, ran.out + ran.err
    assert "recall" in ran.out


def test_every_step_has_two_foreign_mistakes() -> None:
    for step in course.steps(course.ROOT):
        file = precision.path(step)
        assert file.is_file(), f"step {step.number} has none"
        assert file.read_text(encoding="utf-8").count("\ndef ") >= 2, f"step {step.number}"
