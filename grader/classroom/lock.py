"""One folder of grades, one grading at a time: a lock that the kernel lets go of, however its owner ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.clean import clean_line
from grader.errors import Unusable
from grader.words import say

NAME = ".lock"


@contextmanager
def held(out: Path, since: str) -> Iterator[None]:
    """Hold the lock of a folder. Raises Unusable, saying who holds it, while somebody else does.

    The file stays when it is over: to remove it would let two hold a lock each. What it says of a process that has
    gone means nothing, for the lock itself went with it.
    """
    try:
        opened = os.open(out / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unusable(say("grade.no-writing", file=out / NAME)) from error
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            who = clean_line(os.pread(opened, 200, 0).decode("utf-8", "replace"))
            raise Unusable(say("grade.running", folder=out, who=who or say("grade.somebody"))) from None
        _sign(opened, since)
        yield
    finally:
        os.close(opened)


def _sign(opened: int, since: str) -> None:
    """Say who holds it; on a full disk it is held all the same."""
    try:
        os.ftruncate(opened, 0)
        os.pwrite(opened, say("grade.holder", pid=os.getpid(), host=os.uname().nodename, since=since).encode(), 0)
    except OSError:
        return
