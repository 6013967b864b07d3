"""`progress`: the ladder with its stages, what has passed and when, what is broken since, what to type next."""

from __future__ import annotations

import argparse
import sys

from grader.commands.shared import FORMATS, style


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--format", choices=FORMATS, default="text")


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course, progress
    from grader.reports import ladder as page

    ladder = progress.look(course.ROOT) if options.brief else progress.progress(course.ROOT)
    if options.format == "json":
        text = page.document(ladder)
    else:
        text = page.brief(ladder, style()) if options.brief else page.render(ladder, style(), options.all)
    sys.stdout.write(text)
    return 0
