"""What people handed in for each step → who shares passages that few others have: a hint to look, never a verdict.

Left out is what the course gave out, our own answer, what somebody carried over from their own earlier step, and what many have.
"""

from __future__ import annotations

import importlib.util
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from grader import course
from grader.classroom.similar import own
from grader.errors import GraderError
from grader.submission import Submission
from grader.words import say

TOOL = "copydetect"
STEP_SECONDS = 900.0  # 300 files of a step take about ten seconds
MOST = 10  # people: a passage that more have is what one writes there; in a large class a tenth
MOST_FILES = 40  # of one submission


class Author(NamedTuple):
    """One of the class, with what gives what they handed in, by step. People with one address are one author."""

    id: str
    name: str
    email: str
    handed: Mapping[int, Callable[[], Submission]]


class Passage(NamedTuple):
    """Lines that say the same: where they stand in the words of their owner, and as they are."""

    place: str
    text: str


class Side(NamedTuple):
    """One of two: who, which file, and which part of what they wrote there the other has too."""

    id: str
    name: str
    file: str
    part: float


@dataclass(frozen=True)
class Likeness:
    """Two people who share passages in a step: how many characters, names and spaces not counted, and the lines of both."""

    step: int
    title: str
    one: Side
    other: Side
    shared: int
    passages: tuple[tuple[Passage, Passage], ...]


@dataclass(frozen=True)
class Found:
    """What was found, the most alike first; how many files were compared, and which could not be."""

    likenesses: tuple[Likeness, ...]
    compared: int
    left_out: tuple[str, ...]
    steps: tuple[int, ...]


class _File(NamedTuple):
    """A file of one author, as far as it is theirs."""

    author: int
    submission: Submission
    name: str
    parts: tuple[own.Part, ...]


def there() -> bool:
    """Whether the tool that finds likenesses is installed."""
    return importlib.util.find_spec(TOOL) is not None


def look(authors: Sequence[Author], root: Path = course.ROOT) -> Found:
    """Compare everybody with everybody, step by step. Raises GraderError where the tool does not answer."""
    carried: dict[int, frozenset[own.Definition]] = {}
    found: list[Likeness] = []
    left_out: list[str] = []
    compared = 0
    numbers = sorted({number for author in authors for number in author.handed})
    same = _people(authors)
    with _tool() as ask:
        for number in numbers:
            files = [file for at, author in enumerate(authors) for file in _files(at, author, number, carried, root)]
            compared += len(files)
            people = [same[file.author] for file in files]
            if len(set(people)) < 2:
                continue
            answer = ask({
                "files": [file.parts for file in files],
                "people": people,
                "course": own.parts_of_course(root, number),
                "most": max(MOST, len(set(people)) // 10),
            })
            found += [_likeness(pair, number, files, authors, root) for pair in answer["pairs"]]
            slow = [files[at] for at in answer["left_out"]]
            left_out += [say("alike.file", name=_name(authors[file.author]), file=_shown(file)) for file in slow]
    found.sort(key=lambda one: (-max(one.one.part, one.other.part) * one.shared, one.step, one.one.id, one.other.id))
    return Found(tuple(found), compared, tuple(left_out), tuple(numbers))


def _people(authors: Sequence[Author]) -> list[int]:
    """For each author the first who is the same person: by id, or by address."""
    first: dict[str, int] = {}
    keys = [author.email.strip().casefold() or f"id {author.id}" for author in authors]
    return [first.setdefault(key, at) for at, key in enumerate(keys)]


def _files(
    at: int, author: Author, number: int, carried: dict[int, frozenset[own.Definition]], root: Path
) -> Iterator[_File]:
    """The files of one author for a step that have something of their own in them; `carried` learns what stands there."""
    if number not in author.handed:
        return
    submission = author.handed[number]()
    before = carried.get(at, frozenset())
    known = own.of_course(root, number) | before
    for name in [submission.main, *(name for name in submission.files if name != submission.main)][:MOST_FILES]:
        theirs = own.own(submission.files.get(name, ""), known)
        before |= theirs.definitions
        if theirs.parts:
            yield _File(at, submission, name, theirs.parts)
    carried[at] = before


def _likeness(pair: Sequence[Any], number: int, files: Sequence[_File], authors: Sequence[Author], root: Path) -> Likeness:
    one, other, shared, of_one, of_other, rows = pair
    title = course.step(root, number).title
    sides = [
        Side(authors[files[at].author].id, _name(authors[files[at].author]), _shown(files[at]), min(part, 1.0))
        for at, part in ((one, of_one), (other, of_other))
    ]
    passages = [(_passage(files[one], row[0], row[1]), _passage(files[other], row[2], row[3])) for row in rows]
    return Likeness(number, title, sides[0], sides[1], shared, tuple(passages))


def _passage(file: _File, first: int, last: int) -> Passage:
    lines = file.submission.files[file.name].split("\n")[first - 1 : last]
    begin, end = (file.submission.place(file.name, line) for line in (first, last))
    return Passage(begin if first == last else say("alike.from-to", first=begin, last=end), "\n".join(lines))


def _name(author: Author) -> str:
    return author.name or author.id


def _shown(file: _File) -> str:
    """The file in its owner's words: what they handed in, and which file in it where there are several."""
    path = file.submission.path
    return path if file.name == file.submission.main else f"{path} ({file.name})"


@contextmanager
def _tool() -> Iterator[Any]:
    """For a `with` block, a function that sends a question to the tool's process and gives back its answer."""
    with tempfile.TemporaryDirectory(prefix="kata-similar-") as scratch, subprocess.Popen(
        (sys.executable, "-I", "-m", "grader.classroom.similar.prints"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MPLBACKEND": "Agg", "MPLCONFIGDIR": scratch},
    ) as process:
        try:
            yield lambda question: _asked(process, question)
        finally:
            with suppress(BrokenPipeError):
                assert process.stdin is not None
                process.stdin.close()
            process.kill()


def _asked(process: subprocess.Popen[bytes], question: Mapping[str, Any]) -> dict[str, Any]:
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
        answer = _line(process.stdout.fileno())
    except BrokenPipeError:
        answer = b""
    if not answer.endswith(b"\n"):
        raise GraderError(say("alike.no-answer", tool=TOOL))
    loaded: dict[str, Any] = json.loads(answer)
    return loaded


def _line(descriptor: int) -> bytes:
    """Everything up to the end of a line; what there is when it ends or takes too long."""
    deadline, got = time.monotonic() + STEP_SECONDS, bytearray()
    while not got.endswith(b"\n"):
        if not select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))[0]:
            break
        part = os.read(descriptor, 1 << 16)
        if not part:
            break
        got += part
    return bytes(got)
