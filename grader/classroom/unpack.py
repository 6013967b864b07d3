"""A zip → its files of code in a folder of ours, within bounds that are kept while it is read, not only as it declares them."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from grader.clean import clean, clean_line
from grader.errors import Unusable
from grader.words import say

SUFFIXES = (".py", ".ipynb")
PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages"})
PART = 1 << 16
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1


class Bounds(NamedTuple):
    """How much a zip may hold: entries listed, files unpacked, bytes of one and of all, folders deep, times its own size."""

    entries: int = 20_000
    files: int = 500
    file_bytes: int = 8 << 20
    total_bytes: int = 32 << 20
    depth: int = 12
    ratio: int = 200


STUDENT = Bounds()
DOWNLOAD = Bounds(entries=200_000, files=100_000, file_bytes=64 << 20, total_bytes=2 << 30)


def unpack(path: Path, into: Path, bounds: Bounds = STUDENT, suffixes: Sequence[str] = SUFFIXES) -> list[str]:
    """Unpack the code in a zip below `into`; notes on what was passed over. Raises Unusable for what is no honest zip.

    No path leads out of `into`, no link and no device is made, and a zip inside stays packed.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return _unpacked(packed, into, bounds, suffixes)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError, RecursionError) as error:
        raise Unusable(say("unpack.broken", why=clean_line(str(error), 120) or type(error).__name__)) from None
    except OSError as error:
        raise Unusable(say("unpack.unreadable", why=error.strerror or clean_line(str(error), 120))) from None


def _unpacked(packed: zipfile.ZipFile, into: Path, bounds: Bounds, suffixes: Sequence[str]) -> list[str]:
    infos = packed.infolist()
    if len(infos) > bounds.entries:
        raise Unusable(say("unpack.entries", count=f"{len(infos):,}", most=f"{bounds.entries:,}"))
    notes: list[str] = []
    wanted = list(_wanted(infos, bounds, suffixes, notes))
    if len(wanted) > bounds.files:
        raise Unusable(say("unpack.files", count=f"{len(wanted):,}", most=f"{bounds.files:,}"))
    left = bounds.total_bytes
    for name, info in wanted:
        target = into.joinpath(*PurePosixPath(name).parts)
        if target.exists():
            notes.append(say("unpack.twice", name=name))
            continue
        left -= _copied(packed, info, target, min(bounds.file_bytes, left), bounds.ratio)
        _set_time(target, info)
    return notes


def _wanted(
    infos: Sequence[zipfile.ZipInfo], bounds: Bounds, suffixes: Sequence[str], notes: list[str]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The entries to unpack, with safe names; a refusal for a hostile one, a note for one that is passed over."""
    for info in infos:
        name = info.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or (parts and ":" in parts[0]):
            raise Unusable(say("unpack.leads-out", name=clean_line(name, 80)))
        hidden = PASSED_OVER & {*parts} or any(part.startswith(".") for part in parts)
        if not (info.is_dir() or not parts or hidden) and _fits(info, name, suffixes, notes):
            _refuse(info, name, len(parts), bounds)
            yield name, info


def _fits(info: zipfile.ZipInfo, name: str, suffixes: Sequence[str], notes: list[str]) -> bool:
    """Whether an entry is a file of code under a name that can be used; a note where that is worth one."""
    why = ""
    if stat.S_ISLNK(info.external_attr >> 16):
        why = say("unpack.link", name=clean_line(name, 80))
    elif name.endswith(".zip") and ".zip" not in suffixes:
        why = say("unpack.nested", name=clean_line(name, 80))
    elif not name.endswith(tuple(suffixes)):
        return False
    elif clean(name, len(name)) != name or "\n" in name or any(len(part.encode()) > 255 for part in name.split("/")):
        why = say("unpack.odd-name", name=clean_line(name, 80))
    notes += [why] if why else []
    return not why


def _refuse(info: zipfile.ZipInfo, name: str, depth: int, bounds: Bounds) -> None:
    shown = clean_line(name, 80)
    if info.flag_bits & ENCRYPTED:
        raise Unusable(say("unpack.encrypted", name=shown))
    if info.compress_type not in READABLE:
        raise Unusable(say("unpack.packing", name=shown))
    if depth > bounds.depth:
        raise Unusable(say("unpack.deep", name=shown, most=bounds.depth))


def _copied(packed: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int, ratio: int) -> int:
    """Copy one entry; its true size. A size that was declared falsely is found out here."""
    if info.file_size > most or info.file_size > max(1 << 20, ratio * max(info.compress_size, 1)):
        raise _bomb(info, most)
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with packed.open(info) as source, target.open("xb") as file:
        while part := source.read(PART):
            size += len(part)
            if size > most:
                raise _bomb(info, most)
            file.write(part)
    return size


def _bomb(info: zipfile.ZipInfo, most: int) -> Unusable:
    return Unusable(say("unpack.bomb", name=clean_line(info.filename, 80), most=f"{most:,}"))


def _set_time(target: Path, info: zipfile.ZipInfo) -> None:
    """The time that the zip has for a file, in this machine's zone; zips know no other."""
    try:
        seconds = datetime(*info.date_time).timestamp()
        os.utime(target, (seconds, seconds))
    except (ValueError, OverflowError, OSError):
        return
