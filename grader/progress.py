"""The learner's exercises and the logbook → the ladder: what has passed and when, what is broken since, what is next.

Only exercises that have changed since they were checked are checked again, all in one worker and one pytest session.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader import course, logbook
from grader.logbook import Entry, Logbook

if TYPE_CHECKING:
    from grader.judge import Job
    from grader.submission import Submission
    from grader.verdict import Verdict
    from grader.worker import Worker


class Row(NamedTuple):
    """One step on the ladder. `status` is one of those below, `entry` what the logbook has of it.

    open: as it was shipped; changed: not checked as it stands now; passed; broken: has passed before and does not
    pass now; failed, unwritten, error: begun, and how its last check ended.
    """

    step: course.Step
    status: str
    entry: Entry


class Ladder(NamedTuple):
    """All rows in order, and the step that the learner is on."""

    rows: tuple[Row, ...]
    current: int

    def where(self, *statuses: str) -> tuple[Row, ...]:
        """The rows with one of these statuses."""
        return tuple(row for row in self.rows if row.status in statuses)

    def of(self, number: int) -> Row:
        """The row of one step."""
        return next(row for row in self.rows if row.step.number == number)

    def stages(self) -> dict[course.Stage, tuple[Row, ...]]:
        """The rows of each stage that has any."""
        found: dict[course.Stage, tuple[Row, ...]] = {}
        for row in self.rows:
            found[row.step.stage] = (*found.get(row.step.stage, ()), row)
        return found


def look(root: Path) -> Ladder:
    """The ladder as the logbook has it; nothing is checked."""
    book, touched = logbook.read(root), logbook.touched(root)
    rows = (Row(step, _status(step, book.of(step.number), step in touched), book.of(step.number)) for step in _steps(root))
    return Ladder(tuple(rows), logbook.current(root))


def progress(root: Path) -> Ladder:
    """The ladder after whatever has changed was checked again, which is noted. Raises Unusable, GraderError."""
    stale = [row.step for row in look(root).where("changed")]
    if stale:
        found = statuses(stale)
        logbook.update(root, lambda book: _noted(book, stale, found))
    return look(root)


def _steps(root: Path) -> Iterator[course.Step]:
    """The steps that there are checks for, also where a learner has deleted the exercise."""
    return iter(course.steps(root, "tests/steps"))


def _status(step: course.Step, entry: Entry, touched: bool) -> str:
    if not touched:
        return "open"
    if not entry.status or logbook.digest(step) != entry.sha256:
        return "changed"
    return "broken" if entry.passed and entry.status != "passed" else entry.status


def _noted(book: Logbook, steps: Sequence[course.Step], found: dict[int, str]) -> Logbook:
    for step in steps:
        if found[step.number] in logbook.STATUSES:
            book = logbook.noting(book, step.number, found[step.number], logbook.digest(step))
    return book


def statuses(steps: Sequence[course.Step]) -> dict[int, str]:
    """How each of these exercises does in its own checks: passed, failed, unwritten, error or grader-error."""
    from grader.worker import Worker

    found = dict.fromkeys((step.number for step in steps), "error")
    with Worker() as worker:
        submissions = dict(_readable(steps))
        if submissions:
            found |= _judged(submissions, worker)
    return found


def _readable(steps: Sequence[course.Step]) -> Iterator[tuple[course.Step, Submission]]:
    from grader.errors import Unusable
    from grader.submission import load

    for step in steps:
        try:
            yield step, load(course.exercise_path(step), step.number)
        except Unusable:
            continue


def _judged(submissions: dict[course.Step, Submission], worker: Worker) -> dict[int, str]:
    from grader import judge

    run = _Run(submissions, worker)
    judge.judge([course.checks_path(step) for step in submissions], run.jobs(), run.take)
    return run.found


class _Run:
    """The jobs of many steps in one pytest session, each submission on the checks of its own step."""

    def __init__(self, submissions: dict[course.Step, Submission], worker: Worker) -> None:
        self.submissions, self.worker = submissions, worker
        self.found: dict[int, str] = {}

    def jobs(self) -> Iterator[Job]:
        from grader.check import Found, new_seed, word
        from grader.rereading import Rereading
        from grader.session import Session

        for step, submission in self.submissions.items():
            seed = new_seed()
            with Session(self.worker, submission) as session:
                self.own = Rereading(session, seed, partial(_is_of, step.number))
                yield from self.own.jobs()
                found = Found(self.own.reading, self.own.verdicts, (), None)
                self.found[step.number] = word(step, submission, found, seed, self.worker).status

    def take(self, _: Job, verdicts: tuple[Verdict, ...]) -> None:
        self.own.take(verdicts)


def _is_of(number: int, step: int, _: str) -> bool:
    return step == number
