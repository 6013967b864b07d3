"""Small graphs: only what a step asks for, the same for the same seed, and their right gradients by another way."""

from __future__ import annotations

import doctest
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import grader.reports.drawing
from grader.graphs import BIGGEST, OPS, Call, Graph, Rules, allowed, due, generate, measure, rules, smaller, tidy

STEPS = (6, 7, 9, 12, 13, 14, 15, 16, 18, 20, 21, 22, 27, 34, 35, 36)
SQUARE_TWICE = Graph((3.0,), (Call("square", (0,)), Call("square", (1,))))
DIAMOND = Graph((1.0,), (Call("square", (0,)), Call("square", (1,)), Call("add", (1, 2))))


def some(step: int, seed: str = "7") -> list[Graph]:
    return [graph for most in (2, 4, 5) for graph in generate(rules(step), seed, 30, most)]


def value(graph: Graph, leaves: list[Any]) -> Any:
    """The value of y for any leaves: complex ones too."""
    values = list(leaves)
    for call in graph.calls:
        number = [] if call.number is None else [call.number]
        values.append(OPS[call.op].value(*(values[x] for x in call.inputs), *number))
    return values[-1]


@pytest.mark.parametrize("step", STEPS)
def test_the_oracle_agrees_with_complex_steps(step: int) -> None:
    for graph in some(step):
        found = due(graph)
        start = 1.0 if graph.start is None else graph.start
        for x in range(len(graph.leaves)):
            leaves = [graph.array(number).astype(complex) for number in graph.leaves]
            leaves[x] = leaves[x] + 1e-30j
            slope = start * np.imag(value(graph, leaves)) / 1e-30
            assert np.all(np.abs(found.gradients[x] - slope) <= 1e-11 * found.scales[x]), graph


@pytest.mark.parametrize("name", OPS)
def test_every_slope_agrees_with_finite_differences(name: str) -> None:
    op, h = OPS[name], 1e-6
    arguments = [1.3, 0.7][: op.arity] + ([3.0] if op.constant else [])
    for place, slope in enumerate(op.slopes(*arguments)):
        up, down = list(arguments), list(arguments)
        up[place] += h
        down[place] -= h
        assert slope == pytest.approx((op.value(*up) - op.value(*down)) / (2 * h), rel=1e-8)


@pytest.mark.parametrize("step", STEPS)
def test_the_graphs_of_a_step_are_ones_that_its_framework_must_get_right(step: int) -> None:
    rule = rules(step)
    graphs = some(step)
    assert len(graphs) > 30
    for graph in graphs:
        uses = [sum(call.inputs.count(x) for call in graph.calls) for x in range(graph.count)]
        assert uses[-1] == 0 and all(uses[:-1])
        assert all(OPS[call.op].step <= step for call in graph.calls)
        assert step >= 14 or max(uses) == 1
        assert step >= 16 or max(uses[len(graph.leaves) : -1], default=1) == 1
        assert step >= 9 or graph.start is not None
        assert all(np.all(np.abs(number) <= BIGGEST) for number in (*due(graph).values, *due(graph).gradients))
        assert allowed(graph, rule)


def test_from_step_16_on_graphs_share_what_they_computed() -> None:
    graphs = some(16)
    shared = [g for g in graphs if any(sum(c.inputs.count(x) for c in g.calls) > 1 for x in range(len(g.leaves), g.count))]
    assert len(shared) > len(graphs) / 4


def test_the_same_seed_gives_the_same_graphs_and_another_one_others() -> None:
    assert some(16, "1") == some(16, "1") != some(16, "2")


@pytest.mark.parametrize("step", STEPS)
def test_whatever_is_smaller_is_allowed_and_measures_less(step: int) -> None:
    rule = rules(step)
    for graph in some(step)[::5]:
        for other in smaller(graph, rule):
            assert allowed(other, rule) and measure(other) < measure(graph)


def test_a_chain_of_squares_gets_smaller_by_a_call_or_a_number() -> None:
    found = smaller(SQUARE_TWICE, rules(16))
    assert Graph((3.0,), (Call("square", (0,)),)) in found
    assert replace(SQUARE_TWICE, leaves=(1.0,)) in found
    assert Graph((2.0,), (Call("square", (0,)),)) == min(found, key=measure), "a leaf in the place of a result is 2"


def test_two_leaves_melt_together_where_the_step_lets_one_be_used_twice() -> None:
    two = Graph((1.0, 1.0), (Call("add", (0, 1)),))
    one = Graph((1.0,), (Call("add", (0, 0)),))
    assert one in smaller(two, rules(14)) and one not in smaller(two, rules(13))


def test_what_does_not_lead_to_y_is_tidied_away() -> None:
    stray = Graph((1.0, 2.0), (Call("square", (0,)), Call("square", (1,)), Call("add", (2, 2))))
    assert tidy(stray) == Graph((1.0,), (Call("square", (0,)), Call("add", (1, 1))))


@pytest.mark.parametrize(
    "graph",
    [
        Graph((1.0,), ()),
        Graph((3.0,), (Call("exp", (0,)), Call("exp", (1,)))),
        Graph((1.0, 2.0), (Call("square", (0,)),)),
        Graph((1.0,), (Call("square", (0,)), Call("square", (0,)))),
        Graph((3.0,), (Call("square", (0,)), Call("tanh", (1,)))),
        Graph((1.0,), (Call("sub", (0, 0)), Call("div", (0, 1)))),
    ],
)
def test_graphs_that_nobody_can_read_are_not_allowed(graph: Graph) -> None:
    assert not allowed(graph, rules(36))


def test_a_graph_is_written_as_its_step_writes_it() -> None:
    graph = Graph((2.0, 3.0), (Call("mul", (0, 1)), Call("pow", (2,), 3.0), Call("less", (3,), 2.0)))
    assert graph.names == ("x0", "x1", "a", "b", "y")
    assert [graph.written(call, operators=True) for call in range(3)] == ["x0 * x1", "a ** 3", "2 - b"]
    assert [graph.written(call, operators=False) for call in range(3)] == ["mul(x0, x1)", "pow(a, 3)", "2 - b"]


def test_the_gradient_of_a_diamond_adds_up_over_its_ways() -> None:
    found = due(DIAMOND)
    assert [float(g) for g in found.gradients] == [6.0, 3.0, 1.0, 1.0]
    assert [[float(part) for part in parts] for parts in found.sent] == [[6.0], [2.0], [1.0, 1.0]]


def test_arrays_are_the_number_and_those_that_follow_it() -> None:
    graph = Graph((2.0,), (Call("square", (0,)),), start=3.0, size=2)
    assert graph.array(2.0).tolist() == [2.0, 3.0] and graph.filled(3.0).tolist() == [3.0, 3.0]
    assert due(graph).gradients[0].tolist() == [12.0, 18.0]


def test_the_rules_of_a_step_are_those_of_the_ladder() -> None:
    assert rules(7) == Rules(("square", "exp"), 1, 1, False, True, True, False)
    assert rules(6).by_hand and not rules(9).must_start and not rules(18).kept and rules(20).operators
    assert rules(14).leaf_uses is None and rules(14).inner_uses == 1 and rules(16).inner_uses is None


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(grader.reports.drawing)
    assert told.attempted > 0 and told.failed == 0
