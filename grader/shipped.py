"""What every exercise held when it was shipped: the digests of its definitions, and what it asks for.

Read from `exercises/shipped.json`, which weaving writes. It needs no solutions, so a pack for students
has it too, and it is small enough to be read on every check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import Unusable
from grader.words import say


class Shipped(NamedTuple):
    """One exercise as shipped: sha256 of its text, the qualified names it asks for, digests by qualified name.

    `predict` is its question and the sealed answer, where it has one.
    """

    sha256: str
    asked: tuple[str, ...]
    definitions: Mapping[str, str]
    predict: tuple[str, str] | None = None


def path(root: Path) -> Path:
    """Where weaving writes it."""
    return root / "exercises" / "shipped.json"


@cache
def shipped(root: Path) -> Mapping[int, Shipped]:
    """Every exercise by its step's number. Raises Unusable where the file is missing or broken."""
    try:
        entries = json.loads(path(root).read_text(encoding="utf-8"))["steps"]
        return dict(_unfolded(entries))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(say("course.broken", file=path(root), why=error, name=path(root).name)) from None


def _unfolded(entries: Mapping[str, Any]) -> list[tuple[int, Shipped]]:
    """Each step lists only the definitions that differ from the step before it."""
    known: dict[str, str] = {}
    unfolded = []
    for number, entry in sorted(entries.items(), key=lambda item: int(item[0])):
        known = {**known, **entry["definitions"]}
        question, sealed = entry.get("predict", (None, None))
        predict = (question, sealed) if question else None
        unfolded.append((int(number), Shipped(entry["sha256"], tuple(entry["asked"]), known, predict)))
    return unfolded


def of(root: Path, number: int) -> Shipped:
    """One exercise as shipped. Raises Unusable for a step that has not been woven."""
    if number not in shipped(root):
        raise Unusable(say("course.not-woven", step=number, file=path(root)))
    return shipped(root)[number]


def asked(root: Path, number: int) -> tuple[str, ...]:
    """The qualified names that a step asks its learner to write."""
    return of(root, number).asked


def untouched(root: Path, number: int, definitions: Mapping[str, str]) -> tuple[str, ...]:
    """What the step asks for, if all of it is still, definition by definition, what was shipped; else nothing."""
    exercise = of(root, number)
    same = all(definitions.get(name) == exercise.definitions.get(name) for name in exercise.asked)
    return exercise.asked if same else ()


def unbegun(root: Path, number: int, definitions: Mapping[str, str]) -> tuple[str, ...]:
    """The same also for an exercise that was carried: the learner's own earlier bodies are where they were put."""
    exercise, carried = of(root, number), _carried(root, number)
    same = all(definitions.get(name) in (exercise.definitions.get(name), carried.get(name, "")) for name in exercise.asked)
    return exercise.asked if same else ()


def _carried(root: Path, number: int) -> Mapping[str, str]:
    """What the step asks for, as `carry` left it."""
    from grader import logbook  # which needs this module; and it is asked for only where a check did not pass

    return logbook.read(root).of(number).carried


def own_older_code(root: Path, number: int, definitions: Mapping[str, str]) -> bool:
    """Whether a submission brings definitions of earlier steps that are not the ones that this step ships."""
    exercise = of(root, number)
    return any(
        definitions.get(name) != digest
        for name, digest in exercise.definitions.items()
        if name not in exercise.asked
    )


def brought_by(root: Path, name: str) -> int | None:
    """The first step whose exercise has a definition of this qualified name, or asks for it.

    None for a name that is new to all of them, and for one that a pack which begins later has from steps before it.
    """
    for number, exercise in shipped(root).items():
        if name in exercise.asked:
            return number
        if name in exercise.definitions:
            return number if number == 1 or number > min(shipped(root)) else None
    return None
