"""A class → one JUnit XML, a suite for each person and step."""

from __future__ import annotations

from pathlib import Path

from grader.classroom.exports import Made, suites
from grader.classroom.summary import Klass
from grader.classroom.writing import written
from grader.reports.junit import pieces


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The file `junit.xml`. A failure of the grader is an error there, of the type grader-error."""
    every = (suite for person in klass.people for suite in suites.of(klass, person, named=True))
    return Made(written(folder / "junit.xml", pieces(every)))
