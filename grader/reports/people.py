"""Somebody's whole work → a line for each step and the standing below them; one after the other where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from grader.clean import clean_line
from grader.course import spans
from grader.outcome import Line, Outcome, Person, Standing
from grader.reports import wide
from grader.reports.text import Style, wrap
from grader.words import listed, say

TONES = {"passed": "good", "failed": "bad", "error": "bad", "grader-error": "bad"}
NO_FILE = ("missing", "covered")
LONGEST = 400
WIDEST = 20  # a label that is longer is let stand out


def lines(outcome: Outcome, style: Style) -> Iterator[str]:
    """The lines of everybody's work, in the order of the folder."""
    for person in outcome.people:
        if person.name:
            yield style.paint("strong", clean_line(person.name))
            yield ""
        yield from _steps(person, style)
        yield ""
        yield from _standing(person, style, "-public" if outcome.public else "")
        yield ""


def _steps(person: Person, style: Style) -> Iterator[str]:
    """One line for each step; those that nobody wrote a file for, or that have no checks yet, go together."""
    rows = [_row(run) for run in _runs(person.lines)]
    labels, words = [row[0] for row in rows], [row[1] for row in rows]
    widths = [max((w for w in map(wide.width, column) if w <= WIDEST), default=0) for column in (labels, words)]
    for (label, word, rest, messages), run in zip(rows, _runs(person.lines), strict=True):
        painted = style.paint(TONES.get(run[0].status, "open"), word) + " " * (widths[1] - wide.width(word))
        yield f"  {wide.ljust(label, widths[0])}  {painted}  {rest}"
        for message in messages:
            yield from wrap(message, " " * 11, style)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Neighbouring lines of steps without a file, or without checks, as one."""
    together = groupby(enumerate(lines), key=lambda item: _kind(item[1]) or str(item[0]))
    return [[line for _, line in group] for _, group in together]


def _kind(line: Line) -> str:
    return "no file" if line.status in NO_FILE else line.status if line.status == "unchecked" else ""


def _row(run: Sequence[Line]) -> tuple[str, str, str, list[str]]:
    """The label, the word, the file or the reason that there is none, and what stands in lines of its own below."""
    line = run[0]
    steps = spans(tuple(one.step for one in run))
    label = say("works.steps" if len(run) > 1 else "works.step", step=steps)
    word = say(f"works.status-{line.status}")
    if line.status in NO_FILE:
        shown = _shown(run)
        beside = len(shown) == 1 and all(line.over for line in run)
        return label, word, shown[0] if beside else "", [] if beside else shown
    if line.status == "unchecked":
        return label, word, "", []
    messages = [clean_line(line.message, LONGEST)] if line.message else []
    if line.over:
        messages.append(say("works.over", names=listed([clean_line(name, 100) for name in line.over])))
    return label, word, clean_line(line.file or ""), messages


def _shown(run: Sequence[Line]) -> list[str]:
    """Which files pass the checks of steps that have none of their own."""
    files = dict.fromkeys(line.over for line in run if line.over)
    told = []
    for over in files:
        steps = tuple(line.step for line in run if line.over == over)
        key = "works.covers" if len(steps) < len(run) else "works.covered-all" if len(run) > 1 else "works.covered"
        told.append(say(key, file=clean_line(over[0]), steps=spans(steps)))
    return told


def _standing(person: Person, style: Style, public: str) -> Iterator[str]:
    standing = person.standing
    key = f"works.standing{public}" if standing.reached else "works.standing-none"
    yield from wrap(say(key, step=standing.reached, title=standing.title), "  ", style)
    if standing.reached and standing.stage_title:
        stage = say("place.stage", number=standing.stage, stage=standing.stage_title)
        yield from wrap(stage, "  ", style)
    if standing.summit:
        yield from wrap(say("place.summit", summit=standing.summit), "  ", style)
    yield from wrap(_next(person, standing, public), "  ", style)
    if standing.beyond:
        yield from wrap(say("works.beyond", steps=spans(standing.beyond)), "  ", style)


def _next(person: Person, standing: Standing, public: str) -> str:
    """What to do next: mend the first file that is wrong, or write the first one that is not there."""
    if standing.next_step is None:
        return say(f"place.top{public}")
    line = next((line for line in person.lines if line.step == standing.next_step and line.file), None)
    if line is None:
        return say("works.next", step=standing.next_step)
    return say("works.next-file", step=standing.next_step, file=clean_line(line.file or ""))
