"""`hint [step]`: one more hint each time, from mild to strong."""

from __future__ import annotations

import argparse

from grader.commands.shared import add_step, chosen_step, style


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("--again", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, hints

    step = course.step(course.ROOT, chosen_step(options))
    told = hints.seen(step) if options.again else hints.one_more(step)
    print(hints.render(told, style()), end="")
    return 0
