"""`notebook [step] [path]`: an exercise as a notebook, and back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grader.commands.shared import add_isolation, add_step, chosen_step
from grader.errors import Unusable


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--back", action="store_true")
    parser.add_argument("--check", action="store_true")
    add_isolation(parser)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, exercise_notebook, reset

    number = chosen_step(options)
    if options.check:
        return _check(number, options.isolation)
    if _is_back(options):
        done = exercise_notebook.bring_back(reset.step_of(course.ROOT, number), options.path)
    else:
        done = exercise_notebook.make(course.step(course.ROOT, number), options.path)
    print("\n".join(done.told))
    return 0


def _is_back(options: argparse.Namespace) -> bool:
    from grader.words import say

    path: Path | None = options.path
    if path is None:
        return bool(options.back)
    if path.suffix not in (".py", ".ipynb"):
        raise Unusable(say("notebook.wrong-kind", path=path))
    if options.back and path.suffix == ".py":
        raise Unusable(say("notebook.is-exercise", path=path))
    return path.suffix == ".ipynb"


def _check(number: int, isolation: str) -> int:
    from grader import course, notebook_report
    from grader.check import Options

    folder, seed, cells = notebook_report.request(sys.stdin.buffer.read(), number)
    found = notebook_report.outcome(course.ROOT, number, folder, cells, Options(seed, isolation))
    sys.stdout.write(notebook_report.bundle(found))
    return found.exit_code
