"""A student, a step → the same grading once more: what was read then, on the inputs of then; is it the same?"""

from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from grader import course
from grader.classroom import engine, grading, lock
from grader.classroom.gradebook import Gradebook, now
from grader.errors import GraderError, Unusable
from grader.words import listed, say
from grader.worker import Limits


class Replay(NamedTuple):
    """Both gradings, check by check; `why` says what has changed in between, where something has."""

    person: str
    step: int
    file: str
    sha256: str
    seed: int
    status: tuple[str, str]
    checks: tuple[tuple[str, str, str], ...]
    message: tuple[tuple[str, str], ...]
    why: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the status and every check came to the same."""
        return self.status[0] == self.status[1] and all(before == after for _, before, after in self.checks)


def replay(out: Path, student: str, number: int, root: Path = course.ROOT) -> Replay:
    """Run a grading again as it was. Raises Unusable where there is none, GraderError where it can not be run."""
    with Gradebook.opened(out) as book:
        person = found(book, student)
        row = graded(book, person, number)
        content = book.content(row["content"])
        before = {verdict["name"]: verdict for verdict in book.verdicts(row["id"])}
        limits = Limits(**json.loads(book.meta("limits", "{}")))
    if content is None:
        raise Unusable(say("replay.nothing", name=person["name"], step=number))
    said = _run(out, root, number, row, {**content, "path": row["found"]}, limits)
    after = {verdict[0]: verdict for verdict in said["verdicts"]}
    return Replay(
        person["name"],
        number,
        row["found"],
        row["sha256"],
        row["seed"],
        (row["status"], said["status"]),
        tuple((name, before[name]["kind"] if name in before else "", after[name][1] if name in after else "")
              for name in dict.fromkeys((*before, *after))),
        tuple((name, verdict[2]) for name, verdict in after.items() if verdict[2]),
        grading.changed_since(row, root, number),
    )  # fmt: skip


def _run(out: Path, root: Path, number: int, row: Any, content: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What a desk says of it, at the level of then."""
    with lock.held(out, now()):
        scratch = out / grading.SCRATCH
        try:
            scratch.mkdir(exist_ok=True)
            config = engine.Config(root, row["isolation"], limits, {}, scratch, allow_unisolated=True)
            task = engine.Task(number, {"step": number, "seed": row["seed"], "submission": content})
            answers = list(engine.run(iter([task]), config, 1))
        except OSError as error:
            raise Unusable(say("grade.no-room", folder=out, why=error.strerror)) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    if answers[0].said is None:
        raise GraderError(answers[0].failure)
    return dict(answers[0].said)


def found(book: Gradebook, student: str) -> Any:
    """One of the class, by id, name or address. Raises Unusable, naming whoever is nearly called that."""
    people = book.people()
    wanted = student.casefold()
    for column in ("id", "email", "name"):
        fitting = [row for row in people if row[column].casefold() == wanted]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Unusable(say("replay.several", name=student, ids=listed([row["id"] for row in fitting])))
    known = {text.casefold(): row["id"] for row in people for text in (row["name"], row["id"]) if text}
    near = list(dict.fromkeys(known[key] for key in difflib.get_close_matches(wanted, known, 3, 0.5)))
    hint = say("replay.near", ids=listed(near)) if near else say("replay.look")
    raise Unusable(say("replay.nobody", name=student, hint=hint))


def graded(book: Gradebook, person: Any, number: int) -> Any:
    """The grading of a person on a step that counts. Raises Unusable, naming the steps that there are."""
    row = book.current(person["id"], number)
    if row is None:
        others = [str(other["step"]) for other in book.current_of(person["id"])]
        hint = say("replay.steps", steps=listed(others, 12)) if others else say("replay.no-steps")
        raise Unusable(say("replay.not-graded", name=person["name"], step=number, hint=hint))
    return row
