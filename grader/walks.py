"""What is shipped to a learner's framework to see how it walks back through a graph: no value or gradient that is due.

The functions travel as code, so they use nothing but each other, their arguments and NumPy.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def walk(kata: Any, graphs: Any, operators: Any, by_hand: Any, seconds: Any, in_all: Any) -> Any:
    """What a framework does on each graph: values, gradients, and what its functions got and sent, in order.

    A graph that takes `seconds` of processor time is stopped. When all of them have taken `in_all`, the rest is left out.
    """
    told: list[dict[str, Any]] = []
    taken = 0.0
    for graph in graphs:
        if taken > in_all:
            break
        seen: dict[str, Any] = {"values": [], "grads": [], "runs": []}
        ended = kata.trial(lambda graph=graph, seen=seen: _one(kata, graph, operators, by_hand, seen), seconds)
        taken += ended["seconds"]
        seen["raised"] = ended["raised"] and {key: ended["raised"][key] for key in ("type", "message")}
        told.append(seen)
    return {"graphs": told, "seconds": taken}


def _one(kata: Any, graph: Any, operators: Any, by_hand: Any, seen: Any) -> None:
    """Build one graph, watch the functions that made its variables, and walk back from y."""
    variables = [kata.Variable(np.array(data)) for data in graph["leaves"]]
    functions: list[Any] = []
    for call in graph["calls"]:
        inputs = [variables[place] for place in call["inputs"]]
        if by_hand:
            functions.append(getattr(kata, call["op"].capitalize())())
            variables.append(kata.call(functions[-1], *inputs))
        else:
            variables.append(_called(kata, call["op"], inputs, call["number"], operators))
            functions.append(getattr(variables[-1], "creator", None))
    seen["values"] = [_plain(variable.data) for variable in variables]
    watched: list[int] = []
    for place, call in enumerate(graph["calls"]):
        f = functions[place]
        if f is not None and id(f) not in watched:
            watched.append(id(f))
            _watch(kata, f, place, [variables[x] for x in call["inputs"]], seen["runs"])
    if graph["start"] is not None:
        kata.seed(variables[-1], np.array(graph["start"]))
    try:
        if by_hand:
            _walk_by_hand(kata, variables, functions)
        else:
            kata.backward(variables[-1])
    finally:
        seen["grads"] = [_plain(kata.grad(variable)) for variable in variables]


def _called(kata: Any, op: Any, inputs: Any, number: Any, operators: Any) -> Any:
    """The result of one function, called by name or written as an operator."""
    x = inputs[0]
    y = inputs[-1] if number is None else number
    forms = {
        "times": lambda: y * x,
        "less": lambda: y - x,
        "over": lambda: y / x,
        "pow": lambda: x**y,
    }
    if operators:
        forms |= {
            "add": lambda: x + y,
            "mul": lambda: x * y,
            "neg": lambda: -x,
            "sub": lambda: x - y,
            "div": lambda: x / y,
        }
    return forms[op]() if op in forms else getattr(kata, op)(*inputs)


def _walk_by_hand(kata: Any, variables: Any, functions: Any) -> None:
    """The way back that a learner of step 6 goes by hand: along a chain, from y to x."""
    for place in reversed(range(len(functions))):
        variables[place].grad = functions[place].backward(variables[place + 1].grad)


def _watch(kata: Any, f: Any, place: Any, inputs: Any, runs: Any) -> None:
    """Let a function note what arrives at it and what it sends to each of `inputs`, each time it runs."""
    original = f.backward

    def backward(*arrived: Any, **more: Any) -> Any:
        run = {"call": place, "arrived": [_plain(kata.number(g)) for g in arrived], "sent": None}
        runs.append(run)
        if len(runs) > 100:
            raise RecursionError("the functions of this small graph ran more than 100 times")
        results = original(*arrived, **more)
        run["sent"] = _sent(kata, f, inputs, results)
        return results

    try:
        f.backward = backward
    except Exception:  # an object without room for it is looked at from outside only
        return


def _sent(kata: Any, f: Any, inputs: Any, results: Any) -> Any:
    """What was sent to each of our inputs; None where the function was called on other variables than these."""
    try:
        ends = kata.inputs(f)
    except Exception:
        return None
    parts = list(results) if isinstance(results, (tuple, list)) else [results]
    if len(parts) != len(ends) or len(ends) != len(inputs):
        return None
    if any(end is not x for end, x in zip(ends, inputs)):  # noqa: B905 - as long as each other
        return None
    return [_plain(kata.number(part)) for part in parts]


def _plain(value: Any) -> Any:
    """The numbers of a small array; the name of its type for anything else; None for None."""
    if value is None:
        return None
    if isinstance(value, (np.ndarray, np.generic, float, int)):
        array = np.array(value)
        if array.dtype.kind in "iufb" and array.size <= 64:
            return array.astype(float).tolist()
    return type(value).__name__
