"""`autograder folder --steps 1-16`: one submission in a container of Gradescope, into its results.json."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.commands.release import add_steps
from grader.commands.shared import LEVELS


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("folder", type=Path)
    add_steps(parser)
    parser.add_argument("--isolation", choices=LEVELS, default="auto")
    parser.add_argument("--allow-unisolated", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Run it; 0 whatever the grade. Where there is no result it is 2 or 3, and nothing is written."""
    from grader.classroom import autograder
    from grader.words import say

    made = autograder.run(options.folder, options.steps, options.isolation, options.allow_unisolated)
    print(say("autograder.done", file=made))
    return 0
