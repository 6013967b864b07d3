"""A class → files that other systems take as they are; `--export moodle=worksheet.csv` asks for one.

Each format is a module with `write(klass, folder, source) -> Made`, and where it fills in a file, `refuse(source)`.
A result on which the grader failed is no grade: its cell stays blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from grader.classroom.summary import Klass
from grader.errors import Unusable
from grader.words import listed, say

FORMATS = ("plain", "canvas", "moodle", "nbgrader", "gradescope", "github", "junit", "exercism")
FILLED_IN = ("canvas", "moodle")  # those that may be given a file of the teacher's


class Wish(NamedTuple):
    """A format, and the teacher's own file that is to be filled in, if any."""

    form: str
    source: Path | None = None


class Made(NamedTuple):
    """What was written, and what the teacher has to know of it."""

    path: Path
    notes: tuple[str, ...] = ()


def wish(text: str) -> Wish:
    """What "canvas=teacher.csv" or "nbgrader" asks for. Raises ValueError with a sentence."""
    form, equals, source = text.partition("=")
    if form not in FORMATS:
        raise ValueError(say("export.unknown", form=form, known=listed(FORMATS, len(FORMATS))))
    if equals and (form not in FILLED_IN or not source):
        raise ValueError(say("export.no-file", form=form, known=listed(FILLED_IN)))
    return Wish(form, Path(source) if source else None)


def check(wishes: Iterable[Wish]) -> None:
    """Nothing, if the files to be filled in can be; to be asked before a class is graded. Raises Unusable."""
    for asked in wishes:
        if asked.source is not None and not asked.source.is_file():
            raise Unusable(say("export.gone", file=asked.source, form=asked.form))
        if asked.source is not None:
            import_module(f"{__name__}.{asked.form}").refuse(asked.source)


def write(klass: Klass, out: Path, wishes: Iterable[Wish]) -> list[Made]:
    """Every export that was asked for, in `out/exports`; the plain CSV always. Raises Unusable."""
    asked = dict.fromkeys((Wish("plain"), *wishes))
    return [import_module(f"{__name__}.{one.form}").write(klass, out / "exports", one.source) for one in asked]
