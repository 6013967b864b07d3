"""A folder as a class leaves it → whose work lies where: folders, downloads of Moodle, Canvas, GitHub Classroom, loose files.

Only names are read here; nothing is opened but folders, and no link is followed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from grader.clean import clean, clean_line
from grader.errors import Unusable
from grader.words import listed, say
from grader.works import STEP

CODE = (".py", ".ipynb")
TAKEN = (*CODE, ".zip")
PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages"})
MOST_ENTRIES = 200_000
MOST_WITHIN = 5000
MOODLE_FOLDER = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?")
MOODLE_FILE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_file_+(?P<file>.+)")
CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<number>\d+)_(?P<file>.+)")
VERSION = re.compile(r"-(?P<version>\d{1,3})(?=\.(?:py|ipynb|zip)$)")
EDGES = " _-.()"


class Loose(NamedTuple):
    """A file that lies among those of others: what its owner called it, and where it is."""

    name: str
    path: Path
    version: int = 0


@dataclass(frozen=True)
class Handed:
    """What one person handed in: a folder of theirs, or loose files. `ids` and `names` are what tells who it is."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    folders: tuple[Path, ...] = ()
    loose: tuple[Loose, ...] = ()
    late: bool = False
    problems: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """A name for it where no roster knows a better one."""
        return (*self.names, *self.ids)[0]


class Found(NamedTuple):
    """Everybody's work in a folder, in the order of their names, and notes on what was passed over."""

    handed: tuple[Handed, ...]
    notes: tuple[str, ...]


def look(top: Path) -> Found:
    """Whose work lies in a folder. Raises Unusable for a path that is no folder, or one with nobody's work in it."""
    shown = clean_line(str(top))
    if not top.is_dir():
        raise Unusable(say("intake.no-folder", folder=shown))
    notes: list[str] = []
    entries = list(_entries(top, shown, notes))
    clones = _prefix([entry.name for entry in entries if _is_clone(entry)])
    handed = _merged(filter(None, (_handed(entry, clones, notes) for entry in entries)))
    if not handed:
        seen = listed([clean_line(entry.name, 40) for entry in entries]) or say("intake.nothing")
        raise Unusable(say("intake.nobody", folder=shown, seen=seen))
    return Found(handed, tuple(notes))


def _entries(top: Path, shown: str, notes: list[str]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(top) as found:
            entries = sorted(islice(found, MOST_ENTRIES), key=lambda entry: entry.name)
    except OSError as error:
        raise Unusable(say("intake.unreadable", folder=shown, why=error.strerror)) from None
    for entry in entries:
        name = clean_line(entry.name, 80)
        if entry.name.startswith(".") or entry.name in PASSED_OVER:
            continue
        if clean(entry.name, len(entry.name)) != entry.name or "\n" in entry.name:
            notes.append(say("intake.odd-name", name=name))
        elif entry.is_symlink():
            notes.append(say("intake.link", name=name))
        elif entry.is_dir() or entry.name.endswith(TAKEN):
            yield entry
        else:
            notes.append(say("intake.other", name=name))


def _is_clone(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() and os.path.lexists(os.path.join(entry.path, ".git"))


def _prefix(clones: Sequence[str]) -> str:
    """What GitHub Classroom puts before every user's name: the assignment's, up to the last hyphen they share."""
    shared = os.path.commonprefix(list(clones)) if len(clones) > 1 else ""
    return shared[: shared.rfind("-") + 1]


def _handed(entry: os.DirEntry[str], clones: str, notes: list[str]) -> Handed | None:
    if entry.is_dir():
        return _folder(entry, clones)
    if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        notes.append(say("intake.other", name=clean_line(entry.name, 80)))
        return None
    for pattern in (MOODLE_FILE, CANVAS):
        match = pattern.fullmatch(entry.name)
        if match is not None:
            return _download(match, Path(entry.path))
    return _loose(entry, notes)


def _folder(entry: os.DirEntry[str], clones: str) -> Handed:
    moodle = MOODLE_FOLDER.fullmatch(entry.name)
    if moodle is not None:
        return Handed((moodle["id"],), (moodle["name"],), (Path(entry.path),))
    if _is_clone(entry):
        user = entry.name.removeprefix(clones)
        ids = [user] if clones else [entry.name, *_tails(entry.name)]
        return Handed(tuple(ids), (), (Path(entry.path),))
    return Handed((entry.name,), (entry.name,), (Path(entry.path),))


def _tails(name: str) -> list[str]:
    """What a lone clone may be called after: each part behind a hyphen."""
    parts = name.split("-")
    return ["-".join(parts[n:]) for n in range(1, len(parts))]


def _download(match: re.Match[str], path: Path) -> Handed:
    groups = match.groupdict()
    found = VERSION.search(groups["file"])
    name = VERSION.sub("", groups["file"])
    version = int(found["version"]) if found else 0
    loose = Loose(name, path, version)
    return Handed((groups["id"],), (groups["name"],), loose=(loose,), late=bool(groups.get("late")))


def _loose(entry: os.DirEntry[str], notes: list[str]) -> Handed | None:
    """A file that says whose it is in its own name: `jane_doe_step14.py`, `step14_jane_doe.py` or `jane_doe.zip`."""
    stem, suffix = os.path.splitext(entry.name)
    step = STEP.search(stem)
    before, after = (stem[: step.start()].strip(EDGES), stem[step.end() :].strip(EDGES)) if step else (stem.strip(EDGES), "")
    owner = before or after
    if not owner:
        notes.append(say("intake.whose", name=clean_line(entry.name, 80)))
        return None
    own = f"{step[0].strip(EDGES)}{suffix}" if step else entry.name
    return Handed((owner,), (owner,), loose=(Loose(own, Path(entry.path)),))


def _merged(handed: Iterable[Handed]) -> tuple[Handed, ...]:
    """One for each person: files and folders of one owner come together."""
    people: dict[tuple[str, str], Handed] = {}
    for one in handed:
        key = (one.ids[0].casefold(), (one.names or one.ids)[0].casefold())
        people[key] = joined(people[key], one) if key in people else one
    return tuple(people.values())


def joined(first: Handed, second: Handed) -> Handed:
    """What one person handed in at two places."""
    return replace(
        first,
        folders=(*first.folders, *second.folders),
        loose=(*first.loose, *second.loose),
        late=first.late or second.late,
        problems=(*first.problems, *second.problems),
    )


def signature(handed: Handed) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of everything that a person handed in: it differs once a file was written to."""
    paths = [loose.path for loose in handed.loose]
    paths += islice((path for folder in handed.folders for path in _files(folder)), MOST_WITHIN)
    return tuple(sorted(filter(None, map(_stamp, paths))))


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in PASSED_OVER]
        yield from (Path(base, name) for name in files if name.endswith(TAKEN))


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return str(path), found.st_size, found.st_mtime_ns


def written_at(path: Path) -> datetime | None:
    """When a file was last written to, as its file system has it."""
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, timezone.utc).replace(microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None
