"""A Ladder → the terminal: a bar for each stage, the steps of those that are begun, what is broken, what to type next.

And the same as JSON for other programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from grader import pack
from grader.check import nearby
from grader.course import exercise_path
from grader.lessons import title
from grader.progress import Ladder, Row
from grader.reports import wide
from grader.reports.style import Style
from grader.words import say

BAR = 20
LEAST_TITLE = 16
MARKS = {
    "passed": ("✓", "+", "good"),
    "broken": ("✗", "x", "bad"),
    "failed": ("✗", "x", "bad"),
    "error": ("✗", "x", "bad"),
    "unwritten": ("○", "o", "open"),
    "changed": ("?", "?", "open"),
    "open": ("·", ".", "faint"),
}

PASSED = {"passed": "progress.passed", "open": "progress.again", "broken": "progress.broken"}
BEGUN = {
    "failed": "progress.failed",
    "unwritten": "progress.unwritten",
    "error": "progress.error",
    "changed": "progress.changed",
}


def render(ladder: Ladder, style: Style, every: bool = False) -> str:
    """The whole ladder, ending in a line end; `every` lists the steps of all stages."""
    parts = (_head(ladder, style), _stages(ladder, style, every), _broken(ladder, style), _next(ladder, style))
    return style.spell("\n".join(line.rstrip() for part in parts for line in part) + "\n")


def brief(ladder: Ladder, style: Style) -> str:
    """Where the learner stands and what to type next, in a few lines."""
    parts = (_head(ladder, style), _broken(ladder, style), _next(ladder, style), _doors(ladder, style))
    return style.spell("\n".join(line.rstrip() for part in parts for line in part) + "\n")


def document(ladder: Ladder) -> str:
    """One JSON document."""
    stages = [
        {
            "number": stage.number,
            "title": stage.title,
            "passed": _passed(rows),
            "total": len(rows),
            "summit": stage.summit,
            "steps": [_entry(row) for row in rows],
        }
        for stage, rows in ladder.stages().items()
    ]
    told = {
        "version": 1,
        "current": ladder.current,
        "passed": _passed(ladder.rows),
        "total": len(ladder.rows),
        "broken": [row.step.number for row in ladder.where("broken")],
        "stages": stages,
    }
    return json.dumps(told, indent=1) + "\n"


def _entry(row: Row) -> dict[str, object]:
    return {
        "step": row.step.number,
        "title": title(row.step),
        "file": str(nearby(exercise_path(row.step))),
        "status": row.status,
        "passed": row.entry.passed or None,
        "hints": row.entry.hints,
        "solution": row.entry.solution or None,
    }


def _passed(rows: Sequence[Row]) -> int:
    return sum(row.status == "passed" for row in rows)


def _head(ladder: Ladder, style: Style) -> Iterator[str]:
    count = say("progress.count", passed=_passed(ladder.rows), total=len(ladder.rows))
    head = say("progress.title")
    yield style.paint("strong", head) + wide.rjust(count, style.width - wide.width(head))
    if pack.is_public(ladder.rows[0].step.root):
        yield from wide.wrap(say("pack.passed"), style.width)
    yield ""


def _stages(ladder: Ladder, style: Style, every: bool) -> Iterator[str]:
    here = ladder.of(ladder.current).step.stage
    stages = ladder.stages()
    titles = {stage: say("progress.stage", number=stage.number, title=stage.title) for stage in stages}
    width = max(map(wide.width, titles.values()))
    for stage, rows in stages.items():
        told = _told(rows)
        if width + 2 + BAR + 2 + wide.width(told) <= style.width:
            yield f"{wide.ljust(titles[stage], width)}  {_bar(rows, style)}  {told}"
        else:
            yield from (*wide.wrap(style.spell(titles[stage]), style.width), f"  {_bar(rows, style)}  {told}")
        if every or stage == here or any(row.status not in ("passed", "open") for row in rows):
            column = _column(rows, style)
            yield from (line for row in rows for line in _row(row, ladder.current, style, column))
    yield ""


def _bar(rows: Sequence[Row], style: Style) -> str:
    full = BAR * _passed(rows) // len(rows)
    if style.unicode:
        return style.paint("good", "█" * full) + style.paint("faint", "░" * (BAR - full))
    return f"[{'#' * full}{'.' * (BAR - full)}]"


def _told(rows: Sequence[Row]) -> str:
    """How many steps of a stage have passed and, where it is all of them, when the last one did."""
    count = say("progress.of", passed=_passed(rows), total=len(rows))
    done = max(row.entry.passed for row in rows) if _passed(rows) == len(rows) else ""
    return f"{count}  {say('progress.done', when=done[:10])}" if done else count


def _column(rows: Sequence[Row], style: Style) -> int:
    """How wide titles may be, so that what is said of them has room beside them."""
    said = max(wide.width(", ".join(_remarks(row))) for row in rows)
    longest = max(wide.width(title(row.step)) for row in rows)
    return min(longest, max(LEAST_TITLE, style.width - len(" > . 12    ") - said))


def _row(row: Row, current: int, style: Style, width: int) -> Iterator[str]:
    """A step on its line; what is said of it below that, where it has no room beside it."""
    fancy, plain, tone = MARKS[row.status]
    here = ">" if row.step.number == current else " "
    mark = style.paint(tone, fancy if style.unicode else plain)
    name = wide.ljust(wide.shorten(style.spell(title(row.step)), width), width)
    begun, said = f" {here} {mark} {row.step.number:>2}  {name}", ", ".join(_remarks(row))
    room = style.width - len(" > . 12  ") - width - 2
    yield f"{begun}  {said}" if wide.width(said) <= room else begun
    if wide.width(said) > room:
        yield from wide.wrap(said, style.width, initial_indent=" " * 9, subsequent_indent=" " * 9)


def _remarks(row: Row) -> Iterator[str]:
    entry = row.entry
    if entry.passed:
        yield say(PASSED.get(row.status, "progress.stale"), when=entry.passed[:10])
    elif row.status != "open":
        yield say(BEGUN[row.status])
    if entry.hints:
        yield say("progress.hints", count=entry.hints) if entry.hints > 1 else say("progress.hint")
    if entry.solution:
        yield say("progress.solution")


def _broken(ladder: Ladder, style: Style) -> Iterator[str]:
    broken = ladder.where("broken")
    for row in broken:
        told = say("progress.since", step=row.step.number, title=title(row.step), when=row.entry.passed)
        yield from wide.wrap(style.spell(told), style.width, subsequent_indent="  ", break_on_hyphens=False)
    yield from [""] if broken else []


def _next(ladder: Ladder, style: Style) -> Iterator[str]:
    row = ladder.of(ladder.current)
    here = style.spell(say("progress.here", step=row.step.number, title=title(row.step)))
    yield from (style.paint("strong", line) for line in wide.wrap(here, style.width))
    yield f"  {nearby(exercise_path(row.step))}"
    if row.status == "passed":
        yield from wide.wrap(say("progress.top"), style.width)
        return
    doors = _doors_of(row, ladder)
    width = max(wide.width(word) for word, _ in doors) + 3
    for word, door in doors:
        beside = f"  {wide.ljust(word, width)}{door} STEP={row.step.number}"
        below = [f"  {word}", f"      {door} STEP={row.step.number}"]
        yield from [beside] if wide.width(beside) <= style.width else below


def _doors_of(row: Row, ladder: Ladder) -> list[tuple[str, str]]:
    """What to type on a step, each with a word for what it is good for."""
    if row.status != "open":
        return [(say("progress.check"), "make check"), (say("progress.stuck"), "make hint")]
    before = max((other.step.number for other in ladder.rows if other.step.number < row.step.number), default=None)
    own = before is not None and ladder.of(before).status == "passed"
    carry = [(say("progress.carry", step=before), "make carry")] if own else []
    return [(say("progress.read"), "make lesson"), *carry, (say("progress.check"), "make check")]


def _doors(ladder: Ladder, style: Style) -> Iterator[str]:
    yield ""
    yield from (style.paint("faint", line) for line in wide.wrap(style.spell(say("progress.doors")), style.width))


