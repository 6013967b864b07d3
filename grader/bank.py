"""What the solutions and the mistakes know: references, known-wrong and right submissions.

All of it is woven on demand, and only when a check did not pass. A pack for students has no
solutions: there every function here finds nothing.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from grader import course
from grader.source import Class, Mistake, Source, definitions, flat, parse
from grader.source import bank as read_bank
from grader.state import State, lay, render
from grader.state import state as woven
from grader.submission import Block, Submission


@cache
def sources(root: Path) -> dict[int, Source]:
    """The solution of every step that has one, by number."""
    return {
        step.number: parse(course.solution_path(step).read_text(encoding="utf-8"), step.stem)
        for step in course.steps(root, "solutions")
    }


@cache
def state(root: Path, number: int) -> State:
    """The framework as our solutions have it after step `number`."""
    return woven(source for n, source in sorted(sources(root).items()) if n <= number)


def reference(root: Path, number: int) -> Submission | None:
    """Our own framework after step `number`, as a submission; None where there are no solutions."""
    if number not in sources(root):
        return None
    return submission(f"reference of step {number}", render(state(root, number)))


def mistakes(step: course.Step) -> list[tuple[Mistake, Submission]]:
    """Each known-wrong way of writing the step, with our framework that has it."""
    return laid(step, course.mistakes_path(step))


def variants(step: course.Step) -> list[tuple[Mistake, Submission]]:
    """Each right way of writing the step that differs from ours, with our framework that has it."""
    return laid(step, course.variants_path(step))


def laid(step: course.Step, path: Path) -> list[tuple[Mistake, Submission]]:
    """Every entry of a file of mistakes or variants, with our framework of the step that has it."""
    if not path.is_file() or step.number not in sources(step.root):
        return []
    base = state(step.root, step.number)
    found = read_bank(path.read_text(encoding="utf-8"), path.name)
    laid_over = ((item, lay(base, item.definitions, item.name)) for item in found)
    return [(item, submission(item.name, text)) for item, text in laid_over]


def touched(step: course.Step, item: Mistake) -> frozenset[int]:
    """The step and those before it whose solutions have one of the definitions that this way of writing it changes."""
    changed = _names(definitions(item.definitions, item.name))
    return frozenset(
        number for number, source in sources(step.root).items() if number == step.number or changed & _names(source)
    )


def _names(source: Source) -> frozenset[str]:
    return frozenset(unit.name for unit in flat(source.units) if not isinstance(unit, Class))


def submission(name: str, text: str) -> Submission:
    """A text of ours as a submission."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Submission(name, digest, "framework.py", {"framework.py": text}, (Block(text),))
