"""A submission and a step → the smallest graph on which its backward pass goes wrong, and where it does so first.

Graphs are generated from a seed, run beside the learner's code, and made smaller as long as they go on failing in the
same way. What is due comes from `graphs`, on this side of the trust line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader import graphs
from grader.clean import clean_line
from grader.graphs import Call, Due, Graph, Rules
from grader.session import Session
from grader.shipping import ship
from grader.walks import walk
from grader.words import say

SIZES = (2, 3, 4, 5)  # the most functions in the graphs of each batch
BATCH = 50
SEARCH_SECONDS = 1.0  # of processor time in the learner's code; a tenth of it is usual
GRAPH_SECONDS, ALL_SECONDS = 0.2, 0.4  # of processor time, for one graph and for one batch
BATCH_SECONDS = 3.0  # of wall time, after which the worker is stopped
RTOL = 1e-12
NOT_THERE = frozenset({"Absent", "NotImplementedError"})
ENDLESS = "TooLong"


@dataclass(frozen=True)
class Run:
    """One run of a function's backward: which call it was, what arrived, what it sent to each input.

    `sent` is None where the function was called on other variables than ours, or did not come to an end.
    """

    call: int
    arrived: Any
    sent: tuple[Any, ...] | None


@dataclass(frozen=True)
class Seen:
    """What a framework did on one graph; a value is an array, None, or in text the type of something else."""

    values: tuple[Any, ...]
    gradients: tuple[Any, ...]
    runs: tuple[Run, ...]
    raised: tuple[str, str] | None = None


@dataclass(frozen=True)
class Wrong:
    """The first wrong place: what kind of wrong it is, at which variable or call, what came and what was due."""

    kind: str
    call: int | None = None
    variable: int | None = None
    came: Any = None
    due: Any = None
    parts: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Counterexample:
    """A graph on which a framework goes wrong: what it did, what was due, where it goes wrong first."""

    graph: Graph
    seen: Seen
    wrong: Wrong
    operators: bool
    kept: bool


@dataclass(frozen=True)
class Search:
    """What a search came to: a counter-example, or None after so many graphs.

    `missing` says why none could be tried: what the submission says that it has not written, or how it ended.
    """

    found: Counterexample | None
    tried: int
    missing: str = ""


def search(session: Session, step: int, seed: int) -> Search:
    """The smallest counter-example that the seed leads to, within a few hundred small graphs.

    Many graphs are walked in one call. What a framework remembers from one to the next (a list of all calls, say) may
    make a graph fail that is right alone; where that is so, each graph has a call of its own.
    """
    rule, missing = _there(session, graphs.rules(step))
    if not rule.ops:
        return Search(None, 0, missing)
    found = _Search(session, rule, f"{seed}/{step}", together=BATCH).run()
    if found.found is not None and not _fails_alone(session, found.found, rule):
        found = _Search(session, rule, f"{seed}/{step}", together=1).run()
    return found


def wrong_number(session: Session, step: int, seed: int) -> Counterexample | None:
    """The smallest graph on which a number is wrong; None below step 7, and where a pass only ends with an error."""
    found = search(session, step, seed).found if step >= graphs.FIRST_OF_ITSELF else None
    return found if found is not None and sort(found.wrong) == "number" else None


def _fails_alone(session: Session, found: Counterexample, rule: Rules) -> bool:
    again = _compared([found.graph], _walked(session, [found.graph], rule)[0], rule)
    return any(sort(other.wrong) == sort(found.wrong) for other in again)


def _there(session: Session, rule: Rules) -> tuple[Rules, str]:
    """The rules without the functions that the submission does not have; and what it says of the first of them."""
    trials = {name: _alone(name, rule) for name in rule.ops}
    answers = dict(zip(trials, _walked(session, list(trials.values()), rule)[0], strict=False))
    absent = [name for name, seen in answers.items() if seen.raised and seen.raised[0] in NOT_THERE]
    left = tuple(name for name in rule.ops if name in answers and name not in absent)
    return replace(rule, ops=left), _missing(answers[absent[0]].raised) if absent else ""


def _missing(raised: tuple[str, str] | None) -> str:
    """What a submission does not have, in words."""
    kind, message = raised or ("", "")
    if kind == "Absent":
        return say("ended.unwritten-absent", name=clean_line(message, 80))
    return say("ended.unwritten", message=clean_line(message)) if message else say("ended.unwritten-bare")


class _Search:
    """One search: graphs in growing batches until one fails, then smaller ones as long as they fail too."""

    def __init__(self, session: Session, rule: Rules, seed: str, together: int) -> None:
        self.session, self.rule, self.seed, self.together = session, rule, seed, together
        self.seconds = 0.0
        self.tried = 0

    def run(self) -> Search:
        seen: set[Graph] = set()
        for most in SIZES:
            batch = [g for g in graphs.generate(self.rule, self.seed, BATCH, most) if g not in seen]
            seen |= set(batch)
            found = self._failing(batch)
            if found is not None:
                tried = self.tried
                return Search(self._shrunk(found), tried)
        return Search(None, self.tried)

    def _failing(self, batch: Sequence[Graph], kind: str = "") -> Counterexample | None:
        """The first graph of a batch that fails, in the way that is asked for; wrong numbers come before errors."""
        for at in range(0, len(batch), self.together):
            if self.seconds > SEARCH_SECONDS:
                return None
            some = batch[at : at + self.together]
            answers, seconds = _walked(self.session, some, self.rule)
            self.seconds += seconds
            self.tried += len(answers)
            found = [made for made in _compared(some, answers, self.rule) if kind in ("", sort(made.wrong))]
            if found:
                return min(found, key=lambda made: sort(made.wrong) != "number")
        return None

    def _shrunk(self, found: Counterexample) -> Counterexample:
        """The graph made simpler, step by step, until none that is one step simpler fails in the same way."""
        kind = sort(found.wrong)
        while kind != "endless":
            better = self._failing(graphs.smaller(found.graph, self.rule), kind)
            if better is None:
                break
            found = better
        return found


def _alone(name: str, rule: Rules) -> Graph:
    op = graphs.OPS[name]
    call = Call(name, tuple(range(op.arity)), 2.0 if op.constant else None)
    return Graph((1.0, 2.0)[: op.arity], (call,), 1.0 if rule.must_start else None)


def _walked(session: Session, batch: Sequence[Graph], rule: Rules) -> tuple[tuple[Seen, ...], float]:
    """What the submission does on each graph, and how long that took it; fewer answers where it did not end."""
    inputs = {
        "graphs": [_plain(graph) for graph in batch],
        "operators": rule.operators,
        "by_hand": rule.by_hand,
        "seconds": GRAPH_SECONDS,
        "in_all": ALL_SECONDS,
    }
    observation = session.run(ship(walk), inputs, BATCH_SECONDS)
    told = observation.value if observation.kind == "value" and isinstance(observation.value, dict) else {}
    seen = tuple(_seen(one, graph) for one, graph in zip(_listed(told.get("graphs")), batch, strict=False))
    seconds = told.get("seconds")
    return seen, seconds if isinstance(seconds, float) and 0 <= seconds < SEARCH_SECONDS else SEARCH_SECONDS


def _plain(graph: Graph) -> dict[str, Any]:
    return {
        "leaves": [graph.array(number).tolist() for number in graph.leaves],
        "calls": [{"op": call.op, "inputs": list(call.inputs), "number": call.number} for call in graph.calls],
        "start": None if graph.start is None else graph.filled(graph.start).tolist(),
    }


def _seen(told: Any, graph: Graph) -> Seen:
    """An answer of the worker as what was seen; anything of a wrong form in it counts as nothing."""
    if not isinstance(told, dict):
        return Seen((), (), ())
    runs = [run for run in map(_run, _listed(told.get("runs"))) if run is not None and run.call < len(graph.calls)]
    raised = told.get("raised")
    return Seen(
        tuple(map(_number, _listed(told.get("values"))))[: graph.count],
        tuple(map(_number, _listed(told.get("grads"))))[: graph.count],
        tuple(runs),
        (str(raised.get("type"))[:80], str(raised.get("message"))[:500]) if isinstance(raised, dict) else None,
    )


def _run(told: Any) -> Run | None:
    if not isinstance(told, dict) or type(told.get("call")) is not int or told["call"] < 0:
        return None
    arrived, sent = _listed(told.get("arrived")), told.get("sent")
    first = _number(arrived[0]) if arrived else None
    return Run(told["call"], first, tuple(map(_number, sent)) if isinstance(sent, list) else None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: Any) -> Any:
    """An array of floats from what the worker sent; None for None; else the name of what it was."""
    if value is None or isinstance(value, str):
        return value
    try:
        return np.array(value, dtype=float)
    except (TypeError, ValueError):
        return "?"


def _compared(batch: Sequence[Graph], answers: Sequence[Seen], rule: Rules) -> Iterator[Counterexample]:
    for graph, seen in zip(batch, answers, strict=False):
        wrong = first_wrong(graph, seen, rule.kept)
        if wrong is not None:
            yield Counterexample(graph, seen, wrong, rule.operators, rule.kept)


def sort(wrong: Wrong) -> str:
    """Whether a number was wrong, or the pass raised an error, or did not end."""
    return wrong.kind if wrong.kind in ("raised", "endless") else "number"


def first_wrong(graph: Graph, seen: Seen, kept: bool) -> Wrong | None:
    """Where a pass goes wrong first, in the order in which it went; None if every gradient that is asked for is right.

    Gradients between the leaves and y are asked for where the step keeps them.
    """
    if seen.raised is not None:
        return Wrong("endless" if seen.raised[0] == ENDLESS else "raised")
    right = graph.due
    for x in range(graph.count):
        if x >= len(seen.values) or not _close(seen.values[x], right.values[x], np.abs(right.values[x])):
            return _wrong("value", seen.values, right.values, x)
    asked = range(graph.count) if kept else range(len(graph.leaves))
    if all(_is_right(seen.gradients, right, x) for x in asked):
        return None
    return _on_the_way(graph, seen, right) or _at_the_end(graph, seen, right, asked)


def _wrong(kind: str, came: Sequence[Any], due: Sequence[Any], x: int, **more: Any) -> Wrong:
    return Wrong(kind, variable=x, came=came[x] if x < len(came) else None, due=due[x], **more)


def _is_right(gradients: Sequence[Any], right: Due, x: int) -> bool:
    return x < len(gradients) and _close(gradients[x], right.gradients[x], right.scales[x])


def _close(came: Any, due: Any, scale: Any) -> bool:
    """Whether something seen is the right number, in the right shape, but for rounding."""
    if not isinstance(came, np.ndarray) or came.shape != due.shape:
        return False
    with np.errstate(all="ignore"):
        near = np.abs(came - due) <= RTOL * np.maximum(np.maximum(np.abs(due), scale), 1e-300)
    return bool(np.all(near))


def _on_the_way(graph: Graph, seen: Seen, right: Due) -> Wrong | None:
    """The first run that was not due, got something wrong, or made something wrong of it."""
    ran: set[int] = set()
    for run in seen.runs:
        y = graph.made(run.call)
        if run.call in ran:
            return Wrong("again", run.call, y)
        ran.add(run.call)
        if not _close(run.arrived, right.gradients[y], right.scales[y]):
            return _arrived_wrong(graph, run, ran, seen, right)
        for at, part in enumerate(run.sent or ()):
            due = right.sent[run.call][at]
            if not _close(part, due, np.abs(due)):
                return Wrong("sent", run.call, graph.calls[run.call].inputs[at], part, due)
    return _never_ran(graph, seen, ran)


def _arrived_wrong(graph: Graph, run: Run, ran: set[int], seen: Seen, right: Due) -> Wrong:
    y = graph.made(run.call)
    waiting = any(y in call.inputs and place not in ran for place, call in enumerate(graph.calls))
    kind = "start" if y == graph.count - 1 else "early" if waiting else "sum"
    return Wrong(kind, run.call, y, run.arrived, right.gradients[y], _parts(graph, seen, y))


def _never_ran(graph: Graph, seen: Seen, ran: set[int]) -> Wrong | None:
    """The function nearest to y that did not run, if the functions could be watched at all."""
    watched = bool(ran) or all(gradient is None for gradient in seen.gradients[:-1])
    left = [place for place in range(len(graph.calls)) if place not in ran]
    return Wrong("missing", left[-1], graph.made(left[-1])) if watched and left else None


def _at_the_end(graph: Graph, seen: Seen, right: Due, asked: Sequence[int]) -> Wrong:
    """The wrong gradient that is nearest to y, of all that were left behind."""
    x = next(x for x in reversed(asked) if not _is_right(seen.gradients, right, x))
    passed_on = any(graph.made(run.call) == x for run in seen.runs)
    come = x < len(seen.gradients) and seen.gradients[x] is not None
    if not come:
        return _wrong("nothing", seen.gradients, right.gradients, x)
    if passed_on:
        return _wrong("later", seen.gradients, right.gradients, x)
    return _wrong("sum", seen.gradients, right.gradients, x, parts=_parts(graph, seen, x))


def _parts(graph: Graph, seen: Seen, x: int) -> tuple[Any, ...]:
    """What the functions sent to one variable, in the order in which they ran; nothing where one was not seen."""
    parts: list[Any] = []
    for run in seen.runs:
        inputs = graph.calls[run.call].inputs
        if x in inputs and run.sent is None:
            return ()
        parts += [part for place, part in zip(inputs, run.sent or (), strict=False) if place == x]
    return tuple(parts)
