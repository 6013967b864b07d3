"""What a learner has done so far, kept in `.kata/progress.json`: written after each check of an exercise.

It is a file to read, to copy to another machine, or to delete; what it says of exercises is found out again by
checking them. On the path of every `make check`, so it imports little.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from grader import course, shipped
from grader.backup import back_up, write
from grader.errors import Unusable
from grader.words import say

if TYPE_CHECKING:
    from grader.outcome import Outcome

VERSION = 1
STATUSES = ("", "passed", "failed", "unwritten", "error")


class Entry(NamedTuple):
    """One step: how its last check ended and what was checked; times as "2026-11-22 04:01", empty for never.

    `passed` is when it first passed, `asked` when the solution was first asked for, `solution` when it was
    looked at before the step had passed. `carried` has the digests of what the step asks for, as `carry` left it.
    """

    status: str = ""
    sha256: str = ""
    passed: str = ""
    hints: int = 0
    asked: str = ""
    solution: str = ""
    carried: Mapping[str, str] = {}


class Logbook(NamedTuple):
    """The step that was checked last, and an entry for each step that there is something to say about."""

    current: int | None = None
    steps: Mapping[int, Entry] = {}

    def of(self, number: int) -> Entry:
        """The entry of a step; an empty one where there is none."""
        return self.steps.get(number, Entry())

    def noting(self, number: int, **values: Any) -> Logbook:
        """The same with some values of a step's entry changed."""
        return self._replace(steps={**self.steps, number: self.of(number)._replace(**values)})


def path(root: Path) -> Path:
    """Where it is kept."""
    return root / ".kata/progress.json"


def now() -> str:
    """The time as it stands in the file: 2026-11-22 04:01, on the learner's own clock."""
    return time.strftime("%Y-%m-%d %H:%M")


def read(root: Path) -> Logbook:
    """What is known so far. A file that is none of ours is moved to the backups, and said on stderr."""
    try:
        return parse(path(root).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Logbook()
    except OSError as error:
        _warn(say("logbook.unread", why=error.strerror))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        _move_aside(root)
    return Logbook()


def _move_aside(root: Path) -> None:
    try:
        copy = back_up(root, path(root))
        path(root).unlink(missing_ok=True)
    except (OSError, Unusable):
        _warn(say("logbook.broken"))
    else:
        _warn(say("logbook.moved", copy=copy))


def _warn(sentence: str) -> None:
    print(f"kata: {sentence}", file=sys.stderr)


def parse(text: str) -> Logbook:
    """The logbook in a text. Raises ValueError, TypeError, AttributeError or KeyError where it is none of ours."""
    told = json.loads(text)
    if told["version"] != VERSION:
        raise ValueError(f"version {told['version']}")
    entries = {int(number): Entry(**entry) for number, entry in told["steps"].items()}
    current = told["current"]
    if not (current is None or type(current) is int) or not all(map(_is_sound, entries.values())):
        raise ValueError("a value of another kind")
    return Logbook(current, entries)


def _is_sound(entry: Entry) -> bool:
    texts = (entry.status, entry.sha256, entry.passed, entry.asked, entry.solution, *entry.carried.values())
    known = all(type(text) is str and len(text) <= 64 and text.isprintable() for text in texts)
    return known and entry.status in STATUSES and type(entry.hints) is int and entry.hints >= 0


def spelled(book: Logbook) -> str:
    """The text of the file, a line for each step."""
    told = {number: {name: value for name, value in entry._asdict().items() if value} for number, entry in book.steps.items()}
    lines = [f'  "{number}": {json.dumps(entry)}' for number, entry in sorted(told.items())]
    about = json.dumps(say("logbook.about"), ensure_ascii=False)
    return "\n".join((
        "{",
        f' "about": {about},',
        f' "version": {VERSION},',
        f' "current": {json.dumps(book.current)},',
        ' "steps": {',
        ",\n".join(lines),
        " }",
        "}",
        "",
    ))


def update(root: Path, change: Callable[[Logbook], Logbook]) -> Logbook:
    """The logbook after a change, which is kept. Where it can not be written that is said, and nothing else fails."""
    try:
        path(root).parent.mkdir(parents=True, exist_ok=True)
        with _locked(path(root).parent):
            before = read(root)
            after = change(before)
            if after != before:
                write(path(root), spelled(after).encode("utf-8"))
            return after
    except OSError as error:
        _warn(say("logbook.unwritten", why=error.strerror))
        return change(read(root))


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Nobody else who asks holds the folder meanwhile: a check and a watch may end at the same time."""
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network drives have no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def record(root: Path, outcomes: Sequence[Outcome], current: int | None = None) -> None:
    """Note how checks of exercises ended, and the step that the learner is on now, if it is known.

    What was no exercise, or failed by our fault, leaves no trace.
    """
    own = [outcome for outcome in outcomes if outcome.is_exercise and outcome.status in STATUSES]
    if own:
        update(root, lambda book: _noting(book, own)._replace(current=current or book.current))


def _noting(book: Logbook, outcomes: Sequence[Outcome]) -> Logbook:
    for outcome in outcomes:
        assert outcome.step is not None
        book = noting(book, outcome.step, outcome.status, outcome.sha256)
    return book


def noting(book: Logbook, number: int, status: str, sha256: str) -> Logbook:
    """The logbook with one more check in it, which passed for the first time or not."""
    passed = book.of(number).passed or (now() if status == "passed" else "")
    return book.noting(number, status=status, sha256=sha256, passed=passed)


def digest(step: course.Step) -> str:
    """The sha256 of an exercise with what it imports, as a check notes it; empty for one that can not be read."""
    from grader.submission import load

    try:
        return load(course.exercise_path(step), step.number).sha256
    except Unusable:
        return ""


def touched(root: Path) -> tuple[course.Step, ...]:
    """The steps whose exercises are not as they were shipped."""
    known = shipped.shipped(root)
    return tuple(s for s in course.steps(root) if s.number in known and _own(s) not in ("", known[s.number].sha256))


def _own(step: course.Step) -> str:
    try:
        return hashlib.sha256(course.exercise_path(step).read_bytes()).hexdigest()
    except OSError:
        return ""


def current(root: Path) -> int:
    """The step that a learner is on.

    That is the exercise saved last, if it has changed since it was checked; else the one checked last or, where
    that passed, the next that has not. With no logbook it is the highest exercise that is not as it was shipped.
    """
    book, edited = read(root), touched(root)
    fresh = [step for step in edited if digest(step) != book.of(step.number).sha256]
    saved = max(edited, key=lambda step: (course.exercise_path(step).stat().st_mtime_ns, step.number), default=None)
    if saved is not None and saved in fresh and book.current is not None:
        return saved.number
    numbers = [step.number for step in course.steps(root)]
    highest = max((step.number for step in edited), default=min(numbers, default=1))
    last = book.current if book.current in numbers else highest
    passed = {step.number for step in edited if step not in fresh and book.of(step.number).status == "passed"}
    later = (number for number in numbers if number > last and number not in passed)
    return next(later, last) if last in passed else last
