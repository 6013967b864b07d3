"""A step that is checked again and again → an Outcome each time, in a worker and a pytest session that stay warm.

While the step is not passed the seed stays, so that the numbers of an example stand still; what is known of its
mistakes on that seed is found out while nobody waits. What passes on it is tried on fresh numbers before that is said.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader import course, outgrown, shipped
from grader.check import Known, Options, Run, broken_before, counterexample_of, fairly, files, new_seed, others, word
from grader.errors import KataError
from grader.judge import Job, judge
from grader.session import Session

if TYPE_CHECKING:
    from grader.check import Found
    from grader.outcome import Outcome
    from grader.source import Mistake
    from grader.submission import Submission
    from grader.verdict import Verdict
    from grader.worker import Worker

Show = Callable[["Outcome"], None]
ARGUABLE = frozenset({"failed", "error", "absent"})  # what may be right for another step
SLOW_SECONDS = 1.0  # a mistake that takes longer is tried only when it has to be


class Warm:
    """One step. `early` shows a verdict before its explanation, where that takes time: for screens drawn anew."""

    def __init__(self, step: course.Step, options: Options, early: bool) -> None:
        self.step = step
        self.early = early
        self._needed = self._collected = [course.checks_path(step)]
        self._fixed = options.seed
        self._known = Known()
        self._slow: set[str] = set()
        self._next_take: Callable[[Job, tuple[Verdict, ...]], None] = lambda job, verdicts: None
        self.draw()

    def draw(self) -> None:
        """Take fresh numbers from now on, unless a seed was asked for."""
        self.seed = new_seed() if self._fixed is None else self._fixed
        self._used = False
        self._known = Known(self._known.mistakes)

    def judge(self, jobs: Iterator[Job]) -> None:
        """Collect the checks and judge jobs on them until there are no more. Raises GraderError."""
        self._collected = self._needed
        judge(self._collected, jobs, self._take)

    @property
    def lacks_checks(self) -> bool:
        """Whether the submission calls for checks that only the next `judge` has."""
        return self._needed != self._collected

    def _take(self, job: Job, verdicts: tuple[Verdict, ...]) -> None:
        self._next_take(job, verdicts)

    def check(self, worker: Worker, submission: Submission, show: Show) -> Generator[Job, None, bool]:
        """Judge a submission and show its outcome; early, and once more where there is more to say of it.

        Whether all was said: it is not when the interrupt was heard, nor when checks are lacking. Raises GraderError.
        """
        started = time.perf_counter()

        def told(found: Found) -> None:
            outcome = word(self.step, submission, found, run.seed, worker)
            show(replace(outcome, seconds=time.perf_counter() - started))

        with Session(worker, submission) as session:
            run = yield from self._judged(session)
            prepared = not self.unprepared()
            if prepared:
                yield from run.explained()  # it is known already: that takes no time
            if _given_up(worker):
                return False
            first = run.found()
            at_once = self.early and not _is_broken(first) and not self._asked(first)
            if at_once:
                told(first)
            found = yield from self._more(run, session, first if prepared else None)
            if _given_up(worker) or (self.lacks_checks and not at_once):
                return False
            if not at_once or _says_more(first, found):
                told(found)
            return not self.lacks_checks

    def _more(self, run: Run, session: Session, explained: Found | None) -> Generator[Job, None, Found]:
        """All that there is to find out, also what takes longer than anybody should wait for a verdict."""
        if explained is None:
            yield from run.explained()
        found = explained or run.found()
        if _given_up(session.worker):
            return found
        self._need([*files(self.step, found.reading), *self._asked(found).values()])
        if self.lacks_checks:
            return found
        found = yield from self._fair(run, session, found)
        found = found._replace(older=outgrown.older((yield from self._older(run, session)), found.verdicts))
        return found._replace(graph=counterexample_of(self.step, session, run.seed, found))

    def _fair(self, run: Run, session: Session, found: Found) -> Generator[Job, None, Found]:
        """What was found, as it counts for a file along the book; what other steps say of it is judged in this session too."""
        judged: dict[int, tuple[Verdict, ...]] = {}
        with session.as_read(found.reading) as counts:
            for number in self._asked(found):
                self._next_take = partial(_keep, judged, number)
                yield Job(counts, run.seed, partial(_is_of, number))
            verdicts = fairly(self.step, counts, run.seed, found.verdicts, lambda other: judged.get(other.number, ()))
        return found._replace(verdicts=verdicts)

    def _asked(self, found: Found) -> dict[int, Path]:
        """The checks of other steps that have a say in what was found, by step; none in what is unwritten or never ends."""
        numbers = others(self.step, tuple(verdict for verdict in found.verdicts if verdict.kind in ARGUABLE))
        paths = {step.number: course.checks_path(step) for step in course.steps(self.step.root) if step.number in numbers}
        return {number: path for number, path in paths.items() if path.is_file()}

    def _judged(self, session: Session) -> Generator[Job, None, Run]:
        """The submission on the step's own checks; on fresh numbers too, if it passes on those that were shown before."""
        run = yield from self._run(session)
        if self._used and self._fixed is None and _passed(run):
            self.draw()
            run = yield from self._run(session)
        self._used = True
        if _passed(run) and not _given_up(session.worker):
            self.draw()
        return run

    def _run(self, session: Session) -> Generator[Job, None, Run]:
        run = Run(self.step, session, self.seed, lambda step, name: step == self.step.number, self._known)
        self._next_take = run.take
        yield from run.judged()
        return run

    def _need(self, needed: list[Path]) -> None:
        """Checks of other steps, once collected, stay: they are left out where they are not wanted."""
        self._needed = [*self._collected, *(path for path in needed if path not in self._collected)]

    def _older(self, run: Run, session: Session) -> Generator[Job, None, tuple[Verdict, ...]]:
        """What is wrong in earlier steps, where the submission brings code of its own for them."""
        if not shipped.own_older_code(self.step.root, self.step.number, run.own.reading.definitions or {}):
            return ()
        found: list[Verdict] = []
        self._next_take = lambda _, verdicts: found.extend(verdicts)
        with session.as_read(run.own.reading) as counts:
            yield Job(counts, run.seed, lambda step, name: step < self.step.number, self.step.number)
        return broken_before(self.step, found)

    def unprepared(self) -> bool:
        """Whether there are mistakes that have not been tried on this seed."""
        return self._known.mistakes is None or any(True for _ in self._untried())

    def prepare(self, worker: Worker) -> Iterator[Job]:
        """Try one more known mistake on this seed, while nobody waits."""
        if self._known.mistakes is None:
            with suppress(KataError):  # an author's half-written mistake is told when somebody asks for it
                self._known.of(self.step)
            self._known.mistakes = self._known.mistakes or ()
            return
        mistake, submission = next(self._untried())
        started = time.perf_counter()
        run: list[tuple[Verdict, ...]] = []
        self._next_take = lambda _, verdicts: run.append(verdicts)
        with Session(worker, submission) as session:
            yield Job(session, self.seed, lambda step, name: step == self.step.number)
        if time.perf_counter() - started > SLOW_SECONDS:
            self._slow.add(mistake.name)
        if run and not _given_up(worker):
            self._known.verdicts[mistake.name, ""] = run[0]

    def _untried(self) -> Iterator[tuple[Mistake, Submission]]:
        for mistake, submission in self._known.mistakes or ():
            if mistake.name not in self._slow and (mistake.name, "") not in self._known.verdicts:
                yield mistake, submission


def _keep(found: dict[int, tuple[Verdict, ...]], number: int, _: Job, verdicts: tuple[Verdict, ...]) -> None:
    found[number] = verdicts


def _is_of(number: int, step: int, _: str) -> bool:
    return step == number


def _given_up(worker: Worker) -> bool:
    return worker.interrupt is not None and worker.interrupt.heard()


def _is_broken(found: Found) -> bool:
    """Whether a check of ours may have failed, which is to be found out before anything is said."""
    return any(verdict.kind == "grader-error" for verdict in found.verdicts)


def _says_more(before: Found, after: Found) -> bool:
    kinds = [[(verdict.name, verdict.kind) for verdict in found.verdicts] for found in (before, after)]
    news = after.older or after.graph is not None or before.diagnosis != after.diagnosis
    return bool(news) or kinds[0] != kinds[1]


def _passed(run: Run) -> bool:
    return all(verdict.passed or verdict.left_out for verdict in run.own.verdicts)


def checks_of(step: course.Step) -> tuple[Path, ...]:
    """The files that an author changes: the step's checks and its mistakes."""
    return course.checks_path(step), course.mistakes_path(step)
