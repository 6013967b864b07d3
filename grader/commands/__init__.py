"""Words on the command line → one of the grader's commands, its report, its exit code.

Each command is a module of this package with `DESCRIPTION`, `arguments(parser)` and `run(options)`; only the one
that is called for is imported.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from grader.clean import clean
from grader.errors import KataError, Unusable

PROGRAM = "python -m grader"
# In the order of `--help`; a name's module is the name itself.
COMMANDS = {
    "check": "check one step",
    "place": "how far a file reaches",
    "watch": "check a step again on every save",
    "progress": "the ladder, with what you have passed on it",
    "lesson": "read the lesson of a step",
    "predict": "say a step's number before you run it",
    "notebook": "an exercise as a notebook, and back",
    "graph": "the smallest graph on which your backward pass goes wrong, as a drawing",
    "hint": "one more hint, from mild to strong",
    "solution": "our way of writing a step, beside yours",
    "carry": "begin a step from your own step before it",
    "reset": "an exercise as it was shipped, or as it was before that",
    "grade": "grade a class: a folder of submissions in, a gradebook out",
    "replay": "run a grading of a class again, exactly as it was",
    "correct": "correct a grade by hand",
    "seal": "seal the answer to a step's question, for its author",
    "matrix": "prove the checks: every right and wrong way of every step",
    "mutate": "change the solutions a little and see whether the checks notice",
    "precision": "diagnose mistakes that are not in the bank: are the names right?",
    "weave": "make the exercises anew from the solutions",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 passed, 1 not (yet) passed, 2 not usable, 3 the grader failed."""
    if sys.stdout is None:  # closed by whoever called: the exit code is all that is asked for
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):  # a letter that it can not show is no failure of ours
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KataError as error:
        print(f"kata: {clean(str(error), 2000)}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("kata: stopped.", file=sys.stderr)
        return 2
    except BrokenPipeError:
        forget_stdout()
        return 2
    except Exception as error:
        return _own_failure(error)


def forget_stdout() -> None:
    """Whoever read what we write has gone, as `head` does; what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in ("-h", "--help"):
        print(_overview())
        return 0
    if not name:
        raise Unusable(f"there is a command missing: one of {', '.join(COMMANDS)}. Try: {PROGRAM} --help")
    if name not in COMMANDS:
        raise Unusable(f"there is no command {name!r}{_near(name)}. Try: {PROGRAM} --help")
    command = import_module(f"grader.commands.{name}")
    parser = _Parser(prog=f"{PROGRAM} {name}", description=command.DESCRIPTION)
    command.arguments(parser)
    code: int = command.run(parser.parse_args(arguments[1:]))
    return code


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, 3)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = (f"  {name:<{width}}  {told}" for name, told in COMMANDS.items())
    return "\n".join((
        f"usage: {PROGRAM} command …",
        "",
        "Check the steps of a home-made autodiff framework.",
        "",
        *lines,
        "",
        f"{PROGRAM} command --help says more of one.",
    ))


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
