"""`precision [step …]`: the diagnosis tried on mistakes that are not in the bank."""

from __future__ import annotations

import argparse
import sys

from grader.commands.shared import add_steps

arguments = add_steps


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, precision

    found = precision.cases(course.ROOT, options.steps or None)
    sys.stdout.write(precision.render(found))
    return int(any(case.wrong or not case.caught for case in found))
