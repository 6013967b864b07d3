"""The judged candidates of a step → its row: what is wrong with the checks, and nothing that only follows from it."""

from __future__ import annotations

from typing import Any

from grader import course
from grader.matrix import Candidate, _row
from grader.observation import Observation
from grader.submission import Submission
from grader.verdict import Trace, Verdict

STEP = course.step(course.ROOT, 14)
NOTHING = Submission("", "", "framework.py", {}, ())


def judged(kind: str, name: str, **checks: tuple[str, Any]) -> tuple[Candidate, tuple[Verdict, ...]]:
    """A candidate whose checks came to these kinds, with these values observed."""
    verdicts = tuple(
        Verdict(14, check, f"{check}.", end, traces=(Trace("scenario", Observation("value", value)),))
        for check, (end, value) in checks.items()
    )
    return Candidate(kind, STEP, name, NOTHING, f"What {name} does."), verdicts


RIGHT = judged("reference", "reference", one=("passed", 1), two=("passed", 1))
FIRST = judged("mistake", "first", one=("failed", 2), two=("passed", 1))


def test_a_row_in_which_all_is_well_counts_what_there_is() -> None:
    row = _row(STEP, [RIGHT, judged("variant", "other", one=("passed", 1), two=("passed", 1)), FIRST,
                      judged("mistake", "second", one=("passed", 1), two=("failed", 3))])  # fmt: skip
    assert (row.checks, row.mistakes, row.variants, row.problems) == (2, 2, 1, [])


def test_a_check_without_a_mistake_and_a_mistake_without_a_check_are_problems() -> None:
    row = _row(STEP, [RIGHT, FIRST, judged("mistake", "second", one=("passed", 1), two=("passed", 1))])
    assert row.problems == ["mistake second: caught by no check of its own step", "check two: catches no mistake"]


def test_mistakes_that_behave_alike_are_a_problem() -> None:
    same = judged("mistake", "second", one=("failed", 2), two=("passed", 1))
    assert "mistakes first and second: no check tells them apart" in _row(STEP, [RIGHT, FIRST, same]).problems


def test_where_our_own_solution_fails_nothing_is_concluded_from_the_mistakes() -> None:
    wrong = judged("reference", "reference", one=("failed", 2), two=("passed", 1))
    same = judged("mistake", "second", one=("failed", 2), two=("passed", 1))
    assert [problem.split(":")[0] for problem in _row(STEP, [wrong, FIRST, same]).problems] == ["reference reference"]


def test_an_exercise_that_passes_as_shipped_is_a_problem() -> None:
    row = _row(STEP, [RIGHT, judged("exercise", "exercise", one=("passed", 1), two=("passed", 1))])
    assert row.problems == ["exercise: passes its own step as shipped"]
