"""`grade folder`: a class, into a gradebook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.shared import LEVELS
from grader.words import say

if TYPE_CHECKING:
    from grader.classroom.exports import Wish
    from grader.classroom.grading import Engine, Plan, Report

MOST_LINES = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("grades"))
    parser.add_argument("--roster", type=Path)
    parser.add_argument("--steps", type=steps_of, default=())
    parser.add_argument("--jobs", type=_jobs)
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--secret", type=Path)
    parser.add_argument("--seconds", type=_seconds)
    parser.add_argument("--engine", choices=("local", "dask"), default="local")
    parser.add_argument("--scheduler")
    parser.add_argument(
        "--export",
        type=_wish,
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
    )
    parser.add_argument("--isolation", choices=LEVELS, default="auto")
    parser.add_argument("--allow-unisolated", action="store_true")
    parser.add_argument("--no-similar", action="store_true")


def steps_of(text: str) -> tuple[int, ...]:
    """The steps that "1-22" or "14,16" means. Raises ArgumentTypeError."""
    from grader.classroom.rules import numbers

    try:
        return numbers(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say("call.no-steps", text=repr(text))) from None


def _wish(text: str) -> Wish:
    from grader.classroom.exports import wish

    try:
        return wish(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(say("call.no-jobs", text=repr(text)))
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.05 <= seconds <= 600:
        raise argparse.ArgumentTypeError(say("call.no-seconds", text=repr(text)))
    return seconds


def run(options: argparse.Namespace) -> int:
    """Run it; 0, or 3 where the grader failed on somebody."""
    from grader.classroom import exports
    from grader.classroom.grading import grade
    from grader.classroom.meter import Meter

    exports.check(options.export)  # before the hours, not after them
    meter = Meter(sys.stderr)
    try:
        report = grade(_plan(options), meter)
    finally:
        meter.close()
    print("\n".join(_lines(report)))
    _write_out(options)
    return 3 if report.failed else 0


def _plan(options: argparse.Namespace) -> Plan:
    from grader.classroom.grading import Plan, processors
    from grader.worker import Limits

    limits = Limits()
    if options.seconds is not None:
        limits = limits._replace(
            scenario_seconds=options.seconds,
            load_seconds=min(limits.load_seconds, 3 * options.seconds),
            patience_seconds=min(limits.patience_seconds, 10 * options.seconds),
        )
    return Plan(
        options.folder,
        options.out,
        options.roster,
        options.steps,
        options.jobs or min(2, processors()),
        options.rules,
        options.secret,
        options.isolation,
        options.allow_unisolated,
        limits,
        engine=_engine(options),
    )


def _engine(options: argparse.Namespace) -> Engine:
    """Where submissions are judged: on this machine, or on a cluster."""
    from functools import partial

    from grader.classroom import dask_engine, engine
    from grader.errors import Unusable
    if options.engine == "local":
        return engine.run
    if not options.scheduler:
        raise Unusable(say("dask.no-address"))
    return partial(dask_engine.run, scheduler=options.scheduler)


def _lines(report: Report) -> list[str]:
    """What a run did, in words; long lists are cut, for the gradebook has them whole."""
    from grader import course
    spans = course.spans(report.steps)
    key = "grade.done" if len(report.steps) > 1 else "grade.done-one"
    graded, unchanged, missing = report.graded, report.unchanged, report.missing
    lines = [say(key, people=report.people, steps=spans, graded=graded, unchanged=unchanged, missing=missing)]
    lines += [say("grade.open")] if report.unisolated else []
    lines += [say("grade.failed", count=report.failed)] if report.failed else []
    moves = [
        say("grade.move", name=m.name, step=m.step, before=m.before, after=m.after, why=m.why) for m in report.moves
    ]
    problems = [say("grade.problem", name=name, problem=problem) for name, problem in report.problems]
    problems += [say("grade.note", note=note) for note in report.notes]
    lines += ["", say("grade.moves"), *_few(moves)] if moves else []
    lines += ["", say("grade.problems"), *_few(problems)] if problems else []
    return lines


def _few(lines: list[str]) -> list[str]:
    more = [say("grade.more", count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
    return [f"  {line}" for line in (*lines[:MOST_LINES], *more)]


def _write_out(options: argparse.Namespace) -> None:
    """Whatever is made from the gradebook, and where it lies."""
    from grader.classroom import outputs
    from grader.classroom.grading import gradebook_of
    from grader.classroom.summary import read
    from grader.words import listed, say

    out: Path = options.out
    klass = read(out)
    alike, told = ([], "") if options.no_similar else outputs.write_similar(klass.title, out)
    made = [gradebook_of(out), *outputs.write_all(klass, out, options), *alike]
    exported = outputs.write_exports(klass, out, options)
    outputs.keep_wishes(out, options.export)
    made += [one.path for one in exported]
    print("\n" + say("grade.written", files=listed([str(path) for path in made], most=12)))
    if told:
        print(told)
    notes = dict.fromkeys(note for one in exported for note in one.notes)
    if notes:
        print("\n".join(("", say("export.notes"), *_few(list(notes)))))
