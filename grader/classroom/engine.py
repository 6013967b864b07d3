"""Tasks in, answers out, in whatever order they end: as many desks at work as there are jobs.

A desk (`desk`) is a process of its own. One that dies, or does not answer, costs a second try of the task it had, and
nothing else; a task that no desk survives is answered as our failure.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from grader import __version__
from grader.errors import GraderError, Unusable
from grader.words import say
from grader.worker import Limits

TRIES = 3
START_TRIES = 5
RECYCLED_AFTER = 300  # submissions: what a long-lived process gathers is given back
ANSWER_SECONDS = 900.0  # far above what the limits of one submission add up to
HELLO_SECONDS = 120.0
CLOSE_SECONDS = 10.0
PART = 1 << 16
JUDGING = ("*.py", "inside/*.py")  # of the grader, what a verdict rests on
NOT_JUDGING = frozenset("backup hints logbook lessons mutation matrix precision progress reset solution weave works".split())


def engine_version() -> str:
    """The version of the grader, with a digest of those of its files that a verdict rests on; reports and commands are none."""
    top = Path(__file__).resolve().parents[1]
    files = sorted(path for pattern in JUDGING for path in top.glob(pattern) if path.stem not in NOT_JUDGING)
    digest = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()
    return f"{__version__} {digest[:12]}"


class Config(NamedTuple):
    """What every desk is told once: the course, the isolation, the limits, the class's own seeds, and a folder
    for what desks keep while they are at work. `proven` says that its isolation was had before, so that it is not the
    call's fault where it can not be had again.
    """

    root: Path
    isolation: str
    limits: Limits
    seeds: Mapping[int, int]
    scratch: Path
    allow_unisolated: bool = False
    proven: bool = False


class Task(NamedTuple):
    """One submission on one step. `key` is whatever the caller knows it by; `plain` is what a desk is sent."""

    key: Any
    plain: Mapping[str, Any]


class Answer(NamedTuple):
    """What a desk said of a task; `failure` where none could say anything, which is our fault."""

    key: Any
    said: Mapping[str, Any] | None
    failure: str = ""


def run(tasks: Iterator[Task], config: Config, jobs: int) -> Iterator[Answer]:
    """Judge every task on one of so many desks. Tasks are asked for as desks come free, and never many ahead."""
    waiting: queue.Queue[Task | None] = queue.Queue()
    done: queue.Queue[Answer | BaseException] = queue.Queue()
    stopped = threading.Event()
    threads = [threading.Thread(target=_work, args=(config, waiting, done, stopped), daemon=True) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    try:
        yield from _passed_on(tasks, waiting, done, 2 * jobs)
    finally:
        stopped.set()
        for _ in threads:
            waiting.put(None)
        for thread in threads:
            thread.join(CLOSE_SECONDS)


def _passed_on(
    tasks: Iterator[Task], waiting: queue.Queue[Task | None], done: queue.Queue[Answer | BaseException], ahead: int
) -> Iterator[Answer]:
    out = 0
    more = True
    while more or out:
        while more and out < ahead:
            task = next(tasks, None)
            more = task is not None
            if task is not None:
                waiting.put(task)
                out += 1
        if not out:
            return
        answer = done.get()
        if isinstance(answer, BaseException):
            raise answer
        out -= 1
        yield answer


def _work(
    config: Config,
    waiting: queue.Queue[Task | None],
    done: queue.Queue[Answer | BaseException],
    stopped: threading.Event,
) -> None:
    """One thread, with one desk at a time."""
    try:
        task = waiting.get()
        while task is not None and not stopped.is_set():
            with Desk(config, stopped) as desk:
                config = config._replace(isolation=desk.level, proven=True)  # no later one is confined by less
                alive = True
                while alive and task is not None and not stopped.is_set():
                    answer = desk.ask(task)
                    alive = answer is not None and not desk.worn
                    done.put(answer or _tried_again(config, task, stopped))
                    task = waiting.get()
    except BaseException as error:  # told where somebody listens
        done.put(error)


def _tried_again(config: Config, task: Task, stopped: threading.Event) -> Answer:
    """A task whose desk has died, on a new desk each time, until there is an answer or no patience left."""
    for _ in range(TRIES - 1):
        with Desk(config, stopped) as desk:
            answer = desk.ask(task)
        if answer is not None:
            return answer
    return Answer(task.key, None, say("grade.desk-died", count=TRIES))


class Desk:
    """The parent's side of a desk. Raises Unusable when the isolation asked for can not be had."""

    def __init__(self, config: Config, stopped: threading.Event | None = None) -> None:
        self._stopped = stopped or threading.Event()
        self._asked = 0
        for _ in range(START_TRIES):  # a worker that is killed as it starts looks like a level that does not work
            self._begin(config)
            hello = self._receive(HELLO_SECONDS) or {}
            self.level: str = hello.get("level", "")
            if self.level and (self.level != "none" or config.allow_unisolated):
                return
            self._end()
        if self.level and not config.proven:
            raise Unusable(say("grade.unisolated"))
        if "unusable" in hello and not config.proven:
            raise Unusable(hello["unusable"])
        raise GraderError(say("grade.no-desk", why=hello.get("broken", "")).strip())

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def worn(self) -> bool:
        """Whether it has judged so many that a new one should take its place."""
        return self._asked >= RECYCLED_AFTER

    def close(self) -> None:
        """Let it end by itself, as it does when it is told no more, so that its worker goes first; or else kill it."""
        self._end()

    def _begin(self, config: Config) -> None:
        self._unread = bytearray()
        self._scratch = tempfile.mkdtemp(prefix="desk-", dir=config.scratch)
        self._process = subprocess.Popen(
            (sys.executable, "-I", "-m", "grader.classroom.desk"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "TMPDIR": self._scratch},
        )
        self._send({
            "parent": os.getpid(),
            "root": str(config.root),
            "isolation": config.isolation,
            "limits": config.limits._asdict(),
            "seeds": dict(config.seeds),
        })

    def ask(self, task: Task) -> Answer | None:
        """The answer to a task, or None when the desk came to an end over it."""
        self._asked += 1
        self._send(task.plain)
        said = self._receive(ANSWER_SECONDS)
        if said is None or "broken" in said or "unusable" in said:
            return None
        return Answer(task.key, said)

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has gone, and so it will not answer either
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()

    def _receive(self, seconds: float) -> dict[str, Any] | None:
        """One line of what it says; None when it has gone, says something else, or takes too long."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        deadline = time.monotonic() + seconds
        while b"\n" not in self._unread:
            if time.monotonic() > deadline or self._stopped.is_set():
                return None
            if not select.select([descriptor], [], [], 0.5)[0]:
                continue
            part = os.read(descriptor, PART)
            if not part:
                return None
            self._unread += part
        line, _, rest = self._unread.partition(b"\n")
        self._unread = rest
        loaded: dict[str, Any] = json.loads(line)
        return loaded

    def _end(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(0 if self._stopped.is_set() else CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        shutil.rmtree(self._scratch, ignore_errors=True)  # what a desk that was killed had no time to remove
