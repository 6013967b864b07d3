"""`release --steps 1-16`: what students get and what their instructors keep, as zips."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.words import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_steps(parser)
    parser.add_argument("--out", type=Path, default=Path("dist"))
    parser.add_argument(
        "--open", action="store_true"
    )


def add_steps(parser: argparse.ArgumentParser) -> None:
    """The steps, which have to be said."""
    parser.add_argument("--steps", type=_steps, required=True)


def _steps(text: str) -> tuple[int, ...]:
    from grader.classroom.rules import numbers

    try:
        return numbers(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say("call.no-steps", text=repr(text))) from None


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.classroom.packs.contents import Wanted
    from grader.classroom.packs.release import release

    wanted = Wanted(course.ROOT, options.steps, options.open)
    made = release(wanted, options.out)
    first = min(wanted.steps)
    lines = [
        say("release.students", file=made.students, steps=wanted.spans, count=made.public),
        f"  {say('release.woven') if options.open else say('release.withheld')}",
        *([f"  {say('release.before', before=first - 1)}"] if first > 1 and not options.open else []),
        say("release.instructors", file=made.instructors),
        say("release.gradescope", file=made.gradescope),
    ]
    print("\n".join(lines))
    return 0
