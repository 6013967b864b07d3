"""`weave [--check]`: the exercises made anew from the solutions."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("--check", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import weave

    return weave.main(["--check"] if options.check else [])
