"""Rows → CSV that a spreadsheet shows and does not run; a teacher's own CSV → its rows, kept as they are.

Also whose row is whose: by id first, and a row whose id and name point to two people is nobody's.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.roster import LOOKUP, Entry, Finder, delimiter_of, squeezed, text_of
from grader.classroom.summary import Klass, Person, Result
from grader.clean import clean, clean_line
from grader.words import listed, say

FORMULA = "=+-@＝＋－＠\t\r"
NUMBER = r"[+-]?\d+(?:[.,]\d+)?"
BOM = "\ufeff"
IDENTIFYING = ("id", "sis", "username", "email")
EMPTY = ("", "-")
MOST_NAMED = 8


def safe(value: object) -> str:
    """A cell that is text everywhere: what a spreadsheet would take for a formula begins with an apostrophe.

    >>> safe("=1+1"), safe(-2.5), safe("Ann, \\"A\\"")
    ("'=1+1", '-2.5', 'Ann, "A"')
    """
    text = clean(str(value), 30_000)
    hot = text.startswith(("\t", "\r")) or text.lstrip().startswith(tuple(FORMULA))
    return f"'{text}" if hot and not re.fullmatch(NUMBER, text) else text


def kept(cell: str) -> str:
    """A teacher's own cell: as it is, but for what is a formula and neither a number, a dash nor Canvas's own quoted text."""
    if cell.strip() in EMPTY or re.fullmatch(r'="[^"]*"', cell):
        return cell
    return cell if cell.isprintable() and not cell.lstrip().startswith(tuple(FORMULA)) else safe(cell)


def number(points: float | None) -> str:
    """Points as every system reads them, blank where there is no grade.

    >>> number(2.0), number(1.25), number(None), number(1 / 3)
    ('2', '1.25', '', '0.3333')
    """
    if points is None or not math.isfinite(points):
        return ""
    return f"{points:.4f}".rstrip("0").rstrip(".") or "0"


def lines(rows: Iterable[Sequence[str]], delimiter: str = ",") -> Iterator[str]:
    """Rows as CSV, line by line, quoted where it is needed."""
    for row in rows:
        room = io.StringIO()
        csv.writer(room, delimiter=delimiter).writerow(row)
        yield room.getvalue()


@dataclass(frozen=True)
class Sheet:
    """A CSV of the teacher's: its rows, what stands between cells, and whether it begins with a byte order mark."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    bom: bool

    def pieces(self) -> Iterator[str]:
        """The file's text."""
        yield BOM if self.bom else ""
        yield from lines(self.rows, self.delimiter)

    def filled(self, cells: dict[tuple[int, int], str], start: int, exact: Sequence[int]) -> Sheet:
        """The sheet with some cells filled in; below `start`, cells outside the columns `exact` hold no formula."""
        rows = []
        for at, row in enumerate(self.rows):
            wide = [*row, *[""] * (max((c for r, c in cells if r == at), default=-1) + 1 - len(row))]
            old = [cell if at < start or place in exact else kept(cell) for place, cell in enumerate(wide)]
            rows.append(tuple(cells.get((at, place), cell) for place, cell in enumerate(old)))
        return replace(self, rows=tuple(rows))


def read(path: Path) -> Sheet:
    """A teacher's CSV. Raises Unusable where it can not be read."""
    shown = clean_line(str(path))
    text, _ = text_of(path, shown)
    delimiter = delimiter_of(text)
    rows = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter)
    with path.open("rb") as file:
        bom = file.read(3) == b"\xef\xbb\xbf"
    return Sheet(shown, tuple(map(tuple, rows)), delimiter, bom)


class Owners:
    """Whose a row of a teacher's sheet is; remembers who has one."""

    def __init__(self, klass: Klass) -> None:
        self._people = {person.id: person for person in klass.people}
        self._finder = Finder(_entry(person) for person in klass.people)
        self._taken: set[str] = set()
        self._strange: list[str] = []

    def of(self, ids: Sequence[str], name: str) -> Person | None:
        """The person of a row, or None, which is remembered to be said."""
        ids = [cell.strip() for cell in ids if cell.strip()]
        by_id = self._finder.find(ids, []).entry
        by_name = self._finder.find([], [_plain(name)]).entry if name.strip() else None
        found = by_id or by_name
        if found is None or (by_id and by_name and by_id.id != by_name.id) or found.id in self._taken:
            self._strange.append(clean_line(name.strip() or (ids[0] if ids else ""), 60))
            return None
        self._taken.add(found.id)
        return self._people[found.id]

    def notes(self, file: str) -> list[str]:
        """Who of the sheet is not in the class, and who of the class is not in the sheet."""
        absent = [clean_line(p.name or p.id, 60) for p in self._people.values() if p.id not in self._taken]
        strange = [say("export.strange", file=file, names=listed(self._strange, MOST_NAMED))] if self._strange else []
        return strange + ([say("export.absent", file=file, names=listed(absent, MOST_NAMED))] if absent else [])


def total(person: Person, klass: Klass) -> Result | None:
    """All steps that count as one result; None where the grader failed on one of them, for then the sum is no grade."""
    counts = {step.number for step in klass.steps if step.counts}
    results = [result for result in person.results if result.step in counts]
    if any(result.score is None for result in results):
        return None
    missing = all(result.status == "missing" and result.corrected is None for result in results)
    status = "missing" if missing else "passed"
    return Result(0, status, score=person.total, maximum=person.maximum)


def grade(result: Result | None, possible: float | None) -> str:
    """The cell of a result, brought to the points that the other system has for it; blank where there is no grade."""
    if result is None or result.score is None:
        return ""
    if possible is None or not result.maximum:
        return number(result.score)
    return number(result.score * possible / result.maximum)


def keeps(result: Result | None, cell: str) -> bool:
    """Whether a teacher's cell stays: where we have no grade, and where nothing came in and somebody wrote a grade already."""
    if result is None or result.score is None or cell.strip().upper() == "EX":
        return True
    return result.status == "missing" and result.corrected is None and cell.strip() not in EMPTY


def points_of(cell: str) -> float | None:
    """The points in a cell, None where it holds none."""
    text = cell.strip().replace(",", ".")
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) and float(text) > 0 else None


def no_grades(klass: Klass) -> list[str]:
    """Who has no grade because the grader failed, as one note."""
    names = [clean_line(p.name or p.id, 60) for p in klass.people if any(r.score is None for r in p.results)]
    return [say("export.no-grade", names=listed(names, MOST_NAMED))] if names else []


def _plain(name: str) -> str:
    return name.strip().removeprefix('="').removesuffix('"').removeprefix("'")


def _entry(person: Person) -> Entry:
    cells = [cell for title, cell in person.extra.items() if LOOKUP.get(squeezed(title)) in IDENTIFYING]
    ids = [
        person.id,
        person.email,
        person.email.partition("@")[0],
        *cells,
        *[cell.split()[-1] for cell in cells if cell.strip()],
    ]
    keys = frozenset(key.casefold().strip() for key in ids if key.strip())
    return Entry(person.id, person.name, person.email, person.section, person.extra, keys)
