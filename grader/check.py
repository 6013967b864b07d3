"""The whole river for one step: a path and a step's number → an Outcome."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader import course
from grader.outcome import Diagnosis, Outcome
from grader.submission import Submission, load
from grader.worker import Limits, Worker

if TYPE_CHECKING:
    from grader.judge import Job
    from grader.session import Reading, Session
    from grader.verdict import Verdict


@dataclass(frozen=True)
class Options:
    """What a call may choose: the seed of the inputs, the isolation level, the limits."""

    seed: int | None = None
    isolation: str = "auto"
    limits: Limits = Limits()


@dataclass(frozen=True)
class Found:
    """What judging one submission on one step gave, before it is put into words."""

    reading: Reading
    verdicts: tuple[Verdict, ...]
    diagnosis: Diagnosis | None


def check(root: Path, number: int, path: Path | None = None, options: Options = Options()) -> Outcome:
    """Check one step on a file, or on the exercise when no file is named. Raises Unusable, GraderError."""
    started = time.perf_counter()
    step = course.step(root, number)
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        submission = load(path or course.exercise_path(step), number)
        found = judge_step(step, submission, seed, worker)
        outcome = word(step, submission, found, seed, worker)
    return replace(outcome, is_exercise=path is None, seconds=time.perf_counter() - started)


def new_seed() -> int:
    """A fresh seed, short enough to be typed again."""
    return secrets.randbelow(1_000_000)


def judge_step(step: course.Step, submission: Submission, seed: int, worker: Worker) -> Found:
    """Judge a submission on the checks of one step and, where some fail, look for the mistake."""
    from grader.session import Session  # with NumPy

    session = Session(worker, submission)
    session.read_ahead()
    from grader import judge  # with pytest, which is imported while the submission is being loaded

    run = _Run(step, session, seed, worker)
    judge.judge([course.checks_path(step)], run.jobs(), run.take)
    return run.found()


class _Run:
    """The jobs of one step in one pytest session: the submission, then whatever its verdicts call for."""

    def __init__(self, step: course.Step, session: Session, seed: int, worker: Worker) -> None:
        self.step, self.session, self.seed, self.worker = step, session, seed, worker
        self.taken: list[tuple[Verdict, ...]] = []
        self.reading: Reading | None = None
        self.sentences: list[tuple[str, str]] = []
        self.reference_at: int | None = None

    def take(self, _: Job, verdicts: tuple[Verdict, ...]) -> None:
        self.taken.append(verdicts)

    def jobs(self) -> Iterator[Job]:
        from grader import bank
        from grader.judge import Job

        yield Job(self.session, self.seed)
        self.reading = self.session.reading()
        kinds = {verdict.kind for verdict in self.taken[0]}
        if "grader-error" in kinds:
            yield from self._reference_job(bank.reference(self.step.root, self.step.number))
        elif kinds - {"passed", "unwritten", "absent", "skipped"}:
            for mistake, submission in bank.mistakes(self.step):
                self.sentences.append((mistake.name, mistake.says))
                with ExitStack() as stack:
                    yield self._job(stack, submission)

    def _reference_job(self, reference: Submission | None) -> Iterator[Job]:
        """Whether a check of ours is broken is found out by running it on our own solution."""
        if reference is not None:
            with ExitStack() as stack:
                yield self._job(stack, reference)

    def _job(self, stack: ExitStack, submission: Submission) -> Job:
        from grader.judge import Job
        from grader.session import Session

        return Job(stack.enter_context(Session(self.worker, submission)), self.seed)

    def found(self) -> Found:
        from grader.diagnosis import diagnose

        assert self.reading is not None
        own, *others = self.taken
        if not self.sentences:
            return Found(self.reading, tuple(_blame(own, others[0] if others else ())), None)
        known = ((name, says, theirs) for (name, says), theirs in zip(self.sentences, others, strict=True))
        return Found(self.reading, own, diagnose(own, known))


def _blame(own: tuple[Verdict, ...], reference: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """A check that breaks on a submission, yet passes our solution, was given an answer of a wrong form."""
    from grader.words import say

    sound = {verdict.name for verdict in reference if verdict.passed}
    for verdict in own:
        if verdict.kind == "grader-error" and verdict.name in sound:
            verdict = replace(verdict, kind="failed", message=say("ended.malformed"))
        yield verdict


def word(step: course.Step, submission: Submission, found: Found, seed: int, worker: Worker) -> Outcome:
    """The outcome in the words of a report."""
    from grader import bank, settle

    reading, verdicts = found.reading, found.verdicts
    asked: tuple[str, ...] = ()
    if any(not verdict.passed for verdict in verdicts):
        asked = tuple(item.name for item in bank.asked(step.root, step.number))
        context = settle.Context(
            where=lambda file, line: place_of(submission, file, line),
            brought_by=lambda name: bank.brought_by(step.root, name),
            untouched=bank.untouched(step, dict(reading.definitions or {})),
            limits=worker.limits,
        )
        verdicts = tuple(settle.settle(verdict, context) for verdict in verdicts)
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
        following=_following(step),
        diagnosis=found.diagnosis,
        notes=(*submission.notes, *reading.notes),
        problems=settle.problems(reading, submission),
        output=reading.output,
    )


def place_of(submission: Submission, file: str, line: int) -> str:
    """A line of a submission in its owner's words."""
    return submission.where(line) if file == submission.main else f"{file}, line {line}"


def _following(step: course.Step) -> int | None:
    later = [other.number for other in course.steps(step.root) if other.number > step.number]
    return min(later, default=None)
