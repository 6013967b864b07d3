"""The scenario that walks through graphs: what it sees of a framework, told in plain data, whatever that framework does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader import bank, course
from grader.inside import plain
from grader.inside.kata import Kata
from grader.shipping import ship
from grader.walks import walk

InChild = Callable[[Callable[[], Any]], Any]
SQUARE = {"op": "square", "inputs": [0], "number": None}
CHAIN = {"leaves": [3.0], "calls": [SQUARE, {**SQUARE, "inputs": [1]}], "start": None}


def walked(in_child: InChild, text: str, *graphs: dict[str, Any], by_hand: bool = False, seconds: float = 1.0) -> Any:
    def work() -> Any:
        scope: dict[str, Any] = {"__name__": "framework"}
        exec(text, scope)
        told = walk(Kata(scope), list(graphs), False, by_hand, seconds, 10.0)
        plain.encode(told)  # it can cross the trust line
        return told

    return in_child(work)


def framework(step: int) -> str:
    made = bank.reference(course.ROOT, step)
    assert made is not None
    return made.files[made.main]


def test_it_travels_without_a_value_that_is_due() -> None:
    shipped = ship(walk)
    assert set(shipped["modules"].values()) == {"numpy"}
    assert set(shipped["code"]) == {"walk", "_one", "_called", "_walk_by_hand", "_watch", "_sent", "_plain"}


@pytest.mark.parametrize("step", [9, 14, 16, 36])
def test_values_gradients_and_runs_are_told_in_their_order(in_child: InChild, step: int) -> None:
    (seen,) = walked(in_child, framework(step), CHAIN)["graphs"]
    assert seen["values"] == [3.0, 9.0, 81.0] and seen["grads"][0] == 108.0 and seen["raised"] is None
    assert seen["runs"] == [
        {"call": 1, "arrived": [1.0], "sent": [18.0]},
        {"call": 0, "arrived": [18.0], "sent": [108.0]},
    ]


def test_a_framework_without_a_way_back_is_walked_by_hand(in_child: InChild) -> None:
    (seen,) = walked(in_child, framework(6), {**CHAIN, "start": 2.0}, by_hand=True)["graphs"]
    assert seen["grads"] == [216.0, 36.0, 2.0]


def test_arrays_are_told_as_lists(in_child: InChild) -> None:
    graph = {"leaves": [[1.0, 2.0]], "calls": [SQUARE], "start": [3.0, 3.0]}
    (seen,) = walked(in_child, framework(14), graph)["graphs"]
    assert seen["values"][1] == [1.0, 4.0] and seen["grads"] == [[6.0, 12.0], [3.0, 3.0]]


ODD = """
import numpy as np
class Variable:
    def __init__(self, data):
        self.data, self.grad, self.creator = data, None, None
    def backward(self):
        {backward}
class F:
    __slots__ = ()
    def backward(self, gy):
        return gy
def square(x):
    y = Variable(x.data ** 2)
    y.creator = F()
    return y
"""


@pytest.mark.parametrize(
    ("backward", "grad", "raised"),
    [
        ("self.grad = [1]", "list", None),
        ("self.grad = np.zeros(1000)", "ndarray", None),
        ("self.grad = np.array('x')", "ndarray", None),
        ("self.grad = float('inf')", float("inf"), None),
        ("raise KeyError('no')", None, {"type": "KeyError", "message": "'no'"}),
        ("raise SystemExit(3)", None, {"type": "SystemExit", "message": "3"}),
    ],
)
def test_whatever_a_framework_leaves_is_told_as_data(in_child: InChild, backward: str, grad: Any, raised: Any) -> None:
    graph = {"leaves": [3.0], "calls": [SQUARE], "start": None}
    (seen,) = walked(in_child, ODD.format(backward=backward), graph)["graphs"]
    assert (seen["grads"][1], seen["raised"], seen["runs"]) == (grad, raised, [])


def test_a_graph_that_does_not_end_is_stopped_and_the_next_one_is_walked(in_child: InChild) -> None:
    text = ODD.format(backward="\n        while self.data == 9.0: pass")
    four = {"leaves": [2.0], "calls": [SQUARE], "start": None}
    told = walked(in_child, text, {**four, "leaves": [3.0]}, four, seconds=0.05)
    assert [seen["raised"] and seen["raised"]["type"] for seen in told["graphs"]] == ["TooLong", None]
    assert told["seconds"] > 0


def test_a_function_that_runs_without_an_end_is_stopped(in_child: InChild) -> None:
    endless = "        while True:\n            self.creator.backward(self.grad)\n            continue"
    text = framework(16).replace("        while heap:", endless, 1)
    (seen,) = walked(in_child, text, CHAIN)["graphs"]
    assert seen["raised"]["type"] == "RecursionError" and len(seen["runs"]) == 101
