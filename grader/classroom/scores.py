"""What the checks came to, the rules and what was corrected by hand → points.

Nothing here knows where the verdicts come from; the same function marks a fresh grading and an old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from grader.classroom.rules import Late, StepRule

DIGITS = 6  # points are sums of decimals; this takes away what binary fractions add


class Fix(NamedTuple):
    """A correction: of a check, or of the whole step where `name` is None; new points, or a new verdict."""

    name: str | None
    points: float | None
    verdict: str | None


class Marked(NamedTuple):
    """One step of one person in points; `score` is None where the grader failed and nobody has corrected that."""

    kinds: Mapping[str, str]
    points: Mapping[str, float]
    worth: Mapping[str, float]
    raw: float
    penalty: float
    score: float | None
    maximum: float
    late_days: float


def mark(
    kinds: Mapping[str, str],
    worth: Mapping[str, float],
    fixes: Sequence[Fix],
    submitted: datetime | None,
    rule: StepRule,
    late: Late,
    untouched: bool = False,
) -> Marked:
    """The points of each check and of the step. A check that could not be run here counts for nobody and against nobody.

    `untouched` is a file as it was shipped: what already passes in it was earned by nobody.
    """
    kinds = {**{name: kinds.get(name, "missing") for name in worth}, **_fixed_kinds(worth, fixes)} if kinds else {}
    counted = {name: 0.0 if kinds[name] == "left-out" else worth[name] for name in kinds}
    points = {name: counted[name] if kind == "passed" and not untouched else 0.0 for name, kind in kinds.items()}
    points |= {name: counted[name] for name, kind in _fixed_kinds(worth, fixes).items() if kind == "passed"}
    points |= {fix.name: fix.points for fix in fixes if fix.name is not None and fix.name in kinds and fix.points is not None}
    maximum = round(sum(counted.values()) if kinds else sum(worth.values()), DIGITS)
    raw = round(sum(points.values()), DIGITS)
    days = late.days(submitted, rule.due)
    penalty = round(raw * late.part(days), DIGITS)
    broken = any(kind == "grader-error" and name not in _named(fixes) for name, kind in kinds.items())
    score = None if broken else round(raw - penalty, DIGITS)
    whole = [fix.points for fix in fixes if fix.name is None and fix.points is not None]
    shown = {name: "skipped" if kind == "left-out" else kind for name, kind in kinds.items()}
    return Marked(shown, points, counted, raw, penalty, whole[-1] if whole else score, maximum, days)


def _named(fixes: Sequence[Fix]) -> set[str]:
    return {fix.name for fix in fixes if fix.name is not None}


def _fixed_kinds(worth: Mapping[str, float], fixes: Sequence[Fix]) -> dict[str, str]:
    return {fix.name: fix.verdict for fix in fixes if fix.name is not None and fix.name in worth and fix.verdict is not None}
