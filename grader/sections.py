"""A file of several steps → the same file as it stood at the end of one of them.

Whoever keeps several steps in one file heads each with its number: a comment, a string, a heading in a notebook.
Nothing is parsed here; what merely looks like a heading costs one more reading, which counts only where it does better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from grader.submission import Block, Submission
from grader.works import STEP

OPENS = re.compile(r"""^(?:#|print\([rf]?["']+|(?:'''|\"{3})\s*?\n?)[^\w\n]*(?P<said>[^\n]{1,60})""", re.MULTILINE)
TITLE = re.compile(r"^[ \t]*(?:#+|\*\*|<h\d>)[^\w\n]*(?P<said>[^\n]+)", re.MULTILINE)
NUMBERED = re.compile(r"0*(\d{1,2})\.\d{1,2}(?![\w.])")  # "7.1", as the sections of the book are counted
INSIDE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]+[^\s#]")
SAYS_SOMETHING = re.compile(r"^[ \t\f]*[^\s#]", re.MULTILINE)


class Head(NamedTuple):
    """The heading of a step, and the line of the main file before which it stands."""

    step: int
    line: int


def heads(submission: Submission) -> tuple[Head, ...]:
    """The headings of steps in the main file, from the top; of 20, 20, 22 the second is taken for that of 21."""
    found = [head for block in submission.blocks for head in _of_block(block)]
    steps = {head.step for head in found}
    for place, (before, head) in enumerate(pairwise(found), 1):
        if head.step == before.step and head.step + 1 not in steps and head.step + 2 in steps:
            found[place] = head._replace(step=head.step + 1)
    return tuple(found)


def cuts(found: Sequence[Head], steps: Sequence[int]) -> Iterator[tuple[int, frozenset[int]]]:
    """Before which line to end the file for which of these steps; a step at whose end the whole file stands has none.

    A step before the first heading is looked for in the first section, which had to bring it along.
    """
    ends = ((_end(found, step), step) for step in steps)
    known = sorted((line, step) for line, step in ends if line is not None)
    for line, group in groupby(known, key=lambda pair: pair[0]):
        yield line, frozenset(step for _, step in group)


def _end(found: Sequence[Head], step: int) -> int | None:
    """The line of the first heading of a later step that stands after every heading of this one or an earlier one."""
    step = max(step, min((head.step for head in found), default=step))
    begun = max((head.line for head in found if head.step <= step), default=0)
    return min((head.line for head in found if head.step > step and head.line > begun), default=None)


def before(submission: Submission, line: int) -> Submission | None:
    """The submission without what its main file has from this line on; None where no code is left."""
    text = "".join(submission.files[submission.main].splitlines(keepends=True)[: line - 1])
    if not SAYS_SOMETHING.search(text):
        return None
    blocks = tuple(_shortened(block, line) for block in submission.blocks if block.first_line < line)
    return replace(submission, files={**submission.files, submission.main: text}, blocks=blocks)


def _shortened(block: Block, line: int) -> Block:
    kept = block.text.split("\n")[: line - block.first_line]
    return block._replace(text="\n".join(kept))


def _of_block(block: Block) -> Iterator[Head]:
    for title in TITLE.finditer(block.title):
        found = STEP.search(title["said"]) or NUMBERED.match(title["said"])
        if found:
            yield Head(_number(found), block.first_line)
    for heading in OPENS.finditer(block.text):
        found = STEP.match(heading["said"])
        if found and not INSIDE.match(block.text, heading.end() + 1):
            yield Head(_number(found), block.first_line + block.text.count("\n", 0, heading.start()))


def _number(found: re.Match[str]) -> int:
    return int(next(group for group in found.groups() if group))
