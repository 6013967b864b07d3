"""`correct student step`: what a person decides against the grader, kept beside what it corrects."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.shared import step_number

if TYPE_CHECKING:
    from grader.classroom.corrections import Corrected

DESCRIPTION = "Correct a grade by hand; what stood there before is kept."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("student", help="an id, a name or an address of the class")
    parser.add_argument("step", type=step_number, help="the step's number")
    parser.add_argument("--check", help="one check's name; without it, the whole step")
    parser.add_argument("--points", type=_points, help="the points that it gets")
    parser.add_argument("--verdict", help="what the check came to, such as passed")
    parser.add_argument("--withdraw", action="store_true", help="let earlier corrections of the step count no longer")
    parser.add_argument("--why", default="", help="the reason, for those who read it later")
    parser.add_argument("--by", default="", help="who decided it (default: you)")
    parser.add_argument("--out", type=Path, default=Path("grades"), help="where the gradebook is (default: grades)")


def _points(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} are no points, such as 2 or 0.5") from None


def run(options: argparse.Namespace) -> int:
    """Run it; 0 when it is kept."""
    from grader.classroom import corrections
    from grader.errors import Unusable
    from grader.words import say

    if options.withdraw:
        if options.points is not None or options.verdict is not None or options.check is not None:
            raise Unusable(say("correct.withdraw-alone"))
        done = corrections.withdraw(options.out, options.student, options.step, options.why, options.by)
    else:
        change = corrections.Change(options.check, options.points, options.verdict, options.why, options.by)
        done = corrections.correct(options.out, options.student, options.step, change)
    print(_line(done))
    return 0


def _line(done: Corrected) -> str:
    from grader.words import say

    before, after = (say("correct.no-score") if score is None else f"{score:g}" for score in (done.before, done.after))
    return say("correct.done", name=done.person, step=done.step, before=before, after=after, maximum=f"{done.maximum:g}")
