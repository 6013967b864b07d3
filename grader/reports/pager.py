"""A long text → the learner's pager where there is a terminal, and stdout where there is none."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

# For less, unless the learner says otherwise: end at once when all fits, keep colours and the screen, do not fold drawings.
LESS = "FRXS"


def show(text: str) -> None:
    """Show a text, page by page where that is possible."""
    command = _pager() if is_terminal() and os.environ.get("TERM") != "dumb" else []
    if not command or not _paged(command, text):
        sys.stdout.write(text)


def is_terminal() -> bool:
    """Whether somebody reads stdout as it comes."""
    return sys.stdout.isatty()


def _pager() -> list[str]:
    """The command in $PAGER, or less, or more; nothing where there is none of them, or $PAGER is empty or cat."""
    try:
        asked = shlex.split(os.environ["PAGER"]) if "PAGER" in os.environ else ["less"]
    except ValueError:  # quotes that are not closed
        asked = ["less"]
    if asked[:1] == ["cat"]:
        return []
    choices = [asked, ["more"]] if asked else []
    return next((choice for choice in choices if shutil.which(choice[0])), [])


def _paged(command: list[str], text: str) -> bool:
    """Whether the pager took it. That it is left before the end is no failure."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        subprocess.run(
            command,
            input=text.encode(encoding, "backslashreplace"),
            env={"LESS": LESS, **os.environ},
            check=False,
        )
    except (OSError, BrokenPipeError):
        return False
    return True
