"""`graph [step] [path]`: the smallest graph on which a backward pass goes wrong, as a drawing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.shared import add_isolation, add_seed, add_step, chosen_step, show_page, style
from grader.errors import Unusable
from grader.words import say, speak_english

if TYPE_CHECKING:
    from grader.counterexample import Counterexample

FORMATS = ("text", "json", "dot", "svg", "html")
SUFFIXES = {".txt": "text", **{f".{form}": form for form in FORMATS[1:]}}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    add_step(parser)
    parser.add_argument("path", nargs="?", type=Path)
    add_seed(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="text"
    )
    add_isolation(parser)
    parser.add_argument("--out", type=Path)


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    from grader import course
    from grader.check import Options
    from grader.drawn import draw

    form = _form(options)
    if form == "json":
        speak_english()
    number = chosen_step(options)
    drawn = draw(course.ROOT, number, options.path, Options(options.seed, options.isolation))
    if drawn.found is None:
        show_page("".join(f"{line}\n" for line in drawn.lines(style())))
        return 0 if drawn.all_right else 1
    text = _drawing(drawn.found, number, form)
    if options.out is None:
        show_page(text)
    else:
        _write(options.out, text)
    return 1


def _form(options: argparse.Namespace) -> str:
    """The format that was asked for, or that the ending of the file to be written says."""
    asked: str = options.format
    if options.out is None or asked != "text":
        return asked
    if options.out.suffix.lower() not in SUFFIXES:
        raise Unusable(say("graph.format-of", path=options.out))
    return SUFFIXES[options.out.suffix.lower()]


def _drawing(found: Counterexample, step: int, form: str) -> str:
    from grader.reports import document, drawing

    title = say("graph.title", step=step)
    if form == "json":
        return document.as_text({"version": document.VERSION, "step": step, "graph": drawing.document(found)})
    if form == "text":
        return drawing.text(found, title, style())
    return {"dot": drawing.dot, "svg": drawing.svg, "html": drawing.page}[form](found, title)


def _write(path: Path, text: str) -> None:
    from grader import backup, course

    data = text.encode()
    try:
        before = path.read_bytes() if path.exists() else data
        kept = backup.back_up(course.ROOT, path) if before != data else None
        backup.write(path, data)
    except OSError as error:
        raise Unusable(say("graph.unwritable", path=path, reason=error.strerror)) from None
    if kept is not None:
        print(say("graph.kept", path=path, copy=kept))
    print(say("graph.written", path=path))
