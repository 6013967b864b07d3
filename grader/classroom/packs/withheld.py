"""Rungs of the ladder → the same with every answer of theirs left out, also of the exercises that come after it.

An exercise as it is woven brings the answers of the steps before it. In a pack that withholds them, exercise n has
them as holes, and a learner begins it from their own n - 1 (`carry`).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from grader.exercise import HOLE, asked, statement_of, with_holes
from grader.source import Answer, Class, Source, Unit, flat
from grader.state import State, overlay
from grader.weave import Rung

BRING_UP = "bring yours up to this step, where it does not do yet what stands above: `{signature}`"


def withheld(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """The rungs, one behind the other, each laid over the holes of those before it; the first over the framework it has."""
    made: list[Rung] = []
    theirs: set[str] = set()
    before = rungs[0].before
    for rung in rungs:
        source = replace(rung.source, units=tuple(_asking(rung.source.units, theirs)))
        after = _left_open(before, source)
        made.append(Rung(rung.step, source, before, after))
        theirs |= {item.name for item in asked(before, source)}
        before = after
    return tuple(made)


def _asking(units: Iterable[Unit], theirs: Collection[str]) -> Iterator[Unit]:
    """The units, where those that would write a learner's own definition anew ask for that instead."""
    for unit in units:
        if isinstance(unit, Class):
            yield replace(unit, members=tuple(_asking(unit.members, theirs)))
        elif unit.name in theirs and not unit.answers and unit.enclosed is None:
            says = BRING_UP.format(signature=_signature(unit))
            yield replace(unit, answers=(Answer(says, unit.line, unit.line, ""),))
        else:
            yield unit


def _signature(unit: Unit) -> str:
    node, _ = statement_of(unit.text)
    name = unit.name.rpartition(".")[2]
    return f"{name}({ast.unparse(node.args)})" if isinstance(node, ast.FunctionDef) else name


def _left_open(before: State, source: Source) -> State:
    """The framework after a step in which nobody has written anything."""
    known = {unit.name for unit in flat(before.units)}
    return overlay(before, source.imports, _unwritten(source.units, known))


def _unwritten(units: Iterable[Unit], known: Collection[str]) -> Iterator[Unit]:
    for unit in units:
        if unit.enclosed is not None:
            continue
        if isinstance(unit, Class):
            yield replace(unit, members=tuple(_unwritten(unit.members, known)))
        elif not unit.answers:
            yield unit
        elif unit.name not in known:
            text = with_holes(unit).text
            yield replace(unit, text="\n".join(line.partition(HOLE)[0] for line in text.split("\n")), answers=())
