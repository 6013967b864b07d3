"""What the solutions and the mistakes know: references, known-wrong submissions, what a step asks for.

All of it is woven on demand, and only when a check did not pass. A pack for students has no
solutions: there every function here finds nothing.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from grader import course, weave
from grader.inside.definitions import digests
from grader.submission import Block, Submission


@cache
def sources(root: Path) -> dict[int, weave.Source]:
    """The solution of every step that has one, by number."""
    return {
        step.number: weave.parse(course.solution_path(step).read_text(encoding="utf-8"), step.stem)
        for step in course.steps(root, "solutions")
    }


@cache
def state(root: Path, number: int) -> weave.State:
    """The framework as our solutions have it after step `number`."""
    return weave.state(source for n, source in sorted(sources(root).items()) if n <= number)


def asked(root: Path, number: int) -> tuple[weave.Asked, ...]:
    """What step `number` asks its learner to write."""
    source = sources(root).get(number)
    return weave.asked(source, state(root, number - 1)) if source else ()


def untouched(step: course.Step, definitions: dict[str, str]) -> tuple[str, ...]:
    """What the step asks for, if all of it is still, definition by definition, what was shipped; else nothing."""
    names = tuple(item.name for item in asked(step.root, step.number))
    shipped = digests(course.exercise_path(step).read_text(encoding="utf-8")) if names else {}
    return names if all(definitions.get(name) == shipped.get(name) for name in names) else ()


def brought_by(root: Path, name: str) -> int | None:
    """The first step whose solution defines `name`, which may be qualified."""
    for number, source in sorted(sources(root).items()):
        if name in _names(source):
            return number
    return None


def _names(source: weave.Source) -> set[str]:
    members = {f"{unit.name}.{m.name}" for unit in source.units for m in getattr(unit, "members", ())}
    return members | {unit.name for unit in source.units}


def reference(root: Path, number: int) -> Submission | None:
    """Our own framework after step `number`, as a submission; None where there are no solutions."""
    if number not in sources(root):
        return None
    return submission(f"reference of step {number}", weave.render(state(root, number)))


def mistakes(step: course.Step) -> list[tuple[weave.Mistake, Submission]]:
    """Each known-wrong way of writing the step, with our framework that has it."""
    path = course.mistakes_path(step)
    if not path.is_file() or step.number not in sources(step.root):
        return []
    base = state(step.root, step.number)
    bank = weave.bank(path.read_text(encoding="utf-8"), path.name)
    return [(mistake, submission(mistake.name, weave.lay(base, mistake.definitions))) for mistake in bank]


def submission(name: str, text: str) -> Submission:
    """A text of ours as a submission."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Submission(name, digest, "framework.py", {"framework.py": text}, (Block(text),))
