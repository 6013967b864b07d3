"""`carry [step]`: begin a step from one's own step before it."""

from __future__ import annotations

import argparse

from grader.commands.shared import add_step, chosen_step


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import carry, course

    print(carry.told(carry.carry(course.step(course.ROOT, chosen_step(options)))))
    return 0
