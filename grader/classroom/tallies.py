"""A class as it stands → what can be counted over it: standings, mistakes with who made them, the hardest checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.classroom.summary import Klass, StepInfo

NOT_TRIED = ("skipped", "unwritten", "grader-error", "missing")


class Mistake(NamedTuple):
    """A known mistake and who made it, as places in the class."""

    step: int
    name: str
    says: str
    who: tuple[int, ...]


class Hard(NamedTuple):
    """A check that somebody did not pass: how many tried it, and how many of them had it wrong."""

    step: int
    name: str
    says: str
    wrong: int
    tried: int


def standings(klass: Klass) -> list[tuple[int, tuple[int, ...]]]:
    """Each step that could be reached, 0 for none, and who stands there, as places in the class."""
    found: dict[int, list[int]] = {number: [] for number in (0, *(step.number for step in klass.steps))}
    for at, person in enumerate(klass.people):
        found.setdefault(person.standing, []).append(at)
    return [(number, tuple(who)) for number, who in sorted(found.items())]


def mistakes(klass: Klass) -> list[Mistake]:
    """The known mistakes, the most frequent first."""
    found: dict[tuple[int, str, str], list[int]] = {}
    for at, person in enumerate(klass.people):
        for result in person.results:
            if result.diagnosis:
                found.setdefault((result.step, *result.diagnosis), []).append(at)
    made = [Mistake(*key, tuple(who)) for key, who in found.items()]
    return sorted(made, key=lambda one: (-len(one.who), one.step, one.name))


def hardest(klass: Klass) -> list[Hard]:
    """The checks that somebody had wrong, the most frequent first. Nobody tries a check whose file can not be read."""
    tried: Counter[tuple[int, str]] = Counter()
    wrong: Counter[tuple[int, str]] = Counter()
    for result in (result for person in klass.people for result in person.results if result.status != "error"):
        for check in result.checks:
            if check.verdict not in NOT_TRIED:
                tried[result.step, check.name] += 1
                wrong[result.step, check.name] += check.verdict != "passed"
    says = {(step.number, check.name): check.says for step in klass.steps for check in step.checks}
    found = [Hard(*key, says.get(key, ""), count, tried[key]) for key, count in wrong.items() if count]
    return sorted(found, key=lambda one: (-one.wrong, -one.wrong / one.tried, one.step, one.name))


def steps(klass: Klass) -> Iterator[tuple[StepInfo, Mapping[str, int], float | None]]:
    """Each step, how many came to which status, and the mean of those who handed it in; None where nobody did."""
    for at, step in enumerate(klass.steps):
        results = [person.results[at] for person in klass.people]
        scores = [r.score for r in results if r.status != "missing" and r.score is not None]
        yield step, Counter(r.status for r in results), round(sum(scores) / len(scores), 4) if scores else None
