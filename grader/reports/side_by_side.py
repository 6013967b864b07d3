"""A solution → the terminal: the learner's definitions and ours in two columns, or below each other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from grader.clean import clean
from grader.lessons import title
from grader.reports import wide
from grader.reports.style import Style
from grader.solution import Pair, Solution
from grader.words import say

GAP = 3
FOLDED = 130  # columns from which two columns are worth folding long lines


def render(found: Solution, style: Style, columns: int) -> str:
    """The whole comparison, ending in a line end."""
    return style.spell("\n".join(line.rstrip() for line in _lines(found, style, columns)) + "\n")


def _lines(found: Solution, style: Style, columns: int) -> Iterator[str]:
    step = found.step
    yield style.paint("strong", say("report.title", step=step.number, title=title(step)))
    yield ""
    if found.excuse:
        yield from (*wide.wrap(found.excuse, style.width, break_on_hyphens=False), "")
    for pair in found.pairs:
        yield style.paint("strong", pair.name)
        yield from _pair(pair, found, style, columns)
        yield ""
    says = say("solution.ways") if found.passed else say("solution.noted", step=step.number)
    yield from wide.wrap(says, style.width, break_on_hyphens=False)


def _pair(pair: Pair, found: Solution, style: Style, columns: int) -> Iterator[str]:
    ours = _code(pair.ours)
    if pair.theirs is None or found.excuse:
        if not found.excuse:
            yield f"  {say('solution.absent')}"
        yield from (f"    {line}" for line in ours)
    elif pair.alike:
        yield f"  {say('solution.alike')}"
        yield from (f"    {line}" for line in _code(pair.theirs))
    else:
        yield from _both(_code(pair.theirs), ours, style, columns)


def _code(text: str) -> list[str]:
    lines = (clean(line.expandtabs(4), 400) for line in text.split("\n"))
    return textwrap.dedent("\n".join(lines)).split("\n")


def _both(theirs: list[str], ours: list[str], style: Style, columns: int) -> Iterator[str]:
    room = (columns - 2 - GAP) // 2
    fits = max(map(wide.width, [*theirs, *ours])) <= room
    if not fits and columns < FOLDED:
        yield style.paint("faint", f"  {say('solution.yours')}")
        yield from (f"    {line}" for line in theirs)
        yield style.paint("faint", f"  {say('solution.ours')}")
        yield from (f"    {line}" for line in ours)
        return
    bar = style.spell("│") if style.unicode else "|"
    left, right = say("solution.yours"), say("solution.ours")
    yield style.paint("faint", f"  {wide.ljust(left, room)} {bar} {right}")
    for one, other in zip_longest(_folded(theirs, room), _folded(ours, room), fillvalue=""):
        yield f"  {wide.ljust(one, room)} {bar} {other}"


def _folded(lines: list[str], room: int) -> list[str]:
    """Lines of at most so many columns; what goes on is set in deeper than what it belongs to."""
    return [part for line in lines for part in _fold(line, room)]


def _fold(line: str, room: int) -> list[str]:
    indent = " " * min(len(line) - len(line.lstrip()) + 6, room // 2)
    parts = wide.wrap(
        line, room, subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False, replace_whitespace=False
    )
    return parts or [""]
