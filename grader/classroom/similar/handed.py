"""A gradebook, or a folder of submissions → everybody with what they handed in for each step, as it is compared.

A class hands in more than fits into memory at a time: each text is unpacked when it is asked for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from grader import course
from grader.classroom import intake, roster, work
from grader.classroom.desk import plain_of, submission_of
from grader.classroom.gradebook import Gradebook
from grader.classroom.grading import Member, members, unpacked
from grader.classroom.similar import Author
from grader.submission import Submission


@contextmanager
def of_gradebook(out: Path, steps: Sequence[int] = ()) -> Iterator[list[Author]]:
    """Everybody in the gradebook of a folder of grades, with what counts of theirs, of these steps or all. Raises Unusable."""
    with Gradebook.opened(out) as book:
        numbers = {row["number"] for row in book.steps()}.intersection(steps or range(1000))
        yield [
            Author(row["id"], row["name"], row["email"], _graded(book, row["id"], numbers)) for row in book.people()
        ]


def _graded(book: Gradebook, person: str, numbers: set[int]) -> dict[int, partial[Submission]]:
    rows = [row for row in book.current_of(person) if row["step"] in numbers and row["content"]]
    return {row["step"]: partial(_kept, book, row["content"], row["found"]) for row in rows}


def _kept(book: Gradebook, digest: str, found: str) -> Submission:
    return submission_of({**(book.content(digest) or {}), "path": found})


def of_folder(klass: Path, listed: Path | None, steps: Sequence[int], root: Path = course.ROOT) -> list[Author]:
    """Everybody who has handed in something in a folder, or in the zip of a download. Raises Unusable."""
    with TemporaryDirectory(prefix="kata-class-") as scratch:
        top = unpacked(klass, Path(scratch))
        entries = roster.load(listed).entries if listed else None
        found = members(intake.look(top).handed, entries)
        return [
            Author(one.entry.id, one.entry.name, one.entry.email, dict(_chosen(one, top, Path(scratch), steps, root)))
            for one in found
        ]


def _chosen(
    member: Member, top: Path, scratch: Path, steps: Sequence[int], root: Path
) -> Iterator[tuple[int, partial[Submission]]]:
    if member.handed is None:
        return
    with work.gathered(member.handed, top, scratch) as files:
        known = {step.number for step in course.steps(root)}
        wanted = steps or sorted((files.named() | set(files.headed().values())) & known)
        for choice in work.choices(files, wanted, root):
            if choice.submission is not None:
                yield choice.step, partial(_unpacked, zlib.compress(json.dumps(plain_of(choice.submission)).encode()))


def _unpacked(packed: bytes) -> Submission:
    plain: Mapping[str, object] = json.loads(zlib.decompress(packed))
    return submission_of(plain)
