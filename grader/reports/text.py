"""An Outcome → the text that a learner reads in the terminal: what failed first, then the rest in a line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from grader.checks import show, show_both
from grader.clean import clean, clean_line
from grader.course import spans
from grader.outcome import Outcome
from grader.reports import wide
from grader.reports.style import Style as Style  # others find it here too
from grader.verdict import Verdict
from grader.words import check_name, listed, mistake_name, say

SHOWN_LINES = 8
_TONES = {"passed": "good", "unwritten": "open", "skipped": "open"}


def render(outcome: Outcome, style: Style = Style(), drawn: str = "") -> str:
    """The whole report, ending in a line end. `drawn` says where a drawing is that is too long, if not as usual."""
    parts = (_head, _problems, partial(_failure, drawn=drawn), _rest, _older, _tail)
    return _page((line for part in parts for line in part(outcome, style)), style)


def _page(lines: Iterable[str], style: Style) -> str:
    return style.spell("\n".join(line.rstrip() for line in lines) + "\n")


def _head(outcome: Outcome, style: Style) -> Iterator[str]:
    """The title with the status at the right margin, below it where there is no room, then the file."""
    *above, title = wrap(say("report.title", step=outcome.step, title=clean_line(outcome.title)), "", style)
    status = style.spell(status_word(outcome))
    painted = style.paint(_TONES.get(outcome.status, "bad"), status)
    yield from (style.paint("strong", line) for line in above)
    room = style.width - wide.width(title) - wide.width(status)
    if room >= 2:
        yield style.paint("strong", title) + " " * room + painted
    else:
        yield style.paint("strong", title)
        yield painted
    yield style.paint("faint", clean_line(outcome.file))
    yield ""


def status_word(outcome: Outcome) -> str:
    """What a step came to, in a word or two; never more than was seen."""
    if outcome.public and outcome.status == "passed":
        return say("report.passed-public")
    return say(f"status.{outcome.status}")


def _problems(outcome: Outcome, style: Style) -> Iterator[str]:
    for problem in outcome.problems[:3]:
        key = "problem.syntax" if problem["syntax"] else "problem.raised"
        message, kind = clean_line(problem["message"], 160), clean_line(problem["type"], 60)
        yield from wrap(say(key, place=problem["place"], type=kind, message=message), "", style)
        yield ""


def _failure(outcome: Outcome, style: Style, drawn: str) -> Iterator[str]:
    """The first check that did not pass, in full, with the diagnosis and what to do next."""
    failed = first_failure(outcome.verdicts)
    if failed is not None:
        yield from _line(failed, style)
        yield from wrap(failed.says, "    ", style)
        yield ""
        yield from _example(failed, style)
        yield ""
    yield from _graph(outcome, style, drawn)
    if outcome.diagnosis is not None:
        name = mistake_name(outcome.step, outcome.diagnosis.mistake)
        yield from wrap(say("report.diagnosis", mistake=name), "", style)
        yield from wrap(outcome.diagnosis.says, "    ", style)
        yield ""
    yield from wrap(next_to_do(outcome, failed), "", style, first=say("report.next") + ": ")
    yield ""


def _graph(outcome: Outcome, style: Style, drawn: str) -> Iterator[str]:
    """The smallest graph on which a gradient is wrong, as a drawing."""
    if outcome.graph is None:
        return
    from grader.reports import drawing

    file = "" if outcome.is_exercise else clean_line(outcome.file)
    more = drawn or say(f"graph.more{'-file' if file else ''}", step=outcome.step, file=file)
    yield from wrap(say("graph.head"), "", style)
    yield from drawing.short_lines(outcome.graph, style, "    ", more)
    yield ""


def render_placed(outcome: Outcome, style: Style = Style()) -> str:
    """The report of a placement: where the file stands, what is next, what works beyond, in words."""
    if outcome.people:
        from grader.reports.people import lines as people

        parts: tuple[Callable[[Outcome, Style], Iterator[str]], ...] = (_standing_head, people, _tail)
    else:
        parts = (_standing_head, _problems, _standing, _tail)
    return _page((line for part in parts for line in part(outcome, style)), style)


def _standing_head(outcome: Outcome, style: Style) -> Iterator[str]:
    yield style.paint("strong", say("report.placed", file=clean_line(outcome.file)))
    yield ""


def _standing(outcome: Outcome, style: Style) -> Iterator[str]:
    standing = outcome.standing
    assert standing is not None
    public = "-public" if outcome.public else ""
    key = f"place.reached{public}" if standing.reached else "place.reached-none"
    yield from wrap(say(key, step=standing.reached, title=standing.title), "  ", style)
    if standing.reached and standing.stage_title:
        stage = say("place.stage", number=standing.stage, stage=standing.stage_title)
        yield from wrap(stage, "  ", style)
    if standing.summit:
        yield from wrap(say("place.summit", summit=standing.summit), "  ", style)
    if standing.next_step is None:
        yield from wrap(say(f"place.top{public}"), "  ", style)
    else:
        missing = clean_line(standing.missing, 400)
        yield from wrap(say("place.next", step=standing.next_step, missing=missing), "  ", style)
    if standing.beyond:
        yield from wrap(say("place.beyond", steps=spans(standing.beyond)), "  ", style)
    if standing.absent:
        names = listed([clean_line(name, 60) for name in standing.absent], most=12)
        yield from wrap(say("place.absent", names=names), "  ", style)
    yield ""


def first_failure(verdicts: tuple[Verdict, ...]) -> Verdict | None:
    """What a learner should look at first: something wrong before something unwritten before something skipped."""
    open_ones = [verdict for verdict in verdicts if not (verdict.passed or verdict.left_out)]
    ranks = {"unwritten": 1, "skipped": 2}
    return min(open_ones, key=lambda verdict: ranks.get(verdict.kind, 0), default=None)


def _example(verdict: Verdict, style: Style) -> Iterator[str]:
    message = clean(verdict.message, 1000)
    if not verdict.what:
        yield from wrap(message, "    ", style)
        return
    if verdict.kind != "failed":  # an example of what is not written yet, or not ours to explain
        yield from wrap(message, "    ", style)
        yield ""
    table = rows(verdict)
    width = max(wide.width(label) for label, _ in table)
    for label, text in table:
        first = f"    {wide.ljust(label, width)}  "
        yield from wrap(clean(text), " " * wide.width(first), style, first=first)
    if verdict.note:
        yield from wrap(clean_line(verdict.note), "    ", style)


def rows(verdict: Verdict) -> list[tuple[str, str]]:
    """The example of a check that did not pass: a label and what stands beside it, line by line."""
    link = ": " if isinstance(verdict.expected, bool) else " = "
    seen, expected = show_both(verdict.observed, verdict.expected)
    found = [(say("report.after"), verdict.after)] if verdict.after else []
    found += [(say("report.with"), f"{name} = {show(value)}") for name, value in verdict.inputs]
    found.append((say("report.seen"), f"{verdict.what}{link}{seen}"))
    found.append((say("report.expected"), f"{verdict.what}{link}{expected}"))
    return found


def next_to_do(outcome: Outcome, failed: Verdict | None) -> str:
    """What to do next, in a sentence."""
    if outcome.advice:
        return outcome.advice
    names = listed(outcome.asked)
    values = {"step": outcome.step, "next": outcome.following, "names": names, "seed": outcome.seed}
    values["file"] = clean_line(outcome.file)
    if outcome.status == "grader-error":
        return say("report.next-grader-error", **values)
    if outcome.status == "error":
        place = outcome.unread_at or clean_line(outcome.file)
        return say("report.next-error", place=place)
    if failed is None:
        if outcome.public:
            then = "" if not outcome.following else "-then" if outcome.is_exercise else "-check"
            return say(f"report.next-passed-public{then}", **values)
        return say("report.next-passed-then" if outcome.following else "report.next-passed", **values)
    if outcome.is_exercise and names:
        return say(f"report.next-{'unwritten' if outcome.status == 'unwritten' else 'failed'}", **values)
    if failed.kind in ("unwritten", "skipped"):
        module = _missing_module(outcome)
        return say("report.next-module" if module else "report.next-unwritten-file", module=module, **values)
    return say("report.next-failed-file" if failed.what else "report.next-ended", **values)


def _missing_module(outcome: Outcome) -> str:
    """The module that the file wanted to import and that is not there; "" if it found all of them."""
    wanted = (p["message"] for p in outcome.problems if p["type"] == "ModuleNotFoundError")
    found = next(filter(None, (re.search(r"'([\w.]+)'", message) for message in wanted)), None)
    return found[1].partition(".")[0] if found else ""


def _rest(outcome: Outcome, style: Style) -> Iterator[str]:
    first = first_failure(outcome.verdicts)
    others = [verdict for verdict in outcome.verdicts if verdict is not first]
    if first is not None and others:
        yield style.paint("faint", say("report.others"))
    for verdict in others:
        yield from _line(verdict, style)
        if verdict.left_out or verdict.kind not in ("passed", "unwritten", "skipped"):
            message = clean_line(verdict.message, 3 * style.width)
            yield from wrap(message, "      ", style)
    if others:
        yield ""


def _older(outcome: Outcome, style: Style) -> Iterator[str]:
    """What earlier steps have wrong in this file: a warning, and a sentence for each cause."""
    if not outcome.older:
        return
    yield from wrap(say("report.older", step=outcome.step), "", style)
    for told in older_causes(outcome.older):
        yield from wrap(told, "    ", style, first="  ! ")
    yield ""


def older_causes(older: Sequence[Verdict]) -> Iterator[str]:
    """What is wrong first in each earlier step; steps that end in the same words are told together, in one sentence."""
    firsts = {verdict.step: verdict for verdict in reversed(older)}
    steps: dict[str, list[int]] = {}
    for step in sorted(firsts):
        steps.setdefault(firsts[step].message, []).append(step)
    for message, (step, *others) in steps.items():
        one = say("report.older-one", step=step, says=firsts[step].says, message=clean_line(message, 200))
        yield f"{one} {say('report.older-same', steps=spans(others))}" if others else one


def _line(verdict: Verdict, style: Style) -> Iterator[str]:
    """The sign and the word for what a check came to, then its name."""
    sign = style.spell(f"{style.mark(verdict.kind)} {say(f'kind.{verdict.kind}')}")
    room = wide.width(sign)
    first, *more = wrap(check_name(verdict.step, verdict.name), "      ", style, first=" " * (room + 2))
    yield style.paint(_TONES.get(verdict.kind, "bad"), sign) + first[room:]
    yield from more


def _tail(outcome: Outcome, style: Style) -> Iterator[str]:
    yield from _printed(outcome, style)
    for note in outcome.notes:
        yield from wrap(clean_line(note), "", style)
    passed = sum(verdict.passed for verdict in outcome.verdicts)
    parts = [
        say("report.count-public" if outcome.public else "report.count", passed=passed, total=len(outcome.verdicts)),
        say("report.seed", seed=outcome.seed),
        say("report.time", seconds=f"{outcome.seconds:.2f}"),
    ]
    for line in (*wrap(" · ".join(parts), "", style), *wrap(isolation(outcome), "", style)):
        yield style.paint("faint", line)


def isolation(outcome: Outcome) -> str:
    """One sentence on how the submission was confined, what was blocked and what stayed open."""
    found = outcome.isolation
    doors = {"level": found.level, "blocked": _doors(found.blocked), "open": _doors(found.open)}
    if found.level == "none":
        return say("report.unisolated", **doors)
    return say("report.isolated-but" if found.open else "report.isolated", **doors)


def _doors(names: Sequence[str]) -> str:
    return ", ".join(say(f"report.door-{name}") for name in names)


def _printed(outcome: Outcome, style: Style) -> Iterator[str]:
    lines = clean(outcome.output, 4000).strip().splitlines()
    if not lines or outcome.status == "passed":
        return
    yield style.paint("faint", say("report.printed"))
    for line in lines[:SHOWN_LINES]:
        yield "  | " + wide.cut(clean(style.spell(line.expandtabs(4)), style.width), style.width - len("  | …"))
    if len(lines) > SHOWN_LINES:
        yield "  | " + say("report.more", count=len(lines) - SHOWN_LINES)
    yield ""


def wrap(text: str, indent: str, style: Style, first: str | None = None) -> list[str]:
    """The text in lines no wider than the terminal; `first` begins the first one in place of the indent."""
    return wide.wrap(
        style.spell(text),
        style.width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent if first is None else indent or " " * wide.width(first),
        break_on_hyphens=False,
    ) or [""]
