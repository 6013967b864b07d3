"""Submissions → what `watch` says of each and what `check` says, as one JSON line each; early verdicts are told as well.

Called in a process of its own, because judging runs pytest and pytest does not nest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader import course
from grader.check import Options, check
from grader.judge import Job
from grader.outcome import Outcome
from grader.submission import load
from grader.watching.warm import Warm
from grader.worker import Worker

OPTIONS = Options(seed=14)
MOST_TIMES = 3  # that checks may be lacking


def main(plan: list[tuple[int, str]]) -> None:
    """Print a line for each submission."""
    with Worker() as worker:
        for number, path in plan:
            shown: list[Outcome] = []
            watched(number, Path(path), worker, shown)
            once = check(course.ROOT, number, Path(path), OPTIONS)
            print(json.dumps({"shown": list(map(told, shown)), "check": told(once)}), flush=True)


def watched(number: int, path: Path, worker: Worker, shown: list[Outcome]) -> None:
    """Check a file as `watch` does after a save."""
    warm = Warm(course.step(course.ROOT, number), OPTIONS, early=True)
    done: list[bool] = []

    def jobs() -> Iterator[Job]:
        done.append((yield from warm.check(worker, load(path, number), shown.append)))

    while len(done) < MOST_TIMES and not (done and done[-1]):
        warm.judge(jobs())


def told(outcome: Outcome) -> dict[str, Any]:
    return {
        "status": outcome.status,
        "checks": [[v.step, v.name, v.kind, v.left_out, v.message] for v in outcome.verdicts],
        "older": [[v.step, v.name] for v in outcome.older],
        "diagnosis": outcome.diagnosis and outcome.diagnosis.mistake,
    }


main(json.loads(sys.argv[1]))
