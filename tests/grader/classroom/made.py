"""A class that nobody handed in: for the page, the feedback and the exports."""

from __future__ import annotations

from grader.classroom.summary import CheckInfo, CheckResult, Correction, Diagnosis, Klass, Person, Result, StepInfo

AT = "2026-11-20T10:00:00+00:00"
CHECKS = (CheckInfo("doubles", "double(x) is two times x.", 2.0), CheckInfo("keeps_data", "The data stays.", 1.0))
STEPS = (StepInfo(1, "A box", 1, "Gradients", CHECKS, 3.0), StepInfo(2, "Twice", 1, "Gradients", CHECKS, 3.0))
PASSED = (CheckResult("doubles", "passed", "", 2.0, 2.0), CheckResult("keeps_data", "passed", "", 1.0, 1.0))
WRONG = (CheckResult("doubles", "failed", "double(3.0) gave 3.0, expected 6.0", 0.0, 2.0), PASSED[1])
HALVED = Diagnosis("gives_x_back", "The function gives x back as it is.")


def passed(step: int, **values: object) -> Result:
    """A step with all its points."""
    return Result(
        step,
        "passed",
        f"step{step:02}.py",
        "ab" * 32,
        AT,
        **{"raw": 3.0, "score": 3.0, "maximum": 3.0, "checks": PASSED, **values},
    )  # type: ignore[arg-type]


def wrong(step: int, **values: object) -> Result:
    """A step with one check wrong."""
    given = {"raw": 1.0, "score": 1.0, "maximum": 3.0, "checks": WRONG, "diagnosis": HALVED, "seed": 424242, **values}
    return Result(step, "failed", f"step{step:02}.py", "cd" * 32, AT, **given)  # type: ignore[arg-type]


def missing(step: int) -> Result:
    """A step that was not handed in."""
    return Result(step, "missing", maximum=3.0)


def person(key: str, name: str, *results: Result, **values: object) -> Person:
    """Somebody of the class, with a result for each of its steps."""
    standing = max((r.step for r in results if r.status == "passed"), default=0)
    total = sum(r.score or 0.0 for r in results)
    given = {"email": f"{key}@school.test", "section": "A", "extra": {}, **values}
    return Person(key, name, results=results, total=total, maximum=6.0, standing=standing, **given)  # type: ignore[arg-type]


def klass(*people: Person, **values: object) -> Klass:
    """A class of these people on two steps."""
    given = {"title": "Course", "isolation": "bwrap", "grader": "0.1.0", "generated": AT, **values}
    return Klass(steps=STEPS, people=people, **given)  # type: ignore[arg-type]


CORRECTED = Correction("ada", "as with Grace, our check was wrong", "not passed, 1", AT)
