"""A class → a results.json for each person, as a Gradescope autograder writes it."""

from __future__ import annotations

from pathlib import Path

from grader.classroom.exports import Made
from grader.classroom.exports.suites import each, json_of
from grader.classroom.summary import Klass
from grader.reports.gradescope import document


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The folder `gradescope`, with a file for each person."""
    return each(klass, folder / "gradescope", lambda suites: json_of(document(suites)), ".json")
