"""`reset [step]`: an exercise as it was shipped, or, with `--undo`, as it was before that."""

from __future__ import annotations

import argparse

from grader.commands.shared import add_step, chosen_step


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("--undo", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, reset

    step = reset.step_of(course.ROOT, chosen_step(options))
    print(reset.told(step, reset.undo(step) if options.undo else reset.reset(step)))
    return 0
