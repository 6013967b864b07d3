"""Words on the command line → one of the grader's commands, its report, its exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.clean import clean
from grader.errors import KataError, Unusable

if TYPE_CHECKING:
    from grader.outcome import Outcome
    from grader.reports.text import Style

FORMATS = ("text", "json")
LEVELS = ("auto", "bwrap", "landlock", "none")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 passed, 1 not (yet) passed, 2 not usable, 3 the grader failed."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a letter that it can not show is no failure of ours
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        code: int = options.run(options)
        return code
    except KataError as error:
        print(f"kata: {clean(str(error), 2000)}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("kata: stopped.", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _forget_stdout()
        return 2
    except Exception as error:
        return _own_failure(error)


def _forget_stdout() -> None:
    """Whoever read what we write has gone, as `head` does; what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _own_failure(error: Exception) -> int:
    """Whatever is not foreseen is our failure, told as such; the traceback is for whoever mends it."""
    import traceback

    traceback.print_exception(error, file=sys.stderr)
    print(
        f"kata: the grader itself failed ({type(error).__name__}); this says nothing about the code.",
        file=sys.stderr,
    )
    return 3


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise Unusable(f"{message}. Try: {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m grader", description="Check the steps of a home-made autodiff framework."
    )
    commands = parser.add_subparsers(metavar="command", required=True)
    check = commands.add_parser(
        "check", help="check one step", description="Check one step, on its exercise or a file."
    )
    check.add_argument("step", type=_step_number, nargs="?", help="the step's number; without it, the one you are on")
    check.add_argument("path", nargs="?", type=Path, help="a .py, .ipynb or folder; without it, the exercise")
    _add_shared(check)
    check.set_defaults(run=_check)
    place = commands.add_parser(
        "place", help="how far a file reaches", description="Say how far any file reaches."
    )
    place.add_argument("path", type=Path, help="a .py, .ipynb or folder")
    _add_shared(place)
    place.set_defaults(run=_place)
    predict = commands.add_parser("predict", help="say a step's number before you run it")
    predict.add_argument("step", type=_step_number, help="the step's number")
    predict.add_argument("answer", nargs="?", help="a number; without it, the question is shown")
    predict.set_defaults(run=_predict)
    seal = commands.add_parser("seal", help="seal the answer to a step's question, for its author")
    seal.add_argument("step", type=_step_number, help="the step's number")
    seal.add_argument("answer", help="a number")
    seal.set_defaults(run=_seal)
    matrix = commands.add_parser("matrix", help="prove the checks: every right and wrong way of every step")
    matrix.add_argument("steps", type=_step_number, nargs="*", help="only these steps")
    matrix.set_defaults(run=_matrix)
    mutate = commands.add_parser("mutate", help="change the solutions a little and see whether the checks notice")
    mutate.add_argument("steps", type=_step_number, nargs="*", help="only these steps")
    mutate.set_defaults(run=_mutate)
    precision = commands.add_parser("precision", help="diagnose mistakes that are not in the bank: are the names right?")
    precision.add_argument("steps", type=_step_number, nargs="*", help="only these steps")
    precision.set_defaults(run=_precision)
    weave = commands.add_parser("weave", help="make the exercises anew from the solutions")
    weave.add_argument("--check", action="store_true", help="write nothing; say what differs")
    weave.set_defaults(run=_weave)
    return parser


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=_seed, help="repeat the inputs of an earlier run")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="what to write on stdout (default: text)"
    )
    parser.add_argument(
        "--isolation", choices=LEVELS, default="auto", help="how to confine (default: the strongest)"
    )


def _step_number(text: str) -> int:
    digits = text.lower().removeprefix("step").lstrip("0 ")
    if not digits.isdecimal() or len(digits) > 4:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a step, such as 14")
    return int(digits)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a seed: a whole number of at most 18 digits")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    from grader import course, shipped
    from grader.check import Options, check

    chosen = Options(options.seed, options.isolation)
    number = options.step if options.step is not None else shipped.current(course.ROOT)
    return _report(check(course.ROOT, number, options.path, chosen), options.format)


def _place(options: argparse.Namespace) -> int:
    from grader import course
    from grader.check import Options
    from grader.place import place

    return _report(place(course.ROOT, options.path, Options(options.seed, options.isolation)), options.format)


def _predict(options: argparse.Namespace) -> int:
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


def _seal(options: argparse.Namespace) -> int:
    from grader import predict

    print(predict.seal(options.step, options.answer))
    return 0


def _matrix(options: argparse.Namespace) -> int:
    from grader import course, matrix

    rows = matrix.matrix(course.ROOT, options.steps or None)
    sys.stdout.write(matrix.render(rows))
    return int(any(row.problems for row in rows))


def _mutate(options: argparse.Namespace) -> int:
    from grader import course, mutation

    found = mutation.scores(course.ROOT, options.steps or None)
    sys.stdout.write(mutation.render(found))
    return int(any(score.survivors or score.stale for score in found))


def _precision(options: argparse.Namespace) -> int:
    from grader import course, precision

    found = precision.cases(course.ROOT, options.steps or None)
    sys.stdout.write(precision.render(found))
    return int(any(case.wrong or not case.caught for case in found))


def _weave(options: argparse.Namespace) -> int:
    from grader import weave

    return weave.main(["--check"] if options.check else [])


def _report(outcome: Outcome, form: str) -> int:
    if form == "json":
        from grader.reports import document

        text = document.render(outcome)
    else:
        from grader.reports import text as page

        text = (page.render if outcome.step is not None else page.render_placed)(outcome, style())
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
    return outcome.exit_code


def style() -> Style:
    """What this terminal can do; colour only where it is one and NO_COLOR is not set."""
    from shutil import get_terminal_size

    from grader.reports.text import Style

    terminal = sys.stdout.isatty()
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return Style(
        width=max(40, min(get_terminal_size((80, 24)).columns, 100)) if terminal else 80,
        colour=terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        unicode=encoding.startswith("utf"),
    )
