"""Cases → the result that a GitHub Classroom runner hands to the reporter: JSON, in base64."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from grader.outcome import Outcome
from grader.reports.cases import Case, Suite, graded, suite, text
from grader.reports.document import as_text
from grader.words import say

VERSION = 1


def render(outcome: Outcome) -> str:
    """One line of base64, to stand behind `result=` in GITHUB_OUTPUT. Raises GraderError where there is no grade."""
    return encoded(as_text(document([suite(outcome)])))


def encoded(told: str) -> str:
    """A text as one line of base64."""
    return base64.b64encode(told.encode()).decode() + "\n"


def document(suites: list[Suite]) -> dict[str, Any]:
    """The runner's result. The reporter adds up the scores of the tests, so lateness and corrections are a test of their own."""
    known = [graded(one) for one in suites]
    tests = [test for one in known for test in _tests(one)]
    status = "error" if tests and all(test["status"] == "error" for test in tests) else "fail"
    return {
        "version": VERSION,
        "status": "pass" if all(one.ok for one in known) else status,
        "max_score": round(sum(one.maximum for one in known), 6),
        "tests": tests,
    }


def _tests(one: Suite) -> Iterator[dict[str, Any]]:
    yield from (_test(case, one.file) for case in one.counted)
    beside = round((one.score or 0.0) - sum(case.score for case in one.counted), 6)
    if beside:
        kind = "pass" if beside > 0 else "fail"
        step = one.cases[0].step if one.cases else 0
        yield _test(
            Case(step, "beside", "", kind, kind, say("cases.beside", points=f"{beside:+g}"), beside, 0.0), one.file
        )


def _test(case: Case, file: str) -> dict[str, Any]:
    return {
        "name": text(f"step {case.step} {case.name}" if case.step else case.name),
        "status": case.status,
        "score": case.score,
        "message": text(case.message),
        "test_code": text(case.says),
        "filename": text(file),
        "line_no": 0,
        "duration": round(case.seconds * 1000, 3),
    }
