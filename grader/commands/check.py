"""`check [step] [path]`: one step, on its exercise or on a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.commands.shared import add_shared, report, step_number

DESCRIPTION = "Check one step, on its exercise or a file."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("step", type=step_number, nargs="?", help="the step's number; without it, the one you are on")
    parser.add_argument("path", nargs="?", type=Path, help="a .py, .ipynb or folder; without it, the exercise")
    add_shared(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, shipped
    from grader.check import Options, check

    chosen = Options(options.seed, options.isolation)
    number = options.step if options.step is not None else shipped.current(course.ROOT)
    return report(check(course.ROOT, number, options.path, chosen), options.format)
