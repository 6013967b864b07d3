"""How well diagnosis does on mistakes that are not in the bank, written in other people's style.

Each stands in `tests/course/foreign/<stage>/stepNN_name.py`, in the form of a mistakes file; its docstring is the name of
the bank's mistake that it is at heart, or `none` where the bank has no such mistake.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from grader import bank, course
from grader.check import Known, diagnose
from grader.worker import Worker

SEED = 11


@dataclass(frozen=True)
class Case:
    """One foreign mistake: what it is at heart, what it was called, and whether any check of its step caught it."""

    step: int
    name: str
    heart: str
    called: str
    caught: bool

    @property
    def wrong(self) -> bool:
        """Called by the name of a mistake that it is not; that must not happen."""
        return self.called not in ("none", self.heart)


def path(step: course.Step) -> Path:
    """Where the foreign mistakes of a step stand."""
    return step.root / "tests" / "course" / "foreign" / step.folder / f"{step.stem}.py"


def cases(root: Path, numbers: Sequence[int] | None = None) -> list[Case]:
    """Every foreign mistake of every step that has some (of `numbers`, if given). Raises GraderError."""
    steps = [step for step in course.steps(root) if path(step).is_file()]
    chosen = [step.number for step in steps if numbers is None or step.number in numbers]
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(chosen) or 1), get_context("spawn")) as pool:
        return [case for found in pool.map(cases_of, repeat(root), chosen) for case in found]


def cases_of(root: Path, number: int) -> list[Case]:
    """The foreign mistakes of one step, each checked and diagnosed."""
    with Worker() as worker:
        return diagnosed(course.step(root, number), SEED, worker, Known())


def diagnosed(step: course.Step, seed: int, worker: Worker, known: Known) -> list[Case]:
    """As `cases_of`, for whoever has a worker and may know what the bank's mistakes do on the inputs of this seed."""
    if not path(step).is_file():
        return []
    found = []
    for item, submission in bank.laid(step, path(step)):
        result = diagnose(step, submission, seed, worker, known)
        heart = item.says.strip().rstrip(".")
        says = result.diagnosis.says if result.diagnosis else None
        names = [mistake.name for mistake, _ in known.of(step) if mistake.says == says]
        called = heart if heart in names else (names or ["none"])[0]  # those that share a sentence are one
        caught = any(not verdict.passed for verdict in result.verdicts)
        found.append(Case(step.number, item.name, heart, called, caught))
    return found


def render(found: Sequence[Case]) -> str:
    """A line for each step, then the wrong names and the sums: precision and recall."""
    lines = []
    for number in dict.fromkeys(case.step for case in found):
        own = [case for case in found if case.step == number]
        named = sum(case.called == case.heart != "none" for case in own)
        known = sum(case.heart != "none" for case in own)
        lines.append(f"step {number:>2}: {len(own)} foreign mistakes, {named} of {known} known ones named")
        lines += [f"    {problem}" for problem in problems(own)]
    return "\n".join([*lines, summed(found)]) + "\n"


def problems(found: Sequence[Case]) -> list[str]:
    """What must not happen: a wrong name, and a mistake that no check of its step catches."""
    wrong = [f"{case.name} is {case.heart}, and was called {case.called}" for case in found if case.wrong]
    return wrong + [f"{case.name} is caught by no check" for case in found if not case.caught]


def summed(found: Sequence[Case]) -> str:
    """Precision and recall in one line."""
    named = sum(case.called == case.heart != "none" for case in found)
    called = sum(case.called != "none" for case in found)
    known = sum(case.heart != "none" for case in found)
    return f"precision: {named} of {called} names were right; recall: {named} of {known} known mistakes were named"
