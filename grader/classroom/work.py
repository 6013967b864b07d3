"""What one person handed in → for each step the file that stands for it, read as a Submission, or why there is none.

Folders are read where they lie. Loose files and zips are copied to a folder of ours first, so that nobody's
`import` finds the work of somebody else.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from grader import course, package, shipped, works
from grader.classroom.intake import CODE, Handed, written_at
from grader.classroom.unpack import unpack
from grader.clean import clean_line
from grader.disk import FLAGS
from grader.errors import Unusable
from grader.submission import Limits, Submission, listed, load
from grader.words import listed as in_words
from grader.words import say

HEADER = re.compile(r"\s*[rR]?(?:\"\"\"|''')\s*Step (\d+)\b")
HEADER_BYTES = 4000
LONGEST = 8 << 20
MOST_TRIED = 40


class Source(NamedTuple):
    """A file of one person's: its name as they see it, the folder it is read in, its name there, what stands before it."""

    name: str
    top: Path
    inside: str
    shown: str
    written: datetime | None


class Choice(NamedTuple):
    """What stands for one step: a submission, or the reason why none could be read; nothing where there is no file."""

    step: int
    found: str
    submission: Submission | None
    refusal: str = ""
    submitted: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """One person's files, and what was remarked while they were gathered."""

    sources: Mapping[str, Source]
    problems: tuple[str, ...]

    def named(self) -> set[int]:
        """The steps that some file's name says, and that alone."""
        return {n for entry in _entries(self) if not entry.vague for n in range(entry.first, entry.last + 1)}

    def headed(self) -> dict[str, int]:
        """Files whose names say nothing, but whose first line is that of an exercise."""
        taken = {entry.file for entry in _entries(self)} | {other for e in _entries(self) for other in e.over}
        rest = [source for name, source in self.sources.items() if name not in taken]
        heads = ((source.name, HEADER.match(_text(source, HEADER_BYTES))) for source in rest[:MOST_TRIED])
        return {name: int(head[1]) for name, head in heads if head}


@contextmanager
def gathered(handed: Handed, top: Path, within: Path) -> Iterator[Work]:
    """The files of one person, for as long as the context lasts; `top` is the folder of the class, `within` a place of ours."""
    with ExitStack() as stack:
        sources: dict[str, Source] = {}
        problems = list(handed.problems)
        made = cache(lambda: Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="work-", dir=within))))
        for place, (folder, shown) in enumerate(_folders(handed, top, made, problems)):
            for name in _names(folder, shown, problems):
                own = name if name not in sources else f"{place}/{name}"
                sources[own] = Source(own, folder, name, f"{shown}{name}", written_at(folder / name))
        yield Work(sources, tuple(problems))


def _folders(
    handed: Handed, top: Path, scratch: Callable[[], Path], problems: list[str]
) -> Iterator[tuple[Path, str]]:
    """The folders to read in, each with what stands before a name in it when it is shown.

    `scratch` makes a place for copies, for those who need one: making and removing it takes longer than to read a file.
    """
    for folder in handed.folders:
        yield folder, f"{_below(folder, top)}/"
        for path in sorted(folder.glob("*.zip")):
            yield from _unpacked(path, top, scratch(), problems)
    loose = [one for one in handed.loose if one.path.suffix in CODE]
    if loose:
        yield _copied(handed, scratch() / "loose", problems), ""
    for one in handed.loose:
        if one.path.suffix == ".zip":
            yield from _unpacked(one.path, top, scratch(), problems)


def _unpacked(path: Path, top: Path, scratch: Path, problems: list[str]) -> Iterator[tuple[Path, str]]:
    into = Path(tempfile.mkdtemp(dir=scratch))
    name = _below(path, top)
    try:
        if path.is_symlink():
            raise Unusable(say("intake.link", name=name))
        notes = unpack(path, into)
    except Unusable as reason:
        problems.append(say("work.zip", name=name, why=reason))
        return
    problems += [say("work.zip", name=name, why=note) for note in notes]
    yield into, f"{name}/"


def _copied(handed: Handed, into: Path, problems: list[str]) -> Path:
    """Loose files under the names that their owner gave them; of several versions of one the newest."""
    into.mkdir()
    newest: dict[str, tuple[int, float, Path]] = {}
    for one in handed.loose:
        if one.path.suffix in CODE:
            key = (one.version, os.lstat(one.path).st_mtime, one.path)
            older = newest.get(one.name)
            newest[one.name] = max(older, key) if older else key
            if older:
                pair = sorted((older, key))
                problems.append(say("work.newest", taken=pair[1][2].name, other=pair[0][2].name))
    for name, (_, _, path) in newest.items():
        try:
            _copy(path, into / name)
        except OSError as error:
            problems.append(say("work.unreadable", name=path.name, why=error.strerror))
    return into


def _copy(path: Path, target: Path) -> None:
    opened = os.open(path, FLAGS)
    with os.fdopen(opened, "rb") as source, target.open("xb") as file:
        file.write(source.read(LONGEST + 1))
        found = os.fstat(opened)
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))


def _names(folder: Path, shown: str, problems: list[str]) -> Sequence[str]:
    try:
        _, names, notes = listed(folder)
    except Unusable as reason:
        problems.append(say("work.unreadable", name=shown.rstrip("/"), why=_without(str(reason), folder)))
        return ()
    problems += [_without(note, folder) for note in notes]
    return names


def _below(path: Path, top: Path) -> str:
    return clean_line(path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name, 200)


def _without(text: str, folder: Path) -> str:
    return text.replace(f"{clean_line(str(folder))}/", "").replace(clean_line(str(folder)), folder.name)


def choices(work: Work, numbers: Sequence[int], root: Path = course.ROOT) -> Iterator[Choice]:
    """What stands for each of these steps: a file named for it, one with its first line, or what is left over."""
    entries, headed = _entries(work), work.headed()
    for number in numbers:
        candidates = _named(entries, number) or [name for name, step in headed.items() if step == number]
        if candidates:
            best, *others = sorted(candidates, key=lambda name: _rank(entries, work.sources[name]))
            over = [*others, *(other for entry in entries if entry.file == best for other in entry.over)]
            over = [work.sources[name].shown for name in dict.fromkeys(over) if name in work.sources]
            notes = (say("work.over", taken=work.sources[best].shown, others=in_words(over)),) if over else ()
            yield _read(work, best, number, notes)
        else:
            yield _left_over(work, entries, headed, number, root)


def _entries(work: Work) -> list[works.Entry]:
    chapters = [(stage.first, stage.last) for stage in course.stages()]
    return [entry for one in works.works(work.sources, chapters) for entry in one.entries]


def _named(entries: Sequence[works.Entry], number: int) -> list[str]:
    """The files whose names say this step, those that say it most narrowly; a chapter's only where it has but one."""
    plain = [entry for entry in entries if not entry.vague and entry.first <= number <= entry.last]
    if plain:
        narrow = min(entry.last - entry.first for entry in plain)
        return [entry.file for entry in plain if entry.last - entry.first == narrow]
    vague = [entry.file for entry in entries if entry.vague and entry.first <= number <= entry.last]
    return vague if len(vague) == 1 else []


def _rank(entries: Sequence[works.Entry], source: Source) -> tuple[float, int, str]:
    """The newest first."""
    return -(source.written.timestamp() if source.written else 0.0), source.name.count("/"), source.name


def _left_over(
    work: Work, entries: Sequence[works.Entry], headed: Mapping[str, int], number: int, root: Path
) -> Choice:
    """A package, or the one file that says no step, stands for every step that no other file is there for."""
    taken = {entry.file for entry in entries if not entry.vague} | {o for e in entries for o in e.over} | {*headed}
    rest = [name for name in work.sources if name not in taken and not works.TESTS.match(Path(name).name)]
    for one in package.packages(rest):
        return _of_package(work, one, number)
    alone = [name for name in rest if Path(name).name not in ("setup.py", "conftest.py", "__init__.py")]
    if len(alone) > 1:
        mains = [name for name in alone if works.MAIN.fullmatch(Path(name).stem)]
        alone = mains if len(mains) == 1 else [name for name in alone if _brings(work.sources[name], number, root)]
    if len(alone) == 1:
        return _read(work, alone[0], number, (say("work.unnamed", name=work.sources[alone[0]].shown),))
    if alone:
        why = say("work.which", step=number, names=in_words([work.sources[name].shown for name in alone]))
        return Choice(number, "", None, why)
    return Choice(number, "", None)


def _brings(source: Source, number: int, root: Path) -> bool:
    """Whether a file defines what a step asks for, as far as its text shows."""
    text = _text(source, LONGEST)
    try:
        asked = shipped.asked(root, number)
    except Unusable:
        return False
    return bool(asked) and all(
        re.search(rf"^\s*(?:def|class)\s+{re.escape(name.rpartition('.')[2])}\b", text, re.MULTILINE) for name in asked
    )


def _text(source: Source, most: int) -> str:
    try:
        opened = os.open(source.top / source.inside, FLAGS)
        with os.fdopen(opened, "rb") as file:
            return file.read(most).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _read(work: Work, name: str, number: int, notes: tuple[str, ...]) -> Choice:
    source = work.sources[name]
    limits = Limits(neighbours=1 + source.inside.count("/"))  # nobody's import leads out of their own folder
    try:
        found = load(source.top / source.inside, number, limits)
    except Unusable as reason:
        why = str(reason).replace(clean_line(str(source.top / source.inside)), source.shown)
        return Choice(number, source.shown, None, _without(why, source.top), source.written, notes)
    found = replace(found, path=source.shown, notes=(*notes, *(_without(note, source.top) for note in found.notes)))
    return Choice(number, source.shown, found, submitted=source.written)


def _of_package(work: Work, one: package.Package, number: int) -> Choice:
    inside = [work.sources[f"{one.folder}/{name}" if one.folder else name] for name in one.files]
    first = inside[0]
    shown = first.shown.removesuffix(one.files[0])
    written = max((source.written for source in inside if source.written), default=None)
    found = package.load(first.top, one, shown)
    return Choice(number, shown, found, submitted=written)
