"""The public checks of each step: few, right on any seed, and no hole that is left open slips through them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader import bank, course, handwritten, judge, weave
from grader.classroom.packs.public_checks import names
from grader.exercise import asked, exercise
from grader.session import Session
from grader.state import render
from grader.verdict import Verdict
from grader.worker import Worker

RUNGS = weave.rungs()
PUBLIC = {rung.step.number: names(course.checks_path(rung.step).read_text(encoding="utf-8")) for rung in RUNGS}
MOST = 5
# What was there before does as well, so that no check of the step sees a difference, hidden or not.
NO_DIFFERENCE = {(11, "Exp.forward"), (32, "gradient_of")}


@pytest.mark.parametrize("rung", RUNGS, ids=[rung.step.stem for rung in RUNGS])
def test_each_step_has_a_few_and_keeps_others_hidden(rung: weave.Rung) -> None:
    text = course.checks_path(rung.step).read_text(encoding="utf-8")
    assert 1 <= len(PUBLIC[rung.step.number]) <= MOST
    assert text.count("\ndef test_") > len(PUBLIC[rung.step.number])


def with_one_hole() -> Iterator[tuple[course.Step, str, str]]:
    """For each definition that a step asks for our framework of that step, in which it alone is as it was shipped."""
    for rung in RUNGS:
        whole = handwritten.read(render(rung.after), "ours")
        stub = handwritten.read(exercise(rung.before, rung.source, rung.step.number), "stub")
        for item in asked(rung.before, rung.source):
            ours, theirs = whole.pieces.get(item.name), stub.pieces.get(item.name)
            if ours is None:  # an attribute or a statement; what it is for is seen in definitions
                continue
            shipped = stub.lines[theirs.first - 1 : theirs.last] if theirs else []
            lines = [*whole.lines[: ours.first - 1], *shipped, *whole.lines[ours.last :]]
            yield rung.step, item.name, f'"""Step {rung.step.number} · one hole."""\n\n' + "\n".join(lines)


@pytest.mark.timeout(900)
def test_whoever_passes_them_has_left_no_hole_open() -> None:
    tried = list(with_one_hole())
    found: list[tuple[Verdict, ...]] = []

    def jobs() -> Iterator[judge.Job]:
        for step, name, text in tried:
            with Session(worker, bank.submission(name, text)) as session:
                yield judge.Job(session, 7, lambda n, check, step=step: n == step.number and check in PUBLIC[n])

    with Worker() as worker:
        judge.judge([course.checks_path(rung.step) for rung in RUNGS], jobs(), lambda _, seen: found.append(seen))
    assert len(found) == len(tried) > 130
    pairs = zip(tried, found, strict=True)
    slipped = {(step.number, name) for (step, name, _), seen in pairs if all(verdict.passed for verdict in seen)}
    assert slipped == NO_DIFFERENCE
