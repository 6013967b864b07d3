"""Submissions in, observations out: one confined child for each, on a clock that it can not reach.

The worker forks the child; the parent, here, keeps time, drains output, and ends a child
that is slow, loud or gone.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from grader.clean import clean_line
from grader.errors import KataError
from grader.inside import plain, wire
from grader.observation import MOST_SECONDS, Frame, Observation, observe
from grader.submission import Submission
from grader.words import say
from grader.worker import Interrupt, Worker

AS_WRITTEN, LAST_FIRST = "as-written", "last-first"
TRACE_SECONDS = 0.3
MORE_SECONDS = 0.03  # between two lines of a trace
TRACE_BYTES = 20_000
LATER_PART, LATER_SECONDS = 1 / 3, 1.0  # of its budget, and at least: what a scenario has once another one came to no end
FREE_PART = 0.1  # of its budget: a scenario that takes no more is never too much
NOTES, PROBLEMS, NOTE_LENGTH, NAME_LENGTH = 50, 20, 500, 80
# What a worker may say of a name that it came across; nothing else that it says becomes a sentence of ours.
NOTED = {key: f"loading.{key}" for key in ("stand-in", "numpy-name", "numpy-module", "typing-name", "ipython", "lent")}
GIVEN_UP = Observation("skipped")
_TRACE = rb'File "/submission/([^"\n]+)", line (\d+) in ([^\n]+)'


class Reading(NamedTuple):
    """How the reading of a submission went in the worker: `failure` is None when there is a namespace.

    `submission` and `order` are what was read, and how; of a file of several steps that may be its beginning only.
    """

    failure: Observation | None
    notes: tuple[str, ...] = ()
    problems: tuple[dict[str, Any], ...] = ()
    definitions: Mapping[str, str] | None = None
    left_behind: tuple[str, ...] = ()
    output: str = ""
    submission: Submission | None = None
    order: str = AS_WRITTEN


class Session:
    """One submission in the worker. A child that dies is replaced at the next request.

    `order` says how its definitions are read: as written, or the last one of each name first (`inside.loader`).
    """

    def __init__(self, worker: Worker, submission: Submission, order: str = AS_WRITTEN) -> None:
        self.worker = worker
        self.submission = submission
        self.order = order
        self._child: _Child | None = None
        self._reading: Reading | None = None
        self._ahead: threading.Thread | None = None
        self._timeouts = 0
        self._patience = worker.limits.patience_seconds

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End this session's child."""
        if self._ahead is not None:
            self._ahead.join()
            self._ahead = None
        self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def read_ahead(self) -> None:
        """Begin to load the submission beside whatever the caller does next; errors are raised by `reading`."""
        self._ahead = threading.Thread(target=self._read_quietly, daemon=True)
        self._ahead.start()

    def _read_quietly(self) -> None:
        with contextlib.suppress(KataError):  # it will happen again, where somebody listens
            self._reading = self._load()

    def reading(self) -> Reading:
        """Load the submission, once, and say how that went."""
        if self._ahead is not None:
            self._ahead.join()
            self._ahead = None
        if self._reading is None:
            self._reading = self._load()
        return self._reading

    def run(self, scenario: Mapping[str, Any], inputs: Mapping[str, Any], seconds: float) -> Observation:
        """Run a shipped scenario on the submission, for at most so many seconds of wall time.

        After one that came to no end the others have a third of their time, which is plenty for what ends at all.
        What slow scenarios and loading again take is counted: once the session's patience is used up,
        a scenario has a tenth of its time, and a child that has died is not replaced.
        """
        if _heard(self.worker.interrupt):
            return GIVEN_UP
        failure = self.reading().failure
        if failure is not None:
            return failure
        if self._timeouts >= self.worker.limits.timeouts or (self._child is None and self._patience <= 0):
            return Observation("skipped")
        failure = self._load_again()
        if failure is not None:
            return failure
        seconds = self._budget(seconds)
        started = time.monotonic()
        result = self._exchange({"do": "run", **scenario, "inputs": dict(inputs)}, seconds, "running")
        taken = time.monotonic() - started
        self._patience -= taken if taken > FREE_PART * seconds else 0
        if isinstance(result, Observation):
            self._timeouts += result.kind == "timeout"
            return result
        answer, output = result
        try:
            return observe(answer, "running", output)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            self._end_child()
            return Observation(
                "not-plain", message=say("answer.form"), output=output
            )

    def _budget(self, seconds: float) -> float:
        most = self.worker.limits.scenario_seconds
        whole = seconds if most is None else min(seconds, most)
        if self._timeouts:
            whole = min(whole, max(LATER_PART * whole, LATER_SECONDS))
        return round(min(whole, max(self._patience, FREE_PART * whole)), 3)

    def _load_again(self) -> Observation | None:
        """Load the submission into a new child if the last one has gone; how that failed, or None."""
        if self._child is not None:
            return None
        started = time.monotonic()
        failure = self._load().failure
        self._patience -= time.monotonic() - started
        return failure

    def run_alone(
        self, scenario: Mapping[str, Any], inputs: Mapping[str, Any], seconds: float
    ) -> Observation:
        """As `run`, in a child that has run nothing else and will run nothing else."""
        self.close()
        try:
            return self.run(scenario, inputs, seconds)
        finally:
            self.close()

    @contextlib.contextmanager
    def as_read(self, reading: Reading) -> Iterator[Session]:
        """This session; or, where `reading` is of another one, a new session that reads as it did."""
        if (reading.submission or self.submission) is self.submission and reading.order == self.order:
            yield self
            return
        with Session(self.worker, reading.submission or self.submission, reading.order) as again:
            yield again

    def _load(self) -> Reading:
        return self._loaded()._replace(submission=self.submission, order=self.order)

    def _loaded(self) -> Reading:
        files = {name: text for name, text in self.submission.files.items() if name != self.submission.main}
        blocks = [{"text": block.text, "first_line": block.first_line} for block in self.submission.blocks]
        message: dict[str, Any] = {"do": "load", "main": self.submission.main, "files": files, "blocks": blocks}
        message["order"], message["seconds"] = self.order, self.worker.limits.load_seconds
        result = self._exchange(message, self.worker.limits.load_seconds, "loading")
        if isinstance(result, Observation):
            return Reading(result, output=result.output)
        answer, output = result
        try:
            if answer["kind"] != "loaded":
                return Reading(observe(answer, "loading", output), output=output)
            return _reading(answer, output)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            self._end_child()
            return Reading(
                Observation("not-plain", phase="loading", message=say("answer.foreign"))
            )

    def _exchange(
        self, message: dict[str, Any], seconds: float, phase: str
    ) -> tuple[dict[str, Any], str] | Observation:
        """Send one request; the answer and what was printed, or how the child ended instead."""
        if self._child is None:
            self._child = _Child(self.worker)
        child = self._child
        limits = self.worker.limits
        try:
            reply = child.exchange(
                plain.encode_request(message), time.monotonic() + seconds, limits.output_bytes
            )
        except BaseException as interruption:
            self._end_child()  # what it says later would answer nothing
            if type(interruption).__name__ != "Failed":  # pytest-timeout's, which is not an Exception
                raise
            return Observation("timeout", phase=phase, seconds=seconds)
        output = child.take_output(limits.shown_bytes)
        if isinstance(reply, bytes):
            try:
                answer = plain.decode_answer(reply)
                if isinstance(answer, dict):
                    return answer, output
            except plain.NotPlain:
                pass
            self._end_child()
            return Observation(
                "not-plain", phase=phase, message=say("answer.no-data"), output=output
            )
        frames = child.where() if reply == "timeout" else ()
        self._child = None
        status = child.end()
        if reply == "given-up":
            return GIVEN_UP
        frames = frames or child.frames()
        return _end(reply, status, phase, frames, output, seconds)


def _heard(interrupt: Interrupt | None) -> bool:
    return interrupt is not None and interrupt.heard()


def _end(
    reply: str, status: int | None, phase: str, frames: tuple[Frame, ...], output: str, seconds: float
) -> Observation:
    if reply == "gone" and status is not None and os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return Observation("timeout", None, phase, "", "", frames, seconds, output)
        if number != signal.SIGKILL:
            name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
            return Observation("crashed", None, phase, name, "", frames, 0.0, output)
    if reply == "gone":
        code = os.WEXITSTATUS(status) if status is not None and os.WIFEXITED(status) else None
        return Observation("exited", None, phase, "" if code is None else str(code), "", frames, 0.0, output)
    remark = ""
    if reply in ("not-plain", "too-big"):
        remark = say("answer.early") if reply == "not-plain" else say("answer.over", most=plain.MAX_BYTES >> 20)
    return Observation(reply, None, phase, "", remark, frames, seconds, output)


def _reading(answer: Mapping[str, Any], output: str) -> Reading:
    """What a worker says of a submission that it has loaded, cut to what a report can use."""
    problems = (
        {
            "type": str(problem["type"])[:NOTE_LENGTH],
            "message": _message(problem),
            "file": str(problem["file"])[:NOTE_LENGTH],
            "line": int(problem["line"]),
            "needs": str(problem.get("needs", ""))[:10],
        }
        for problem in answer["problems"][:PROBLEMS]
    )
    return Reading(
        None,
        tuple(say(NOTED[key], name=clean_line(str(name), NAME_LENGTH)) for key, name in answer["notes"][:NOTES]),
        tuple(problems),
        {str(name): str(digest) for name, digest in answer["definitions"].items()},
        tuple(str(name)[:NOTE_LENGTH] for name in answer["left_behind"][:NOTES]),
        output,
    )


def _message(problem: Mapping[str, Any]) -> str:
    """What an error said, or after how many seconds a demonstration was left."""
    left = problem.get("left")
    if type(left) is float and 0 <= left <= MOST_SECONDS:
        return say("loading.left", seconds=f"{left:.2g}")
    return str(problem["message"])[:NOTE_LENGTH]


class _Child:
    """The parent's ends of one child's pipes."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        self._output, output = os.pipe()
        self._trace, trace = os.pipe()
        theirs = (requests, replies, output, trace)
        try:
            self.pid: int = worker.order({"do": "spawn"}, theirs)["pid"]
        except BaseException:
            for descriptor in self._ours():
                os.close(descriptor)
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        for descriptor in self._ours():
            os.set_blocking(descriptor, False)
        self._printed = bytearray()
        self._traced = bytearray()

    def _ours(self) -> tuple[int, int, int, int]:
        return self._requests, self._replies, self._output, self._trace

    def exchange(self, message: bytes, deadline: float, output_bytes: int) -> bytes | str:
        """The reply to one message, or `timeout`, `flood`, `too-big`, `gone`, `given-up`; `not-plain` if it came unasked."""
        if self._drain(self._replies, early := bytearray()) and early:
            return "not-plain"
        waiting = memoryview(len(message).to_bytes(wire.HEADER, "big") + message)
        reply = bytearray()
        interrupt = self.worker.interrupt
        interrupting = () if interrupt is None else interrupt.descriptors
        poll = self._poll(interrupting)
        while (left := deadline - time.monotonic()) > 0:
            for descriptor, _ in poll.poll(left * 1000):
                if descriptor in interrupting:
                    continue
                if descriptor == self._requests:
                    waiting = self._write(waiting)
                elif self._drain(descriptor, reply if descriptor == self._replies else self._printed):
                    continue
                elif descriptor == self._replies:
                    return "gone"
                if descriptor == self._output or not waiting:
                    poll.unregister(descriptor)
            if (end := self._ended(reply, output_bytes)) is not None:
                return end
        return "timeout"

    def _poll(self, others: tuple[int, ...]) -> select.poll:
        poll = select.poll()
        for descriptor in (self._replies, self._output, *others):
            poll.register(descriptor, select.POLLIN)
        poll.register(self._requests, select.POLLOUT)
        return poll

    def _ended(self, reply: bytearray, output_bytes: int) -> bytes | str | None:
        """What the exchange has come to by now, if it has."""
        if _heard(self.worker.interrupt):
            return "given-up"
        return "flood" if len(self._printed) > output_bytes else self._whole(reply)

    @staticmethod
    def _whole(reply: bytearray) -> bytes | str | None:
        """The message in what was received, once it is complete; `too-big`, or `not-plain` if there is more."""
        if len(reply) < wire.HEADER:
            return None
        end = wire.HEADER + int.from_bytes(reply[: wire.HEADER], "big")
        if end > plain.MAX_BYTES + 4096:
            return "too-big"
        if len(reply) > end:
            return "not-plain"
        return bytes(reply[wire.HEADER :]) if len(reply) == end else None

    def _write(self, waiting: memoryview) -> memoryview:
        try:
            return waiting[os.write(self._requests, waiting[:65536]) :]
        except BlockingIOError:
            return waiting
        except OSError:  # the child has gone; the replies pipe says so too
            return memoryview(b"")

    @staticmethod
    def _drain(descriptor: int, into: bytearray) -> bool:
        try:
            part = os.read(descriptor, 1 << 16)
        except BlockingIOError:
            return True
        into += part
        return bool(part)

    def take_output(self, shown: int) -> str:
        """What was printed since the last call, cut to `shown` bytes."""
        self._drain(self._output, self._printed)
        text = bytes(self._printed[:shown]).decode("utf-8", "replace")
        self._printed.clear()
        return text

    def where(self) -> tuple[Frame, ...]:
        """Ask a child that runs too long which of its lines it is on, and wait a moment for the answer."""
        self.worker.order({"do": "trace", "pid": self.pid})
        deadline = time.monotonic() + TRACE_SECONDS
        poll = select.poll()
        poll.register(self._trace, select.POLLIN)
        while time.monotonic() < deadline and len(self._traced) < TRACE_BYTES:
            wait = MORE_SECONDS if self._traced else TRACE_SECONDS / 3
            if not poll.poll(wait * 1000) or not self._drain(self._trace, self._traced):
                break
        return self.frames()

    def frames(self) -> tuple[Frame, ...]:
        """The learner's frames in what the fault handler wrote, outermost first."""
        found = [
            Frame(file.decode("utf-8", "replace"), int(line), function.decode("utf-8", "replace"))
            for file, line, function in re.findall(_TRACE, bytes(self._traced[:TRACE_BYTES]))
        ]
        return tuple(reversed(found))[-8:]

    def end(self) -> int | None:
        """Kill the child and close its pipes; its wait status."""
        try:
            answer = self.worker.order({"do": "end", "pid": self.pid})
            self._drain(self._trace, self._traced)
        finally:
            for descriptor in self._ours():
                os.close(descriptor)
        status = answer["status"]
        return None if status is None else int(status)
