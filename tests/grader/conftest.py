"""What several tests of the machine need: a forked child to run code in, so that none of it runs here."""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from grader.inside import plain

InChild = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def in_child() -> InChild:
    """Run a function in a forked child: what it returned, as plain data. What it raised fails the test."""
    return _in_child


def _in_child(work: Callable[[], Any]) -> Any:
    reader, writer = os.pipe()
    with suppress(AttributeError, ValueError):
        sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns of forking beside the threads of NumPy's libraries
        pid = os.fork()
    if pid == 0:
        _work_and_leave(work, writer)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as file:
            text = file.read()
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)  # it has said all it will say
        _, status = os.waitpid(pid, 0)
    assert text, f"the child said nothing and ended with wait status {status}"
    answer = plain.decode(text)
    assert "raised" not in answer, answer["raised"]
    return answer["returned"]


def _work_and_leave(work: Callable[[], Any], writer: int) -> None:
    try:
        text = plain.encode({"returned": work()})
    except BaseException:
        text = plain.encode({"raised": traceback.format_exc()})
    try:
        with os.fdopen(writer, "wb") as file:
            file.write(text)
    finally:
        os._exit(0)
