"""A script along the book, which only uses the framework → judged on the step that brought the framework as well.

Eleven of thirteen published scripts for Newton's method end at 1, four of them on a framework that is wrong: what a
script prints says little. So where the function that a step asks for is absent, the framework has to stand for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader import course
from grader.outgrown import alone

if TYPE_CHECKING:
    from grader.outgrown import Judged
    from grader.session import Session
    from grader.verdict import Verdict

# Steps that only use the framework, with the step that brought it.
USES = {number: 22 if number < 32 else 32 for number in (24, *range(27, 32), *range(33, 37))}
# What the framework's step asks of functions that a script may leave alone, and where a text does not: np.exp is NumPy's.
SPARED = (32, "square_and_exp_are_powers_too")
USED = re.compile(r"(?<!def )(?<![\w.])(?!(?:np|numpy|xp|cp|cupy|math)\.)(?:\w+\.)?(?:square|exp)\(")
OPERATIONS = frozenset("Sin sin Cos cos Tanh tanh".split())  # parts of the framework themselves


def is_left_to_a_script(step: int, name: str) -> bool:
    """Whether this step asks for a function of that name which a script does not need."""
    return step in USES and name not in OPERATIONS


def with_framework(
    step: course.Step, session: Session, seed: int, verdicts: Sequence[Verdict], judged: Judged | None = None
) -> tuple[Verdict, ...]:
    """The verdicts of a step and, for a script that fails none of them, what is wrong with its framework.

    `judged` is as in `outgrown.set_aside`.
    """
    if not needs_framework(step.number, verdicts):
        return tuple(verdicts)
    judged = judged or (lambda other: alone(other, session, seed))
    brought = [other for other in course.steps(step.root) if other.number == USES[step.number]]  # a pack may begin behind it
    found = [verdict for other in brought for verdict in judged(other) if not _is_spared(verdict, session)]
    return (*verdicts, *(v for v in found if _speaks_against(v)))


def _speaks_against(verdict: Verdict) -> bool:
    """Whether something was wrong there, or nothing could be found out since the submission had spent its time before."""
    spent = verdict.observation is not None and verdict.observation.kind == "skipped"
    return spent or verdict.kind in ("failed", "error", "recursion", "timeout", "memory")


def _is_spared(verdict: Verdict, session: Session) -> bool:
    """Whether this is about functions that nothing in the main file calls."""
    if (verdict.step, verdict.name) != SPARED:
        return False
    submission = session.submission
    return not USED.search(submission.files.get(submission.main, ""))


def needs_framework(number: int, verdicts: Sequence[Verdict]) -> bool:
    """Whether this is a script that fails no check, so that its framework has to stand for itself."""
    absent = [v for v in verdicts if v.kind == "absent" and v.observation is not None]
    script = any(is_left_to_a_script(number, v.observation.detail) for v in absent if v.observation is not None)
    return script and any(v.passed for v in verdicts) and len(absent) >= sum(not v.passed for v in verdicts)
