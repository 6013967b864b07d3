"""A class → a CSV that Canvas's gradebook imports: the teacher's own download filled in, or one from nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
from grader.classroom.summary import Klass, Person, Result
from grader.classroom.writing import written
from grader.errors import Unusable
from grader.words import listed, say

IDS = ("id", "sis user id", "sis login id", "integration id")
POSSIBLE = "    Points Possible"


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The file `canvas.csv`. Raises Unusable for a file that is no download of Canvas's gradebook."""
    if source is None:
        return Made(written(folder / "canvas.csv", lines(_rows(klass))), tuple(no_grades(klass)))
    sheet, notes = _filled(klass, read(source))
    return Made(written(folder / "canvas.csv", sheet.pieces()), (*notes, *no_grades(klass)))


def refuse(source: Path) -> None:
    """Nothing, if the file can be filled in. Raises Unusable."""
    _header(read(source))


def _rows(klass: Klass) -> Iterator[Sequence[str]]:
    """From nothing: Canvas finds people by their login, and makes the assignments."""
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(f"Step {step.number}" for step in klass.steps)]
    yield [POSSIBLE, "", "", "", "", *(number(step.maximum) for step in klass.steps)]
    for person in klass.people:
        about = [safe(person.name or person.id), "", "", safe(person.id), safe(person.section)]
        yield [*about, *(grade(r, s.maximum) for r, s in zip(person.results, klass.steps, strict=True))]


def _filled(klass: Klass, sheet: Sheet) -> tuple[Sheet, list[str]]:
    header = _header(sheet)
    titles = [cell.strip() for cell in sheet.rows[header]]
    notes: list[str] = []
    columns = _columns(klass, titles, notes)
    known = _possible(sheet, header)
    worth = sheet.rows[known] if known else ()
    possible = {place: points_of(worth[place]) if place < len(worth) else None for place in columns}
    cells = {(header, place): f"Step {number}" for place, number in columns.items() if place >= len(titles)}
    for place, step in columns.items():
        maximum = next((one.maximum for one in klass.steps if one.number == step), klass.maximum)
        theirs = possible[place]
        if theirs is None:
            possible[place] = maximum
            cells |= {(known, place): number(maximum)} if known else {}
        elif theirs != maximum:
            where = f"{sheet.name}, {titles[place]}"
            notes.append(say("export.brought", file=where, points=number(theirs), ours=number(maximum)))
    exact = [place for place, title in enumerate(titles) if title.lower() in IDS]
    owners = Owners(klass)
    for at, row in enumerate(sheet.rows):
        if at > header and at != known and any(cell.strip() for cell in row[1:]) and not _test_student(row):
            person = owners.of([row[place] for place in exact if place < len(row)], row[0])
            cells |= _cells(at, row, person, klass, columns, possible) if person else {}
    return sheet.filled(cells, header + 1, exact), [*notes, *owners.notes(sheet.name)]


def _cells(
    at: int,
    row: Sequence[str],
    person: Person,
    klass: Klass,
    columns: Mapping[int, int],
    possible: Mapping[int, float | None],
) -> dict[tuple[int, int], str]:
    filled = {}
    for place, step in columns.items():
        result: Result | None = (
            next((r for r in person.results if r.step == step), None) if step else total(person, klass)
        )
        if not keeps(result, row[place] if place < len(row) else ""):
            filled[at, place] = grade(result, possible[place])
    return filled


def _header(sheet: Sheet) -> int:
    for at, row in enumerate(sheet.rows[:5]):
        cells = [cell.strip() for cell in row]
        if len(cells) > 3 and "Student" in cells[0] and cells[1] == "ID" and "Section" in cells:
            return at
    seen = listed([cell[:40] for cell in (sheet.rows[0] if sheet.rows else ())], 6)
    raise Unusable(say("export.not-canvas", file=sheet.name, seen=seen or say("roster.nothing")))


def _possible(sheet: Sheet, header: int) -> int:
    """The row of the points possible, 0 where there is none (a header stands above it)."""
    rows = range(header + 1, min(header + 4, len(sheet.rows)))
    return next((at for at in rows if sheet.rows[at] and "Points Possible" in sheet.rows[at][0]), 0)


def _columns(klass: Klass, titles: Sequence[str], notes: list[str]) -> dict[int, int]:
    """Columns and the steps that they are for, 0 for the total; a step that no column names gets a new one, which is said.

    A title that is the class's own is the total's. Where there is one, steps without a column get none.
    """
    first = titles.index("Section") + 1
    plain = {place: re.sub(r"\s*\(\d+\)$", "", title) for place, title in enumerate(titles) if place >= first}
    found: dict[int, int] = {}
    for place, title in plain.items():
        named = re.fullmatch(r"(?i).*?\bstep[\s_#-]*0*(\d+)\b.*", title)
        step = int(named[1]) if named else -1
        if any(one.number == step for one in klass.steps) and step not in found.values():
            found[place] = step
        elif klass.title and title.casefold() == klass.title.casefold():
            found[place] = 0
    new = [step.number for step in klass.steps if step.number not in found.values()] if 0 not in found.values() else []
    found |= {len(titles) + offset: step for offset, step in enumerate(new)}
    if new:
        notes.append(say("export.new-columns", titles=listed([f"Step {step}" for step in new], 6)))
    return found


def _test_student(row: Sequence[str]) -> bool:
    return row[0].strip() in ("Student, Test", "Test Student")
