"""A step, its solution and the learner's exercise → what the step asks for, written by them and by us.

Before a step has passed, its solution has to be asked for twice, and that it was seen is noted.
"""

from __future__ import annotations

from typing import NamedTuple

from grader import course, handwritten, lessons, logbook, shipped
from grader.check import nearby
from grader.errors import Unusable
from grader.submission import load
from grader.words import say


class Pair(NamedTuple):
    """One definition: the learner's text of it, None where they have none of that name, and ours."""

    name: str
    theirs: str | None
    ours: str
    alike: bool


class Solution(NamedTuple):
    """All that a step asks for, beside the learner's. `excuse` says why there is nothing of theirs, where so."""

    step: course.Step
    pairs: tuple[Pair, ...]
    excuse: str = ""
    passed: bool = True


def is_granted(step: course.Step) -> bool:
    """Whether the solution may be shown now: the step has passed, or this is the second time of asking.

    The first time, and that the solution was seen, are noted.
    """
    entry = logbook.read(step.root).of(step.number)
    if entry.passed:
        return True
    granted = bool(entry.asked)
    noted = {"solution": entry.solution or logbook.now()} if granted else {"asked": logbook.now()}
    logbook.update(step.root, lambda book: book.noting(step.number, **noted))
    return granted


def refuse_absent(step: course.Step) -> None:
    """Raises Unusable where there are no solutions, as in a pack for students."""
    if not course.solution_path(step).is_file():
        raise Unusable(say("solution.left-out", step=step.number))


def hints_seen(step: course.Step) -> tuple[int, int]:
    """How many hints of a step were seen, and how many there are."""
    return logbook.read(step.root).of(step.number).hints, len(lessons.lesson(step.root, step.number).hints)


def solution(step: course.Step) -> Solution:
    """What the step asks for, ours beside theirs. Raises Unusable for a step that has no solution."""
    refuse_absent(step)
    ours = _ours(step)
    passed = bool(logbook.read(step.root).of(step.number).passed)
    try:
        own = _theirs(step)
        pairs = tuple(_pair(name, text, own) for name, text in ours.items())
        return Solution(step, pairs, say("solution.shipped") if _is_shipped(step) else "", passed)
    except Unusable as reason:
        return Solution(step, tuple(Pair(name, None, text, False) for name, text in ours.items()), str(reason), passed)


def _ours(step: course.Step) -> dict[str, str]:
    from grader.source import flat, parse
    from grader.state import State, merge

    path = course.solution_path(step)
    units = flat(merge(State(), parse(path.read_text(encoding="utf-8"), path.name)).units)
    asked = shipped.asked(step.root, step.number)
    return {unit.name: unit.text for unit in units if unit.name in asked}


def _theirs(step: course.Step) -> handwritten.Handwritten:
    path = course.exercise_path(step)
    submission = load(nearby(path), step.number)
    return handwritten.read(submission.files[submission.main], str(nearby(path)))


def _is_shipped(step: course.Step) -> bool:
    return step.number not in {other.number for other in logbook.touched(step.root)}


def _pair(name: str, ours: str, own: handwritten.Handwritten) -> Pair:
    piece = own.pieces.get(name)
    if piece is None:
        return Pair(name, None, ours, False)
    theirs = own.text(piece)
    return Pair(name, theirs, ours, handwritten.digest(theirs) == handwritten.digest(ours))
