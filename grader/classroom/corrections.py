"""What a person decides against the grader → a row of its own in the gradebook, beside what it corrects."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import NamedTuple

from grader.classroom import lock, replay, summary
from grader.classroom.gradebook import Gradebook, now
from grader.classroom.summary import Result
from grader.clean import clean_line
from grader.errors import Unusable
from grader.verdict import KINDS
from grader.words import listed, say

MOST_POINTS = 1e6
VERDICTS = tuple(kind for kind in KINDS if kind != "grader-error")


class Change(NamedTuple):
    """A correction: of one check, or of the whole step; new points, or for a check a new verdict; why and by whom."""

    check: str | None
    points: float | None
    verdict: str | None
    why: str
    by: str = ""


class Corrected(NamedTuple):
    """Somebody's score on a step before and after a correction."""

    id: str
    person: str
    step: int
    before: float | None
    after: float | None
    maximum: float


def correct(out: Path, student: str, step: int, change: Change) -> Corrected:
    """Keep a correction. Raises Unusable for a check, points or a verdict that there is not."""
    with Gradebook.opened(out) as book, lock.held(out, now()):
        person = replay.found(book, student)
        result = _result(book, person["id"], step)
        check = _check(result, change, step)
        _refuse(change, result)
        old = _old(result, check)
        book.correct(
            person["id"], step, check, change.points, change.verdict, why=clean_line(change.why), by=_by(change), old=old
        )
        return _told(book, person, step, result)


def withdraw(out: Path, student: str, step: int, why: str, by: str = "") -> Corrected:
    """Let the corrections of a step count no longer. Raises Unusable where there are none."""
    with Gradebook.opened(out) as book, lock.held(out, now()):
        person = replay.found(book, student)
        result = _result(book, person["id"], step)
        rows = [row["id"] for row in book.corrections_of(person["id"]) if row["step"] == step]
        if not rows:
            raise Unusable(say("correct.none", name=person["name"], step=step))
        book.withdraw(rows, why=clean_line(why), by=by or _user())
        return _told(book, person, step, result)


def _told(book: Gradebook, person: object, step: int, before: Result) -> Corrected:
    key, name = person["id"], person["name"]  # type: ignore[index]
    after = _result(book, key, step)
    return Corrected(key, name, step, before.score, after.score, after.maximum)


def _result(book: Gradebook, person: str, step: int) -> Result:
    result = summary.result_of(book, person, step)
    if result is None:
        steps = [str(row["number"]) for row in book.steps()]
        raise Unusable(say("correct.no-step", step=step, steps=listed(steps, 12)))
    return result


def _check(result: Result, change: Change, step: int) -> str | None:
    if change.check is None:
        return None
    names = {check.name.replace("_", " "): check.name for check in result.checks}
    wanted = change.check.replace("_", " ").removeprefix("test ")
    if wanted not in names:
        known = listed(list(names), 30) or say("correct.no-checks")
        raise Unusable(say("correct.no-check", check=change.check, step=step, names=known))
    return names[wanted]


def _refuse(change: Change, result: Result) -> None:
    if not change.why.strip():
        raise Unusable(say("correct.why"))
    if (change.points is None) == (change.verdict is None):
        raise Unusable(say("correct.one"))
    if change.points is not None and not 0 <= change.points <= MOST_POINTS:
        raise Unusable(say("correct.points", points=change.points))
    if change.verdict is not None and change.check is None:
        raise Unusable(say("correct.of-check"))
    if change.verdict is not None and change.verdict not in VERDICTS:
        raise Unusable(say("correct.verdict", verdict=change.verdict, known=listed(VERDICTS, 20)))


def _old(result: Result, name: str | None) -> str:
    for check in result.checks:
        if check.name == name:
            return say("correct.old-check", verdict=check.verdict, points=f"{check.points:g}")
    return say("correct.old-step", status=result.status, points="–" if result.score is None else f"{result.score:g}")


def _by(change: Change) -> str:
    return clean_line(change.by, 100) or _user()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return say("correct.unknown")
