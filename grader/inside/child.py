"""One session: a confined child that loads a submission and runs scenarios on it until told to stop.

Everything it says is plain data about what happened. It knows no expected value and decides nothing.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import faulthandler
import importlib
import io
import marshal
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

from . import canary, confine, plain, wire
from .kata import Absent, Kata
from .loader import ROOT, Loaded, load

MAX_FRAMES = 8
MAX_TEXT = 2000
UNTOLD = "(its message could not be made into text)"


class _Screen(io.TextIOWrapper):
    """Where a submission prints. It keeps what was printed first."""

    first = ""

    def write(self, text: str) -> int:
        """Print `text`."""
        self.first += text[: MAX_TEXT - len(self.first)] if len(self.first) < MAX_TEXT else ""
        return super().write(text)


@dataclass(frozen=True)
class Rights:
    """What a child gives up before it sees a submission: bytes of memory, seconds of processor time, threads.

    `space` is the address space that it begins with, which its parent has found out. Without that parent it is nothing.
    """

    parent: int
    lock: Callable[[], bool]
    memory: int
    cpu_seconds: int
    threads: int | None
    space: int | None = None


def try_doors(rights: Rights, secret: str) -> dict[str, bool]:
    """What a submission under these rights would find shut."""
    _give_up(rights)
    return canary.try_doors(secret)


def serve(requests: int, replies: int, output: int, trace: int, rights: Rights) -> None:
    """Answer requests until the parent closes the pipe."""
    _take_descriptors(requests, replies, output, trace)
    faulthandler.enable(file=trace, all_threads=False)
    faulthandler.register(signal.SIGUSR1, file=trace, all_threads=False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _give_up(rights)
    loaded: Loaded | None = None
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            request = plain.decode(wire.receive(requests))
            started = time.perf_counter()
            if request["do"] == "load":
                loaded, answer = _load(request)
            else:
                answer = _run(loaded, request)
            _flush()
            answer["seconds"] = time.perf_counter() - started
            wire.send(replies, _encode(answer))
    os._exit(0)


def _take_descriptors(requests: int, replies: int, output: int, trace: int) -> None:
    """Output becomes stdout and stderr, stdin is empty, and all that is not ours is closed."""
    with contextlib.suppress(OSError):
        os.setsid()
    keep = sorted((requests, replies, trace))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    low = 3
    for descriptor in keep:
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, 1024)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = _Screen(open(1, "wb", closefd=False), encoding="utf-8", errors="backslashreplace")
    sys.stderr = sys.stdout


def _give_up(rights: Rights) -> None:
    confine.end_with(rights.parent)
    confine.limit_resources(rights.memory, rights.cpu_seconds, rights.space)
    if rights.threads is not None:
        confine.limit_threads(rights.threads)
    rights.lock()


def _flush() -> None:
    with contextlib.suppress(BaseException):  # it may be an object of the learner's by now
        sys.stdout.flush()


def _load(request: dict[str, Any]) -> tuple[Loaded | None, dict[str, Any]]:
    screen, sys.argv = sys.stdout, [request["main"]]
    vars(builtins).update(exit=sys.exit, quit=sys.exit)  # as Python has them when it is started the usual way
    try:
        loaded = load(request["main"], request["files"], request["blocks"], request["order"], request.get("seconds", 10.0))
    except BaseException as error:  # the worker's rim: whatever a submission raises is an answer
        return None, _describe(error)
    loaded.printed = screen.first if isinstance(screen, _Screen) else ""
    return loaded, {
        "kind": "loaded",
        "notes": loaded.notes,
        "problems": loaded.problems,
        "definitions": loaded.definitions,
        "left_behind": loaded.left_behind,
    }


def _run(loaded: Loaded | None, request: dict[str, Any]) -> dict[str, Any]:
    if loaded is None:
        return {"kind": "error", "type": "LoadError", "message": "nothing is loaded", "frames": []}
    try:
        loaded.restore()
        step, level = request.get("step", 0), request.get("level", 0)
        kata = Kata(loaded.namespace, loaded.problems, loaded.printed, step, loaded.known, level)
        value = build(request)(kata, **request["inputs"])
        return {"kind": "value", "value": value, "taken": kata.taken}
    except BaseException as error:  # as above
        return _describe(error)
    finally:
        sys.setrecursionlimit(1000)


def build(request: dict[str, Any]) -> Callable[..., Any]:
    """Build the scenario, and the helpers that stand beside it, from their code objects."""
    scope: dict[str, Any] = {"__builtins__": __builtins__, "__name__": "scenario"}
    scope.update({alias: importlib.import_module(name) for alias, name in request["modules"].items()})
    for name, text in request["code"].items():
        code = marshal.loads(base64.b64decode(text))
        assert isinstance(code, CodeType)
        scope[name] = FunctionType(code, scope, name)
    scenario: FunctionType = scope[request["scenario"]]
    return scenario


def _encode(answer: dict[str, Any]) -> bytes:
    try:
        return plain.encode(answer)
    except plain.TooBig as error:
        problem = {"kind": "too-big", "message": str(error)}
    except plain.NotPlain as error:
        message = str(error).replace("the answer['value']", "the answer", 1)
        problem = {"kind": "not-plain", "message": message}
    except BaseException as error:  # a learner's object may raise from anything
        problem = {"kind": "not-plain", "message": f"the answer raised {type(error).__name__}"}
    return plain.encode({**problem, "seconds": answer["seconds"]})


def _describe(error: BaseException) -> dict[str, Any]:
    """An exception as plain data; `kind` says which sort of end it was."""
    try:
        return _described(error)
    except BaseException:  # its class answers as it likes
        return {"kind": "error", "type": _name(type(error)), "message": UNTOLD, "frames": []}


def _described(error: BaseException) -> dict[str, Any]:
    if isinstance(error, Absent):
        return {"kind": "absent", "name": error.name, "near": error.near}
    return {
        "kind": _kind(error),
        "type": _name(type(error)),
        "message": _text(error),
        "frames": frames(error),
    }


def _kind(error: BaseException) -> str:
    kinds = (
        (NotImplementedError, "unwritten"),
        (MemoryError, "memory"),
        (RecursionError, "recursion"),
        (SystemExit, "exited"),
    )
    return next((kind for type_, kind in kinds if isinstance(error, type_)), "error")


def _text(error: BaseException) -> str:
    try:
        return str.__getitem__(str(error), slice(MAX_TEXT))
    except BaseException:
        return UNTOLD


def _name(kind: type) -> str:
    """The name that a class was made with, whatever its metaclass answers."""
    name: str = type.__dict__["__name__"].__get__(kind)
    return name[:MAX_TEXT]


def frames(error: BaseException) -> list[dict[str, Any]]:
    """The learner's own frames, outermost first: file, line, function and the line's text."""
    own = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith(ROOT):
            own.append({"file": name[len(ROOT) :], "line": line, "function": frame.f_code.co_name})
    return own[:2] + own[max(2, len(own) - MAX_FRAMES) :]
