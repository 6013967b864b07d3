"""The whole river for one step: a path and a step's number → an Outcome."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader import course, shipped
from grader.errors import Unusable
from grader.outcome import Diagnosis, Outcome
from grader.submission import Submission, load
from grader.worker import Limits, Worker

if TYPE_CHECKING:
    from grader.judge import Job
    from grader.session import Reading, Session
    from grader.source import Mistake
    from grader.verdict import Verdict


class Options(NamedTuple):
    """What a call may choose: the seed of the inputs, the isolation level, the limits."""

    seed: int | None = None
    isolation: str = "auto"
    limits: Limits = Limits()


DEFAULT = Options()
# What counts as broken in an older step: something was seen, and it was wrong.
BROKEN = frozenset("failed error timeout memory recursion crashed exited too-big not-plain flood".split())


class Found(NamedTuple):
    """What judging one submission on one step gave, before it is put into words."""

    reading: Reading
    verdicts: tuple[Verdict, ...]
    older: tuple[Verdict, ...]
    diagnosis: Diagnosis | None


def check(root: Path, number: int, path: Path | None = None, options: Options = DEFAULT) -> Outcome:
    """Check one step on a file, or on the exercise when no file is named. Raises Unusable, GraderError."""
    started = time.perf_counter()
    step = course.step(root, number)
    if not course.checks_path(step).is_file():
        raise Unusable(f"there are no checks for step {number} yet")
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        submission = load(path or nearby(course.exercise_path(step)), number)
        found = judge_step(step, submission, seed, worker)
        outcome = word(step, submission, found, seed, worker)
    return replace(outcome, is_exercise=path is None, seconds=time.perf_counter() - started)


def nearby(path: Path) -> Path:
    """A path of ours as a learner would type it: relative to where they are, if it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def new_seed() -> int:
    """A fresh seed, short enough to be typed again."""
    return int.from_bytes(os.urandom(4), "big") % 1_000_000


def judge_step(step: course.Step, submission: Submission, seed: int, worker: Worker) -> Found:
    """Judge a submission on the checks of one step and, where some fail, look for the mistake."""
    from grader.session import Session  # with NumPy

    with Session(worker, submission) as session:
        session.read_ahead()
        from grader import judge  # with pytest, which is imported while the submission is being loaded

        run = _Run(step, session, seed)
        judge.judge(_files(step, session.reading()), run.jobs(), run.take)
        return run.found()


def _files(step: course.Step, reading: Reading) -> list[Path]:
    """The step's checks; and those of earlier steps, where the submission brings older code of its own."""
    if not shipped.own_older_code(step.root, step.number, reading.definitions or {}):
        return [course.checks_path(step)]
    older = (course.checks_path(other) for other in course.steps(step.root) if other.number < step.number)
    return [course.checks_path(step), *(path for path in older if path.is_file())]


class _Run:
    """The jobs of one step in one pytest session: the submission, then whatever its verdicts call for."""

    def __init__(self, step: course.Step, session: Session, seed: int) -> None:
        from grader.rereading import Rereading

        self.step, self.worker, self.seed = step, session.worker, seed
        self.own = Rereading(session, seed)
        self.finished = False
        self.last: tuple[Verdict, ...] = ()
        self.fitting: list[Mistake] = []

    def take(self, _: Job, verdicts: tuple[Verdict, ...]) -> None:
        if self.finished:
            self.last = verdicts
        else:
            self.own.take(verdicts)

    def jobs(self) -> Iterator[Job]:
        yield from self.own.jobs()
        self.finished = True
        kinds = {verdict.kind for verdict in self._of_step()} - {"passed"}
        if not kinds:
            return
        from grader import bank  # not before it is needed: weaving takes time even to import

        if "grader-error" in kinds:  # whether a check of ours is broken is found out on our own solution
            reference = bank.reference(self.step.root, self.step.number)
            for session in self._opened(reference) if reference else ():
                yield self._job(session)
        elif kinds - {"unwritten", "absent", "skipped"} and not self._untouched():
            yield from self._search(bank.mistakes(self.step))

    def _search(self, mistakes: Iterable[tuple[Mistake, Submission]]) -> Iterator[Job]:
        """Each mistake on the first check that failed and, if it behaves alike there, on all of them."""
        from grader.diagnosis import alike

        own = self._of_step()
        first = next(verdict for verdict in own if verdict.kind in BROKEN)
        for mistake, submission in mistakes:
            for session in self._opened(submission):
                yield self._job(session, first.name)
                if alike([first], self.last):
                    yield self._job(session)
                    if alike(own, self.last):
                        self.fitting.append(mistake)

    def _opened(self, submission: Submission) -> Iterator[Session]:
        from grader.session import Session

        with Session(self.worker, submission) as session:
            yield session

    def _job(self, session: Session, only: str = "") -> Job:
        from grader.judge import Job

        return Job(session, self.seed, lambda step, name: step == self.step.number and only in ("", name))

    def _untouched(self) -> bool:
        return bool(shipped.untouched(self.step.root, self.step.number, self.own.reading.definitions or {}))

    def _of_step(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.own.verdicts if verdict.step == self.step.number)

    def found(self) -> Found:
        from grader import settle
        from grader.diagnosis import name_of
        from grader.ladder import live

        own = self._of_step()
        older = tuple(v for v in live(self.own.verdicts, self.step.number) if v not in own and v.kind in BROKEN)
        broken = any(verdict.kind == "grader-error" for verdict in own)
        verdicts = settle.blame(own, self.last if broken else ())
        return Found(self.own.reading, verdicts, older, name_of(self.fitting))


def word(step: course.Step, submission: Submission, found: Found, seed: int, worker: Worker) -> Outcome:
    """The outcome in the words of a report."""
    from grader import settle

    reading, verdicts = found.reading, found.verdicts
    asked: tuple[str, ...] = ()
    older: tuple[Verdict, ...] = ()
    if found.older or any(not verdict.passed for verdict in verdicts):
        asked = shipped.asked(step.root, step.number)
        context = settle.Context(
            where=submission.place,
            brought_by=lambda name: shipped.brought_by(step.root, name),
            untouched=shipped.untouched(step.root, step.number, reading.definitions or {}),
            limits=worker.limits,
        )
        verdicts = tuple(settle.settle(verdict, context) for verdict in verdicts)
        older = tuple(settle.settle(verdict, context._replace(untouched=())) for verdict in found.older)
    return Outcome(
        step=step.number,
        title=step.title,
        file=submission.path,
        sha256=submission.sha256,
        status=settle.status(verdicts, settle.unreadable(reading)),
        isolation=worker.isolation(),
        seed=seed,
        verdicts=verdicts,
        seconds=0.0,
        asked=asked,
        older=older,
        following=_following(step),
        diagnosis=found.diagnosis,
        notes=(*submission.notes, *reading.notes, *settle.taken(verdicts)),
        problems=settle.problems(reading, submission),
        output=reading.output,
    )


def _following(step: course.Step) -> int | None:
    later = [other.number for other in course.steps(step.root) if other.number > step.number]
    return min(later, default=None)
