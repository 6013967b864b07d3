"""A Gradescope container's folders → results.json: what one student handed in, graded as a class of one.

Where the grader can not say anything, no results are written: Gradescope then tells the instructor that the autograder
failed, and nobody gets a zero for it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader import course
from grader.classroom import summary
from grader.classroom.exports import suites
from grader.classroom.grading import Plan, grade
from grader.classroom.intake import TAKEN
from grader.classroom.writing import written
from grader.errors import GraderError, Unusable
from grader.reports.cases import Suite
from grader.reports.document import as_text
from grader.reports.gradescope import document
from grader.words import say

RULES, SECRET = "rules.toml", "secret"  # beside course.toml, where an instructor wants them


def run(top: Path, steps: tuple[int, ...], isolation: str = "auto", allow_unisolated: bool = False) -> Path:
    """Grade `top/submission` into `top/results/results.json`. Raises Unusable, GraderError; then there are no results."""
    results = top / "results/results.json"
    results.unlink(missing_ok=True)
    told = _metadata(top / "submission_metadata.json")
    with tempfile.TemporaryDirectory(prefix="kata-") as scratch:
        plan = _plan(Path(scratch), steps, isolation, allow_unisolated)
        results.parent.mkdir(parents=True, exist_ok=True)
        return written(results, [as_text(_graded(top / "submission", plan, told))])


def _graded(submission: Path, plan: Plan, told: Mapping[str, Any]) -> dict[str, Any]:
    if not submission.is_dir():
        raise Unusable(say("autograder.no-folder", folder=submission))
    if not any(path.suffix in TAKEN for path in submission.rglob("*")):
        spans = course.spans(plan.steps)
        return {"score": 0.0, "output": say("autograder.nothing", steps=spans), "output_format": "text"}
    shutil.copytree(submission, plan.klass / _student(told), symlinks=True)
    if grade(plan).failed:
        raise GraderError(say("autograder.failed"))
    klass = summary.read(plan.out)
    return _scaled(suites.of(klass, klass.people[0]), _points(told))


def _plan(scratch: Path, steps: tuple[int, ...], isolation: str, allow_unisolated: bool) -> Plan:
    """A class of one, with what the instructor has put beside the course."""
    beside = {name: path for name in (RULES, SECRET) if (path := course.ROOT / name).is_file()}
    return Plan(
        klass=scratch / "class",
        out=scratch / "grades",
        steps=steps,
        jobs=1,
        rules=beside.get(RULES),
        secret=beside.get(SECRET),
        isolation=isolation,
        allow_unisolated=allow_unisolated,
        root=course.ROOT,
    )


def _metadata(path: Path) -> Mapping[str, Any]:
    """What Gradescope says of the submission; nothing where it says nothing that can be read."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _student(told: Mapping[str, Any]) -> str:
    """A name for the student that stays the same, so that their inputs do."""
    users = told.get("users")
    known = users[0].get("id") if isinstance(users, list) and users and isinstance(users[0], dict) else None
    return f"student-{known}" if isinstance(known, int) else "student"


def _points(told: Mapping[str, Any]) -> float | None:
    """What the assignment is worth there; Gradescope writes it as a text."""
    assignment = told.get("assignment")
    try:
        points = float(assignment["total_points"]) if isinstance(assignment, dict) else 0.0
    except (KeyError, TypeError, ValueError):
        return None
    return points if 0 < points < 1e6 else None


def _scaled(found: list[Suite], points: float | None) -> dict[str, Any]:
    """The results, with the total brought to what the assignment is worth."""
    told, most = document(found), sum(suite.maximum for suite in found)
    if points is None or most <= 0 or points == most:
        return told
    said = say("autograder.scaled", score=f"{told['score']:g}", most=f"{most:g}", points=f"{points:g}")
    output = "\n\n".join(filter(None, (told["output"], said)))
    return {**told, "score": round(told["score"] * points / most, 6), "output": output}
