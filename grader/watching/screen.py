"""What there is to say at the moment → the text of one screen, or of one more report where nothing can be cleared.

From top to bottom as it is read: the report, a hint, remarks, where one stands, the keys; the cursor stays behind them.
"""

from __future__ import annotations

from typing import NamedTuple

from grader.clean import clean_line
from grader.outcome import Outcome
from grader.reports import wide
from grader.reports.style import Style
from grader.words import listed, say

HOME, CLEAR_LINE, CLEAR_BELOW, UP = "\x1b[H", "\x1b[K", "\x1b[J", "\x1b[A"
LEAST = 6  # lines of a report that are shown in any case


class View(NamedTuple):
    """One screen in parts. `whole` shows a report that is longer than the screen all the same."""

    body: str
    below: str = ""
    remarks: tuple[str, ...] = ()
    status: str = ""
    prompt: str = ""
    whole: bool = False


def drawn(view: View, style: Style, rows: int) -> str:
    """The whole screen, drawn over whatever is there; what does not fit of the report is left out and said."""
    tail = ["", *_tail(view, style)] if view.below or view.remarks else _tail(view, style)
    body = view.body.rstrip("\n").split("\n")
    room = max(LEAST, rows - len(tail) - 1)
    if len(body) > room and not view.whole:
        left = len(body) - room + 1
        body = [*body[: room - 1], style.paint("faint", style.spell(say("watch.cut", count=left)))]
    lines = [*body, "", *tail] if not tail[0] == "" else [*body, *tail]
    return HOME + "\n".join(line + CLEAR_LINE for line in lines) + CLEAR_BELOW


def appended(view: View, style: Style) -> str:
    """The same below whatever is there, for terminals that can not be cleared and for what is no terminal."""
    return "\n".join(["", view.body.rstrip("\n"), "", *_tail(view, style)])


def checking(view: View, style: Style, label: str) -> str:
    """Take the last lines of a screen back and say that what stands above them is being checked again."""
    back = UP * (len(_ending(view, style)) - 1)
    return f"\r{back}{CLEAR_BELOW}" + "\n".join(wrapped(label, style))


def advice(outcome: Outcome, keys: bool) -> str:
    """What to do next for somebody whose saves are checked; "" for what every report says."""
    names, place = listed(outcome.asked), clean_line(outcome.file)
    if outcome.status == "passed":
        public = "-public" if outcome.public else ""
        told = say(f"watch.next-passed{public}", step=outcome.step, next=outcome.following)
        return told if keys and outcome.following else ""
    if outcome.status == "grader-error":
        return say("watch.next-grader-error", seed=outcome.seed) if keys else ""
    if outcome.status == "error":
        return say("watch.next-error", place=outcome.unread_at or place)
    if outcome.is_exercise and names:
        return say("watch.next-write" if outcome.status == "unwritten" else "watch.next-change", names=names, file=place)
    return say("watch.next-unwritten" if outcome.status == "unwritten" else "watch.next-failed", file=place)


def page(text: str, at: int, rows: int) -> tuple[str, bool]:
    """So much of a long text as fits from line `at` on, and whether that was the end."""
    lines = text.rstrip("\n").split("\n")
    shown = lines[at : at + page_rows(rows)]
    return "\n".join(shown), at + len(shown) >= len(lines)


def page_rows(rows: int) -> int:
    """How many lines of a page are shown at once."""
    return max(LEAST, rows - 3)


def _tail(view: View, style: Style) -> list[str]:
    below = view.below.rstrip("\n").split("\n") + [""] if view.below else []
    remarks = [line for remark in view.remarks for line in wrapped(remark, style)]
    return [*below, *remarks, *_ending(view, style)]


def _ending(view: View, style: Style) -> list[str]:
    """Where one stands and which keys there are."""
    status = [style.paint("faint", line) for line in wrapped(view.status, style)] if view.status else []
    return [*status, *(wrapped(view.prompt, style) if view.prompt else [])]


def wrapped(text: str, style: Style) -> list[str]:
    """A sentence in lines that fit."""
    return wide.wrap(style.spell(text), style.width - 1, break_on_hyphens=False) or [""]
