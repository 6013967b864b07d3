"""A folder of somebody's whole work → an Outcome with a line for each step, and a standing for each person.

One worker and one pytest session judge all the files, each on the checks of its own step.
"""

from __future__ import annotations

import contextlib
import hashlib
import posixpath
import re
import time
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from grader import bank, course, ladder, pack, package, settle, shipped, submission, works
from grader.check import Options, new_seed
from grader.clean import clean_line
from grader.errors import Unusable
from grader.judge import Job, judge
from grader.outcome import Outcome, Person
from grader.person import Finding, covers, dying, holds, is_absent, lacks, level_of, of_step, person
from grader.rereading import Rereading
from grader.sections import heads
from grader.session import Reading, Session
from grader.submission import Submission
from grader.verdict import Verdict
from grader.words import listed, say
from grader.worker import Isolation, Worker
from grader.works import LAST_STEP, Entry, Work

FRAMEWORK = re.compile(r"^[ \t]*class[ \t]+\w+[\s\S]*^[ \t]*def[ \t]+(?:forward|backward|__call__)\b", re.MULTILINE)
MOST_BY_CONTENT = 5  # files without a step in their names that are tried on the whole ladder
MOST_PACKAGES = 2
MOST_HANGING = 5  # after so many files that came to no end, the others are not run
MOST_FILES = 300
MOST_NOTES = 200
FEW = 2  # so many files named for a step do not make a package somebody's whole work

Judging = Generator[Job, None, Finding]


class Portfolio(NamedTuple):
    """A folder and what its names say: each person's work, and the packages that belong to it."""

    top: Path
    shown: str
    works: tuple[Work, ...]
    packages: tuple[package.Package, ...]
    notes: tuple[str, ...]


def place(root: Path, portfolio: Portfolio, options: Options) -> Outcome:
    """Judge every file of a folder on its own step. Raises GraderError."""
    started = time.perf_counter()
    steps = [step for step in course.steps(root) if course.checks_path(step).is_file()]
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        judging = _Judging(root, portfolio, steps, seed, worker)
        judge([course.checks_path(step) for step in steps], judging.jobs(), judging.take)
        isolation = worker.isolation()
    return _outcome(portfolio, judging, seed, isolation, time.perf_counter() - started)


class _Judging:
    """The jobs of a whole folder in one pytest session, and what came of them."""

    def __init__(
        self, root: Path, portfolio: Portfolio, steps: Sequence[course.Step], seed: int, worker: Worker
    ) -> None:
        self.root, self.portfolio, self.steps, self.seed, self.worker = root, portfolio, steps, seed, worker
        self.numbers = frozenset(step.number for step in steps)
        self.people: list[Person] = []
        self.verdicts: list[Verdict] = []
        self.notes: dict[str, list[str]] = {}
        self.digests: list[str] = []
        self.hanging = 0
        self._own: Rereading | None = None
        self._last: tuple[Verdict, ...] = ()

    def take(self, _: Job, verdicts: tuple[Verdict, ...]) -> None:
        """Where the verdicts of the job that was yielded last go."""
        self._last = verdicts
        if self._own is not None:
            self._own.take(verdicts)

    def jobs(self) -> Iterator[Job]:
        """Every file of every person, one after the other."""
        for work in self.portfolio.works:
            findings = yield from self._work(work)
            self.people.append(person(work.person, findings, self.steps))

    def _work(self, work: Work) -> Generator[Job, None, list[Finding]]:
        findings: list[Finding] = []
        named = {number for entry in work.entries for number in range(entry.first, entry.last + 1) if not entry.vague}
        helpers: set[str] = set()
        pending: set[int] = set()  # steps before this one that nobody wrote a file for
        ahead = self._opened(work.entries[0]) if work.entries else None
        for entry, later in zip_longest(work.entries, work.entries[1:]):
            opened, ahead = ahead, self._opened(later) if later else None
            if isinstance(opened, Finding):
                findings.append(opened)
            elif opened is not None:
                helpers.update(set(opened.submission.files) - {opened.submission.main})
                pending |= self.numbers & set(_gap(entry, named))
                findings.append((yield from self._judged(entry, opened, frozenset(pending))))
                pending -= {verdict.step for verdict in findings[-1].shown}
        named |= {number for finding in findings for number in self.numbers if covers(finding, number)}
        named -= {number for finding in findings for number in lacks(finding)}
        inside = [p for p in self.portfolio.packages if _lies_in(p.folder, work.person)]
        for one in inside[:MOST_PACKAGES]:
            findings.append((yield from self._package(one, named)))
        findings += yield from self._by_content(work, named, {one.folder for one in inside}, helpers)
        return findings

    def _opened(self, entry: Entry) -> Session | Finding:
        """A file that is being read in the worker, while the one before it is still judged; or why there is nothing to judge."""
        if not self._steps_of(entry):
            return Finding(entry)
        if self.hanging >= MOST_HANGING:
            return Finding(entry, unusable=say("works.not-run", count=self.hanging))
        try:
            read = submission.load(self.portfolio.top / entry.file, entry.first)
        except Unusable as refusal:
            return Finding(entry, unusable=_plainly(refusal, self.portfolio))
        session = Session(self.worker, read)
        session.read_ahead()
        return session

    def _steps_of(self, entry: Entry) -> frozenset[int]:
        return self.numbers & set(range(entry.first, entry.last + 1))

    def _judged(
        self, entry: Entry, opened: Session, gap: Collection[int] = (), named: Collection[int] = ()
    ) -> Judging:
        """A file on the checks of its steps, without those that another is `named` for.

        If it passes, on those of the steps in `gap` as well, for what it shows of them.
        """
        read, wanted = opened.submission, self._steps_of(entry) - set(named)
        self.digests.append(f"{entry.file} {read.sha256}")
        with opened as session:
            own = Rereading(session, self.seed, partial(_among, wanted))
            raw = yield from self._own_verdicts(own)
            reading = own.reading
            does = yield from self._does(session, dying(raw, entry))
            if entry.vague:
                level = ladder.stand(raw, [step for step in self.steps if step.number in wanted]).reached if raw else 0
            else:
                level = level_of(raw, entry, does)
            right = gap and all(v.passed or v.left_out for v in of_step(raw, entry.first, level))
            shown = (yield from self._also(session, gap, level)) if right else ()
        raw = yield from self._blamed(raw)
        self.hanging += any(verdict.kind == "timeout" for verdict in raw)
        untouched = self._untouched(entry, reading.definitions or {}) if any(not v.passed for v in raw) else ()
        worded = self._worded(raw, read, untouched)
        self._note(entry.file, (*read.notes, *reading.notes, *settle.taken(raw)))
        counted = {number: own.reading_of(number) for number in self._steps_of(entry)}
        stopped = frozenset(number for number, one in counted.items() if self._is_stopped(number, read, one, raw))
        broken = _broken(reading, read, worded) if settle.unreadable(reading) else ""
        reasons = (self._came_to_nothing(number, read, counted[number]) for number in sorted(stopped))
        broken = broken or next(filter(None, reasons), "")
        headed = frozenset(head.step for head in heads(read)) if entry.vague else frozenset()
        headed = headed if len(headed) > 1 else frozenset()  # one heading is a title
        finding = Finding(
            entry, worded, shown, level, reading, frozenset(untouched), broken=broken, stopped=stopped, headed=headed
        )
        self.verdicts += _counted(finding)
        return finding

    def _is_stopped(self, number: int, read: Submission, reading: Reading, raw: Sequence[Verdict]) -> bool:
        """Whether a file is no Python, or leaves a step to a script that came to nothing."""
        if settle.is_broken(reading, reading.submission or read):
            return True
        left = any(is_absent(verdict) for verdict in raw if verdict.step == number)
        return left and bool(self._came_to_nothing(number, read, reading))

    def _came_to_nothing(self, number: int, read: Submission, reading: Reading) -> str:
        return settle.came_to_nothing(self.root, number, reading.submission or read, reading)

    def _own_verdicts(self, own: Rereading) -> Generator[Job, None, tuple[Verdict, ...]]:
        self._own = own
        yield from own.jobs()
        self._own = None
        return own.verdicts

    def _also(
        self, session: Session, numbers: Collection[int], level: int | None = None
    ) -> Generator[Job, None, tuple[Verdict, ...]]:
        """The verdicts on other steps than those that the file was taken for."""
        yield Job(session, self.seed, partial(_among, frozenset(numbers)), level)
        return self._last

    def _does(self, session: Session, steps: Iterable[int]) -> Generator[Job, None, list[int]]:
        """Those of some later steps whose checks the file passes as well: its framework is of that step, or a later one."""
        done = []
        for number in steps:
            found = yield from self._also(session, {number})
            if holds(of_step(found, number, number), number):
                done.append(number)
        return done

    def _blamed(self, raw: tuple[Verdict, ...]) -> Generator[Job, None, tuple[Verdict, ...]]:
        """A check of ours that broke is tried on our own solution: was it the check or the file?"""
        sound: list[Verdict] = []
        for number in sorted({verdict.step for verdict in raw if verdict.kind == "grader-error"}):
            reference = bank.reference(self.root, number)
            if reference is not None:
                with Session(self.worker, reference) as session:
                    sound += yield from self._also(session, {number})
        return settle.blame(raw, (*sound, *pack.vouched(self.root, raw)))

    def _package(self, one: package.Package, named: Collection[int]) -> Judging:
        """A package on the steps that no file is named for or shows, of which it may hold one or the other."""
        entry = Entry(f"{one.folder or self.portfolio.top.name}/", 1, LAST_STEP, vague=True)
        session = Session(self.worker, package.load(self.portfolio.top, one, entry.file))
        told = package.told(session, one)
        self._note(entry.file, [told] if told else [])
        finding = yield from self._judged(entry, session, named=named)
        return finding._replace(by_content=True)

    def _by_content(
        self, work: Work, named: Collection[int], packages: Collection[str], helpers: Collection[str]
    ) -> Generator[Job, None, list[Finding]]:
        """Files that hold a framework, that nothing else imports, and whose names say nothing."""
        folders = {*packages, *(posixpath.dirname(name) for name in work.others if name.endswith("/__init__.py"))}
        free = [name for name in work.others if not any(_lies_in(name, folder) for folder in folders)]
        read = self._read(free[: 4 * MOST_BY_CONTENT])
        known = {*helpers, *(other for one in read.values() for other in one.files if other != one.main)}
        alone = [n for n, one in read.items() if not _is_helper(n, known) and FRAMEWORK.search(one.files[one.main])]
        findings = []
        for name in alone[:MOST_BY_CONTENT]:
            if self.hanging < MOST_HANGING and self.numbers - set(named):
                entry = Entry(name, 1, LAST_STEP, vague=True)
                finding = yield from self._judged(entry, Session(self.worker, read[name]), named=named)
                findings.append(finding._replace(by_content=True))
        return findings

    def _read(self, names: Iterable[str]) -> dict[str, Submission]:
        """Those of the files that can be read; whatever the others are, they are none of the steps."""
        read: dict[str, Submission] = {}
        for name in names:
            with contextlib.suppress(Unusable):
                read[name] = submission.load(self.portfolio.top / name)
        return read

    def _untouched(self, entry: Entry, definitions: Mapping[str, str]) -> tuple[int, ...]:
        """The steps whose exercise this still is, as it was shipped."""
        numbers = () if entry.vague else sorted(self._steps_of(entry))
        return tuple(number for number in numbers if shipped.unbegun(self.root, number, definitions))

    def _worded(self, raw: Iterable[Verdict], read: Submission, untouched: Collection[int]) -> tuple[Verdict, ...]:
        context = settle.Context(
            where=read.place, brought_by=partial(shipped.brought_by, self.root), limits=self.worker.limits
        )
        return tuple(
            settle.settle(v, context._replace(untouched=shipped.asked(self.root, v.step)) if v.step in untouched else context)
            for v in raw
        )

    def _note(self, file: str, notes: Iterable[str]) -> None:
        for note in notes:
            self.notes.setdefault(clean_line(note, 400), []).append(file)


def _counted(finding: Finding) -> list[Verdict]:
    """The verdicts that a file is told: of its own steps; where it has none by name, of those that it turned out to do."""
    level, vague = finding.level, finding.entry.vague
    live = [v for v in finding.verdicts if v.until is None or max(level, v.step) < v.until]
    return [v for v in live if not vague or v.step == level or (v.step < level and covers(finding, v.step))]


def _broken(reading: Reading, read: Submission, worded: Sequence[Verdict]) -> str:
    """Why a file could not be read in the worker, or came to nothing there, in words."""
    if reading.failure is not None:
        return worded[0].message if worded else ""
    found = settle.problems(reading, read)
    syntax = next((problem for problem in found if problem["syntax"]), None)
    if syntax is None:
        return ""
    return say("works.syntax", place=syntax["place"], type=syntax["type"], message=clean_line(syntax["message"], 160))


def _among(numbers: frozenset[int], step: int, _: str) -> bool:
    return step in numbers


def _gap(entry: Entry, named: Collection[int]) -> range:
    """The steps before a file's own that no file is named for, back to the last one that there is a file for."""
    if entry.vague:
        return range(0)
    before = max((number for number in named if number < entry.first), default=0)
    return range(before + 1, entry.first)


def _lies_in(name: str, folder: str) -> bool:
    return not folder or name == folder or name.startswith(f"{folder}/")


def _is_helper(name: str, imported: Iterable[str]) -> bool:
    """Whether others import this file: their names for it begin where their own folder does."""
    return any(name == other or name.endswith(f"/{other}") for other in imported)


def _plainly(refusal: Unusable, portfolio: Portfolio) -> str:
    """A refusal with the file's name as the folder has it."""
    return str(refusal).replace(f"{clean_line(str(portfolio.top))}/", "")


def _outcome(
    portfolio: Portfolio, judging: _Judging, seed: int, isolation: Isolation, seconds: float
) -> Outcome:
    people = tuple(judging.people)
    statuses = {line.status for one in people for line in one.lines}
    reached = [one.standing for one in people if one.standing.reached]
    status = "grader-error" if "grader-error" in statuses else "passed" if reached else "failed"
    alone = people[0].standing if len(people) == 1 else None
    return Outcome(
        step=None,
        title=alone.title if alone else "",
        file=portfolio.shown,
        sha256=hashlib.sha256("\n".join(sorted(judging.digests)).encode()).hexdigest(),
        status=status,
        isolation=isolation,
        seed=seed,
        verdicts=tuple(judging.verdicts),
        seconds=seconds,
        standing=alone,
        notes=(*portfolio.notes, *_notes(judging.notes), *pack.notes(judging.root)),
        people=people,
        public=pack.is_public(judging.root),
    )


def _notes(notes: dict[str, list[str]]) -> list[str]:
    """Each note once, with the files that it is about."""
    told = []
    for note, files in notes.items():
        named = [file for file in files if file]
        told.append(say("works.note", files=listed(named), note=note) if named else note)
    return told[:MOST_NOTES]


def look(path: Path, stages: Sequence[course.Stage]) -> Portfolio | tuple[Path, package.Package] | None:
    """What a folder is: somebody's whole work, a package with where it lies, or, if None, a single submission.

    Raises Unusable where it holds packages and there is no telling which is meant.
    """
    top, names, notes = submission.listed(path)
    made = works.works(names, [(stage.first, stage.last) for stage in stages])
    named = [entry.file for work in made for entry in work.entries]
    found = package.packages({*names} - {*named, *(file for work in made for entry in work.entries for file in entry.over)})
    shown = clean_line(str(path))
    if found and not found[0].folder and len(named) <= FEW and not any("/" in name for name in named):
        return top, found[0]
    if (named and len(names) > 1) or (not found and _has_no_main(names)):
        _refuse_many(len(named), shown)
        return Portfolio(top, shown, made, found, notes)
    if len(found) > 1 and package.depth(found[0].folder) == package.depth(found[1].folder):
        raise Unusable(say("works.which", file=shown, names=listed([one.folder for one in found]), first=found[0].folder))
    return (top, found[0]) if found else None


def _has_no_main(names: Sequence[str]) -> bool:
    """Whether none of several files is the one that a folder is about."""
    tops = [name for name in names if "/" not in name] or list(names)
    return len(tops) > 1 and not {"main.py", "__init__.py"} & {*tops}


def _refuse_many(count: int, shown: str) -> None:
    if count > MOST_FILES:
        raise Unusable(say("works.many", file=shown, count=count, most=MOST_FILES))
