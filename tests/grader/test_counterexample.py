"""The smallest counter-example: found for known mistakes, never for right programs, and nothing smaller fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader import bank, course, graphs
from grader.counterexample import (
    Counterexample,
    Run,
    Search,
    Seen,
    Wrong,
    _compared,
    _seen,
    _walked,
    first_wrong,
    search,
    sort,
    wrong_number,
)
from grader.graphs import Call, Graph, rules
from grader.reports.drawing import program
from grader.session import Session
from grader.submission import Submission
from grader.worker import Worker

ROOT = course.ROOT
SEED = 5
ADD_TWICE = Graph((1.0,), (Call("add", (0, 0)),))
CHAIN = Graph((1.0,), (Call("square", (0,)), Call("square", (1,))))
DIAMOND = Graph((1.0,), (Call("square", (0,)), Call("square", (1,)), Call("add", (1, 2))))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def searched(worker: Worker, submission: Submission, step: int, seed: int = SEED) -> Search:
    with Session(worker, submission) as session:
        return search(session, step, seed)


def mistake(step: int, name: str) -> Submission:
    return next(made for known, made in bank.mistakes(course.step(ROOT, step)) if known.name == name)


def changed(step: int, old: str, new: str) -> Submission:
    """Our framework of a step with one piece of it written otherwise."""
    reference = bank.reference(ROOT, step)
    assert reference is not None
    text = reference.files[reference.main]
    assert old in text
    return bank.submission("changed", text.replace(old, new))


MINIMAL = [
    (6, "forgets_the_two", "y = square(x); y.grad = 1; y.backward()", "sent"),
    (7, "no_creator_is_entered", "y = square(x); y.grad = 1; y.backward()", "missing"),
    (7, "one_function_only", "a = square(x); y = square(a); y.grad = 1; y.backward()", "missing"),
    (7, "always_starts_with_one", "y = square(x); y.grad = 2; y.backward()", "start"),
    (7, "keeps_the_gradient_to_itself", "y = square(x); y.grad = 1; y.backward()", "later"),
    (7, "links_to_a_copy", "y = square(x); y.grad = 1; y.backward()", "nothing"),
    (13, "the_first_input_only", "y = add(x0, x1); y.backward()", "nothing"),
    (14, "overwrites", "y = add(x, x); y.backward()", "sum"),
    (14, "adds_twice", "y = add(x, x); y.backward()", "sum"),
    (14, "averages", "y = add(x, x); y.backward()", "sum"),
    (14, "adds_in_place", "y = add(x, x); y.backward()", "later"),
    (14, "doubles_a_repeated_input", "a = square(x); y = add(a, x); y.backward()", "sum"),
    (14, "asks_an_array_for_its_truth", "y = add(x, x); y.backward()", "raised"),
    (16, "last_in_first_out", "a = square(x); y = add(a, a); y.backward()", "again"),
    (16, "no_memory_of_the_seen", "a = square(x); y = add(a, a); y.backward()", "again"),
    (16, "breadth_first", "a = square(x); b = square(a); y = add(a, b); y.backward()", "early"),
    (16, "smallest_first", "a = square(x); b = square(a); y = add(b, a); y.backward()", "early"),
    (16, "one_function_a_generation", "a = square(x); b = square(x); y = add(b, a); y.backward()", "missing"),
    (18, "forgets_the_leaves_too", "y = square(x); y.backward()", "nothing"),
    (20, "each_factor_gets_itself", "y = x0 * x1; y.backward()", "sent"),
    (21, "no_product_from_the_left", "y = 2 * x; y.backward()", "raised"),
    (22, "the_right_side_minus_the_left", "y = 2 - x; y.backward()", "value"),
    (34, "sign_of_cos", "y = cos(x); y.backward()", "sent"),
]


@pytest.mark.parametrize(("step", "name", "due", "kind"), MINIMAL)
def test_a_known_mistake_shrinks_to_the_graph_that_shows_it(
    worker: Worker, step: int, name: str, due: str, kind: str
) -> None:
    found = searched(worker, mistake(step, name), step).found
    assert found is not None
    assert (program(found), found.wrong.kind) == (due, kind)


@pytest.mark.parametrize("step", [7, 14, 16])
def test_nothing_that_is_one_step_simpler_fails_in_the_same_way(worker: Worker, step: int) -> None:
    count = 0
    for _, submission in bank.mistakes(course.step(ROOT, step)):
        with Session(worker, submission) as session:
            found = search(session, step, SEED).found
            if found is None or "more than 100" in str(found.seen.raised):
                continue
            rule = rules(step)
            simpler = graphs.smaller(found.graph, rule)
            again = _compared(simpler, _walked(session, simpler, rule)[0], rule)
            assert [made.graph for made in again if sort(made.wrong) == sort(found.wrong)] == []
            count += 1
    assert count > 5


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_other_seeds_lead_to_the_same_smallest_graph(worker: Worker, seed: int) -> None:
    found = searched(worker, mistake(14, "overwrites"), 14, seed).found
    assert found is not None and found.graph == ADD_TWICE


def test_the_same_seed_gives_the_same_search(worker: Worker) -> None:
    first, second = (searched(worker, mistake(16, "breadth_first"), 16) for _ in range(2))
    assert first.found is not None and second.found is not None
    assert (first.found.graph, first.tried) == (second.found.graph, second.tried)


@pytest.mark.parametrize("step", [6, 7, 12, 14, 16, 18, 22, 36])
def test_a_right_framework_has_no_counter_example(worker: Worker, step: int) -> None:
    reference = bank.reference(ROOT, step)
    assert reference is not None
    found = searched(worker, reference, step)
    assert found.found is None and found.tried > 90


def test_what_a_framework_remembers_between_graphs_is_not_held_against_a_graph(worker: Worker) -> None:
    old = "    def set_creator(self, func):"
    new = "    COUNT = []\n\n" + old
    submission = changed(16, old, new)
    text = submission.files[submission.main]
    body = "x.grad = gx if x.grad is None else x.grad + gx"
    assert body in text
    remembering = text.replace(body, "Variable.COUNT.append(1); gx = gx * (2 if len(Variable.COUNT) > 60 else 1); " + body)
    assert searched(worker, bank.submission("remembers", remembering), 16).found is None


def test_a_stub_says_what_it_has_not_written(worker: Worker) -> None:
    text = "class Variable:\n    def __init__(self, data):\n        raise NotImplementedError('keep the data')\n"
    assert searched(worker, bank.submission("stub", text), 7) == Search(None, 0, "NotImplementedError says: keep the data")


def test_a_file_without_a_framework_says_what_it_lacks(worker: Worker) -> None:
    assert searched(worker, bank.submission("empty", "x = 1\n"), 7) == Search(None, 0, "there is no Variable in this file yet")


def test_a_program_that_ends_can_not_be_tried(worker: Worker) -> None:
    assert searched(worker, bank.submission("odd", "import os\nos._exit(0)\n"), 7) == Search(None, 0)


def test_a_backward_pass_without_an_end_is_told_and_not_waited_for(worker: Worker) -> None:
    endless = changed(16, "        while heap:", "        while True:\n            pass\n        while heap:")
    found = searched(worker, endless, 16).found
    assert found is not None and found.wrong == Wrong("endless")


def test_only_a_wrong_number_is_shown_unasked_and_only_from_step_7_on(worker: Worker) -> None:
    for step, name, is_shown in ((14, "overwrites", True), (21, "only_on_the_right", False), (6, "forgets_the_two", False)):
        with Session(worker, mistake(step, name)) as session:
            assert (wrong_number(session, step, SEED) is not None) == is_shown


# Where it goes wrong first


def seen(graph: Graph, grads: list[Any], *runs: tuple[int, float | None, list[Any] | None]) -> Seen:
    return Seen(
        tuple(np.array(value) for value in graph.due.values),
        tuple(None if g is None else np.array(g) for g in grads),
        tuple(
            Run(call, None if came is None else np.array(came), None if sent is None else tuple(map(np.array, sent)))
            for call, came, sent in runs
        ),
    )


def kind(graph: Graph, found: Seen, kept: bool = True) -> tuple[str, int | None, int | None]:
    wrong = first_wrong(graph, found, kept)
    assert wrong is not None
    return wrong.kind, wrong.call, wrong.variable


def test_what_is_right_is_not_wrong() -> None:
    right = seen(CHAIN, [4.0, 2.0, 1.0], (1, 1.0, [2.0]), (0, 2.0, [4.0]))
    assert first_wrong(CHAIN, right, kept=True) is None
    forgotten = seen(CHAIN, [4.0, None, None], (1, 1.0, [2.0]), (0, 2.0, [4.0]))
    assert first_wrong(CHAIN, forgotten, kept=False) is None
    assert kind(CHAIN, forgotten) == ("nothing", None, 2)
    changed = seen(CHAIN, [4.0, 2.0, 9.0], (1, 1.0, [2.0]), (0, 2.0, [4.0]))
    assert kind(CHAIN, changed) == ("later", None, 2)


def test_the_first_wrong_place_is_the_first_in_the_order_of_the_pass() -> None:
    cases = [
        (seen(CHAIN, [8.0, 4.0, 2.0], (1, 2.0, [4.0]), (0, 4.0, [8.0])), ("start", 1, 2)),
        (seen(CHAIN, [6.0, 3.0, 1.0], (1, 1.0, [3.0]), (0, 3.0, [6.0])), ("sent", 1, 1)),
        (seen(CHAIN, [2.0, 1.0, 1.0], (1, 1.0, [2.0]), (0, 1.0, [2.0])), ("sum", 0, 1)),
        (seen(CHAIN, [None, 2.0, 1.0], (1, 1.0, [2.0])), ("missing", 0, 1)),
        (seen(CHAIN, [8.0, 2.0, 1.0], (1, 1.0, [2.0]), (0, 2.0, [4.0]), (0, 2.0, [4.0])), ("again", 0, 1)),
        (seen(CHAIN, [None, 2.0, 1.0], (1, 1.0, [2.0]), (0, 2.0, [4.0])), ("nothing", None, 0)),
        (seen(CHAIN, [5.0, 2.0, 1.0], (1, 1.0, [2.0]), (0, 2.0, [4.0])), ("sum", None, 0)),
        (seen(CHAIN, [5.0, None, None]), ("nothing", None, 2)),
        (seen(CHAIN, [None, None, 1.0]), ("missing", 1, 2)),
        (seen(DIAMOND, [6.0, 3.0, 1.0, 1.0], (2, 1.0, [1.0, 1.0]), (0, 1.0, [2.0]), (1, 1.0, [2.0])), ("early", 0, 1)),
    ]
    for found, due in cases:
        graph = DIAMOND if len(found.values) == 4 else CHAIN
        if due == ("early", 0, 1):
            found = Seen(found.values, (np.array(2.0), *found.gradients[1:]), found.runs)
        assert kind(graph, found) == due


def test_a_wrong_value_comes_before_a_wrong_gradient_and_an_error_before_both() -> None:
    right = seen(CHAIN, [4.0, 2.0, 1.0])
    off = Seen((right.values[0], np.array(7.0), right.values[2]), right.gradients, right.runs)
    assert kind(CHAIN, off) == ("value", None, 1)
    raised = Seen(off.values, off.gradients, off.runs, ("TypeError", "no"))
    assert kind(CHAIN, raised) == ("raised", None, None)


def test_numbers_agree_but_for_rounding_and_in_shape() -> None:
    near = seen(CHAIN, [4.0 * (1 + 1e-14), 2.0, 1.0], (1, 1.0, [2.0]), (0, 2.0, [4.0]))
    assert first_wrong(CHAIN, near, kept=True) is None
    off = seen(CHAIN, [4.0 * (1 + 1e-9), 2.0, 1.0], (1, 1.0, [2.0]), (0, 2.0, [4.0]))
    assert kind(CHAIN, off) == ("sum", None, 0)
    for odd in (np.array([4.0]), "list", np.array(np.nan)):
        shaped = Seen(near.values, (odd, *near.gradients[1:]), near.runs)
        assert kind(CHAIN, shaped) == ("sum", None, 0)


@pytest.mark.parametrize(
    "told",
    [
        None,
        7,
        {},
        {"values": 3, "grads": "x", "runs": {"call": 1}, "raised": "no"},
        {"values": [[[1.0], 2.0]], "grads": [{}], "runs": [3, {"call": True}, {"call": -1}, {"call": 99}], "raised": None},
        {"values": ["text"], "grads": [None], "runs": [{"call": 0, "arrived": 3, "sent": 4}], "raised": {}},
    ],
)
def test_an_answer_of_any_form_is_something_that_was_seen(told: Any) -> None:
    found = _seen(told, CHAIN)
    assert isinstance(found, Seen) and len(found.runs) <= 1
    assert first_wrong(CHAIN, found, kept=True) is not None


def test_a_counter_example_is_compared_by_what_it_is() -> None:
    wrong = Wrong("raised")
    assert sort(wrong) == "raised" and sort(Wrong("endless")) == "endless" and sort(Wrong("sum")) == "number"
    assert Counterexample(CHAIN, seen(CHAIN, []), wrong, False, True).graph == CHAIN
