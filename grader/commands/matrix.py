"""`matrix [step …]`: every right and every wrong way of every step, against its checks."""

from __future__ import annotations

import argparse
import sys

from grader.commands.shared import add_steps

arguments = add_steps


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, matrix

    rows = matrix.matrix(course.ROOT, options.steps or None)
    sys.stdout.write(matrix.render(rows))
    return int(any(row.problems for row in rows))
