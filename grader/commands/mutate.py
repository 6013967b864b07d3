"""`mutate [step …]`: small changes to the solutions, and whether the checks notice them."""

from __future__ import annotations

import argparse
import sys

from grader.commands.shared import add_steps

arguments = add_steps


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, mutation

    found = mutation.scores(course.ROOT, options.steps or None)
    sys.stdout.write(mutation.render(found))
    return int(any(score.survivors or score.stale for score in found))
