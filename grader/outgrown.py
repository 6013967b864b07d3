"""A file that has gone beyond a step → its verdicts, without what the later step has changed on purpose.

A notebook of steps 11 and 12 ends with step 12, and one who follows the book may call functions as step 12 does
from the beginning. A check that says "until 12" and fails is set aside where all checks of step 12 pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grader import course
from grader.words import say

if TYPE_CHECKING:
    from grader.session import Session
    from grader.verdict import Verdict

    Judged = Callable[[course.Step], Sequence[Verdict]]


def set_aside(
    step: course.Step, session: Session, seed: int, verdicts: Sequence[Verdict], judged: Judged | None = None
) -> tuple[Verdict, ...]:
    """The verdicts of one step; those of checks that the submission has outgrown are left out.

    `judged` gives the submission's verdicts on another step; without it, a pytest session of its own does.
    """
    ends = ends_of(verdicts)
    if not ends or session.reading().failure is not None:
        return tuple(verdicts)
    judged = judged or (lambda later: alone(later, session, seed))
    later = [other for other in course.steps(step.root) if other.number in ends]  # a pack may end before
    reached = {other.number for other in later if _does(judged(other))}
    return tuple(_left_out(v) if v.until in reached and not v.passed else v for v in verdicts)


def _left_out(verdict: Verdict) -> Verdict:
    return replace(verdict, kind="skipped", left_out=True, observation=None, message=_because(verdict))


def _because(verdict: Verdict) -> str:
    return say("ended.outgrown", step=verdict.until)


def older(verdicts: Sequence[Verdict], counted: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """What is wrong in earlier steps, without what a later step ends that those `counted` here were set aside for."""
    ends = {v.until for v in counted if v.left_out and v.message == _because(v)}
    return tuple(v for v in verdicts if v.until is None or v.until not in ends)


def ends_of(verdicts: Sequence[Verdict]) -> set[int]:
    """The steps that end one of the checks that failed."""
    return {v.until for v in verdicts if v.until is not None and not (v.passed or v.left_out)}


def alone(other: course.Step, session: Session, seed: int) -> list[Verdict]:
    """The verdicts of a submission on another step, in a pytest session of its own; none where it has no checks."""
    from grader import judge

    found: list[Verdict] = []
    path = course.checks_path(other)
    if path.is_file():
        judge.judge([path], [judge.Job(session, seed)], lambda _, verdicts: found.extend(verdicts))
    return found


def _does(found: Sequence[Verdict]) -> bool:
    """Whether a submission passes all the checks of a step; those whose names it has not may be two thirds."""
    judged = [verdict for verdict in found if not verdict.left_out]
    passed = sum(verdict.passed for verdict in judged)
    return bool(found) and all(v.passed or v.kind == "absent" for v in judged) and 3 * passed >= len(judged)
