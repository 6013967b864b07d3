"""What weaving ships beside the exercises: the lesson and hints of each step, and every stub as it was shipped.

Read from `exercises/lessons.json` and `exercises/stubs.json`, so that a pack without solutions has them too.
A lesson in another language stands in `exercises/lessons.<language>.json` and may lack parts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grader import course, shipped
from grader.errors import Unusable
from grader.words import ENGLISH, language, say


class Lesson(NamedTuple):
    """The page of a step: its title, the lesson in Markdown, hints from mild to strong."""

    title: str
    text: str
    hints: tuple[str, ...]


class Stub(NamedTuple):
    """An exercise as it was shipped, and the qualified names that its step brings or changes."""

    text: str
    brings: tuple[str, ...]


def lessons_path(root: Path, code: str = ENGLISH) -> Path:
    """Where the lessons of a language are."""
    return root / "exercises" / ("lessons.json" if code == ENGLISH else f"lessons.{code}.json")


def stubs_path(root: Path) -> Path:
    """Where the stubs are."""
    return root / "exercises" / "stubs.json"


def lesson(root: Path, number: int) -> Lesson:
    """The page of a step, in the language asked for as far as it has it. Raises Unusable."""
    path = lessons_path(root)
    told = _read(path).get(str(number))
    if told is None:
        raise Unusable(say("course.not-woven", step=number, file=path))
    told = {**told, **translated(root, number)}
    return Lesson(told["title"], told["lesson"], tuple(told["hints"]))


def translated(root: Path, number: int) -> Mapping[str, Any]:
    """What the language asked for has of the page of a step; nothing in English, which all others fall back to."""
    path = lessons_path(root, language())
    if language() == ENGLISH or not path.exists():
        return {}
    return {name: told for name, told in _read(path).get(str(number), {}).items() if told}


def question(step: course.Step, english: str) -> str:
    """The question that a step begins with, in the language asked for where it has it (`predict`)."""
    return str(translated(step.root, step.number).get("predict", english))


def title(step: course.Step) -> str:
    """The title of a step, in the language asked for; as its exercise has it, where it was not woven."""
    try:
        return lesson(step.root, step.number).title
    except Unusable:
        return step.title


def stub(root: Path, number: int) -> Stub:
    """An exercise as it was shipped. Raises Unusable where it is not what `shipped.json` says it was."""
    lines: list[str] = []
    for key, entry in sorted(_read(stubs_path(root)).items(), key=lambda item: int(item[0])):
        lines = patched(lines, entry["changes"])
        if int(key) == number:
            text = "\n".join(lines)
            if hashlib.sha256(text.encode()).hexdigest() != shipped.of(root, number).sha256:
                break
            return Stub(text, tuple(entry["brings"]))
    raise Unusable(say("course.not-shipped", file=stubs_path(root), step=number))


def changes(before: Sequence[str], after: Sequence[str]) -> list[list[Any]]:
    """What makes `after` of `before`: from which line to which, and the lines that stand there instead.

    >>> changes(["a", "b", "c"], ["a", "x", "c", "d"])
    [[1, 2, ['x']], [3, 3, ['d']]]
    """
    from difflib import SequenceMatcher

    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [[i, j, list(after[k:m])] for kind, i, j, k, m in codes if kind != "equal"]


def patched(before: Sequence[str], made: Sequence[Sequence[Any]]) -> list[str]:
    """`before` with changes made to it.

    >>> patched(["a", "b", "c"], [[1, 2, ["x"]], [3, 3, ["d"]]])
    ['a', 'x', 'c', 'd']
    """
    lines = list(before)
    for first, last, instead in reversed(made):
        lines[first:last] = instead
    return lines


@cache
def _read(path: Path) -> Mapping[str, Any]:
    try:
        steps: dict[str, Any] = json.loads(path.read_bytes())["steps"]
        return dict(steps.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(say("course.broken-woven", file=path, why=error, name=path.name)) from None
