"""`check [step] [path]`: one step, on its exercise or on a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.commands.shared import add_shared, add_step, chosen_step, report


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("path", nargs="?", type=Path)
    add_shared(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.check import Options, check

    outcome = check(course.ROOT, chosen_step(options), options.path, Options(options.seed, options.isolation))
    code = report(outcome, options.format)
    if outcome.is_exercise:  # after the report, so that nobody waits for it
        from grader import logbook

        logbook.record(course.ROOT, [outcome], outcome.step)
    return code
