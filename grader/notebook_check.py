"""In a notebook's kernel: the cells that were run → the grader's report on them, which the notebook shows.

The kernel runs learner code, so nothing is judged here: the texts of the cells go to a grader of its own, which
runs them behind the trust line, and what it answers is shown.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.words import say

OURS = re.compile(r"[ \t]*(?:from grader\.notebook_check import check|(?:notebook_check\.)?check\(\d+.*\))[ \t]*(?:#.*)?")
SET_ASIDE = "# checked"


class Report:
    """A report as a notebook shows it: as HTML, and as text where there is no HTML."""

    def __init__(self, html: str, text: str, passed: bool) -> None:
        self.html = html
        self.text = text
        self.passed = passed

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text.rstrip("\n")


def check(step: int, seed: int | None = None) -> Report:
    """The report on step `step` for the code that was run in this kernel so far."""
    cells = in_force(*_history())
    if not any(text != SET_ASIDE for _, text in cells):
        return _note(say("notebook.nothing-run"))
    request = {"folder": str(Path.cwd()), "seed": seed, "cells": cells}
    done = subprocess.run(
        [sys.executable, "-I", "-m", "grader", "notebook", str(step), "--check"],
        input=json.dumps(request).encode("ascii"),
        capture_output=True,
        check=False,
    )
    try:
        answer = json.loads(done.stdout)
        return Report(str(answer["html"]), str(answer["text"]), done.returncode == 0)
    except (ValueError, KeyError, TypeError):
        said = done.stderr.decode("utf-8", "replace").strip() or say("notebook.exit-code", code=done.returncode)
        return _note(said.removeprefix("kata: ") if done.returncode == 2 else say("notebook.no-answer", said=said))


def _note(text: str) -> Report:
    from html import escape

    return Report(f"<p>{escape(text)}</p>", text, False)


def _history() -> tuple[Sequence[str], Sequence[str]]:
    """What was typed into each cell that was run, and what IPython made of it; nothing where there is no IPython."""
    import __main__

    scope: dict[str, Any] = vars(__main__)
    made: Sequence[str] = scope.get("In", [])
    shell = scope["get_ipython"]() if "get_ipython" in scope else None
    typed: Sequence[str] = getattr(getattr(shell, "history_manager", None), "input_hist_raw", made)
    return typed, made


def in_force(typed: Sequence[str], made: Sequence[str]) -> list[tuple[int, str]]:
    """The cells that were run, each with its number, as a fresh kernel would run them from top to bottom.

    A cell whose definitions a later one has all defined anew gives its place to that one: so a class that was mended
    stands before the classes that are built on it. Calls of the check, and what is no Python, are set aside.
    """
    cells = {n: _without_us(typed[n]) for n in range(1, min(len(typed), len(made))) if typed[n].strip()}
    names = {n: found for n in cells if (found := _defines(made[n])) is not None}
    ran: dict[int, int] = {}  # the cell that stands at each place
    for n in names:
        if n not in ran.values():
            ran[n] = max((later for later in names if later > n and names[n] and names[n] <= names[later]), default=n)
    return [(n, cells[n]) for n in dict.fromkeys(ran.values())]


def _without_us(text: str) -> str:
    lines = ["" if OURS.fullmatch(line) else line for line in text.split("\n")]
    return "\n".join(lines) if any(line.strip() for line in lines) else SET_ASIDE


def _defines(code: str) -> set[str] | None:
    """The classes and functions that a cell defines; None for one that Python can not read."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return {node.name for node in body if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))}
