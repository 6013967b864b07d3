"""`seal step answer`: the sealed answer to a step's question, for its author to paste."""

from __future__ import annotations

import argparse

from grader.commands.shared import step_number


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("step", type=step_number)
    parser.add_argument("answer")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import predict

    print(predict.seal(options.step, options.answer))
    return 0
