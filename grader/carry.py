"""A step → its exercise begun from the learner's own exercise of the step before, on disk, and what was done in words."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grader import course, handwritten, lessons, logbook, shipped
from grader.check import nearby
from grader.errors import Unusable
from grader.inside.definitions import digests
from grader.merging import Stub, merged
from grader.reset import replace
from grader.submission import load
from grader.words import say


class Carried(NamedTuple):
    """What was done: whether anything was, what is to be said of it, where the text that stood there before is kept."""

    step: course.Step
    before: course.Step
    changed: bool
    notes: tuple[str, ...]
    copy: Path | None = None


def carry(step: course.Step) -> Carried:
    """Write the exercise of a step anew, from the one before it. Raises Unusable where that can not be done."""
    before = _before(step)
    text, notes = _text(before, step)
    path = course.exercise_path(step)
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return Carried(step, before, False, notes)
    copy = replace(step, data)
    found, asked = digests(text), shipped.asked(step.root, step.number)
    carried = {name: found[name] for name in asked if name in found}
    logbook.update(step.root, lambda book: book.noting(step.number, carried=carried))
    return Carried(step, before, True, notes, copy)


def told(done: Carried) -> str:
    """What was done, in sentences."""
    step, file = done.step.number, nearby(course.exercise_path(done.step))
    if not done.changed:
        return say("carry.same", file=file)
    lines = [say("carry.done", file=file, before=done.before.number, step=step), *done.notes]
    if done.copy is not None:
        lines.append(say("carry.kept-file", copy=done.copy, step=step))
    return "\n".join([*lines, say("carry.next", step=step)])


def _before(step: course.Step) -> course.Step:
    """The step before it, whose exercise has to be the learner's. Raises Unusable."""
    below = [other for other in course.steps(step.root) if other.number < step.number]
    if not below:
        raise Unusable(say("carry.first", step=step.number))
    mine = [other for other in logbook.touched(step.root) if other.number < step.number]
    if below[-1] in mine:
        return below[-1]
    before = below[-1].number
    if not mine:
        raise Unusable(say("carry.shipped", before=before, step=step.number, file=nearby(course.exercise_path(step))))
    following = next(other.number for other in below if other.number > mine[-1].number)
    raise Unusable(say("carry.gap", before=before, nearest=mine[-1].number, next=following))


def _text(before: course.Step, step: course.Step) -> tuple[str, tuple[str, ...]]:
    path = course.exercise_path(before)
    submission = load(nearby(path), before.number)
    own = handwritten.read(submission.files[submission.main], str(nearby(path)))
    try:
        found = merged(own, _stub(before), _stub(step))
    except RecursionError:
        raise Unusable(say("own.deep", file=own.shown)) from None
    entry = logbook.read(step.root).of(before.number)
    passed = entry.status == "passed" and entry.sha256 == submission.sha256
    notes = (*(() if passed else (say("carry.not-passed", before=before.number),)), *found.notes)
    windows = b"\r\n" in path.read_bytes()
    return found.text.replace("\n", "\r\n") if windows else found.text, notes


def _stub(step: course.Step) -> Stub:
    text, brings = lessons.stub(step.root, step.number)
    return Stub(step.number, text, brings, shipped.asked(step.root, step.number))
