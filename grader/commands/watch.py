"""`watch [step] [path]`: a step checked again on every save."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

from grader.commands.shared import LEVELS, add_step, chosen_step, seed

DESCRIPTION = "Check one step on every save of its exercise, or of a file, with a key for whatever you want next."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("path", nargs="?", type=Path, help="a .py, .ipynb or folder; without it, the exercise")
    parser.add_argument("--seed", type=seed, help="the same inputs every time")
    parser.add_argument(
        "--isolation", choices=LEVELS, default="auto", help="how to confine (default: the strongest)"
    )
    parser.add_argument("--look", action="store_true", help="look at the file often, and wait for no file events")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.check import Options
    from grader.watch import watch

    gc.enable()  # it is off so that a command starts fast; this one stays
    chosen = Options(options.seed, options.isolation)
    return watch(course.ROOT, chosen_step(options), options.path, chosen, options.look)
