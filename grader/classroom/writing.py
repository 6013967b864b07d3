"""Pieces of text → a file that is either the old one or the whole new one.

Also the names of files that are safe for whatever somebody's id is.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from grader.errors import Unusable
from grader.words import say

PLAIN = r"[a-z0-9][a-z0-9._@+-]{0,79}"
RESERVED = r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?"  # on Windows these are devices, whatever stands behind the dot


def written(path: Path, pieces: Iterable[str]) -> Path:
    """The path, once the pieces are in it. Raises Unusable where the folder can not be written to."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, pieces)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Unusable(say("grade.full", file=path)) from error
        raise Unusable(say("grade.no-room", folder=path.parent, why=error.strerror)) from error
    return path


def _replace(path: Path, pieces: Iterable[str]) -> None:
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def safe_name(key: str) -> str:
    """A file's name for an id, without ending: the id itself where every system can take it, else words of it and a digest.

    Two ids never share a name, also where letters' case does not count; only made-up names hold a "~".

    >>> safe_name("jane.doe"), safe_name("../Jane Doe")
    ('jane.doe', 'jane-doe~30a44e24c6533f43')
    """
    if re.fullmatch(PLAIN, key) and not key.endswith(".") and not re.fullmatch(RESERVED, key):
        return key
    words = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:40]
    return f"{words}~{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
