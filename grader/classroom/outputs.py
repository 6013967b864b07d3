"""A class as it stands → the files that people and other systems read; the gradebook stays the truth."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.classroom import exports, feedback, page
from grader.classroom.summary import Klass


def write_all(klass: Klass, out: Path, options: argparse.Namespace) -> list[Path]:
    """Where everything lies that was made from the class; feedback first, so that the page links to no file that is not there."""
    handed_out = feedback.write(klass, out)
    return [page.write(klass, out), handed_out]


def write_exports(klass: Klass, out: Path, options: argparse.Namespace) -> list[exports.Made]:
    """What other systems take, each with what has to be said of it."""
    return exports.write(klass, out, options.export)
