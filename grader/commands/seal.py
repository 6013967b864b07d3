"""`seal step answer`: the sealed answer to a step's question, for its author to paste."""

from __future__ import annotations

import argparse

from grader.commands.shared import step_number

DESCRIPTION = "Seal the answer to a step's question, so that it is checked without being stored readable."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("step", type=step_number, help="the step's number")
    parser.add_argument("answer", help="a number")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import predict

    print(predict.seal(options.step, options.answer))
    return 0
