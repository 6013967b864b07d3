"""`place path`: how far any file reaches."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.commands.shared import add_shared, report


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("path", type=Path)
    add_shared(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.check import Options
    from grader.place import place

    return report(place(course.ROOT, options.path, Options(options.seed, options.isolation)), options.format)
