"""A class → a CSV for Moodle: an assignment's offline grading worksheet filled in, or one for the gradebook's import."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.classroom.exports import Made
from grader.classroom.exports.sheet import (
    Owners,
    Sheet,
    grade,
    keeps,
    lines,
    no_grades,
    number,
    points_of,
    read,
    safe,
    total,
)
from grader.classroom.roster import squeezed
from grader.classroom.summary import Klass, Person, Result
from grader.classroom.writing import written
from grader.errors import Unusable
from grader.words import listed, say

# The worksheet's headers are in the language of whoever downloaded it. Where none of these is there, the places tell.
GRADES = [
    squeezed(word)
    for word in (
        "Grade,Bewertung,Calificación,Note,Valutazione,Nota,Beoordeling,Cijfer,Ocena,Betyg,성적,評定,成绩,Оценка"
    ).split(",")
]
MAXIMA = [
    squeezed(word)
    for word in (
        "Maximum Grade,Maximum grade,Bestwertung,Höchstbewertung,Calificación máxima,Note maximale,Valutazione massima,"
        "Nota máxima,Maximumcijfer,최고 성적,最大評点,最高成绩,Максимальная оценка"
    ).split(",")
]


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The file `moodle.csv`. Raises Unusable for a file that is no grading worksheet."""
    if source is None:
        return Made(written(folder / "moodle.csv", lines(_rows(klass))), tuple(no_grades(klass)))
    sheet, notes = _filled(klass, read(source))
    return Made(written(folder / "moodle.csv", sheet.pieces()), (*notes, *no_grades(klass)))


def refuse(source: Path) -> None:
    """Nothing, if the file can be filled in. Raises Unusable."""
    _places(read(source))


def _rows(klass: Klass) -> Iterator[Sequence[str]]:
    """For the gradebook's import: the columns are mapped by hand there, the id to the ID number or the user name."""
    yield ["ID number", "Email address", "Full name", *(f"Step {step.number}" for step in klass.steps)]
    for person in klass.people:
        about = [safe(text) for text in (person.id, person.email, person.name)]
        yield [*about, *(grade(r, s.maximum) for r, s in zip(person.results, klass.steps, strict=True))]


def _filled(klass: Klass, sheet: Sheet) -> tuple[Sheet, list[str]]:
    grades, maxima = _places(sheet)
    owners = Owners(klass)
    cells: dict[tuple[int, int], str] = {}
    brought: set[float] = set()
    for at, row in enumerate(sheet.rows[1:], start=1):
        if len(row) <= grades or not row[0].strip():
            continue
        person = owners.of([_participant(row[0]), *(cell for cell in row[2:4] if "@" in cell)], row[1])
        result = _result(person, klass) if person else None
        possible = points_of(row[maxima]) if maxima is not None and maxima < len(row) else None
        if result is not None and not keeps(result, row[grades]):
            cells[at, grades] = grade(result, possible)
            brought |= {possible} if possible is not None and possible != klass.maximum else set()
    notes = owners.notes(sheet.name)
    if brought:
        points = listed([number(most) for most in sorted(brought)])
        notes.insert(0, say("export.brought", file=sheet.name, points=points, ours=number(klass.maximum)))
    return sheet.filled(cells, 1, [0]), notes


def _participant(cell: str) -> str:
    """The number in "Participant 123", whatever the word; Moodle's own number of the submission."""
    found = re.search(r"\d+$", cell.strip())
    return found[0] if found else cell


def _result(person: Person, klass: Klass) -> Result | None:
    return person.results[0] if len(klass.steps) == 1 else total(person, klass)


def _places(sheet: Sheet) -> tuple[int, int | None]:
    """The columns of the grade and of the maximum: by their words, else the maximum is the same number in every row."""
    head = [squeezed(cell) for cell in (sheet.rows[0] if sheet.rows else ())]
    people = [row for row in sheet.rows[1:] if len(row) == len(head)]
    if len(head) < 4 or not people or not all(re.search(r"\d", row[0]) for row in people):
        raise _refused(sheet)
    maxima = next((at for at, word in enumerate(head) if word in MAXIMA), None)
    same = [at for at in range(3, len(head)) if len({row[at] for row in people}) == 1 and points_of(people[0][at])]
    maxima = maxima if maxima is not None else same[0] if len(same) == 1 else None
    grades = next((at for at, word in enumerate(head) if word in GRADES), None)
    if grades is None and maxima is not None:
        grades = maxima - 1
    if grades is None:
        raise _refused(sheet)
    return grades, maxima


def _refused(sheet: Sheet) -> Unusable:
    seen = listed([cell[:40] for cell in (sheet.rows[0] if sheet.rows else ())], 6)
    return Unusable(say("export.not-moodle", file=sheet.name, seen=seen or say("roster.nothing")))
