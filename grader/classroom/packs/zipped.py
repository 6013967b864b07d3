"""Texts by their names in a pack → a zip that has the same bytes wherever and whenever it is made."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.errors import Unusable
from grader.words import say

WHEN = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
PLAIN, PROGRAM = 0o100644, 0o100755


def zipped(files: Mapping[str, bytes], top: str = "") -> bytes:
    """The zip, its entries in the order of their names, all below the folder `top`, if one is given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}" if top else name, WHEN)
            entry.create_system = 3  # Unix, also where it is made elsewhere
            entry.external_attr = (PROGRAM if files[name].startswith(b"#!") else PLAIN) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return written.getvalue()


def put(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all. Raises Unusable where it can not be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(opened, "wb") as file:
                file.write(data)
            os.chmod(beside, PLAIN & 0o777)
            os.replace(beside, path)
        except OSError:
            os.unlink(beside)
            raise
    except OSError as error:
        raise Unusable(say("release.unwritten", file=path, why=error.strerror)) from None
    return path
