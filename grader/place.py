"""The river for the whole ladder: any file, package or folder of steps → an Outcome with its standing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader import course, pack, shipped
from grader.check import DEFAULT, Options, new_seed
from grader.clean import clean_line
from grader.outcome import Outcome
from grader.submission import Submission, load
from grader.worker import Worker

if TYPE_CHECKING:
    from grader.judge import Job
    from grader.package import Package
    from grader.rereading import Rereading
    from grader.session import Session
    from grader.verdict import Verdict


def place(root: Path, path: Path, options: Options = DEFAULT) -> Outcome:
    """Judge a submission on every check there is and say how far it reaches; a folder of steps, file by file.

    Raises Unusable, GraderError.
    """
    if not path.is_dir():
        return _place(root, path, lambda: load(path), options)
    from grader import package, portfolio

    found = portfolio.look(path, course.stages(root))
    if isinstance(found, portfolio.Portfolio):
        return portfolio.place(root, found, options)
    if found is None:
        return _place(root, path, lambda: load(path), options)
    top, one = found
    return _place(root, path, lambda: package.load(top, one, clean_line(str(path))), options, one)


def _place(
    root: Path, path: Path, read: Callable[[], Submission], options: Options, package: Package | None = None
) -> Outcome:
    started = time.perf_counter()
    steps = [step for step in course.steps(root) if course.checks_path(step).is_file()]
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        submission = read()
        from grader.session import Session  # with NumPy

        with Session(worker, submission) as session:
            session.read_ahead()
            # pytest comes with these, and is imported while the submission is being loaded
            from grader import judge, ladder, settle
            from grader.along_book import forgiven, is_along_book
            from grader.rereading import Rereading

            told = _told(session, package)
            own, references = Rereading(session, seed), _References(root, worker, seed)
            jobs = itertools.chain(own.jobs(), references.jobs(own))
            judge.judge([course.checks_path(step) for step in steps], jobs, references.take_for(own))
            reading = own.reading
        raw = settle.blame(own.verdicts, (*references.verdicts, *pack.vouched(root, own.verdicts)))
        isolation = worker.isolation()
    raw = tuple(map(settle.in_language, raw))
    named = 0
    if is_along_book(reading.definitions or {}):
        named = _named(path, course.stages(root))
        raw = forgiven(raw, named, lambda name: shipped.brought_by(root, name))
    standing = ladder.stand(raw, steps)
    context = settle.Context(
        where=submission.place,
        brought_by=lambda name: shipped.brought_by(root, name),
        limits=options.limits,
        scripts=named,
    )
    worded = tuple(settle.settle(verdict, context) for verdict in ladder.counted(raw, standing))
    standing = ladder.with_words(standing, {(v.step, v.name): v for v in worded})
    here = next((step for step in steps if step.number == standing.reached), None)
    return Outcome(
        step=None,
        title=here.title if here else "",
        file=submission.path,
        sha256=submission.sha256,
        status=ladder.placed(standing, worded, settle.unreadable(reading)),
        isolation=isolation,
        seed=seed,
        verdicts=worded,
        seconds=time.perf_counter() - started,
        standing=standing,
        notes=(*told, *submission.notes, *reading.notes, *settle.taken(raw), *pack.notes(root)),
        problems=settle.problems(reading, submission),
        output=reading.output,
        public=pack.is_public(root),
    )


def _named(path: Path, stages: Sequence[course.Stage]) -> int:
    """The last step that the name of a file says it is of; 0 where it says none."""
    from grader.works import works

    name = "/".join(path.parts[-2:])
    entries = works([name], [(stage.first, stage.last) for stage in stages])[0].entries if path.is_file() else ()
    return max((entry.last for entry in entries if not entry.vague), default=0)


def _told(session: Session, package: Package | None) -> Sequence[str]:
    """The sentence that says which core of a package was placed."""
    if package is None:
        return ()
    from grader.package import told

    return tuple(filter(None, [told(session, package)]))


class _References:
    """Our own solution of each step that has a check which broke: was it the check or the submission?"""

    def __init__(self, root: Path, worker: Worker, seed: int) -> None:
        self.root, self.worker, self.seed = root, worker, seed
        self.begun = False
        self.verdicts: list[Verdict] = []

    def jobs(self, own: Rereading) -> Iterator[Job]:
        from grader import bank
        from grader.judge import Job
        from grader.session import Session

        self.begun = True
        for number in sorted({verdict.step for verdict in own.verdicts if verdict.kind == "grader-error"}):
            reference = bank.reference(self.root, number)
            if reference is not None:
                with Session(self.worker, reference) as session:
                    yield Job(session, self.seed, partial(_is_of, number))

    def take_for(self, own: Rereading) -> Callable[[Job, tuple[Verdict, ...]], None]:
        """Where verdicts go: to the submission's own readings first, then here."""
        return lambda _, found: self.verdicts.extend(found) if self.begun else own.take(found)


def _is_of(number: int, step: int, _: str) -> bool:
    return step == number
