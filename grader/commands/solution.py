"""`solution [step]`: our way of writing a step beside the learner's; before it has passed, only when asked twice."""

from __future__ import annotations

import argparse
import os
import sys

from grader.commands.shared import add_step, chosen_step, style


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from shutil import get_terminal_size

    from grader import course, solution
    from grader.reports import side_by_side
    from grader.words import say

    step = course.step(course.ROOT, chosen_step(options))
    solution.refuse_absent(step)
    if not solution.is_granted(step):
        seen, total = solution.hints_seen(step)
        if seen < total:
            print(say("solution.hints", step=step.number, seen=seen, total=total))
        print(say("solution.first", step=step.number))
        return 0
    look = style()
    columns = get_terminal_size((80, 24)).columns if sys.stdout.isatty() else look.width
    if os.environ.get("TERM") == "dumb":  # what is read line by line, or aloud, wants one after the other
        columns = 0
    sys.stdout.write(side_by_side.render(solution.solution(step), look, columns))
    return 0
