"""A class → nbgrader's grades.csv, quoted as CSV is: a row for each assignment and student."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path

from grader.classroom.exports import Made
from grader.classroom.exports.sheet import lines, no_grades, number, safe
from grader.classroom.roster import LOOKUP, squeezed
from grader.classroom.summary import Klass, Person
from grader.classroom.writing import written

HEADER = "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score"


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The file `nbgrader.csv`."""
    return Made(written(folder / "nbgrader.csv", lines(_rows(klass))), tuple(no_grades(klass)))


def _rows(klass: Klass) -> Iterator[Sequence[str]]:
    yield HEADER.split(",")
    for at, step in enumerate(klass.steps):
        for person in klass.people:
            result = person.results[at]
            marks = (result.raw, result.penalty, result.score) if result.score is not None else (None, None, None)
            first, last = _names(person)
            about = [safe(text) for text in (person.id, last, first, person.email)]
            times = [_time(step.due), _time(result.submitted_at)]
            yield [f"step{step.number:02}", *times, *about, *map(number, marks), number(result.maximum)]


def _names(person: Person) -> tuple[str, str]:
    """First and last name: as the roster has them, or "Doe, Jane", or the last word as the last name."""
    known = {LOOKUP.get(squeezed(title)): cell for title, cell in person.extra.items()}
    if known.get("first") or known.get("last"):
        return known.get("first", ""), known.get("last", "")
    last, comma, first = person.name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = person.name.rpartition(" ")
    return first, last


def _time(at: str | None) -> str:
    """A time in UTC as nbgrader writes it, blank for none."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    return f"{moment.astimezone(timezone.utc) if moment.tzinfo else moment:%Y-%m-%d %H:%M:%S}"
