"""`lesson [step]`: the page that a step begins with, in the terminal."""

from __future__ import annotations

import argparse

from grader.commands.shared import add_step, chosen_step, style


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.reports import lesson, pager

    pager.show(lesson.render(course.step(course.ROOT, chosen_step(options)), style()))
    return 0
