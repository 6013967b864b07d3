"""Definitions, merged by qualified name → the framework at any step, and its text.

Units stay the text that somebody wrote: nothing is unparsed, so comments and layout are kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.source import Class, Import, Source, Unit, definitions

WIDTH = 110
# Of a kind that the state has not got yet, a definition comes after the last of these kinds up to its own.
KINDS = ("constant", "class", "function", "statement")


@dataclass(frozen=True)
class State:
    """A framework: what it imports, and its definitions in order."""

    imports: frozenset[Import] = frozenset()
    units: tuple[Unit, ...] = ()


def state(sources: Iterable[Source]) -> State:
    """The framework that these solutions make, in their order."""
    made = State()
    for source in sources:
        made = merge(made, source)
    return made


def merge(base: State, source: Source) -> State:
    """`base` with the definitions of `source` laid over it, by qualified name."""
    return overlay(base, source.imports, map(_plain, source.units))


def lay(base: State, text: str, name: str = "definitions") -> str:
    """The text of `base` with a mistake's or a variant's definitions laid over it."""
    return render(merge(base, definitions(text, name)))


def render(made: State, demo: str = "") -> str:
    """The text of a framework: imports sorted, two blank lines between definitions, one between members."""
    parts = [_imports_text(made.imports), _units_text(made.units, "\n\n\n"), demo]
    return "\n\n\n".join(filter(None, parts)) + "\n"


def script(base: State, source: Source) -> str:
    """The whole file that answers the exercise: `base` with `source` laid over it, and its demonstration."""
    return render(merge(base, source), source.demo)


def _plain(unit: Unit) -> Unit:
    """A unit without its markers."""
    if isinstance(unit, Class):
        return replace(unit, enclosed=None, members=tuple(map(_plain, unit.members)))
    markers = {row - unit.line for answer in unit.answers for row in (answer.first, answer.last)}
    lines = [line for row, line in enumerate(unit.text.split("\n")) if row not in markers]
    return replace(unit, text="\n".join(lines), answers=(), enclosed=None)


def overlay(base: State, imports: frozenset[Import], units: Iterable[Unit]) -> State:
    """`base` with these imports and units laid over it; a unit of the same name gives way in its place."""
    laid = base.units
    for unit in units:
        laid = _with(laid, unit)
    return State(base.imports | imports, laid)


def _with(units: tuple[Unit, ...], new: Unit) -> tuple[Unit, ...]:
    for at, old in enumerate(units):
        if old.name == new.name:
            return (*units[:at], _joined(old, new), *units[at + 1 :])
    at = _place(units, new)
    return (*units[:at], new, *units[at:])


def _joined(old: Unit, new: Unit) -> Unit:
    """`new` in the place of `old`; a class gives only what it writes, and its header if the bases differ."""
    if not (isinstance(old, Class) and isinstance(new, Class)):
        return new
    header = new if new.bases not in ("", old.bases) else old
    members = {member.name: member for member in (*old.members, *new.members)}
    return replace(header, docstring=new.docstring or old.docstring, members=tuple(members.values()))


def _place(units: Sequence[Unit], new: Unit) -> int:
    """Behind the last of its kind, and behind whatever it needs while the file is being read."""
    kinds = KINDS[: KINDS.index(new.kind) + 1]
    above = [at for at, unit in enumerate(units, 1) if unit.kind in kinds or unit.binds & new.needs]
    return max(above, default=0)


def _units_text(units: Sequence[Unit], gap: str) -> str:
    """Units below each other; lines of one kind, such as constants, without a gap between them."""
    texts = [_unit_text(unit) for unit in units]
    gaps = ["\n" if _are_lines(upper, lower) else gap for upper, lower in pairwise(units)]
    return "".join(text + space for text, space in zip(texts, [*gaps, ""], strict=False))


def _are_lines(upper: Unit, lower: Unit) -> bool:
    plain = upper.kind == lower.kind and upper.kind in ("constant", "statement")
    return plain and not any("\n" in unit.text or _is_comment(unit) for unit in (upper, lower))


def _is_comment(unit: Unit) -> bool:
    return all(line.lstrip().startswith("#") for line in unit.text.split("\n"))


def _unit_text(unit: Unit) -> str:
    if not isinstance(unit, Class):
        return unit.text
    members = _units_text(unit.members, "\n\n")
    if not unit.docstring:
        empty = all(map(_is_comment, unit.members))
        return "\n".join(filter(None, [unit.text, members, "    pass" if empty else ""]))
    return "\n\n".join(filter(None, [f"{unit.text}\n{unit.docstring}", members]))


def _imports_text(imports: Iterable[Import]) -> str:
    groups: dict[int, list[Import]] = {}
    for item in sorted(imports):
        groups.setdefault(_group(item), []).append(item)
    return "\n\n".join("\n".join(_import_lines(group)) for _, group in sorted(groups.items()))


def _group(item: Import) -> int:
    """Future first, then the standard library, what is installed, and what lies beside the file."""
    top = item.module.partition(".")[0]
    if item.module.startswith("."):
        return 3
    return 0 if top == "__future__" else 1 if top in sys.stdlib_module_names else 2


def _import_lines(group: Sequence[Import]) -> Iterator[str]:
    yield from (f"import {item.module}{_alias(item)}" for item in group if not item.name)
    for module in dict.fromkeys(item.module for item in group if item.name):
        found = [item for item in group if item.module == module and item.name]
        if together := [item.name for item in found if not item.alias]:
            yield _from(module, together)
        yield from (f"from {module} import {item.name}{_alias(item)}" for item in found if item.alias)


def _from(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    rows = [f"from {module} import (", *(f"    {name}," for name in names), ")"]
    return line if len(line) <= WIDTH else "\n".join(rows)


def _alias(item: Import) -> str:
    return f" as {item.alias}" if item.alias else ""
