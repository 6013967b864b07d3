"""A person's results → the cases that the reports for other systems are made from, with the points that the rules give.

Also their files, one a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grader.classroom.exports import Made
from grader.classroom.exports.sheet import no_grades
from grader.classroom.summary import Klass, Person, Result, StepInfo
from grader.classroom.writing import safe_name, written
from grader.reports.cases import Case, Suite, status_of
from grader.reports.document import as_text
from grader.words import say


def of(klass: Klass, person: Person, named: bool = False) -> list[Suite]:
    """A suite for each step that counts; with `named`, their id stands in its name."""
    pairs = zip(klass.steps, person.results, strict=True)
    return [_suite(klass, person, step, result, named) for step, result in pairs if step.counts]


def each(klass: Klass, folder: Path, make: Callable[[list[Suite]], str], ending: str) -> Made:
    """A file for each person who has a grade; who has none, because the grader failed, is said and gets no file."""
    for person in klass.people:
        path = folder / f"{safe_name(person.id)}{ending}"
        suites = of(klass, person)
        if any(suite.score is None for suite in suites):
            path.unlink(missing_ok=True)  # one of an earlier run would be taken for this one's
        else:
            written(path, [make(suites)])
    return Made(folder, tuple(no_grades(klass)))


def json_of(document: dict[str, Any]) -> str:
    """A document as JSON text."""
    return as_text(document)


def _suite(klass: Klass, person: Person, step: StepInfo, result: Result, named: bool) -> Suite:
    cases = tuple(_cases(step, result))
    title = say("cases.step", step=step.number, title=step.title)
    facts = {"status": result.status, "isolation": result.isolation or "-", "sha256": result.sha256 or "-"}
    return Suite(
        name=f"{person.id} · {title}" if named else title,
        cases=cases,
        ok=None if result.score is None else all(case.status in ("pass", "skip") for case in cases),
        output="\n".join(_told(klass, step, result)),
        file=result.file.rpartition("/")[2],
        facts=tuple(facts.items()),
        seconds=result.seconds,
        score=result.score,
        maximum=result.maximum,
        at=result.graded_at,
    )


def _cases(step: StepInfo, result: Result) -> Iterator[Case]:
    says = {check.name: check.says for check in step.checks}
    for check in result.checks:
        status = status_of(check.verdict) if check.verdict != "missing" else "fail"
        message = check.message if status != "pass" else ""
        if status != "pass" and not message:
            message = say(f"kind.{check.verdict}") if check.verdict != "missing" else say("export.missing")
        maximum = 0.0 if status == "skip" else check.maximum
        yield Case(
            step.number,
            check.name,
            says.get(check.name, ""),
            status,
            check.verdict,
            message,
            check.points,
            maximum,
            check.seconds,
        )
    if not result.checks:
        handed_in = result.status != "missing"
        message = result.output if handed_in and result.output else say("export.missing")
        whole = result.score or 0.0
        passed = whole > 0 and whole >= result.maximum
        status = "pass" if passed else "fail"
        told = "" if passed else message
        yield Case(step.number, "file", say("cases.file"), status, result.status, told, whole, result.maximum)


def _told(klass: Klass, step: StepInfo, result: Result) -> Iterator[str]:
    """What is to be said to the person beside the checks."""
    if result.score is None:
        yield say("grade.no-grade", step=step.number)
    if result.diagnosis:
        yield result.diagnosis.says
    if result.penalty:
        yield say("export.late", days=f"{result.late_days:g}", points=f"{result.penalty:g}")
    if result.corrected:
        yield say("export.corrected", why=result.corrected.why)
    if klass.unisolated:
        yield say("grade.open")
