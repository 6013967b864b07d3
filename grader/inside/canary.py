"""Try what learner code must not be able to do, and report which doors were found shut.

Runs in a child that is confined exactly as a submission would be, before any submission is.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

DOORS = ("files", "writing", "network", "processes", "programs", "signals")


def try_doors(secret: str) -> dict[str, bool]:
    """For each door whether it is shut. `secret` is a file of ours that must not be readable."""
    attempts: dict[str, Callable[[], object]] = {
        "files": lambda: _read(secret),
        "writing": _write,
        "network": _connect,
        "processes": _fork,
        "programs": _execute,
        "signals": lambda: os.kill(os.getppid(), 0),
    }
    return {door: _is_shut(attempts[door]) for door in DOORS}


def _is_shut(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _read(path: str) -> None:
    with open(path, "rb") as file:
        file.read(1)


def _write() -> None:
    """Succeeds when one byte can be written to any place where programs usually may."""
    for folder in (".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~")):
        path = os.path.join(folder, f"kata-canary-{os.getpid()}")
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        except OSError:
            continue
        os.close(descriptor)
        os.unlink(path)
        return
    raise PermissionError("nowhere to write")


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM):
        pass


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _execute() -> None:
    """An exec that is allowed still fails here, because the program does not exist: ENOENT is an open door."""
    try:
        os.execv("/nonexistent/kata-canary", ["kata-canary"])
    except FileNotFoundError:
        return
