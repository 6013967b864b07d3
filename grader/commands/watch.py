"""`watch [step] [path]`: a step checked again on every save."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

from grader.commands.shared import LEVELS, add_step, chosen_step, seed


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--seed", type=seed)
    parser.add_argument(
        "--isolation", choices=LEVELS, default="auto"
    )
    parser.add_argument("--look", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.check import Options
    from grader.watch import watch

    gc.enable()  # it is off so that a command starts fast; this one stays
    chosen = Options(options.seed, options.isolation)
    return watch(course.ROOT, chosen_step(options), options.path, chosen, options.look)
