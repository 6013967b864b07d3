"""A class → a results.json for each person, as an Exercism test runner writes it."""

from __future__ import annotations

from pathlib import Path

from grader.classroom.exports import Made
from grader.classroom.exports.suites import each, json_of
from grader.classroom.summary import Klass
from grader.reports.exercism import document


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The folder `exercism`, with a file for each person."""
    return each(klass, folder / "exercism", lambda suites: json_of(document(suites)), ".json")
