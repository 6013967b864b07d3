"""`predict [step] [answer]`: the question that some steps begin with, and whether an answer is right."""

from __future__ import annotations

import argparse

from grader.commands.shared import add_step, chosen_step, style
from grader.errors import Unusable


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("answer", nargs="?")
    parser.add_argument("--answer", dest="said", metavar="ANSWER")  # for the step that one is on, which is not said


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, lessons, predict, shipped
    from grader.reports.text import wrap
    from grader.words import say

    number = chosen_step(options)
    step = course.step(course.ROOT, number)
    asked = shipped.of(course.ROOT, number).predict
    if asked is None:
        known = [number for number, item in shipped.shipped(course.ROOT).items() if item.predict]
        raise Unusable(say("predict.no-question", step=number, steps=course.spans(known)))
    question, sealed = asked
    answer: str | None = options.answer if options.said is None else options.said
    if answer is None:
        lines = wrap(lessons.question(step, question), "", style()) + wrap(say("predict.how", step=number), "", style())
        print("\n".join(lines))
        return 0
    right = predict.is_right(number, sealed, answer)
    print(say("predict.right" if right else "predict.wrong", step=number, answer=predict.spelled(answer)))
    return 0 if right else 1
