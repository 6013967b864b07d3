"""What several commands take and give: numbers of steps, seeds, formats, isolation levels, reports."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from grader.commands import forget_stdout, shows_unicode
from grader.words import say

if TYPE_CHECKING:
    from grader.outcome import Outcome
    from grader.reports.style import Style

FORMATS = ("text", "json")
SYSTEMS = ("junit", "gradescope", "exercism", "github")  # one module each in grader/reports
LEVELS = ("auto", "bwrap", "landlock", "none")


def add_shared(parser: argparse.ArgumentParser) -> None:
    """The options of every command that grades: seed, format, isolation."""
    add_seed(parser)
    parser.add_argument(
        "--format", choices=(*FORMATS, *SYSTEMS), default="text"
    )
    add_isolation(parser)


def add_seed(parser: argparse.ArgumentParser) -> None:
    """The seed of the inputs."""
    parser.add_argument("--seed", type=seed)


def add_isolation(parser: argparse.ArgumentParser) -> None:
    """How learner code is confined."""
    parser.add_argument(
        "--isolation", choices=LEVELS, default="auto"
    )


def add_step(parser: argparse.ArgumentParser) -> None:
    """The number of one step, or none for the one that the learner is on (`chosen_step`)."""
    parser.add_argument("step", type=step_number, nargs="?")


def chosen_step(options: argparse.Namespace) -> int:
    """The step that was asked for, or the one that the learner is on."""
    if options.step is not None:
        number: int = options.step
        return number
    from grader import course, logbook

    return logbook.current(course.ROOT)


def add_steps(parser: argparse.ArgumentParser) -> None:
    """Any number of steps, none meaning all."""
    parser.add_argument("steps", type=step_number, nargs="*")


def step_number(text: str) -> int:
    """The number in "14", "014" or "step14". Raises ArgumentTypeError with an example."""
    if text.endswith((".py", ".ipynb")):
        raise argparse.ArgumentTypeError(say("call.step-file", text=repr(text), file=text))
    digits = text.lower().removeprefix("step").lstrip("0 ")
    if not digits.isdecimal() or len(digits) > 4:
        raise argparse.ArgumentTypeError(say("call.no-step", text=repr(text)))
    return int(digits)


def seed(text: str) -> int:
    """A seed. Raises ArgumentTypeError for what is none."""
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(say("call.no-seed", text=repr(text)))
    return int(text)


def report(outcome: Outcome, form: str) -> int:
    """Write the report of an outcome on stdout; its exit code."""
    if form == "json":
        from grader.reports import document

        text = document.render(outcome)
    elif form in SYSTEMS:
        from importlib import import_module

        text = import_module(f"grader.reports.{form}").render(outcome)
    else:
        from grader.reports import text as page

        text = (page.render if outcome.step is not None else page.render_placed)(outcome, style())
    show_page(text)
    return outcome.exit_code


def show_page(text: str) -> None:
    """Write a page on stdout, as far as somebody reads it."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()


def style() -> Style:
    """What this terminal can do; colour only where it is one and NO_COLOR is not set."""
    from shutil import get_terminal_size

    from grader.reports.style import Style

    terminal = sys.stdout.isatty()
    return Style(
        width=max(40, min(get_terminal_size((80, 24)).columns, 100)) if terminal else 80,
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        unicode=shows_unicode(),
    )
