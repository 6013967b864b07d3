"""The river for the whole ladder: any file → an Outcome with its standing."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from grader import course
from grader.check import Options, new_seed, place_of
from grader.outcome import Outcome
from grader.submission import load
from grader.worker import Worker


def place(root: Path, path: Path, options: Options = Options()) -> Outcome:
    """Judge a submission on every check there is and say how far it reaches. Raises Unusable, GraderError."""
    started = time.perf_counter()
    steps = [step for step in course.steps(root) if course.checks_path(step).is_file()]
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        submission = load(path)
        from grader import bank, judge, ladder, settle
        from grader.session import Session
        from grader.verdict import Verdict

        raw: list[Verdict] = []
        with Session(worker, submission) as session:
            jobs = [judge.Job(session, seed)]
            judge.judge(
                [course.checks_path(step) for step in steps], jobs, lambda _, found: raw.extend(found)
            )
            reading = session.reading()
        isolation = worker.isolation()
    standing = ladder.stand(raw, steps)
    context = settle.Context(
        where=lambda file, line: place_of(submission, file, line),
        brought_by=lambda name: bank.brought_by(root, name),
        limits=options.limits,
    )
    worded = tuple(settle.settle(verdict, context) for verdict in ladder.counted(raw, standing))
    standing = ladder.with_words(standing, {(v.step, v.name): v for v in worded})
    here = next((step for step in steps if step.number == standing.reached), None)
    return Outcome(
        step=None,
        title=here.title if here else "",
        file=submission.path,
        sha256=submission.sha256,
        status=ladder.placed(standing, settle.unreadable(reading)),
        isolation=isolation,
        seed=seed,
        verdicts=worded,
        seconds=time.perf_counter() - started,
        standing=replace(standing),
        notes=(*submission.notes, *reading.notes),
        problems=settle.problems(reading, submission),
        output=reading.output,
    )
