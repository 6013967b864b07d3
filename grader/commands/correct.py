"""`correct student step`: what a person decides against the grader, kept beside what it corrects."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.shared import step_number
from grader.words import say

if TYPE_CHECKING:
    from grader.classroom.corrections import Corrected



def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("student")
    parser.add_argument("step", type=step_number)
    parser.add_argument("--check")
    parser.add_argument("--points", type=_points)
    parser.add_argument("--verdict")
    parser.add_argument("--withdraw", action="store_true")
    parser.add_argument("--why", default="")
    parser.add_argument("--by", default="")
    parser.add_argument("--out", type=Path, default=Path("grades"))


def _points(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise argparse.ArgumentTypeError(say("call.no-points", text=repr(text))) from None


def run(options: argparse.Namespace) -> int:
    """Run it; 0 when it is kept."""
    from grader.classroom import corrections
    from grader.errors import Unusable

    if options.withdraw:
        if options.points is not None or options.verdict is not None or options.check is not None:
            raise Unusable(say("correct.withdraw-alone"))
        done = corrections.withdraw(options.out, options.student, options.step, options.why, options.by)
    else:
        change = corrections.Change(options.check, options.points, options.verdict, options.why, options.by)
        done = corrections.correct(options.out, options.student, options.step, change)
    print(_line(done))
    print("\n".join(_written_again(options.out, done.id)))
    return 0


def _written_again(out: Path, person: str) -> list[str]:
    """What was made anew, in words, and what could not be."""
    from grader.classroom import outputs
    from grader.words import listed

    made, notes = outputs.write_again(out, person)
    return [say("correct.again", files=listed([str(path) for path in made], 12)), *notes]


def _line(done: Corrected) -> str:
    before, after = (say("correct.no-score") if score is None else f"{score:g}" for score in (done.before, done.after))
    return say("correct.done", name=done.person, step=done.step, before=before, after=after, maximum=f"{done.maximum:g}")
