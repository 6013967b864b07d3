"""A framework and the solution of the next step → the exercise: the same with its answers taken out.

New definitions say that they are not written yet; changed ones keep their earlier body, so that what passed
still passes.
"""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.errors import GraderError
from grader.inside.definitions import FUNCTIONS
from grader.source import Answer, Class, Source, Unit, flat, shift
from grader.state import WIDTH, State, overlay, render

# Ends a line on which a hole stands until the lines are counted; no Python text holds a NUL.
HOLE = "\0"


@dataclass(frozen=True)
class Asked:
    """A definition that the learner writes: what is to be written, and whether an earlier one is there."""

    name: str
    says: tuple[str, ...]
    changed: bool


def asked(base: State, source: Source) -> tuple[Asked, ...]:
    """What `source` asks the learner to write over `base`, in the order of the solution."""
    before = {unit.name for unit in flat(base.units)}
    return tuple(
        Asked(unit.name, tuple(answer.says for answer in _answers(unit)), unit.name in before)
        for unit in flat(source.units)
        if _answers(unit)
    )


def exercise(base: State, source: Source, number: int) -> str:
    """The stub of step `number`: `base` with `source` laid over it, its answers replaced by holes.

    Raises GraderError where a hole leaves something that is not Python.
    """
    before = {unit.name: unit for unit in flat(base.units)}
    stub = overlay(base, source.imports, _opened(source.units, before, source.name))
    body = render(stub, _guarded(source.demo))
    rows, head = _holes(body), ""
    for _ in range(3):  # the head names lines below itself, and a longer number may make it longer
        height = head.count("\n")
        head = _head(number, source, before, {hole: row + height for hole, row in rows.items()})
    text = head + "\n".join(line.partition(HOLE)[0] for line in body.split("\n"))
    _refuse_broken(text, source.name)
    return text


def _answers(unit: Unit) -> tuple[Answer, ...]:
    return (unit.enclosed,) if unit.enclosed else unit.answers


def _opened(units: Iterable[Unit], before: Mapping[str, Unit], name: str) -> Iterator[Unit]:
    """The units as an exercise has them; one TODO for each pair of markers around whole definitions."""
    told: set[Answer] = set()
    for unit in units:
        if unit.enclosed is None:
            yield _open(unit, before, name)
        elif unit.enclosed not in told:
            told.add(unit.enclosed)
            yield _as_todo(unit, unit.enclosed, before.get(unit.name), name)


def _open(unit: Unit, before: Mapping[str, Unit], name: str) -> Unit:
    if isinstance(unit, Class):
        return replace(unit, members=tuple(_opened(unit.members, before, name)))
    if not unit.answers:
        return unit
    old = before.get(unit.name)
    return _under_todo(_no_class(old, unit.answers[0], name), unit) if old else with_holes(unit)


def _as_todo(unit: Unit, answer: Answer, old: Unit | None, name: str) -> Unit:
    todo = "\n".join(_todo(answer, answer.indent))
    if old is None:
        return Unit(unit.name, unit.kind, todo)
    return replace(old, text=f"{todo}\n{_no_class(old, answer, name).text}")


def _no_class(old: Unit, answer: Answer, name: str) -> Unit:
    if isinstance(old, Class):
        seen = f"{name}:{answer.first}: an answer for the whole class {old.name}, which is there already"
        raise GraderError(f"{seen}; put the markers inside its members")
    return old


def with_holes(unit: Unit) -> Unit:
    """A new function: each answer becomes a NotImplementedError that says what to write."""
    lines = unit.text.split("\n")
    for answer in reversed(unit.answers):
        lines[answer.first - unit.line : answer.last - unit.line + 1] = _raise(answer)
    return replace(unit, text="\n".join(lines))


def _under_todo(old: Unit, new: Unit) -> Unit:
    """A changed function: the new docstring, what to write as a TODO, and the earlier body below it."""
    lines = old.text.split("\n")
    top, below, indent = _body(old.text)
    docstring = _docstring(new.text) or lines[top:below]
    todos = [line for answer in new.answers for line in _todo(answer, indent)]
    if top == 0:
        return replace(old, text="\n".join([*todos, *lines]))
    return replace(old, text="\n".join([*lines[:top], *docstring, *todos, *lines[below:]]))


def _body(text: str) -> tuple[int, int, str]:
    """Where a function's docstring begins and what follows it begins, and the indentation of its body.

    Both are row 0 for what has no body on rows of its own.
    """
    node, skipped = statement_of(text)
    lines = text.split("\n")
    above = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    if not isinstance(node, FUNCTIONS):
        return 0, 0, above
    first = node.body[0]
    top = min([first.lineno, *(item.lineno for item in getattr(first, "decorator_list", ()))]) - 1 - skipped
    indent = lines[top][: first.col_offset]
    if indent.strip():
        return 0, 0, above
    if ast.get_docstring(node) is not None:
        return top, (first.end_lineno or first.lineno) - skipped, indent
    while not lines[top - 1].strip() or lines[top - 1].lstrip().startswith("#"):
        top -= 1
    return top, top, indent


def _docstring(text: str) -> list[str]:
    top, below, _ = _body(text)
    return text.split("\n")[top:below]


def statement_of(text: str) -> tuple[ast.stmt, int]:
    """The only statement of a text that may be indented, and the number of lines that were put before it."""
    if text[:1].isspace():
        block = ast.parse(f"if True:\n{text}").body[0]
        assert isinstance(block, ast.If)
        return block.body[0], 1
    return ast.parse(text).body[0], 0


def _todo(answer: Answer, indent: str) -> list[str]:
    first, *more = textwrap.wrap(answer.says, WIDTH - len(indent) - len("# TODO: "), break_long_words=False)
    return [f"{indent}# TODO: {first}{HOLE}{answer.first}", *(f"{indent}#       {line}" for line in more)]


def _raise(answer: Answer) -> list[str]:
    hole, indent = f"{HOLE}{answer.first}", answer.indent
    line = f"{indent}raise NotImplementedError({_quoted(answer.says)})"
    if len(line) <= WIDTH:
        return [line + hole]
    pieces = textwrap.wrap(answer.says, WIDTH - len(indent) - 10, break_long_words=False)
    spaced = [*(f"{piece} " for piece in pieces[:-1]), pieces[-1]]
    return [
        f"{indent}raise NotImplementedError({hole}",
        *(f"{indent}    {_quoted(piece)}" for piece in spaced),
        f"{indent})",
    ]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _holes(body: str) -> dict[int, int]:
    """The line on which each hole stands, by the row of its answer in the solution."""
    lines = enumerate(body.split("\n"), start=1)
    return {int(line.partition(HOLE)[2]): row for row, line in lines if HOLE in line}


def _refuse_broken(text: str, name: str) -> None:
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise GraderError(
            f"{name}: with its answers taken out, line {error.lineno} of the exercise is not Python "
            f"({error.msg}: {(error.text or '').strip()}); let the markers enclose whole statements"
        ) from error


def _head(number: int, source: Source, before: Mapping[str, Unit], rows: Mapping[int, int]) -> str:
    """The docstring of an exercise: title, lesson, and what is to be written on which line."""
    names: dict[Answer, list[str]] = {}
    for unit in flat(source.units):
        for answer in _answers(unit):
            names.setdefault(answer, []).append(unit.name)
    entries = [
        _entry(rows[answer.first], "change" if named[0] in before else "write", named, answer.says)
        for answer, named in sorted(names.items(), key=lambda item: rows[item[0].first])
    ]
    asks = ["To write in this file:", "\n".join(entries)] if entries else []
    title, check = f"Step {number} · {source.title}", f"Check with: make check STEP={number}"
    first = []
    if source.predict:
        question = textwrap.fill(source.predict[0], WIDTH - 10, break_on_hyphens=False)
        first = ["Predict, then run:", question, f"Say it with: make predict STEP={number} ANSWER=…"]
    text = "\n\n".join(filter(None, [title, source.lesson, *first, *asks, check]))
    if '"""' in text:
        raise GraderError(f'{source.name}:1: the lesson or a marker holds """; the exercise cannot quote it')
    return f'{"r" if chr(92) in text else ""}"""{text}"""\n\n'


def _entry(row: int, verb: str, names: Sequence[str], says: str) -> str:
    text = f"- line {row:>3}, {verb} {', '.join(f'`{name}`' for name in names)}: {says}"
    wrap = textwrap.TextWrapper(WIDTH - 10, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return wrap.fill(text)


def _guarded(demo: str) -> str:
    """A demonstration that stops with a sentence at the first thing that is not written yet."""
    if not demo:
        return ""
    opening, _, body = shift(demo, 4).partition("\n")
    caught = '    except NotImplementedError as todo:\n        print("not written yet:", todo)'
    return f"{opening.strip()}\n    try:\n{body}\n{caught}"
