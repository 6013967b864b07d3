"""The cost of one more submission in a running grader, beside the bare floor below it.

The floor: fork a warm NumPy process, compile and run the same file, run the same scenarios on the same
inputs, send the answers back through a pipe; no limits, no judging, no isolation.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Mapping
from typing import Any

from grader import bank, course
from grader.inside import plain
from grader.inside.child import build
from grader.inside.kata import Kata
from grader.judge import Job, judge
from grader.session import Session
from grader.submission import Submission
from grader.verdict import Verdict
from grader.worker import Worker

STEP = 14
Request = tuple[Mapping[str, Any], Mapping[str, Any]]


class Recorded(Session):
    """A session that remembers what it was asked, so that the floor is asked the same."""

    requests: list[Request]

    def run(self, scenario: Mapping[str, Any], inputs: Mapping[str, Any], seconds: float) -> Any:
        self.requests.append((scenario, inputs))
        return super().run(scenario, inputs, seconds)


def measure(pairs: int) -> Iterator[tuple[float, float, float, str]]:
    """For each level that works here: ratio of medians, milliseconds of ours, of the floor, the level."""
    submission = bank.reference(course.ROOT, STEP)
    assert submission is not None
    for level in ("bwrap", "landlock"):
        with Worker(level) as worker:
            worker.isolation()
            ours, floor = _times(worker, submission, pairs)
        yield statistics.median(a / b for a, b in zip(ours, floor, strict=True)), *map(_median_ms, (ours, floor)), level


def _times(worker: Worker, submission: Submission, pairs: int) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    floor: list[float] = []
    requests: list[Request] = []

    def jobs() -> Iterator[Job]:
        recorded = Recorded(worker, submission)
        recorded.requests = requests
        with recorded:
            yield Job(recorded, 1)
        for _ in range(pairs):
            started = time.perf_counter()
            with Session(worker, submission) as session:
                yield Job(session, 1)
            ours.append(time.perf_counter() - started)
            started = time.perf_counter()
            bare(submission.files[submission.main], requests)
            floor.append(time.perf_counter() - started)

    judge([course.checks_path(course.step(course.ROOT, STEP))], jobs(), _insist)
    return ours, floor


def _insist(_: Job, verdicts: tuple[Verdict, ...]) -> None:
    assert all(verdict.passed for verdict in verdicts), verdicts


def bare(text: str, requests: list[Request]) -> bytes:
    """Fork, read a file, run scenarios on it, send the answers back, and nothing else."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        scope: dict[str, Any] = {"__name__": "floor"}
        exec(compile(text, "floor.py", "exec"), scope)
        answers = [build(scenario)(Kata(scope), **inputs) for scenario, inputs in requests]
        os.write(writer, plain.encode(answers))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        answer = file.read()
    os.waitpid(pid, 0)
    return answer


def _median_ms(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000
