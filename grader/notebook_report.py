"""Cells that a kernel has run → the report on them, as HTML and as text. The trusted side of `notebook_check`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader import course
from grader.check import Options, check_submission
from grader.errors import Unusable
from grader.outcome import Outcome
from grader.reports import html, text
from grader.reports.style import Style
from grader.submission import Submission, of_notebook
from grader.words import listed, say

WIDTH = 80


def request(data: bytes, step: int) -> tuple[Path, int | None, tuple[tuple[int, str], ...]]:
    """The folder of a kernel, the seed and the cells in what it sent. Raises Unusable."""
    try:
        told = json.loads(data)
        cells = tuple((int(number), str(source)) for number, source in told["cells"])
        seed = told["seed"]
        if seed is not None and not (type(seed) is int and seed >= 0):
            raise ValueError("seed")
        return Path(told["folder"]), seed, cells
    except (ValueError, KeyError, TypeError):
        raise Unusable(say("notebook.bad-request", step=step)) from None


def outcome(root: Path, step: int, folder: Path, cells: Sequence[tuple[int, str]], options: Options) -> Outcome:
    """The outcome of one step on a kernel's cells, which are called as the notebook numbers them, `In [7]`."""
    found = check_submission(course.step(root, step), submission(folder, cells), options)
    return replace(found, file=say("notebook.this"), advice=found.advice or _advice(found))


def _advice(found: Outcome) -> str:
    """What to do next, in a notebook's words; nothing where the usual words will do."""
    if found.status == "passed":
        return say(f"notebook.next-passed{'-public' if found.public else ''}", step=found.step)
    if found.status == "error" and found.problems:
        return say("notebook.next-read", place=found.problems[0]["place"])
    if found.status in ("failed", "unwritten") and found.asked:
        return say("notebook.next-change", names=listed(found.asked))
    return ""


def submission(folder: Path, cells: Sequence[tuple[int, str]]) -> Submission:
    """The cells as a submission; what they import from beside the notebook comes along. Raises Unusable."""
    sources: list[dict[str, Any]] = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for _, source in cells
    ]
    book = {"cells": sources, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    made = of_notebook(json.dumps(book).encode("ascii"), folder, say("notebook.this"))
    called = (say("notebook.cell", number=number) for number, _ in cells)
    labels = {say("ipynb.cell", number=place): own for place, own in enumerate(called, start=1)}
    blocks = tuple(block._replace(label=labels.get(block.label, block.label)) for block in made.blocks)
    return replace(made, blocks=blocks)


def bundle(found: Outcome) -> str:
    """What the kernel gets: the report in both forms, as JSON."""
    told = {"html": html.fragment(found), "text": text.render(found, Style(WIDTH))}
    return json.dumps(told) + "\n"
