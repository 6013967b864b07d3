"""Words on the command line → one of the grader's commands, its report, its exit code.

Each command is a module of this package with `arguments(parser)` and `run(options)`; only the one that is called for
is imported. What it and its options are for stands in the table `help`, by its name and theirs.
"""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from grader.clean import clean
from grader.errors import KataError, Unusable
from grader.words import ENGLISH, either, language, say, speak_english, texts

PROGRAM = "python -m grader"
FOR_PROGRAMS = frozenset("json junit gradescope exercism github".split())  # formats that scripts read
# In the order of `--help`; a name's module is the name itself, and its texts are in `words/<language>/help.json`.
COMMANDS = tuple(
    "check place watch progress lesson predict notebook graph hint solution carry reset grade "
    "replay correct similar autograder release seal matrix mutate precision weave".split()
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 passed, 1 not (yet) passed, 2 not usable, 3 the grader failed."""
    if sys.stdout is None:  # closed by whoever called: the exit code is all that is asked for
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
    _speak_as_shown()
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KataError as error:
        print(f"kata: {clean(str(error), 2000)}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(f"kata: {say('fault.stopped')}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        forget_stdout()
        return 2
    except Exception as error:
        return _own_failure(error)


def _speak_as_shown() -> None:
    """A letter that stdout can not show is no failure of ours: there all is English, in ASCII."""
    if shows_unicode():
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        return
    if language() != ENGLISH:
        speak_english()
    codecs.register_error("plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="ascii", errors="plainer")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """What to write for letters beyond ASCII: the nearest that ASCII has, or their numbers."""
    from grader.reports.style import Style

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return Style(unicode=False).spell(error.object[error.start : error.end]), error.end


def shows_unicode() -> bool:
    """Whether stdout shows letters beyond ASCII: its encoding has them, and nobody asked for a locale without them."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return encoding.startswith("utf") and not _asks_for_ascii(os.environ)


def _asks_for_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the locale is plainly C. Python writes UTF-8 all the same, and may have set LC_CTYPE to say so."""
    ctype = environment.get("LC_CTYPE", "")
    if sys.flags.utf8_mode and ctype in ("C.UTF-8", "C.utf8", "UTF-8"):
        ctype = ""
    return (environment.get("LC_ALL") or ctype or environment.get("LANG")) in ("C", "POSIX")


def forget_stdout() -> None:
    """Whoever read what we write has gone, as `head` does; what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in ("-h", "--help"):
        print(_overview())
        return 0
    if not name:
        raise Unusable(say("call.missing", names=", ".join(COMMANDS), program=PROGRAM))
    if name in COMMANDS and not _is_here(name):
        raise Unusable(say("pack.left-out", command=name))
    if name not in COMMANDS:
        raise Unusable(_unknown(name))
    command = import_module(f"grader.commands.{name}")
    parser = Parser(name)
    command.arguments(parser)
    options = parser.parse_args(arguments[1:])
    if language() != ENGLISH and getattr(options, "format", "") in FOR_PROGRAMS:
        speak_english()  # so that a script finds the same words everywhere
    code: int = command.run(options)
    return code


def _is_here(name: str) -> bool:
    """Whether this copy has the command; a pack for students lacks those of their instructors."""
    return os.path.exists(os.path.join(os.path.dirname(__file__), f"{name}.py"))


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, 3)
    key = "call.unknown-near" if near else "call.unknown"
    return say(key, name=repr(name), near=either(near), program=PROGRAM)


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = (f"  {name:<{width}}  {say(f'help.{name}')}" for name in COMMANDS if _is_here(name))
    parts = (say("call.usage", program=PROGRAM), "", say("call.about"), "", *lines, "", say("call.more", program=PROGRAM))
    return "\n".join(parts)


def _own_failure(error: Exception) -> int:
    """Whatever is not foreseen is our failure, told as such; the traceback is for whoever mends it."""
    import traceback

    traceback.print_exception(error, file=sys.stderr)
    print(f"kata: {say('fault.itself', type=type(error).__name__)}", file=sys.stderr)
    return 3


class Parser(argparse.ArgumentParser):
    """argparse in the words of our tables, which are read only where there is something to say."""

    def __init__(self, command: str) -> None:
        self.command = command
        super().__init__(prog=f"{PROGRAM} {command}", add_help=False, formatter_class=_Lines)
        self.add_argument("-h", "--help", action="help")

    def error(self, message: str) -> None:  # type: ignore[override]
        """Refuse the call. Raises Unusable."""
        from grader.words.retelling import retold

        raise Unusable(say("call.try", message=retold("argparse", message), program=self.prog))

    def format_help(self) -> str:
        """What the command is for, and each of its options."""
        self.description = say(f"help.{self.command}-long")
        self._positionals.title, self._optionals.title = say("argparse.positionals"), say("argparse.options")
        for action in self._actions:
            if action.help is None:
                action.help = say("argparse.help") if action.dest == "help" else self._purpose(action)
        return super().format_help().replace("usage:", say("argparse.usage"), 1)

    def _purpose(self, action: argparse.Action) -> str:
        """What an option is for: with this command, or with any."""
        name = action.dest.replace("_", "-") + ("-or-current" if (action.dest, action.nargs) == ("step", "?") else "")
        own = f"{self.command}-{name}" in texts(ENGLISH, "help")
        return say(f"help.{self.command}-{name}") if own else say(f"help.any-{name}")


class _Lines(argparse.HelpFormatter):
    """argparse's lines, also where letters are two columns wide."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        from grader.reports import wide

        return wide.wrap(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from grader.reports import wide

        return "\n".join(wide.wrap(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent))
