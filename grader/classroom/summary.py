"""A gradebook and its rules → plain frozen data, which the page, the exports and the feedback files are made from.

Whoever writes something out for people reads a `Klass` and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

from grader.classroom import scores
from grader.classroom.gradebook import CORRECTED_GRADING, Gradebook
from grader.classroom.rules import Rules
from grader.words import say


class CheckInfo(NamedTuple):
    """A check of a step: its name, the sentence that says what it claims, the points that it is worth."""

    name: str
    says: str
    points: float


class StepInfo(NamedTuple):
    """A step that the class was graded on; `maximum` is the points of all its checks, its weight counted in."""

    number: int
    title: str
    stage: int
    stage_title: str
    checks: tuple[CheckInfo, ...]
    maximum: float
    due: str | None = None
    counts: bool = True


class CheckResult(NamedTuple):
    """What one check came to. `verdict` is one of the kinds of `grader.verdict`; `corrected` where a person said so."""

    name: str
    verdict: str
    message: str
    points: float
    maximum: float
    corrected: bool = False
    seconds: float = 0.0


class Diagnosis(NamedTuple):
    """The known mistake that behaves exactly as a submission does."""

    name: str
    says: str


class Correction(NamedTuple):
    """What a person changed by hand, last: who, why, what stood there before, and when (UTC)."""

    by: str
    why: str
    old: str
    at: str


@dataclass(frozen=True)
class Result:
    """One person on one step.

    `status` is passed, failed, unwritten, error, grader-error or missing. `raw` is the points of the checks, `penalty` what
    lateness takes off, `score` what is left. `score` is None where the grader failed: that is no grade, and never a zero.
    """

    step: int
    status: str
    file: str = ""
    sha256: str = ""
    submitted_at: str | None = None
    late_days: float = 0.0
    penalty: float = 0.0
    raw: float = 0.0
    score: float | None = 0.0
    maximum: float = 0.0
    checks: tuple[CheckResult, ...] = ()
    diagnosis: Diagnosis | None = None
    corrected: Correction | None = None
    output: str = ""
    notes: tuple[str, ...] = ()
    seed: int = 0
    isolation: str = ""
    graded_at: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Person:
    """One of the class, also one who handed in nothing. `standing` is the highest step reached, 0 for none.

    `total` and `maximum` leave out steps that do not count and those where the grader failed.
    """

    id: str
    name: str
    email: str
    section: str
    extra: Mapping[str, str]
    results: tuple[Result, ...]
    total: float
    maximum: float
    standing: int
    problems: tuple[str, ...] = ()
    on_roster: bool = True


@dataclass(frozen=True)
class Klass:
    """A class as it stands: its steps, its people in the order of the roster, and how it was graded."""

    title: str
    steps: tuple[StepInfo, ...]
    people: tuple[Person, ...]
    isolation: str
    grader: str
    generated: str
    unisolated: bool = False
    notes: tuple[str, ...] = ()
    has_roster: bool = False

    @property
    def maximum(self) -> float:
        """What somebody has who passed every check of every step that counts."""
        return sum(step.maximum for step in self.steps if step.counts)


def read(out: Path) -> Klass:
    """The class whose gradebook lies in the folder `out`. Raises Unusable where there is none."""
    with Gradebook.opened(out) as book:
        return summary(book)


def title(out: Path) -> str:
    """What the class in a folder of grades is called. Raises Unusable where there is none."""
    with Gradebook.opened(out) as book:
        return _title(book, Rules.from_document(json.loads(book.meta("rules", "{}"))))


def _title(book: Gradebook, rules: Rules) -> str:
    return rules.title or book.meta("title", "")


def summary(book: Gradebook) -> Klass:
    """The class as its gradebook has it now."""
    rules = Rules.from_document(json.loads(book.meta("rules", "{}")))
    steps = tuple(_steps(book, rules))
    by_person = _Rows(book)
    people = tuple(_person(row, steps, by_person, rules) for row in book.people())
    levels = book.levels()
    return Klass(
        title=_title(book, rules),
        steps=steps,
        people=people,
        isolation=", ".join(levels),
        grader=book.meta("grader", ""),
        generated=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        unisolated="none" in levels,
        notes=(*json.loads(book.meta("notes", "[]")), *([say("grade.interrupted")] if book.interrupted() else [])),
        has_roster=book.meta("roster", "") == "yes",
    )


def result_of(book: Gradebook, person: str, number: int) -> Result | None:
    """One person on one step, as it stands; None for a step that the class is not graded on."""
    rules = Rules.from_document(json.loads(book.meta("rules", "{}")))
    corrections = [row for row in book.corrections_of(person) if row["step"] == number]
    for step in _steps(book, rules):
        if step.number == number:
            return _result(step, book.current(person, number), corrections, book.verdicts_of(person), rules)
    return None


def _steps(book: Gradebook, rules: Rules) -> Iterator[StepInfo]:
    for row in book.steps():
        names = book.checks(row["number"], row["version"])
        worth = rules.of(row["number"]).worth([name for name, _ in names])
        checks = tuple(CheckInfo(name, says, worth[name]) for name, says in names)
        due = rules.of(row["number"]).due
        yield StepInfo(
            row["number"],
            row["title"],
            row["stage"],
            row["stage_title"],
            checks,
            round(sum(worth.values()), 6),
            due.isoformat() if due else None,
            rules.of(row["number"]).counts,
        )


class _Rows:
    """Everything the gradebook has on each person, read person by person."""

    def __init__(self, book: Gradebook) -> None:
        self.book = book

    def of(self, person: str) -> Mapping[int, Any]:
        return {row["step"]: row for row in self.book.current_of(person)}

    def corrections(self, person: str) -> Mapping[int, Sequence[Any]]:
        found: dict[int, list[Any]] = {}
        for row in self.book.corrections_of(person):
            found.setdefault(row["step"], []).append(row)
        return found


def _person(row: Any, steps: Sequence[StepInfo], rows: _Rows, rules: Rules) -> Person:
    graded, corrections = rows.of(row["id"]), rows.corrections(row["id"])
    verdicts = rows.book.verdicts_of(row["id"])
    results = tuple(
        _result(step, graded.get(step.number), corrections.get(step.number, ()), verdicts, rules) for step in steps
    )
    counted = [r for r, step in zip(results, steps, strict=True) if step.counts and r.score is not None]
    stale = tuple(
        say("grade.corrected-before", step=number, at=rows_of[-1]["at"])
        for number, rows_of in corrections.items()
        if number in graded and any(c[CORRECTED_GRADING] != graded[number]["id"] for c in rows_of)
    )
    failed = tuple(say("grade.no-grade", step=r.step) for r in results if r.score is None)
    return Person(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        section=row["section"],
        extra=json.loads(row["extra"]),
        results=results,
        total=round(sum(r.score or 0.0 for r in counted), 6),
        maximum=round(sum(r.maximum for r in counted), 6),
        standing=_standing(list(graded.values())),
        problems=(*json.loads(row["problems"]), *stale, *failed),
        on_roster=bool(row["on_roster"]),
    )


def _standing(graded: Sequence[Any]) -> int:
    """The highest step that passes, up to the first that is wrong or can not be read; as `make place` has it for a folder."""
    reached = 0
    for row in graded:
        if row["status"] in ("failed", "error"):
            break
        if row["status"] == "passed" and not json.loads(row["older"]):
            reached = row["step"]
    return reached


def _result(
    step: StepInfo, row: Any, corrections: Sequence[Any], by_grading: Mapping[int, Sequence[Any]], rules: Rules
) -> Result:
    of_step = rules.of(step.number)
    worth = {check.name: check.points for check in step.checks}
    fixes = [scores.Fix(c["name"], c["points"], c["verdict"]) for c in corrections]
    corrected = _corrected(corrections)
    if row is None:
        marked = scores.mark({}, worth, fixes, None, of_step, rules.late)
        missing = Result(step.number, "missing", score=marked.score, maximum=step.maximum, corrected=corrected)
        return missing
    verdicts = by_grading.get(row["id"], ())
    seen = {v["name"]: "left-out" if v["left_out"] else v["kind"] for v in verdicts}
    submitted = datetime.fromisoformat(row["submitted"]) if row["submitted"] else None
    marked = scores.mark(seen, worth, fixes, submitted, of_step, rules.late, bool(row["untouched"]))
    told = {v["name"]: (v["message"], v["seconds"]) for v in verdicts}
    fixed = {fix.name for fix in fixes if fix.name}
    return Result(
        step=step.number,
        status=row["status"],
        file=row["found"],
        sha256=row["sha256"],
        submitted_at=row["submitted"],
        late_days=marked.late_days,
        penalty=marked.penalty,
        raw=marked.raw,
        score=marked.score,
        maximum=marked.maximum,
        checks=tuple(
            _check(name, marked, told.get(name, ("", 0.0)), name in fixed)
            for name in marked.points
        ),
        diagnosis=Diagnosis(row["diagnosis"], row["diagnosis_says"]) if row["diagnosis"] else None,
        corrected=corrected,
        output=row["output"],
        notes=(*json.loads(row["notes"]), *([say("grade.untouched")] if row["untouched"] else [])),
        seed=row["seed"],
        isolation=row["isolation"],
        graded_at=row["graded_at"],
        seconds=row["seconds"],
    )


def _check(name: str, marked: scores.Marked, told: tuple[str, float], corrected: bool) -> CheckResult:
    message, seconds = told
    return CheckResult(name, marked.kinds[name], message, marked.points[name], marked.worth[name], corrected, seconds)


def _corrected(rows: Sequence[Any]) -> Correction | None:
    if not rows:
        return None
    last = rows[-1]
    return Correction(last["by"], "; ".join(dict.fromkeys(row["why"] for row in rows)), last["old"], last["at"])
