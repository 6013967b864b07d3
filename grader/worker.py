"""A warm, confined process to run submissions in, at the strongest level that works here.

It starts without being waited for, while the parent still imports its own libraries; so this
module imports neither NumPy nor pytest.
"""

from __future__ import annotations

import array
import contextlib
import json
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grader.confinement import ENVIRONMENT, Attempt, attempts, why_none
from grader.errors import GraderError, KataError, Unusable
from grader.words import say


class Limits(NamedTuple):
    """What one session may use: seconds of wall time to load, bytes of output and of memory.

    A scenario's own budget is its check's, at most `scenario_seconds`; all slow scenarios together, and
    loading again after a crash, have `patience_seconds`.
    """

    load_seconds: float = 10.0
    scenario_seconds: float | None = None
    patience_seconds: float = 30.0
    output_bytes: int = 16 << 20  # 50,000 rounds of a demonstration, or a print in a walk of 20,000, do no harm
    shown_bytes: int = 8192
    memory_bytes: int = 768 << 20
    cpu_seconds: int = 120
    timeouts: int = 2


class Isolation(NamedTuple):
    """How learner code is confined: the level, the doors found shut by trying, those found open."""

    level: str
    blocked: tuple[str, ...]
    open: tuple[str, ...]


# Doors that must be shut for a level to deserve its name.
NEEDED = {"bwrap": {"files", "writing", "network"}, "landlock": {"files", "writing"}, "none": set[str]()}
HELLO_SECONDS = 30.0
CLOSE_SECONDS = 2.0
ORDER_SECONDS = 30.0  # an order takes milliseconds; a worker that can not answer at all is our failure


class Interrupt(Protocol):
    """Somebody for whom what runs now may become useless: asked when one of the descriptors can be read."""

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What to listen to."""

    def heard(self) -> bool:
        """Whether what runs now is to be given up. It reads what can be read, and stays true once it was."""


class Worker:
    """A warm process at the strongest level that works. Starting does not wait; the first use does."""

    def __init__(
        self, isolation: str = "auto", limits: Limits = Limits(), interrupt: Interrupt | None = None
    ) -> None:
        self.limits = limits
        self.interrupt = interrupt
        self._attempts: Iterator[Attempt] = attempts(isolation)
        self._asked = isolation
        self._scratch = tempfile.TemporaryDirectory(prefix="kata-")
        self._refusals: list[str] = []
        self._isolation: Isolation | None = None
        self._refused: KataError | None = None
        self._ordering = threading.Lock()  # one thread may read a submission ahead while another goes on
        self._begin()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self) -> None:
        attempt = next(self._attempts, None)
        if attempt is None:
            self._scratch.cleanup()
            self._refused = self._none_left("; ".join(self._refusals))
            raise self._refused
        self.attempt = attempt
        confined = attempt.level != "none"
        ours, theirs = socket.socketpair()
        configuration = {
            "level": attempt.level,
            "control": theirs.fileno(),
            "site": attempt.site,
            "code": attempt.code,
            "readable": attempt.readable,
            "memory": self.limits.memory_bytes,
            "cpu_seconds": self.limits.cpu_seconds,
            "secret": str(Path(__file__)),
        }
        self._process = subprocess.Popen(
            (*attempt.command, json.dumps(configuration)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(theirs.fileno(),),
            env=ENVIRONMENT if confined else {**ENVIRONMENT, "HOME": self._scratch.name},
            cwd="/" if confined else self._scratch.name,
            start_new_session=True,
        )
        theirs.close()
        self._control = ours

    def _none_left(self, reasons: str) -> KataError:
        """Where even the level that isolates nothing does not start, the machine is not to blame: we are."""
        if "none: " in reasons:
            return GraderError(say("fault.no-worker", why=reasons))
        reasons = reasons or why_none(self._asked)
        return Unusable(say("fault.level", level=repr(self._asked), why=reasons))

    def isolation(self) -> Isolation:
        """The confinement that holds, found out once. Raises Unusable when the level asked for does not."""
        if self._refused is not None:
            raise self._refused
        while self._isolation is None:
            hello = self._hello()
            doors = (hello or {}).get("doors") or {}
            shut = {door for door, is_shut in doors.items() if is_shut}
            if hello and hello["closed"] and doors and NEEDED[self.attempt.level] <= shut:
                self._isolation = Isolation(
                    self.attempt.level,
                    tuple(door for door in doors if door in shut),
                    tuple(door for door in doors if door not in shut),
                )
                break
            self._give_up_attempt(hello)
        return self._isolation

    def _hello(self) -> dict[str, Any] | None:
        self._control.settimeout(HELLO_SECONDS)
        try:
            message = self._control.recv(4096)
        except OSError:
            return None
        self._control.settimeout(ORDER_SECONDS)
        return json.loads(message) if message else None

    def _give_up_attempt(self, hello: dict[str, Any] | None) -> None:
        self._process.kill()
        assert self._process.stderr is not None
        said = self._process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        reason = (
            (said[-1] if said else say("fault.no-answer")) if hello is None else say("fault.doors", doors=hello["doors"])
        )
        self._refusals.append(f"{self.attempt.level}: {reason[:200]}")
        self._release()
        self._begin()

    def _release(self) -> None:
        self._control.close()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def has_died(self) -> bool:
        """Whether the warm process has ended, which nobody asked it to."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End the worker and every child of it."""
        self._control.close()
        started = self._isolation is not None
        # Killing the sandbox kills all that is in it, but not before it is set up: its first child would
        # wait for ever. Until then it is left to find out by itself that nobody is there any more.
        if started and self.attempt.level == "bwrap":
            self._process.kill()
        try:
            self._process.wait(CLOSE_SECONDS if started else HELLO_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._release()
        with contextlib.suppress(OSError):
            self._scratch.cleanup()

    def order(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> dict[str, Any]:
        """One order to the warm process and its answer. Raises GraderError when it has died: our failure."""
        with self._ordering:
            return self._order(message, descriptors)

    def _order(self, message: dict[str, Any], descriptors: tuple[int, ...]) -> dict[str, Any]:
        self.isolation()
        rights = (
            [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        )
        try:
            self._control.sendmsg([json.dumps(message).encode()], rights)
            answer = self._control.recv(4096)
        except OSError as error:
            raise GraderError(say("fault.unreached", why=error)) from error
        if not answer:
            raise GraderError(say("fault.died"))
        result: dict[str, Any] = json.loads(answer)
        return result
