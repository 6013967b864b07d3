"""`course.toml` and the names of files → the stages, the steps, and where each file of a step lies.

On the path of every `make check`: a folder listing; `course.toml` is read only where somebody asks for a stage.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import GraderError, Unusable
from grader.words import ENGLISH, language, say

ROOT = Path(__file__).resolve().parent.parent
STEP_FILE = r"(?:test_)?(step(\d\d+)_\w+)\.py"
TITLE = r'\s*[rR]?"""Step \d+ · (.+?)\s*(?:""")?\s*'


class Stage(NamedTuple):
    """Steps `first` to `last`, and what a learner can do at its summit. Title and summit are in the language asked for."""

    number: int
    folder: str
    title: str
    first: int
    last: int
    summit: str


@dataclass(frozen=True)
class Step:
    """One rung of the ladder: `stem` and `folder` are the names that its files share in every tree."""

    number: int
    stem: str
    folder: str
    root: Path

    @property
    def stage(self) -> Stage:
        """The stage that its folder is. Raises GraderError where `course.toml` has the step in another one."""
        stage = next((stage for stage in stages(self.root) if stage.folder == self.folder), None)
        if stage is None or not stage.first <= self.number <= stage.last:
            here = {"folder": self.folder, "stem": self.stem}
            if stage is None:
                raise GraderError(say("course.misplaced", **here))
            raise GraderError(say("course.misplaced-step", first=stage.first, last=stage.last, **here))
        return stage

    @property
    def title(self) -> str:
        """What the exercise's first line says; where a learner has replaced that, the words of the stem.

        In another language, its translation where there is one.
        """
        if language() != ENGLISH:
            from grader import lessons

            return lessons.translated(self.root, self.number).get("title") or self._own_title
        return self._own_title

    @cached_property
    def _own_title(self) -> str:
        try:
            with exercise_path(self).open(encoding="utf-8-sig", errors="replace") as file:
                found = re.fullmatch(TITLE, file.readline(500))
        except OSError:
            found = None
        if found and found[1].isprintable():
            return found[1]
        return self.stem.partition("_")[2].replace("_", " ")


def stages(root: Path = ROOT) -> tuple[Stage, ...]:
    """The stages in order, as `course.toml` has them: in a language that it has, or else in English."""
    return _stages(root, language())


@cache
def _stages(root: Path, code: str) -> tuple[Stage, ...]:
    text = (root / "course.toml").read_text(encoding="utf-8")
    return tuple(_stage(number, entry, code) for number, entry in enumerate(_toml(text)["stage"], start=1))


def _stage(number: int, entry: dict[str, Any], code: str) -> Stage:
    """A stage; tables in its entry, such as [stage.ko], are what it is called in other languages."""
    english = {name: value for name, value in entry.items() if not isinstance(value, dict)}
    return Stage(number, **{**english, **entry.get(code, {})})


def _toml(text: str) -> dict[str, Any]:
    # By name: a checker that looks for 3.10 with a newer Python has neither module's types at hand.
    module = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    loaded: dict[str, Any] = module.loads(text)
    return loaded


def steps(root: Path = ROOT, tree: str = "exercises") -> tuple[Step, ...]:
    """The steps that have a file in `tree`, in order. Raises Unusable when two files claim one number."""
    found: dict[int, Step] = {}
    for step in sorted(_steps(root, tree), key=lambda step: (step.number, step.stem)):
        other = found.setdefault(step.number, step)
        if other != step:
            folder = f"{tree}/{step.folder}"
            raise Unusable(say("course.twice", step=step.number, one=other.stem, other=step.stem, folder=folder))
    return tuple(found.values())


def _steps(root: Path, tree: str) -> Iterator[Step]:
    if not (root / "course.toml").is_file():
        raise Unusable(say("course.no-course", root=root))
    for folder in _entries(root / tree):
        for path in _entries(folder):
            if match := re.fullmatch(STEP_FILE, path.name):
                yield Step(int(match[2]), match[1], folder.name, root)


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def begins_step(number: int, text: str) -> bool:
    """Whether a file begins as the exercise of this step does."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    return re.match(TITLE, first) is not None and f"Step {number} " in first


def step(root: Path, number: int, tree: str = "exercises") -> Step:
    """The step with this number. Raises Unusable, naming the steps that there are and the nearest one."""
    known = {step.number: step for step in steps(root, tree)}
    if number in known:
        return known[number]
    if not known:
        raise Unusable(say("course.no-steps", folder=root / tree))
    if tree == "exercises" and any(step.number == number for step in steps(root, "tests/steps")):
        raise Unusable(say("course.gone", step=number))
    nearest = min(known, key=lambda other: abs(other - number))
    raise Unusable(say("course.no-step", step=number, steps=spans(tuple(known)), nearest=nearest))


def spans(numbers: Sequence[int]) -> str:
    """Rising numbers in words: "1 to 22 and 32 to 33"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [say("course.span", first=run[0], last=run[-1]) if len(run) > 1 else f"{run[0]}" for run in runs]
    return say("course.spans", spans=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else words[0]


def exercise_path(step: Step) -> Path:
    """The stub that a learner opens."""
    return _path(step, "exercises", step.stem)


def solution_path(step: Step) -> Path:
    """Our answer: lesson, hints and what is new or changed."""
    return _path(step, "solutions", step.stem)


def checks_path(step: Step) -> Path:
    """The hidden checks."""
    return _path(step, "tests/steps", f"test_{step.stem}")


def mistakes_path(step: Step) -> Path:
    """The known-wrong ways of writing the step."""
    return _path(step, "tests/mistakes", step.stem)


def variants_path(step: Step) -> Path:
    """Right ways of writing the step that differ from ours."""
    return _path(step, "tests/variants", step.stem)


def _path(step: Step, tree: str, stem: str) -> Path:
    return step.root / tree / step.folder / f"{stem}.py"
