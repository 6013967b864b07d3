"""The folder of solutions → the folder of exercises, by way of the framework at every step.

Run as `python -m grader.weave [--check]`. The pure parts: `source` takes a solution apart, `state` merges,
`exercise` takes the answers out; what other modules need of them is to be had here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import course, lessons, shipped
from grader.backup import back_up
from grader.errors import KataError
from grader.exercise import Asked, asked, exercise
from grader.inside.definitions import digests
from grader.source import Mistake, Source, bank, flat, parse
from grader.state import State, lay, merge, render, script, state

__all__ = ["Asked", "Mistake", "Rung", "Source", "State", "asked", "bank", "exercise", "flat", "lay"]
__all__ += ["merge", "parse", "render", "rungs", "script", "state", "weave_all", "woven"]


@dataclass(frozen=True)
class Rung:
    """A step with its solution, between the framework before it and the one after it."""

    step: course.Step
    source: Source
    before: State
    after: State


def rungs(root: Path = course.ROOT) -> tuple[Rung, ...]:
    """Every step that has a solution, in order, with the framework before and after it."""
    made, before = [], State()
    for step in course.steps(root, "solutions"):
        path = course.solution_path(step)
        source = parse(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        made.append(Rung(step, source, before, merge(before, source)))
        before = made[-1].after
    return tuple(made)


def woven(root: Path = course.ROOT) -> dict[Path, str]:
    """The text of every exercise, by its path."""
    return exercises_of(rungs(root))


def exercises_of(ladder: Iterable[Rung]) -> dict[Path, str]:
    """The text of the exercise of each rung, by its path."""
    return {course.exercise_path(rung.step): _exercise(rung) for rung in ladder}


def _exercise(rung: Rung) -> str:
    return exercise(rung.before, rung.source, rung.step.number)


def data_of(root: Path, ladder: Sequence[Rung]) -> dict[Path, str]:
    """The texts of the files beside the exercises of these rungs, by their paths."""
    return {
        shipped.path(root): inventory(ladder),
        lessons.lessons_path(root): pages(ladder),
        lessons.stubs_path(root): stubs(ladder),
    }


def inventory(ladder: Iterable[Rung]) -> str:
    """The text of `exercises/shipped.json`: each exercise's digest, what it asks for, what is new in it."""
    known: dict[str, str] = {}
    steps: dict[str, object] = {}
    for rung in ladder:
        text = _exercise(rung)
        found = digests(text)
        steps[str(rung.step.number)] = {
            "sha256": _sha256(text),
            **({"predict": rung.source.predict} if rung.source.predict else {}),
            "asked": [item.name for item in asked(rung.before, rung.source)],
            "definitions": {name: digest for name, digest in found.items() if known.get(name) != digest},
        }
        known |= found
    return _document(steps)


def pages(ladder: Iterable[Rung]) -> str:
    """The text of `exercises/lessons.json`: each step's title, lesson and hints."""
    return _document({str(rung.step.number): _page(rung.source) for rung in ladder})


def _page(source: Source) -> dict[str, object]:
    return {"title": source.title, "lesson": source.lesson, "hints": source.hints}


def stubs(ladder: Iterable[Rung]) -> str:
    """The text of `exercises/stubs.json`: every exercise, each as what differs from the one before it."""
    steps: dict[str, object] = {}
    before: list[str] = []
    for rung in ladder:
        lines = _exercise(rung).split("\n")
        brings = [unit.name for unit in flat(rung.source.units)]
        steps[str(rung.step.number)] = {"brings": brings, "changes": lessons.changes(before, lines)}
        before = lines
    return _document(steps)


def _document(steps: dict[str, object]) -> str:
    return json.dumps({"version": 1, "steps": steps}, indent=1, ensure_ascii=False) + "\n"


def weave_all(root: Path = course.ROOT, check: bool = False) -> tuple[str, ...]:
    """What differs between the exercises and a fresh weave, in sentences; mended on disk, unless `check`.

    A file that was not shipped as it is now is somebody's work: it is copied to `.kata/backup` before it is
    replaced. An exercise without a solution is told and never deleted.
    """
    ladder = rungs(root)
    texts = exercises_of(ladder)
    theirs = _touched(root, texts)
    texts |= data_of(root, ladder)
    stale = {path: text for path, text in texts.items() if _read(path) != text}
    told = [f"{path.relative_to(root)} {'differed' if path.exists() else 'was missing'}" for path in stale]
    if not check:
        for path, text in stale.items():
            if path in theirs:
                told.append(f"{path.relative_to(root)} was kept as {back_up(root, path)}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    strays = [path for path in map(course.exercise_path, course.steps(root)) if path not in texts]
    return (*told, *(f"{path.relative_to(root)} has no solution" for path in strays))


def _touched(root: Path, texts: Iterable[Path]) -> frozenset[Path]:
    """The exercises on disk that are not what was shipped last."""
    try:
        known = {exercise.sha256 for exercise in shipped.shipped(root).values()}
    except KataError:
        known = set()
    on_disk = ((path, _read(path)) for path in texts)
    return frozenset(path for path, text in on_disk if text is not None and _sha256(text) not in known)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else None


def main(arguments: list[str] | None = None) -> int:
    """Weave the exercises, or with `--check` say what a fresh weave would change."""
    parser = argparse.ArgumentParser(prog="python -m grader.weave", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if anything differs")
    options = parser.parse_args(arguments)
    try:
        told = weave_all(check=options.check)
    except KataError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print("\n".join(told) or "the exercises are what the solutions make")
    return 1 if options.check and told else 0


if __name__ == "__main__":
    sys.exit(main())
