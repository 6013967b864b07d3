"""Likenesses → `similar.csv`: one row for two people who share passages in a step, the most alike first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.classroom.exports.sheet import BOM, lines, safe
from grader.classroom.similar import Found, Likeness, Passage, Side
from grader.classroom.writing import written

HEAD = "step id name file part lines other_id other_name other_file other_part other_lines shared".split()


def write(found: Found, out: Path) -> Path:
    """Where the file lies, once it is written. Parts are of what each wrote; what is shared is in characters."""
    return written(out / "similar.csv", (BOM, *lines(_rows(found))))


def _rows(found: Found) -> Iterator[Sequence[str]]:
    yield HEAD
    for one in found.likenesses:
        first = _side(one.one, [passage for passage, _ in one.passages])
        second = _side(one.other, [passage for _, passage in one.passages])
        yield [str(one.step), *first, *second, str(one.shared)]


def _side(side: Side, passages: Sequence[Passage]) -> list[str]:
    places = "; ".join(dict.fromkeys(passage.place for passage in passages))
    return [safe(side.id), safe(side.name), safe(side.file), f"{side.part:.2f}", safe(places)]


def by_two(found: Found) -> list[list[Likeness]]:
    """The likenesses of the same two people together, in the order of the strongest of each."""
    kept: dict[frozenset[str], list[Likeness]] = {}
    for one in found.likenesses:
        kept.setdefault(frozenset((one.one.id, one.other.id)), []).append(one)
    return list(kept.values())
