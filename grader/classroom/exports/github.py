"""A class → the result of a GitHub Classroom runner for each person: the JSON, and the base64 that the reporter takes."""

from __future__ import annotations

from pathlib import Path

from grader.classroom.exports import Made
from grader.classroom.exports.suites import each, json_of
from grader.classroom.summary import Klass
from grader.reports.github import document, encoded


def write(klass: Klass, folder: Path, source: Path | None = None) -> Made:
    """The folder `github`, with two files for each person."""
    each(klass, folder / "github", lambda suites: encoded(json_of(document(suites))), ".b64")
    return each(klass, folder / "github", lambda suites: json_of(document(suites)), ".json")
