"""A course's secret, a student, a step → the seed of their inputs; nobody who lacks the secret can tell it ahead."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from grader.errors import Unusable
from grader.words import say

NAME = "secret"
VARIABLE = "KATA_SECRET"
SHORTEST = 16
SEEDS = 10**12  # as many as fit into what can be typed again with `make check SEED=`


def secret(out: Path, given: Path | None = None) -> bytes:
    """The secret in a file that was named, in KATA_SECRET, or in `out`, where the first call makes it. Raises Unusable."""
    if given is not None:
        return _read(given)
    variable = os.environ.get(VARIABLE)
    if variable is not None:
        return _long_enough(variable.encode(), VARIABLE)
    path = out / NAME
    if not path.exists():
        _make(path)
    return _read(path)


def seed(key: bytes, student: str, step: int) -> int:
    """The seed of one student's inputs on one step.

    >>> seed(b"k" * 16, "jane", 14) == seed(b"k" * 16, "jane", 14) != seed(b"k" * 16, "june", 14)
    True
    """
    digest = hmac.new(key, f"{student}\0{step}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % SEEDS


def _make(path: Path) -> None:
    """Written whole under another name first: a secret that was cut short would change every seed."""
    beside = path.with_name(f".{NAME}-{os.getpid()}")
    try:
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Unusable(say("grade.no-secret", file=path, why=error.strerror)) from None


def _read(path: Path) -> bytes:
    try:
        return _long_enough(path.read_bytes().strip(), str(path))
    except OSError as error:
        raise Unusable(say("grade.no-secret", file=path, why=error.strerror)) from None


def _long_enough(key: bytes, shown: str) -> bytes:
    if len(key) < SHORTEST:
        raise Unusable(say("grade.secret-short", file=shown, least=SHORTEST))
    return key
