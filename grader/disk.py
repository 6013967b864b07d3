"""A name below a folder → the bytes of the regular file there, come by through no link that leads out and without waiting."""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path

from grader.clean import clean_line
from grader.errors import Unusable
from grader.words import either, say

SUFFIXES = (".py", ".ipynb")
FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
FOLDER_FLAGS = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
KINDS = {
    stat.S_IFDIR: "submission.kind-folder",
    stat.S_IFLNK: "submission.kind-circle",
    stat.S_IFIFO: "submission.kind-pipe",
    stat.S_IFSOCK: "submission.kind-socket",
    stat.S_IFCHR: "submission.kind-device",
    stat.S_IFBLK: "submission.kind-device",
}


def located(path: Path, shown: str) -> tuple[Path, str]:
    """The real folder that the path stands in, and its name there."""
    if "\0" in str(path):
        raise Unusable(say("submission.null-path", shown=shown))
    whole = path if path.name not in ("", "..") else Path(os.path.realpath(path))
    return Path(os.path.realpath(whole.parent)), whole.name


def found(root: Path, name: str, shown: str) -> tuple[str, int]:
    """The real name below root, and what kind of thing it is. Raises Unusable if it is not there."""
    try:
        real = _resolved(root, name, shown)
        return real, os.lstat(root / real).st_mode
    except OSError as error:
        raise _not_opened(root / name, shown, error) from None


def _resolved(root: Path, name: str, shown: str) -> str:
    """The name below root that `name` leads to, itself unless it is a symbolic link."""
    if not os.path.islink(root / name):
        return name
    target = Path(os.path.realpath(root / name))
    if not target.is_relative_to(root):
        raise Unusable(say("submission.link-out", shown=shown, target=clean_line(str(target))))
    return target.relative_to(root).as_posix()


def read(root: Path, name: str, shown: str, most: int) -> bytes:
    """The bytes of a regular file below root. Raises Unusable for anything else, and above `most` bytes."""
    try:
        opened = _opened(root, _resolved(root, name, shown))
    except OSError as error:
        raise _not_opened(root / name, shown, error) from None
    try:
        return _settled(opened, shown, most)
    except OSError as error:
        raise Unusable(say("submission.unread", shown=shown, why=error.strerror)) from None
    finally:
        os.close(opened)


def _opened(root: Path, name: str) -> int:
    """A descriptor of the file, come by through no symbolic link below root, and without waiting."""
    *folders, last = name.split("/")
    above = os.open(root, FOLDER_FLAGS)
    try:
        for folder in folders:
            inner = os.open(folder, FOLDER_FLAGS, dir_fd=above)
            os.close(above)
            above = inner
        return os.open(last, FLAGS, dir_fd=above)
    finally:
        os.close(above)


def _settled(opened: int, shown: str, most: int) -> bytes:
    """What a file holds when nobody writes to it meanwhile; a second try is made before it is refused."""
    for _ in range(2):
        before = os.fstat(opened)
        if not stat.S_ISREG(before.st_mode):
            raise not_regular(shown, before.st_mode)
        if before.st_size > most:
            cure = "submission.clear-outputs" if shown.endswith(".ipynb") else "submission.alone"
            raise too_long(before.st_size, most, shown, say(cure))
        data = _upto(opened, most + 1)
        after = os.fstat(opened)
        if (len(data), before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return data
    raise Unusable(say("submission.changing", shown=shown))


def _upto(opened: int, most: int) -> bytes:
    """The first `most` bytes of an open file, or all that it has."""
    parts: list[bytes] = []
    at = 0
    while at < most:
        part = os.pread(opened, min(most - at, 1 << 20), at)
        if not part:
            break
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def too_long(size: int, most: int, what: str, cure: str) -> Unusable:
    """The refusal of so many bytes where at most so many are read, with the cure."""
    return Unusable(say("submission.long", what=what, size=f"{size:,}", most=f"{most:,}", cure=cure))


def not_regular(shown: str, mode: int) -> Unusable:
    """The refusal of what is no file of text: a pipe, a socket, a device."""
    kind = say(KINDS.get(stat.S_IFMT(mode), "submission.kind-special"))
    return Unusable(say("submission.irregular", shown=shown, kind=kind))


def _not_opened(path: Path, shown: str, error: OSError) -> Unusable:
    """The sentence for a file that did not open."""
    if error.errno == errno.ELOOP or (error.errno == errno.ENOTDIR and path.exists()):
        return Unusable(say("submission.through-links", shown=shown))
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unusable(_absent(path, shown))
    if error.errno in (errno.EACCES, errno.EPERM):
        return Unusable(say("submission.forbidden", shown=shown))
    if error.errno in (errno.ENXIO, errno.ENODEV):
        return not_regular(shown, 0)
    return Unusable(say("submission.unopened", shown=shown, why=error.strerror))


def _absent(path: Path, shown: str) -> str:
    """That it is not there, with names in the same folder that are nearly the one asked for, or where the path breaks off."""
    import difflib  # only for a sentence that is said when something went wrong

    folder = path.parent
    if not folder.is_dir():
        return say("submission.absent-folder", shown=shown, folder=clean_line(str(folder)))
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in islice(entries, 5000) if e.name.endswith(SUFFIXES) or e.is_dir()]
    except OSError:
        names = []
    near = [clean_line(name) for name in difflib.get_close_matches(path.name, sorted(names))]
    return say("submission.absent-near", shown=shown, near=either(near)) if near else say("submission.absent", shown=shown)
