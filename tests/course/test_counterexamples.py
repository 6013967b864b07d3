"""No right way of writing any step is wrong on a small graph, and the bank's wrong gradients are found on one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader import bank, course
from grader.counterexample import search, sort
from grader.reports.drawing import first_wrong, program
from grader.session import Session
from grader.submission import Submission
from grader.worker import Worker

# The steps that change how a graph is built or walked; the others only use what is there.
NUMBERS = (6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 20, 21, 22, 23, 32)
STEPS = [step for step in course.steps(course.ROOT) if step.number in NUMBERS]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def right_ones(step: course.Step) -> list[Submission]:
    reference = bank.reference(step.root, step.number)
    assert reference is not None
    return [reference, *(submission for _, submission in bank.variants(step))]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_right_ways_have_no_counter_example(worker: Worker, step: course.Step) -> None:
    for submission in right_ones(step):
        with Session(worker, submission) as session:
            found = search(session, step.number, seed=step.number)
        told = "" if found.found is None else f"{program(found.found)}: {first_wrong(found.found)}"
        assert (submission.path, told) == (submission.path, "")
        assert found.tried > 90, submission.path


@pytest.mark.parametrize(("number", "least"), [(7, 15), (13, 14), (14, 7), (16, 9), (20, 11), (22, 20)])
def test_most_mistakes_in_gradients_have_one(worker: Worker, number: int, least: int) -> None:
    found = []
    for mistake, submission in bank.mistakes(course.step(course.ROOT, number)):
        with Session(worker, submission) as session:
            known = search(session, number, seed=1).found
        if known is not None:
            found.append((mistake.name, sort(known.wrong)))
            assert len(known.graph.calls) <= 5
    assert len(found) >= least, found
