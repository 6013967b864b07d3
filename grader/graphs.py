"""A step and a seed → small computation graphs with whole numbers, and what a right framework gives on them.

Values and gradients are our own, by the rules of calculus in NumPy; nothing here has seen a learner's code.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

Array = Any  # a float64 ndarray: NumPy's own types say less than they cost here

BIGGEST = 1e5  # a number on the way, or a gradient, that nobody wants to read
NUMBERS = (1.0, 2.0, 3.0)
STARTS = (None, 2.0, 3.0)
FIRST, FIRST_OF_ITSELF = 6, 7  # the step with gradients by hand, the step whose backward walks by itself


@dataclass(frozen=True)
class Op:
    """A function that a framework has: its value, its slope for each input, how it is written, since which step.

    `constant` marks the ones that take a number beside their variable; `rank` orders them by how plain they are. Inputs
    beyond `most` are left out: there right ways of writing a slope differ by more than rounding (1 - y * y of tanh).
    """

    arity: int
    rank: int
    step: int
    value: Callable[..., Array]
    slopes: Callable[..., tuple[Array, ...]]
    function: str
    operator: str = ""
    constant: bool = False
    most: float = BIGGEST


OPS: Mapping[str, Op] = {
    "square": Op(1, 1, 6, lambda x: x**2, lambda x: (2 * x,), "square({0})"),
    "exp": Op(1, 5, 6, np.exp, lambda x: (np.exp(x),), "exp({0})"),
    "add": Op(2, 0, 13, lambda x, y: x + y, lambda x, y: (1.0 + 0 * x, 1.0 + 0 * y), "add({0}, {1})", "{0} + {1}"),
    "mul": Op(2, 1, 20, lambda x, y: x * y, lambda x, y: (y, x), "mul({0}, {1})", "{0} * {1}"),
    "times": Op(1, 2, 21, lambda x, c: c * x, lambda x, c: (c + 0 * x,), "", "{1} * {0}", True),
    "neg": Op(1, 0, 22, lambda x: -x, lambda x: (-1.0 + 0 * x,), "neg({0})", "-{0}"),
    "sub": Op(2, 2, 22, lambda x, y: x - y, lambda x, y: (1.0 + 0 * x, -1.0 + 0 * y), "sub({0}, {1})", "{0} - {1}"),
    "div": Op(2, 3, 22, lambda x, y: x / y, lambda x, y: (1 / y, -x / y**2), "div({0}, {1})", "{0} / {1}"),
    "pow": Op(1, 3, 22, lambda x, c: x**c, lambda x, c: (c * x ** (c - 1),), "pow({0}, {1})", "{0} ** {1}", True),
    "less": Op(1, 3, 22, lambda x, c: c - x, lambda x, c: (-1.0 + 0 * x,), "", "{1} - {0}", True),
    "over": Op(1, 4, 22, lambda x, c: c / x, lambda x, c: (-c / x**2,), "", "{1} / {0}", True),
    "sin": Op(1, 6, 27, np.sin, lambda x: (np.cos(x),), "sin({0})"),
    "cos": Op(1, 6, 34, np.cos, lambda x: (-np.sin(x),), "cos({0})"),
    "tanh": Op(1, 6, 35, np.tanh, lambda x: (1 - np.tanh(x) ** 2,), "tanh({0})", most=3.0),
}


@dataclass(frozen=True)
class Call:
    """One function called on variables, which are counted from the leaves on; `number` stands beside them."""

    op: str
    inputs: tuple[int, ...]
    number: float | None = None


@dataclass(frozen=True)
class Graph:
    """Leaves with their values, then calls in order, each of which makes the next variable; the last one is y.

    `start` is the gradient that y is given before the pass (None: none is given). `size` 0 means single
    numbers; otherwise each value v stands for the array [v, v + 1, …] of so many.
    """

    leaves: tuple[float, ...]
    calls: tuple[Call, ...]
    start: float | None = None
    size: int = 0

    @property
    def count(self) -> int:
        """The number of variables."""
        return len(self.leaves) + len(self.calls)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each variable is called: x, or x0, x1 …; then a, b …; then y."""
        one = len(self.leaves) == 1
        first = ("x",) if one else tuple(f"x{place}" for place in range(len(self.leaves)))
        return (*first, *"abcdefgh"[: len(self.calls) - 1], "y")

    def made(self, call: int) -> int:
        """The variable that a call makes."""
        return len(self.leaves) + call

    def array(self, number: float) -> Array:
        """A number in the shape that this graph's data has."""
        return np.float64(number) if self.size == 0 else number + np.arange(float(self.size))

    def filled(self, number: float) -> Array:
        """The same number everywhere, as an array of this graph's shape."""
        return np.float64(number) if self.size == 0 else np.full(self.size, number)

    @cached_property
    def due(self) -> Due:
        """What a right framework gives on this graph."""
        return due(self)

    def written(self, call: int, operators: bool) -> str:
        """A call as a learner writes it, with the operators that a step has or as functions."""
        made, op = self.calls[call], OPS[self.calls[call].op]
        form = op.operator if op.operator and (operators or not op.function) else op.function
        number = () if made.number is None else (f"{made.number:g}",)
        return form.format(*(self.names[place] for place in made.inputs), *number)


@dataclass(frozen=True)
class Due:
    """What a right framework gives: each variable's value and gradient, what each call sends to each input.

    `scales` are the sizes of the terms that a gradient is a sum of: rounding errors are measured by them.
    """

    values: tuple[Array, ...]
    gradients: tuple[Array, ...]
    sent: tuple[tuple[Array, ...], ...]
    scales: tuple[Array, ...]


def due(graph: Graph) -> Due:
    """The right values and gradients of a graph, forward and then backward, each call after all that use its result."""
    values: list[Array] = [graph.array(number) for number in graph.leaves]
    for call in graph.calls:
        values.append(OPS[call.op].value(*_arguments(call, values)))
    gradients: list[Array] = [graph.filled(0.0) for _ in values]
    scales: list[Array] = [graph.filled(0.0) for _ in values]
    gradients[-1] = graph.filled(1.0 if graph.start is None else graph.start)
    scales[-1] = np.abs(gradients[-1])
    sent: list[tuple[Array, ...]] = []
    for place in reversed(range(len(graph.calls))):
        call, made = graph.calls[place], graph.made(place)
        slopes = OPS[call.op].slopes(*_arguments(call, values))
        sent.insert(0, tuple(slope * gradients[made] for slope in slopes))
        for x, slope, part in zip(call.inputs, slopes, sent[0], strict=True):
            gradients[x] = gradients[x] + part
            scales[x] = scales[x] + np.abs(slope) * scales[made]
    return Due(tuple(values), tuple(gradients), tuple(sent), tuple(scales))


def slopes(graph: Graph, call: int, values: tuple[Array, ...]) -> tuple[Array, ...]:
    """The right slope of one call for each of its inputs, at the values that are given for all variables."""
    made = graph.calls[call]
    return OPS[made.op].slopes(*_arguments(made, values))


def _arguments(call: Call, values: Any) -> list[Array]:
    number = [] if call.number is None else [call.number]
    return [*(values[x] for x in call.inputs), *number]


@dataclass(frozen=True)
class Rules:
    """Which graphs a step's framework must get right: its functions, how many calls may use one variable.

    `leaf_uses` and `inner_uses` are 1, or None for any number; `starts` says whether y may be given a gradient
    other than one, and must be given one; `kept` whether the gradients between x and y stay.
    """

    ops: tuple[str, ...]
    leaf_uses: int | None
    inner_uses: int | None
    by_hand: bool
    must_start: bool
    kept: bool
    operators: bool


def rules(step: int) -> Rules:
    """The graphs of a step: chains to 12, trees at 13, shared leaves at 14 and 15, anything from 16 on."""
    return Rules(
        ops=tuple(name for name, op in OPS.items() if op.step <= step),
        leaf_uses=1 if step < 14 else None,
        inner_uses=1 if step < 16 else None,
        by_hand=step < FIRST_OF_ITSELF,
        must_start=step < 9,
        kept=step < 18,
        operators=step >= 20,
    )


def allowed(graph: Graph, rule: Rules) -> bool:
    """Whether the rules ask for this graph, and its numbers are ones that somebody can read."""
    if not graph.calls or (rule.must_start and graph.start is None):
        return False
    uses = [sum(call.inputs.count(x) for call in graph.calls) for x in range(graph.count)]
    leaves, inner = uses[: len(graph.leaves)], uses[len(graph.leaves) : -1]
    if not all(leaves) or not all(inner) or uses[-1]:
        return False
    for most, counts in ((rule.leaf_uses, leaves), (rule.inner_uses, inner)):
        if most is not None and max(counts, default=0) > most:
            return False
    return all(call.op in rule.ops for call in graph.calls) and _readable(graph)


def _readable(graph: Graph) -> bool:
    with np.errstate(all="ignore"):
        found = graph.due
    for call in graph.calls:
        if any(np.any(np.abs(found.values[x]) > OPS[call.op].most) for x in call.inputs):
            return False
    numbers = (*found.values, *found.gradients, *found.scales, *(part for parts in found.sent for part in parts))
    return all(bool(np.all(np.isfinite(number)) and np.all(np.abs(number) <= BIGGEST)) for number in numbers)


def measure(graph: Graph) -> tuple[Any, ...]:
    """How big a graph is; the smaller one is the one to show."""
    numbers = (*graph.leaves, *(call.number for call in graph.calls if call.number is not None))
    return (
        len(graph.calls),
        sum(len(call.inputs) for call in graph.calls),
        graph.size,
        len(graph.leaves),
        graph.start not in (None, 1.0),
        sum(OPS[call.op].rank for call in graph.calls),
        sum(numbers),
        abs(graph.start or 0.0),
        tuple(call.inputs for call in graph.calls),
        numbers,
    )


def generate(rule: Rules, seed: str, count: int, most: int) -> tuple[Graph, ...]:
    """At most `count` graphs of up to `most` calls that the rules allow, no two alike; the same for the same seed.

    There are fewer where the rules leave few: of chains of one function there are not many. The small ones come first.
    """
    dice = random.Random(f"{seed}/{most}")
    found: dict[Graph, None] = {}
    for _ in range(3 * count):
        graph = _grown(rule, dice, dice.randint(max(1, most - 2), most))
        if allowed(graph, rule):
            found[graph] = None
        if len(found) == count:
            break
    return tuple(sorted(found, key=measure))


def _grown(rule: Rules, dice: random.Random, length: int) -> Graph:
    """A random graph of about so many calls, loose ends added up; the rules allow it unless its numbers grew too long."""
    values = [dice.choice(NUMBERS) for _ in range(1 if _only_chains(rule) else dice.choice((1, 1, 2, 3)))]
    leaves = len(values)
    calls: list[Call] = []
    while len(calls) < 2 * length:
        uses = [sum(call.inputs.count(x) for call in calls) for x in range(len(values))]
        ends = [x for x in range(leaves, len(values)) if not uses[x]]
        if len(calls) >= length and len(ends) < 2:
            break
        call = Call("add", (ends[-1], ends[0])) if len(calls) >= length else _drawn_call(rule, dice, uses, leaves)
        value = _value(call, values) if call else None
        if call is None or value is None:
            break
        calls.append(call)
        values.append(value)
    start = dice.choice(STARTS)
    if start is None and rule.must_start:
        start = 1.0
    return tidy(Graph(tuple(values[:leaves]), tuple(calls), start, 2 if dice.random() < 0.25 else 0))


def _only_chains(rule: Rules) -> bool:
    return all(OPS[name].arity == 1 for name in rule.ops)


def _drawn_call(rule: Rules, dice: random.Random, uses: list[int], leaves: int) -> Call | None:
    """A call on variables that may still be used; a result that nothing uses yet is taken rather than not."""
    name = dice.choice(rule.ops)
    op = OPS[name]
    inputs: list[int] = []
    for _ in range(op.arity):
        counts = [count + inputs.count(x) for x, count in enumerate(uses)]
        limits = [rule.leaf_uses if x < leaves else rule.inner_uses for x in range(len(uses))]
        free = [x for x, most in enumerate(limits) if most is None or counts[x] < most]
        waiting = [x for x in free if x >= leaves and not counts[x]]
        if not free:
            return None
        inputs.append(dice.choice(waiting if waiting and dice.random() < 0.5 else free))
    return Call(name, tuple(inputs), dice.choice(NUMBERS[1:]) if op.constant else None)


def _value(call: Call, values: list[float]) -> float | None:
    """The value of a call on single numbers; None where it is too long to be read."""
    with np.errstate(all="ignore"):
        try:
            value = float(OPS[call.op].value(*_arguments(call, values)))
        except ZeroDivisionError:
            return None
    return value if abs(value) <= BIGGEST else None


def tidy(graph: Graph) -> Graph:
    """The graph without calls and leaves that do not lead to y."""
    keep = [graph.count - 1]
    for x in keep:  # grows while it is walked through
        if x >= len(graph.leaves):
            keep += [other for other in dict.fromkeys(graph.calls[x - len(graph.leaves)].inputs) if other not in keep]
    places = {old: new for new, old in enumerate(sorted(keep))}
    leaves = tuple(value for x, value in enumerate(graph.leaves) if x in places)
    calls = tuple(
        replace(call, inputs=tuple(places[x] for x in call.inputs))
        for place, call in enumerate(graph.calls)
        if graph.made(place) in places
    )
    return replace(graph, leaves=leaves, calls=calls)


def smaller(graph: Graph, rule: Rules) -> tuple[Graph, ...]:
    """Every graph that is one step simpler and still allowed, the smallest first."""
    found = {other for other in map(tidy, _simplified(graph, rule)) if other.calls}
    least = measure(graph)
    fitting = (other for other in found if measure(other) < least and allowed(other, rule))
    return tuple(sorted(fitting, key=measure))


def _simplified(graph: Graph, rule: Rules) -> Iterator[Graph]:
    yield from _without_a_call(graph)
    yield from _with_a_leaf_instead(graph)
    yield from _with_plainer_ops(graph, rule)
    yield from _with_other_inputs(graph)
    yield from _with_plainer_numbers(graph)
    if graph.size:
        yield replace(graph, size=0)
    for start in (None, 1.0, 2.0):
        yield replace(graph, start=start)


def _without_a_call(graph: Graph) -> Iterator[Graph]:
    """One call less: its result is one of its inputs."""
    for place, call in enumerate(graph.calls):
        gone = graph.made(place)
        for x in dict.fromkeys(call.inputs):
            if gone == graph.count - 1 and x < len(graph.leaves):
                continue
            if gone == graph.count - 1:
                yield replace(graph, calls=graph.calls[: x - len(graph.leaves) + 1])
            else:
                calls = (*graph.calls[:place], *(_moved(c, {gone: x}, gone) for c in graph.calls[place + 1 :]))
                yield replace(graph, calls=calls)


def _moved(call: Call, instead: Mapping[int, int], gone: int) -> Call:
    places = (instead.get(x, x) for x in call.inputs)
    return replace(call, inputs=tuple(x - 1 if x > gone else x for x in places))


def _with_a_leaf_instead(graph: Graph) -> Iterator[Graph]:
    """A call's result becomes a leaf of its own; what only led to it goes."""
    for place in range(len(graph.calls) - 1):
        new, cut = len(graph.leaves), graph.made(place)
        calls = tuple(
            replace(call, inputs=tuple(new if x == cut else x + (x >= new) for x in call.inputs))
            for call in graph.calls
        )
        yield replace(graph, leaves=(*graph.leaves, 2.0), calls=calls)


def _with_plainer_ops(graph: Graph, rule: Rules) -> Iterator[Graph]:
    for place, call in enumerate(graph.calls):
        for name in rule.ops:
            op = OPS[name]
            if name == call.op or op.arity > len(call.inputs):
                continue
            for inputs in {call.inputs, *((x,) * op.arity for x in call.inputs)}:
                if len(inputs) == op.arity:
                    number = (call.number or 2.0) if op.constant else None
                    yield _changed(graph, place, Call(name, inputs, number))


def _with_other_inputs(graph: Graph) -> Iterator[Graph]:
    """One input is another variable that comes earlier: leaves melt together, ways become shorter."""
    for place, call in enumerate(graph.calls):
        for at, x in enumerate(call.inputs):
            for other in range(x):
                yield _changed(graph, place, replace(call, inputs=(*call.inputs[:at], other, *call.inputs[at + 1 :])))


def _with_plainer_numbers(graph: Graph) -> Iterator[Graph]:
    for place, value in enumerate(graph.leaves):
        for number in NUMBERS:
            if number != value:
                yield replace(graph, leaves=(*graph.leaves[:place], number, *graph.leaves[place + 1 :]))
    for place, call in enumerate(graph.calls):
        for number in NUMBERS[1:] if call.number is not None else ():
            yield _changed(graph, place, replace(call, number=number))


def _changed(graph: Graph, place: int, call: Call) -> Graph:
    return replace(graph, calls=(*graph.calls[:place], call, *graph.calls[place + 1 :]))
