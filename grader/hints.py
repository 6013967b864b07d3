"""A step and what its learner has seen of it → the next hint.

Hints go from mild to strong; after the last one comes the solution, which is somewhere else.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from grader import course, lessons, logbook
from grader.reports import markdown, wide
from grader.reports.style import Style
from grader.words import say


class Told(NamedTuple):
    """Hints of a step, each with its number; how many there are, whether all had been seen before."""

    number: int
    title: str
    hints: tuple[tuple[int, str], ...]
    total: int
    exhausted: bool = False


def one_more(step: course.Step) -> Told:
    """The first hint that was not seen yet, which is noted; the last one again where all were. Raises Unusable."""
    _, _, every = page = lessons.lesson(step.root, step.number)
    before = min(logbook.read(step.root).of(step.number).hints, len(every))
    after = min(before + 1, len(every))
    if after > before:
        logbook.update(step.root, lambda book: book.noting(step.number, hints=after))
    return Told(step.number, page.title, tuple(enumerate(every, 1))[after - 1 : after], len(every), before == after)


def seen(step: course.Step) -> Told:
    """The hints that were seen before. Raises Unusable."""
    _, _, every = page = lessons.lesson(step.root, step.number)
    count = logbook.read(step.root).of(step.number).hints
    return Told(step.number, page.title, tuple(enumerate(every, 1))[:count], len(every))


def render(told: Told, style: Style) -> str:
    """The hints in words, and what comes after them."""
    return style.spell("\n".join(_lines(told, style, _after(told))) + "\n")


def render_watched(told: Told, style: Style) -> str:
    """The same for somebody who has a key for the next one."""
    more = told.hints and told.hints[-1][0] < told.total
    after = say("watch.hint-more" if more else "watch.hint-last", step=told.number) if told.total else _after(told)
    return style.spell("\n".join(_lines(told, style, after)) + "\n")


def _lines(told: Told, style: Style, after: str) -> Iterator[str]:
    yield style.paint("strong", say("report.title", step=told.number, title=told.title))
    for at, text in told.hints:
        yield ""
        yield style.paint("faint", say("hint.number", number=at, total=told.total))
        yield from textwrap.indent(markdown.render(text, style._replace(width=style.width - 4)), "    ").splitlines()
    yield ""
    yield from wide.wrap(after, style.width, break_on_hyphens=False)


def _after(told: Told) -> str:
    number = told.number
    if not told.total:
        return say("hint.none-there", step=number)
    if not told.hints:
        return say("hint.none-seen", step=number)
    if told.hints[-1][0] < told.total:
        return say("hint.more", step=number)
    return say("hint.exhausted" if told.exhausted else "hint.last", step=number)
