"""A learner's file → a dated copy of it in `.kata/backup`, before anything of ours writes over it.

Copies are never deleted and never written over; their names say which file and when.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from grader.errors import Unusable
from grader.words import say

STAMP = "%Y%m%d-%H%M%S-%f"


def folder(root: Path) -> Path:
    """Where the copies lie."""
    return root / ".kata" / "backup"


def back_up(root: Path, path: Path) -> Path:
    """Copy a file to the backups and say where the copy is, relative to `root`. Raises Unusable."""
    try:
        data = path.read_bytes()
        folder(root).mkdir(parents=True, exist_ok=True)
        copy = _written(root, path, data)
    except OSError as error:
        raise Unusable(say("course.backup", name=path.name, why=error.strerror)) from None
    return copy.relative_to(root)


def _written(root: Path, path: Path, data: bytes) -> Path:
    while True:  # two copies in one microsecond would need the same name
        copy = folder(root) / f"{path.stem}-{datetime.now().strftime(STAMP)}{path.suffix}"
        with suppress(FileExistsError), copy.open("xb") as file:
            file.write(data)
            return copy


def backups(root: Path, path: Path) -> tuple[Path, ...]:
    """The copies of a file, oldest first, relative to `root`."""
    return tuple(copy.relative_to(root) for _, copy in sorted(_copies(root, path)))


def _copies(root: Path, path: Path) -> Iterator[tuple[datetime, Path]]:
    for copy in folder(root).glob(f"{path.stem}-*{path.suffix}"):
        with suppress(ValueError):
            yield datetime.strptime(copy.stem.removeprefix(f"{path.stem}-"), STAMP), copy


def when(copy: Path) -> str:
    """When a copy was made, in words: 2026-11-22 04:01."""
    stamp = "-".join(copy.stem.split("-")[-3:])
    return f"{datetime.strptime(stamp, STAMP):%Y-%m-%d %H:%M}"


def write(path: Path, data: bytes) -> None:
    """Replace a file in one go: whoever reads it meanwhile sees the old text or the new one. Raises OSError."""
    path = Path(os.path.realpath(path))  # a link stays a link
    path.parent.mkdir(parents=True, exist_ok=True)
    made, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(made, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
