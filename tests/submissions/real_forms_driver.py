"""A plan of submissions in real forms → what `check` says of each, as one JSON line each, all of them run in one Worker.

Called in a process of its own, because the grader runs pytest and pytest does not nest. The checks of a step are
collected once for all its submissions, and mistakes are not looked for; where a check of ours broke, `check` itself is asked.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SEED = 14


def main(plan: list[dict[str, Any]]) -> None:
    """Judge each case of the plan and print what was seen."""
    from grader.worker import Worker

    by_step = defaultdict(list)
    for case in plan:
        by_step[case["step"]].append(case)
    with Worker() as worker:
        for number, cases in sorted(by_step.items()):
            for seen in judged(number, cases, worker):
                print(json.dumps(seen), flush=True)


def judged(number: int, cases: list[dict[str, Any]], worker: Any) -> Iterator[dict[str, Any]]:
    """What became of the cases of one step, in one pytest session."""
    from grader import check, course, judge
    from grader.errors import KataError
    from grader.rereading import Rereading
    from grader.session import Session
    from grader.submission import load

    step = course.step(ROOT, number)
    done = []

    def jobs() -> Iterator[judge.Job]:
        for case in cases:
            try:
                submission = load(Path(case["path"]), number)
            except KataError as error:
                done.append((case, None, str(error)))
                continue
            with Session(worker, submission) as session:
                current.append(own := Rereading(session, SEED, of_step=number))
                yield from own.jobs()
                done.append((case, submission, check.Found(own.reading, own.verdicts, (), None)))

    current: list[Rereading] = []
    judge.judge([course.checks_path(step)], jobs(), lambda _, verdicts: current[-1].take(verdicts))
    for case, submission, found in done:
        if submission is None:
            yield {"name": case["name"], "exit": 2, "text": found, "document": None}
            continue
        if any(verdict.kind == "grader-error" for verdict in found.verdicts):
            found = check.judge_step(step, submission, SEED, worker)
        elif not all(verdict.passed for verdict in found.verdicts):
            with Session(worker, submission) as session, session.as_read(found.reading) as counts:
                found = found._replace(verdicts=check.fairly(step, counts, SEED, found.verdicts))
        yield {"name": case["name"], **reported(check.word(step, submission, found, SEED, worker))}


def reported(outcome: Any) -> dict[str, Any]:
    """An outcome in both forms of a report."""
    from grader.reports import document, text

    page, data = text.render(outcome), document.render(outcome)
    return {"exit": outcome.exit_code, "text": page, "document": json.loads(data)}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
