"""The course proves itself: every reference, exercise, variant and mistake against every check.

For each step: the reference passes all checks up to it, the exercise as shipped passes those before it and not its own;
each variant passes those of its step and of every step that had a hand in what it changes; each mistake is caught by a
check of its own step and told apart from the others. Then the diagnosis is tried on mistakes that are not in the bank.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from grader import bank, course, precision
from grader.check import Known
from grader.diagnosis import alike
from grader.inside.definitions import digests
from grader.judge import Job, judge
from grader.ladder import live
from grader.session import Session
from grader.submission import Submission, load
from grader.verdict import Verdict
from grader.worker import Worker

SEED = 1
LONG = (10, 16, 32)  # fifty frameworks a program, walks back of 20 000 functions; of the rest the later have more to pass


@dataclass(frozen=True)
class Candidate:
    """One program to be judged: what it is, of which step, and its sentence if it is a mistake."""

    kind: str
    step: course.Step
    name: str
    submission: Submission
    says: str = ""
    judged_by: frozenset[int] | None = None  # the steps whose checks are run; None for all up to its own


@dataclass
class Row:
    """What the matrix says about one step; `problems` is empty where all is well."""

    step: course.Step
    checks: int = 0
    mistakes: int = 0
    variants: int = 0
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    foreign: tuple[precision.Case, ...] = ()


def matrix(root: Path, numbers: Sequence[int] | None = None, jobs: int | None = None) -> list[Row]:
    """One row for each step that has checks (of `numbers`, if given), made by `jobs` processes. Raises GraderError."""
    steps = [step for step in course.steps(root) if course.checks_path(step).is_file()]
    chosen = [step.number for step in steps if numbers is None or step.number in numbers]
    workers = max(1, min(jobs or os.cpu_count() or 1, len(chosen)))
    if workers == 1:
        return [row(root, number) for number in chosen]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        longest_first = sorted(chosen, key=lambda number: (number in LONG, number), reverse=True)
        made = list(pool.map(row, repeat(root), longest_first))
    return sorted(made, key=lambda row: row.step.number)


def row(root: Path, number: int) -> Row:
    """The row of one step: its candidates, judged in one pytest session. Raises GraderError."""
    step = course.step(root, number)
    candidates = list(candidates_of(step))
    judged: list[tuple[Candidate, tuple[Verdict, ...]]] = []
    earlier = [course.checks_path(other) for other in course.steps(root) if other.number <= number]
    with Worker() as worker:
        judge(
            [path for path in earlier if path.is_file()],
            _jobs(worker, candidates),
            lambda _, verdicts: judged.append((candidates[len(judged)], verdicts)),
        )
        row = _row(step, judged)
        row.foreign = tuple(precision.diagnosed(step, SEED, worker, _known(step, judged)))
    row.problems += (f"foreign mistake {problem}" for problem in precision.problems(row.foreign))
    return row


def candidates_of(step: course.Step) -> Iterator[Candidate]:
    """The reference, the exercise as shipped, the variants and the mistakes of a step."""
    reference = bank.reference(step.root, step.number)
    if reference is not None:
        yield Candidate("reference", step, "reference", reference)
    exercise = load(course.exercise_path(step))
    yield Candidate("exercise", step, "exercise", exercise, judged_by=_of_exercise(step, exercise))
    for item, submission in bank.variants(step):
        yield Candidate("variant", step, item.name, submission, item.says, bank.touched(step, item))
    for item, submission in bank.mistakes(step):
        yield Candidate("mistake", step, item.name, submission, item.says)


def _of_exercise(step: course.Step, exercise: Submission) -> frozenset[int] | None:
    """The steps whose checks an exercise is run against; None for all.

    One that only adds functions and classes to the framework before it is that framework to every older check, and the
    names that it adds stand in the reference too: both have rows of their own, with all older checks.
    """
    before = bank.reference(step.root, step.number - 1)
    if before is None:
        return None
    old, new = digests(before.files[before.main]), digests(exercise.files[exercise.main])
    into = [name for name in new if name not in old and name.partition(".")[0] in old]
    changed = [name for name in old if new.get(name) != old[name]]
    return None if into or changed else frozenset({step.number - 1, step.number})


def _jobs(worker: Worker, candidates: Sequence[Candidate]) -> Iterator[Job]:
    for candidate in candidates:
        with Session(worker, candidate.submission) as session:
            number = candidate.step.number - (candidate.kind == "exercise")  # as shipped it is the step before
            yield Job(session, SEED, _wanted(candidate), number)


def _wanted(candidate: Candidate) -> Callable[[int, str], bool]:
    number = candidate.step.number
    if candidate.kind == "mistake":
        return lambda step, name: step == number
    chosen = candidate.judged_by
    return lambda step, name: step <= number and (chosen is None or step in chosen)


def _known(step: course.Step, judged: Sequence[tuple[Candidate, tuple[Verdict, ...]]]) -> Known:
    """What the bank's mistakes were seen to do, for the diagnosis."""
    known = Known(tuple(bank.mistakes(step)))
    known.verdicts = {(candidate.name, ""): verdicts for candidate, verdicts in judged if candidate.kind == "mistake"}
    return known


def _row(step: course.Step, judged: Sequence[tuple[Candidate, tuple[Verdict, ...]]]) -> Row:
    row = Row(step)
    row.checks = len({v.name for _, verdicts in judged for v in verdicts if v.step == step.number})
    row.mistakes = sum(candidate.kind == "mistake" for candidate, _ in judged)
    row.variants = sum(candidate.kind == "variant" for candidate, _ in judged)
    row.seconds = sum(verdict.seconds for _, verdicts in judged for verdict in verdicts)
    for candidate, verdicts in judged:
        row.problems += _PROBLEMS[candidate.kind](candidate, verdicts)
    if any(problem.startswith("reference ") for problem in row.problems):
        return row  # where our own solution fails, what the mistakes have in common says nothing
    mistakes = [(candidate, verdicts) for candidate, verdicts in judged if candidate.kind == "mistake"]
    row.problems += _toothless(mistakes)
    row.problems += _not_told_apart(mistakes)
    return row


def _problems_of_right(candidate: Candidate, verdicts: Sequence[Verdict]) -> Iterator[str]:
    for verdict in live(verdicts, candidate.step.number):
        if not verdict.passed:
            yield f"{candidate.kind} {candidate.name}: {_tell(verdict)}"


def _problems_of_exercise(candidate: Candidate, verdicts: Sequence[Verdict]) -> Iterator[str]:
    number = candidate.step.number
    own = [verdict for verdict in verdicts if verdict.step == number]
    if own and all(verdict.passed for verdict in own):
        yield "exercise: passes its own step as shipped"
    for verdict in live(verdicts, number - 1):
        if not verdict.passed:
            yield f"exercise: {_tell(verdict)}, though nothing of step {number} is needed for it"


def _problems_of_mistake(candidate: Candidate, verdicts: Sequence[Verdict]) -> Iterator[str]:
    if all(verdict.passed for verdict in verdicts):
        yield f"mistake {candidate.name}: caught by no check of its own step"
    for verdict in verdicts:
        if verdict.kind == "grader-error":
            yield f"mistake {candidate.name}: {_tell(verdict)}"


def _toothless(mistakes: Sequence[tuple[Candidate, Sequence[Verdict]]]) -> Iterator[str]:
    """Checks that no mistake fails: a check that catches nothing is a defect."""
    if not mistakes:
        return
    caught = {verdict.name for _, verdicts in mistakes for verdict in verdicts if not verdict.passed}
    for name in (verdict.name for verdict in mistakes[0][1]):
        if name not in caught:
            yield f"check {name}: catches no mistake"


def _not_told_apart(mistakes: Sequence[tuple[Candidate, Sequence[Verdict]]]) -> Iterator[str]:
    for index, (first, ours) in enumerate(mistakes):
        for second, theirs in mistakes[index + 1 :]:
            if first.says != second.says and alike(ours, theirs):
                yield f"mistakes {first.name} and {second.name}: no check tells them apart"


def _tell(verdict: Verdict) -> str:
    seen = verdict.observation
    detail = verdict.message or (f"{seen.detail} {seen.message} {seen.frames[-1:]}" if seen else "")
    return f"step {verdict.step} {verdict.name} is {verdict.kind}: {detail}"[:500]


_PROBLEMS: dict[str, Callable[[Candidate, Sequence[Verdict]], Iterator[str]]] = {
    "reference": _problems_of_right,
    "variant": _problems_of_right,
    "exercise": _problems_of_exercise,
    "mistake": _problems_of_mistake,
}


def render(rows: Sequence[Row]) -> str:
    """The matrix as a table, a step a line, with its problems below it."""
    lines = [f"{'step':>4}  {'checks':>6}  {'mistakes':>8}  {'right':>5}  {'seconds':>7}"]
    for row in rows:
        right = row.variants + 1
        numbers = f"{row.step.number:>4}  {row.checks:>6}  {row.mistakes:>8}  {right:>5}  {row.seconds:>7.1f}"
        lines.append(f"{numbers}  {'all well' if not row.problems else f'{len(row.problems)} problems'}")
        lines += [f"      {problem}" for problem in row.problems]
    total = sum(row.mistakes for row in rows), sum(row.variants + 1 for row in rows)
    lines.append(f"{total[0]} mistakes and {total[1]} right ways over {len(rows)} steps")
    lines.append(precision.summed([case for row in rows for case in row.foreign]))
    return "\n".join(lines) + "\n"
