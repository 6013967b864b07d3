"""An Outcome → the text that a learner reads in the terminal: what failed first, then the rest in a line each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks import show
from grader.clean import clean, clean_line
from grader.outcome import Outcome
from grader.verdict import Verdict
from grader.words import say

SHOWN_LINES = 8
_COLOURS = {"good": "32", "bad": "31", "open": "33", "strong": "1", "faint": "2"}
_TONES = {"passed": "good", "unwritten": "open", "skipped": "open"}
_MARKS = {"passed": ("✓", "+"), "unwritten": ("○", "o"), "skipped": ("–", "-")}


@dataclass(frozen=True)
class Style:
    """What the terminal can do: its width, whether it shows colour and letters beyond ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def paint(self, tone: str, text: str) -> str:
        """The text in a tone; without colour, the text."""
        return f"\x1b[{_COLOURS[tone]}m{text}\x1b[0m" if self.colour else text

    def mark(self, kind: str) -> str:
        """The sign before a check; the word for it always stands beside it."""
        fancy, simple = _MARKS.get(kind, ("✗", "x"))
        return fancy if self.unicode else simple


def render(outcome: Outcome, style: Style = Style()) -> str:
    """The whole report, ending in a line end."""
    lines = [
        *_head(outcome, style),
        *_failure(outcome, style),
        *_rest(outcome, style),
        *_tail(outcome, style),
    ]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    return text if style.unicode else _ascii(text)


def _ascii(text: str) -> str:
    swaps = {"·": "-", "…": "...", "“": '"', "”": '"', "–": "-", "×": "x"}
    return "".join(swaps.get(c, c) for c in text).encode("ascii", "backslashreplace").decode("ascii")


def _head(outcome: Outcome, style: Style) -> Iterator[str]:
    title = say("report.title", step=outcome.step, title=outcome.title)
    status = say(f"status.{outcome.status}")
    gap = " " * max(2, style.width - len(title) - len(status))
    yield style.paint("strong", title) + gap + style.paint(_TONES.get(outcome.status, "bad"), status)
    yield style.paint("faint", clean_line(outcome.file))
    yield ""
    yield from _problems(outcome, style)


def _problems(outcome: Outcome, style: Style) -> Iterator[str]:
    for problem in outcome.problems[:3]:
        key = "problem.syntax" if problem["syntax"] else "problem.raised"
        message, kind = clean_line(problem["message"], 160), clean_line(problem["type"], 60)
        yield from _wrap(say(key, place=problem["place"], type=kind, message=message), "", style)
        yield ""


def _failure(outcome: Outcome, style: Style) -> Iterator[str]:
    """The first check that did not pass, in full, with the diagnosis and what to do next."""
    failed = first_failure(outcome.verdicts)
    if failed is not None:
        yield _line(failed, style)
        yield from _wrap(failed.says, "    ", style)
        yield ""
        yield from _example(failed, style)
        yield ""
    if outcome.diagnosis is not None:
        yield from _wrap(say("report.diagnosis", mistake=outcome.diagnosis.mistake), "", style)
        yield from _wrap(outcome.diagnosis.says, "    ", style)
        yield ""
    yield from _wrap(_next(outcome, failed), "", style, first=say("report.next") + ": ")
    yield ""


def render_placed(outcome: Outcome, style: Style = Style()) -> str:
    """The report of a placement: where the file stands, what is next, what works beyond, in words."""
    lines = [*_standing(outcome, style), *_tail(outcome, style)]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    return text if style.unicode else _ascii(text)


def _standing(outcome: Outcome, style: Style) -> Iterator[str]:
    standing = outcome.standing
    assert standing is not None
    yield style.paint("strong", say("report.placed", file=clean_line(outcome.file)))
    yield ""
    yield from _problems(outcome, style)
    key = "place.reached" if standing.reached else "place.reached-none"
    yield from _wrap(say(key, step=standing.reached, title=standing.title), "  ", style)
    if standing.summit:
        yield from _wrap(say("place.summit", summit=standing.summit), "  ", style)
    if standing.next_step is None:
        yield from _wrap(say("place.top"), "  ", style)
    else:
        missing = clean_line(standing.missing, 400)
        yield from _wrap(say("place.next", step=standing.next_step, missing=missing), "  ", style)
    if standing.beyond:
        yield from _wrap(say("place.beyond", steps=", ".join(map(str, standing.beyond))), "  ", style)
    if standing.absent:
        names = ", ".join(clean_line(name, 60) for name in standing.absent)
        yield from _wrap(say("place.absent", names=names), "  ", style)
    yield ""


def first_failure(verdicts: tuple[Verdict, ...]) -> Verdict | None:
    """What a learner should look at first: something wrong before something unwritten before something skipped."""
    open_ones = [verdict for verdict in verdicts if not verdict.passed]
    ranks = {"unwritten": 1, "skipped": 2}
    return min(open_ones, key=lambda verdict: ranks.get(verdict.kind, 0), default=None)


def _example(verdict: Verdict, style: Style) -> Iterator[str]:
    if not verdict.what:
        yield from _wrap(verdict.message, "    ", style)
        return
    rows = [(say("report.after"), verdict.after)] if verdict.after else []
    rows += [(say("report.with"), f"{name} = {show(value)}") for name, value in verdict.inputs]
    rows.append((say("report.seen"), f"{verdict.what} = {show(verdict.observed)}"))
    rows.append((say("report.expected"), f"{verdict.what} = {show(verdict.expected)}"))
    width = max(len(label) for label, _ in rows)
    for label, text in rows:
        first = f"    {label:<{width}}  "
        yield from _wrap(clean(text), " " * len(first), style, first=first)
    remark = verdict.message.rpartition(" (")[2].rstrip(")") if verdict.message.endswith(")") else ""
    if remark:
        yield from _wrap(clean_line(remark), "    ", style)


def _next(outcome: Outcome, failed: Verdict | None) -> str:
    names = " and ".join(outcome.asked[:4])
    values = {"step": outcome.step, "next": outcome.following, "names": names, "seed": outcome.seed}
    values["file"] = clean_line(outcome.file)
    if failed is None:
        return say("report.next-passed-then" if outcome.following else "report.next-passed", **values)
    if outcome.status == "grader-error":
        return say("report.next-grader-error", **values)
    if outcome.status == "error":
        place = outcome.problems[0]["place"] if outcome.problems else clean_line(outcome.file)
        return say("report.next-error", place=place)
    if not outcome.is_exercise or not names:
        return say("report.next-failed-file", **values)
    return say(f"report.next-{'unwritten' if outcome.status == 'unwritten' else 'failed'}", **values)


def _rest(outcome: Outcome, style: Style) -> Iterator[str]:
    first = first_failure(outcome.verdicts)
    others = [verdict for verdict in outcome.verdicts if verdict is not first]
    if first is not None and others:
        yield style.paint("faint", say("report.others"))
    for verdict in others:
        yield _line(verdict, style)
        if not verdict.passed and verdict.kind != "skipped":
            message = clean_line(verdict.message, 2 * style.width)
            yield from _wrap(message, "      ", style)
    if others:
        yield ""


def _line(verdict: Verdict, style: Style) -> str:
    kind = say(f"kind.{verdict.kind}")
    tone = _TONES.get(verdict.kind, "bad")
    return f"{style.paint(tone, f'{style.mark(verdict.kind)} {kind}')}  {verdict.name.replace('_', ' ')}"


def _tail(outcome: Outcome, style: Style) -> Iterator[str]:
    yield from _printed(outcome, style)
    for note in outcome.notes:
        yield from _wrap(clean_line(note), "", style)
    passed = sum(verdict.passed for verdict in outcome.verdicts)
    parts = [
        say("report.count", passed=passed, total=len(outcome.verdicts)),
        say("report.seed", seed=outcome.seed),
        say("report.time", seconds=f"{outcome.seconds:.2f}"),
    ]
    yield style.paint("faint", " · ".join(parts))
    for line in _wrap(isolation(outcome), "", style):
        yield style.paint("faint", line)


def isolation(outcome: Outcome) -> str:
    """One sentence on how the submission was confined, what was blocked and what stayed open."""
    found = outcome.isolation
    doors = {"level": found.level, "blocked": ", ".join(found.blocked), "open": ", ".join(found.open)}
    if found.level == "none":
        return say("report.unisolated", **doors)
    return say("report.isolated-but" if found.open else "report.isolated", **doors)


def _printed(outcome: Outcome, style: Style) -> Iterator[str]:
    lines = clean(outcome.output, 4000).strip().splitlines()
    if not lines or outcome.status == "passed":
        return
    yield style.paint("faint", say("report.printed"))
    for line in lines[:SHOWN_LINES]:
        yield "  | " + clean_line(line, style.width - 4)
    if len(lines) > SHOWN_LINES:
        yield "  | " + say("report.more", count=len(lines) - SHOWN_LINES)
    yield ""


def _wrap(text: str, indent: str, style: Style, first: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        style.width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent if first is None else indent or " " * len(first),
        break_on_hyphens=False,
    ) or [""]
