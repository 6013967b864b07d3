"""`predict step [answer]`: the question that some steps begin with, and whether an answer is right."""

from __future__ import annotations

import argparse

from grader.commands.shared import step_number
from grader.errors import Unusable

DESCRIPTION = "Work a step's number out by hand, and say it before you run it."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("step", type=step_number, help="the step's number")
    parser.add_argument("answer", nargs="?", help="a number; without it, the question is shown")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, predict, shipped
    from grader.words import say

    course.step(course.ROOT, options.step)
    asked = shipped.of(course.ROOT, options.step).predict
    if asked is None:
        known = [number for number, item in shipped.shipped(course.ROOT).items() if item.predict]
        raise Unusable(f"step {options.step} has no question to predict; the steps that have one are {course.spans(known)}")
    question, sealed = asked
    if options.answer is None:
        print(f"{question}\n{say('predict.how', step=options.step)}")
        return 0
    right = predict.is_right(options.step, sealed, options.answer)
    print(say("predict.right" if right else "predict.wrong", step=options.step, answer=predict.spelled(options.answer)))
    return 0 if right else 1
