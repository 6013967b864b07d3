"""An exercise → the same as it was shipped, and back: whatever is replaced is in `.kata/backup` first."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grader import course, lessons
from grader.backup import back_up, backups, when, write
from grader.check import nearby
from grader.errors import Unusable
from grader.words import say


class Replaced(NamedTuple):
    """What was done: a word for it, and where the text that stood there before is kept, if it was anybody's."""

    done: str
    copy: Path | None = None
    restored: Path | None = None


def step_of(root: Path, number: int) -> course.Step:
    """The step with this number, also where its exercise is gone. Raises Unusable, naming the nearest one."""
    lost = {step.number: step for step in course.steps(root, "tests/steps")}
    return lost.get(number) or course.step(root, number)


def reset(step: course.Step) -> Replaced:
    """Put the exercise back as it was shipped. Raises Unusable."""
    path, shipped = course.exercise_path(step), lessons.stub(step.root, step.number).text.encode("utf-8")
    if path.is_file() and path.read_bytes() == shipped:
        return Replaced("nothing")
    return Replaced("reset", replace(step, shipped))


def undo(step: course.Step) -> Replaced:
    """Bring back what was replaced last. Raises Unusable where nothing was."""
    path = course.exercise_path(step)
    copies = backups(step.root, path)
    if not copies:
        raise Unusable(say("reset.nothing-kept", step=step.number))
    newest = step.root / copies[-1]
    kept = newest.read_bytes()
    if path.is_file() and path.read_bytes() == kept:
        return Replaced("same", restored=copies[-1])
    return Replaced("undone", replace(step, kept), copies[-1])


def replace(step: course.Step, data: bytes) -> Path | None:
    """Write an exercise anew, and say where the copy is of what stood there, if that is not what was shipped."""
    path = course.exercise_path(step)
    copy = None
    if path.exists() and path.read_bytes() != lessons.stub(step.root, step.number).text.encode("utf-8"):
        copy = back_up(step.root, path)
    try:
        write(path, data)
    except OSError as error:
        raise Unusable(say("reset.unwritten", file=nearby(path), why=error.strerror)) from None
    return copy


def told(step: course.Step, replaced: Replaced) -> str:
    """What was done, in sentences."""
    file, number = nearby(course.exercise_path(step)), step.number
    if replaced.restored is not None:
        values = {"file": file, "copy": replaced.restored, "when": when(replaced.restored)}
        lines = [say("reset.undone", **values) if replaced.done == "undone" else say("reset.same", **values)]
        older = len(backups(step.root, course.exercise_path(step))) - 1
        if replaced.done == "same" and older:
            lines.append(say("reset.older", count=older))
    else:
        lines = [say("reset.nothing", file=file) if replaced.done == "nothing" else say("reset.done", file=file)]
    if replaced.copy is not None:
        lines.append(say("reset.kept", copy=replaced.copy, step=number))
    return "\n".join(lines)
