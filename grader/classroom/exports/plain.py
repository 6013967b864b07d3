"""A class → one CSV for a spreadsheet: a row a person, a column a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.classroom.exports import Made
from grader.classroom.exports.sheet import BOM, lines, no_grades, number, safe, total
from grader.classroom.summary import Klass
from grader.classroom.writing import written
from grader.words import say


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The file `grades.csv`; it begins with a byte order mark, without which Excel takes names for another encoding."""
    return Made(written(folder / "grades.csv", (BOM, *lines(_rows(klass)))), tuple(no_grades(klass)))


def _rows(klass: Klass) -> Iterator[Sequence[str]]:
    steps = [head for step in klass.steps for head in (f"step{step.number:02}", f"step{step.number:02}_status")]
    yield ["id", "name", "email", "section", "standing", "total", "maximum", *steps, "notes"]
    for person in klass.people:
        whole = total(person, klass)
        cells = [cell for result in person.results for cell in (number(result.score), result.status)]
        sums = [number(whole.score if whole else None), number(person.maximum if whole else None)]
        about = [safe(text) for text in (person.id, person.name, person.email, person.section)]
        open_to_all = [say("grade.open")] if klass.unisolated else []
        yield [*about, str(person.standing), *sums, *cells, safe("; ".join([*person.problems, *open_to_all]))]
