"""The whole river for one step: a path and a step's number → an Outcome."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader import course, outgrown, pack, scripts, shipped
from grader.errors import KataError, Unusable
from grader.outcome import Diagnosis, Outcome
from grader.submission import Submission, load
from grader.words import ENGLISH, language, say
from grader.worker import Limits, Worker

if TYPE_CHECKING:
    from grader.counterexample import Counterexample
    from grader.judge import Job
    from grader.outgrown import Judged
    from grader.session import Reading, Session
    from grader.source import Mistake
    from grader.verdict import Verdict


class Options(NamedTuple):
    """What a call may choose: the seed of the inputs, the isolation level, the limits."""

    seed: int | None = None
    isolation: str = "auto"
    limits: Limits = Limits()


DEFAULT = Options()


class Found(NamedTuple):
    """What judging one submission on one step gave, before it is put into words."""

    reading: Reading
    verdicts: tuple[Verdict, ...]
    older: tuple[Verdict, ...]
    diagnosis: Diagnosis | None
    graph: Counterexample | None = None


def check(root: Path, number: int, path: Path | None = None, options: Options = DEFAULT) -> Outcome:
    """Check one step on a file, or on the exercise when no file is named. Raises Unusable, GraderError."""
    step = course.step(root, number)
    outcome = _checked(step, lambda: load(path or nearby(course.exercise_path(step)), number), options)
    return replace(outcome, is_exercise=path is None, advice="" if path else pack.advice(step, outcome))


def check_submission(step: course.Step, submission: Submission, options: Options = DEFAULT) -> Outcome:
    """As `check`, on a submission that is there already."""
    return _checked(step, lambda: submission, options)


def _checked(step: course.Step, loaded: Callable[[], Submission], options: Options) -> Outcome:
    started = time.perf_counter()
    if not course.checks_path(step).is_file():
        raise Unusable(say("course.no-checks", step=step.number))
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        submission = loaded()
        found = judge_step(step, submission, seed, worker)
        outcome = word(step, submission, found, seed, worker)
    return replace(outcome, seconds=time.perf_counter() - started)


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
    """Judge a submission on the checks of one step and, where some fail, look for the mistake and for a small graph."""
    with _opened(worker, submission) as session:
        found = _judged(step, session, seed)
        return found._replace(graph=counterexample_of(step, session, seed, found))


def diagnose(step: course.Step, submission: Submission, seed: int, worker: Worker, known: Known) -> Found:
    """As `judge_step`, for whoever judges several submissions on one step with one seed and wants no graph.

    What mistakes do there is found out once, and kept in `known`.
    """
    with _opened(worker, submission) as session:
        return _judged(step, session, seed, known)


def _opened(worker: Worker, submission: Submission) -> Session:
    from grader.session import Session  # with NumPy

    return Session(worker, submission)


def _judged(step: course.Step, session: Session, seed: int, known: Known | None = None) -> Found:
    session.read_ahead()
    from grader import judge  # with pytest, which is imported while the submission is being loaded

    run = Run(step, session, seed, known=known)
    judge.judge(files(step, session.reading()), run.jobs(), run.take)
    found = run.found()
    with session.as_read(found.reading) as counts:
        verdicts = fairly(step, counts, seed, found.verdicts)
    return found._replace(verdicts=verdicts, older=outgrown.older(found.older, verdicts))


def counterexample_of(step: course.Step, session: Session, seed: int, found: Found) -> Counterexample | None:
    """The smallest graph on which a submission goes wrong, where a check has seen a wrong gradient; else None."""
    wrong = any(v.kind == "failed" and v.step == step.number and "grad" in v.what for v in found.verdicts)
    if not wrong or shipped.unbegun(step.root, step.number, found.reading.definitions or {}):
        return None
    from grader import counterexample

    try:
        with session.as_read(found.reading) as counts:
            return counterexample.wrong_number(counts, step.number, seed)
    except KataError:  # the verdicts stand without a drawing
        return None


def fairly(
    step: course.Step, session: Session, seed: int, verdicts: tuple[Verdict, ...], judged: Judged | None = None
) -> tuple[Verdict, ...]:
    """The verdicts as they count for a file along the book: neither held against what comes later, nor taken in by it.

    `judged` is as in `outgrown.set_aside`; `others` says which steps it will be asked for.
    """
    if all(verdict.passed for verdict in verdicts):
        return verdicts
    from grader import along_book

    kept = outgrown.set_aside(step, session, seed, verdicts, judged)
    if asks_for_all(step, session.submission, session.reading()):
        return kept
    if step.number > along_book.FIRST_OF_OURS and along_book.is_along_book(session.reading().definitions or {}):
        kept = along_book.without_loose_ends(kept, lambda name: shipped.brought_by(step.root, name))
    return scripts.with_framework(step, session, seed, kept, judged)


def asks_for_all(step: course.Step, submission: Submission, reading: Reading) -> bool:
    """Whether no function that the step asks for is left to a script.

    It is the step's own exercise, or has no series to show, or is told why it came to nothing.
    """
    text = submission.files.get(submission.main, "")
    if course.begins_step(step.number, text) or scripts.has_no_series(step.number, text):
        return True
    from grader import settle

    return bool(settle.came_to_nothing(step.root, step.number, submission, reading))


def others(step: course.Step, verdicts: tuple[Verdict, ...]) -> set[int]:
    """The steps whose verdicts `fairly` may ask for; none where every check passed."""
    absent = any(verdict.kind == "absent" for verdict in verdicts)
    uses = {scripts.USES[step.number]} if absent and step.number in scripts.USES else set()
    return outgrown.ends_of(verdicts) | uses


def files(step: course.Step, reading: Reading) -> list[Path]:
    """The step's checks; and those of earlier steps, where the submission brings older code of its own."""
    if not shipped.own_older_code(step.root, step.number, reading.definitions or {}):
        return [course.checks_path(step)]
    older = (course.checks_path(other) for other in course.steps(step.root) if other.number < step.number)
    return [course.checks_path(step), *(path for path in older if path.is_file())]


class Known:
    """What is known of a step's mistakes on the inputs of one seed, for whoever judges it again and again.

    `verdicts` are by the mistake's name and the one check that it was tried on, or "" for all of them.
    """

    def __init__(self, mistakes: tuple[tuple[Mistake, Submission], ...] | None = None) -> None:
        self.mistakes = mistakes
        self.verdicts: dict[tuple[str, str], tuple[Verdict, ...]] = {}

    def of(self, step: course.Step) -> tuple[tuple[Mistake, Submission], ...]:
        """The known-wrong ways of writing the step, woven once."""
        if self.mistakes is None:
            from grader import bank  # not before it is needed: weaving takes time even to import

            self.mistakes = tuple(bank.mistakes(step))
        return self.mistakes


class Run:
    """The jobs of one step in one pytest session: the submission, then whatever its verdicts call for.

    `wanted` chooses among the checks that were collected.
    """

    def __init__(
        self,
        step: course.Step,
        session: Session,
        seed: int,
        wanted: Callable[[int, str], bool] = lambda step, name: True,
        known: Known | None = None,
    ) -> None:
        from grader.rereading import Rereading

        self.step, self.worker, self.seed = step, session.worker, seed
        self.own = Rereading(session, seed, wanted, of_step=step.number)
        self.known = known or Known()
        self.finished = False
        self.last: tuple[Verdict, ...] = ()
        self.fitting: list[Mistake] = []

    def take(self, _: Job, verdicts: tuple[Verdict, ...]) -> None:
        if self.finished:
            self.last = verdicts
        else:
            self.own.take(verdicts)

    def jobs(self) -> Iterator[Job]:
        yield from self.judged()
        yield from self.explained()

    def judged(self) -> Iterator[Job]:
        """The submission itself; with that its verdicts are there."""
        yield from self.own.jobs()
        self.finished = True

    def explained(self) -> Iterator[Job]:
        """Whatever says why checks did not pass: known mistakes, or our own solution where a check broke."""
        kinds = {verdict.kind for verdict in self._of_step()} - {"passed"}
        if "grader-error" in kinds:  # whether a check of ours is broken is found out on our own solution
            from grader import bank

            reference = bank.reference(self.step.root, self.step.number)
            for session in self._opened(reference) if reference else ():
                yield self._job(session)
        elif kinds - {"unwritten", "absent", "skipped"} and not self._untouched():
            yield from self._search(self.known.of(self.step))

    def _search(self, mistakes: Iterable[tuple[Mistake, Submission]]) -> Iterator[Job]:
        """Each mistake on the quickest check that failed and, if it behaves alike there, on all of them."""
        from grader.diagnosis import alike
        from grader.verdict import BROKEN

        own = self._of_step()
        first = min((verdict for verdict in own if verdict.kind in BROKEN), key=lambda verdict: verdict.seconds)
        for mistake, submission in mistakes:
            for session in self._opened(submission):
                if alike([first], (yield from self._known(mistake, session, first.name))):
                    if alike(own, (yield from self._known(mistake, session))):
                        self.fitting.append(mistake)

    def _known(
        self, mistake: Mistake, session: Session, only: str = ""
    ) -> Generator[Job, None, tuple[Verdict, ...]]:
        """The verdicts of a mistake on one check or on all; no job where they are known."""
        verdicts = self.known.verdicts
        whole = verdicts.get((mistake.name, ""))
        if whole is not None:
            return tuple(verdict for verdict in whole if only in ("", verdict.name))
        if (mistake.name, only) not in verdicts:
            yield self._job(session, only)
            verdicts[mistake.name, only] = self.last
        return verdicts[mistake.name, only]

    def _opened(self, submission: Submission) -> Iterator[Session]:
        from grader.session import Session

        with Session(self.worker, submission) as session:
            yield session

    def _job(self, session: Session, only: str = "") -> Job:
        from grader.judge import Job

        return Job(session, self.seed, lambda step, name: step == self.step.number and only in ("", name))

    def _untouched(self) -> bool:
        return bool(shipped.unbegun(self.step.root, self.step.number, self.own.reading.definitions or {}))

    def _of_step(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.own.verdicts if verdict.step == self.step.number)

    def found(self) -> Found:
        from grader import settle
        from grader.diagnosis import name_of

        own = self._of_step()
        older = broken_before(self.step, self.own.verdicts)
        broken = any(verdict.kind == "grader-error" for verdict in own)
        verdicts = settle.blame(own, (*self.last, *pack.vouched(self.step.root, own)) if broken else ())
        return Found(self.own.reading, verdicts, older, name_of(self.fitting))


def broken_before(step: course.Step, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """What is wrong in earlier steps, of checks that count for a framework of this one."""
    from grader.ladder import live
    from grader.verdict import BROKEN

    counting = live([verdict for verdict in verdicts if verdict.step != step.number], step.number)
    return tuple(verdict for verdict in counting if verdict.kind in BROKEN)


def word(
    step: course.Step,
    submission: Submission,
    found: Found,
    seed: int,
    worker: Worker,
    steps: Iterable[course.Step] | None = None,
) -> Outcome:
    """The outcome in the words of a report. `steps` are those of the course, for whoever has listed them."""
    from grader import settle

    reading, verdicts = found.reading, found.verdicts
    read = reading.submission or submission
    asked: tuple[str, ...] = ()
    older: tuple[Verdict, ...] = ()
    if found.older or any(not verdict.passed for verdict in verdicts):
        asked = shipped.asked(step.root, step.number)
        context = settle.Context(
            where=submission.place,
            brought_by=lambda name: shipped.brought_by(step.root, name),
            untouched=shipped.unbegun(step.root, step.number, reading.definitions or {}),
            limits=worker.limits,
            scripts=0 if asks_for_all(step, read, reading) else step.number,
            stopped=settle.came_to_nothing(step.root, step.number, read, reading),
        )
        verdicts = tuple(settle.settle(verdict, context) for verdict in verdicts)
        older = tuple(settle.settle(verdict, context._replace(untouched=())) for verdict in found.older)
    return Outcome(
        step=step.number,
        title=step.title,
        file=submission.path,
        sha256=submission.sha256,
        status=settle.status(verdicts, settle.unreadable(reading), settle.is_broken(reading, read)),
        isolation=worker.isolation(),
        seed=seed,
        verdicts=verdicts,
        seconds=0.0,
        asked=asked,
        older=older,
        following=_following(step, course.steps(step.root) if steps is None else steps),
        diagnosis=_in_language(step, found.diagnosis),
        graph=found.graph,
        notes=(*submission.notes, *reading.notes, *settle.taken(verdicts), *pack.notes(step.root)),
        problems=settle.problems(reading, submission),
        output=reading.output,
        public=pack.is_public(step.root),
    )


def _in_language(step: course.Step, found: Diagnosis | None) -> Diagnosis | None:
    if found is None or language() == ENGLISH:
        return found
    from grader.words.steps import mistake_says

    return found._replace(says=mistake_says(step.number, found.mistake, found.says))


def _following(step: course.Step, steps: Iterable[course.Step]) -> int | None:
    return min((other.number for other in steps if other.number > step.number), default=None)
