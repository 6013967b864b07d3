"""`pack.json` → what this copy of the course is: one that was handed out with public checks alone, or the whole of it.

On the path of every `make check`, so it imports little. Only packs for students have the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import Unusable
from grader.words import say

if TYPE_CHECKING:
    from grader.course import Step
    from grader.outcome import Outcome
    from grader.verdict import Verdict

FILE = "pack.json"
VERSION = 1


class Pack(NamedTuple):
    """A pack for students: its steps, whether exercises bring the answers of the steps before them, and its checks.

    `proved` has the public checks of each step, by name: all of them passed on our own solutions when the pack was made.
    """

    steps: tuple[int, ...]
    woven: bool
    proved: Mapping[int, tuple[str, ...]]


@cache
def of(root: Path) -> Pack | None:
    """The pack that this folder is; None for a course that has all its checks. Raises Unusable for a broken file."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
    except OSError:
        return None
    try:
        told = json.loads(text)
        proved = {int(number): tuple(map(str, names)) for number, names in told["proved"].items()}
        return Pack(tuple(map(int, told["steps"])), bool(told["woven"]), proved)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(say("pack.broken", file=root / FILE, why=error)) from None


def spelled(pack: Pack) -> str:
    """The text of the file."""
    told = {"version": VERSION, **pack._asdict()}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def is_public(root: Path) -> bool:
    """Whether the checks of this copy are the public ones alone."""
    return of(root) is not None


def notes(root: Path) -> tuple[str, ...]:
    """What every report of such a copy says; nothing where all the checks are there."""
    return (say("pack.public"),) if is_public(root) else ()


def vouched(root: Path, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """For each check that broke on an answer it was given, how it did on our own solution when the pack was made.

    A pack has that instead of the solution. A check that broke before there was an answer is ours to mend.
    """
    from grader.verdict import Verdict

    pack = of(root)
    if pack is None:
        return ()
    answered = (v for v in verdicts if v.kind == "grader-error" and any(t.observation.kind == "value" for t in v.traces))
    return tuple(Verdict(v.step, v.name, v.says, "passed") for v in answered if v.name in pack.proved.get(v.step, ()))


def advice(step: Step, outcome: Outcome) -> str:
    """What to do next with an exercise, where its own answers or the next one's are to be carried; else ""."""
    pack = of(step.root)
    if pack is None or pack.woven or outcome.status == "grader-error":
        return ""
    from grader import logbook

    touched = {other.number for other in logbook.touched(step.root)}
    if outcome.status == "passed":  # the next one may have been begun already
        begun = outcome.following in touched
        return say("report.next-passed-public-check", step=step.number, next=outcome.following) if begun else ""
    if step.number in touched or step.number == min(pack.steps):
        return ""
    before = max(number for number in pack.steps if number < step.number)
    return say("pack.carry", before=before, step=step.number)
