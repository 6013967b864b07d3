"""Steps → every phrase that their checks showed on their known mistakes, as one JSON list a step.

Called in a process of its own, because judging runs pytest and pytest does not nest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from grader import bank, course
from grader.judge import Job, judge
from grader.session import Session
from grader.verdict import Verdict
from grader.worker import Worker

SEED = 14


def main(numbers: list[int]) -> None:
    """Print the phrases of each step."""
    with Worker() as worker:
        seen: dict[int, list[Verdict]] = {number: [] for number in numbers}
        steps = [course.step(course.ROOT, number) for number in numbers]

        def take(job: Job, verdicts: tuple[Verdict, ...]) -> None:
            for verdict in verdicts:
                seen[verdict.step].append(verdict)

        judge([course.checks_path(step) for step in steps], _jobs(steps, worker), take)
    for number in numbers:
        print(json.dumps([number, sorted({text for verdict in seen[number] for text in _texts(verdict)})]))


def _jobs(steps: list[course.Step], worker: Worker) -> Iterator[Job]:
    for step in steps:
        for _, submission in bank.mistakes(step):
            with Session(worker, submission) as session:
                yield Job(session, SEED, lambda number, name, own=step.number: number == own)


def _texts(verdict: Verdict) -> Iterator[str]:
    if verdict.kind == "failed":
        values: list[Any] = [verdict.expected, verdict.observed, *(value for _, value in verdict.inputs)]
        labels = [name for name, _ in verdict.inputs]
        told = [verdict.what, verdict.after, verdict.note, *labels, *(v for v in values if isinstance(v, str))]
        yield from (text for text in told if text)
        yield from [] if verdict.what else [verdict.message]


main([int(word) for word in sys.argv[1:]])
