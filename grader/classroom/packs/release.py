"""A choice of steps → the packs on disk: one for students, one for their instructors, one for Gradescope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader import course
from grader.classroom.packs import contents
from grader.classroom.packs.contents import Wanted
from grader.classroom.packs.public_checks import names
from grader.classroom.packs.zipped import put, zipped
from grader.errors import GraderError, Unusable
from grader.words import say

if TYPE_CHECKING:
    from grader.judge import Job
    from grader.verdict import Verdict
    from grader.worker import Worker

SEEDS = (1, 2, 3)


class Released(NamedTuple):
    """Where the packs lie, and how many public checks the one for students has."""

    students: Path
    instructors: Path
    gradescope: Path
    public: int


def release(wanted: Wanted, out: Path) -> Released:
    """Write the packs. Raises Unusable for steps that there are not, GraderError where a public check is not right."""
    _refuse(wanted)
    proved = prove(wanted)
    students, instructors = contents.for_students(wanted, proved), contents.for_instructors(wanted)
    name = f"kata-steps-{wanted.spans}"
    return Released(
        put(out / "student.zip", zipped(students, name)),
        put(out / "instructor.zip", zipped(instructors, f"{name}-instructor")),
        put(out / "gradescope.zip", zipped(contents.for_gradescope(instructors))),
        sum(map(len, proved.values())),
    )


def _refuse(wanted: Wanted) -> None:
    if not course.steps(wanted.root, "solutions"):
        raise Unusable(say("release.no-solutions"))
    for number in wanted.steps:
        course.step(wanted.root, number, "solutions")
    gaps = sorted(set(range(min(wanted.steps), max(wanted.steps) + 1)) - {*wanted.steps})
    if gaps:
        raise Unusable(say("release.gap", steps=course.spans(gaps)))


def prove(wanted: Wanted) -> dict[int, tuple[str, ...]]:
    """The public checks of each step, which pass on our own solutions with several seeds. Raises GraderError."""
    from grader.worker import Worker

    steps = [step for step in course.steps(wanted.root, "solutions") if step.number in wanted.steps]
    texts = (course.checks_path(step).read_text(encoding="utf-8") for step in steps)
    public = {step.number: names(text) for step, text in zip(steps, texts, strict=True)}
    with Worker() as worker:
        broken = [verdict for verdict in _verdicts(steps, public, worker) if not verdict.passed]
    if broken:
        told = [f"{verdict.name} of step {verdict.step} ({verdict.kind}: {verdict.message})" for verdict in broken]
        raise GraderError(f"on our own solutions these public checks do not pass: {'; '.join(dict.fromkeys(told))}")
    return public


def _verdicts(steps: Sequence[course.Step], public: dict[int, tuple[str, ...]], worker: Worker) -> list[Verdict]:
    from grader import bank, judge
    from grader.session import Session

    found: list[Verdict] = []

    def jobs() -> Iterator[Job]:
        for step in steps:
            reference = bank.reference(step.root, step.number)
            assert reference is not None
            for seed in SEEDS:
                with Session(worker, reference) as session:
                    yield judge.Job(session, seed, partial(_is_public, step.number, public))

    judge.judge([course.checks_path(step) for step in steps], jobs(), lambda _, verdicts: found.extend(verdicts))
    return found


def _is_public(number: int, public: dict[int, tuple[str, ...]], step: int, name: str) -> bool:
    return step == number and name in public[number]
