"""Cases → the results.json of an Exercism test runner, version 3."""

from __future__ import annotations

from typing import Any

from grader.outcome import Outcome
from grader.reports.cases import Case, Suite, suite, text
from grader.reports.document import as_text
from grader.words import say

VERSION = 3
MOST_MESSAGE = 65_535


def render(outcome: Outcome) -> str:
    """The document for one outcome; a failure of the grader is the status error, with a message that says so."""
    return as_text(document([suite(outcome)]))


def document(suites: list[Suite]) -> dict[str, Any]:
    """The document: the status is error only where no test ran."""
    if any(one.ok is None for one in suites):
        return _no_tests(say("cases.no-grade", name=", ".join(one.name for one in suites if one.ok is None)))
    unread = [case for one in suites for case in one.cases if case.name == "file" and case.status == "error"]
    tests = [_test(case) for one in suites for case in one.counted]
    if len(tests) == len(unread):
        return _no_tests("\n".join(case.message for case in unread) or say("cases.no-tests"))
    passed = all(test["status"] == "pass" for test in tests)
    return {"version": VERSION, "status": "pass" if passed else "fail", "message": None, "tests": tests}


def _no_tests(message: str) -> dict[str, Any]:
    return {"version": VERSION, "status": "error", "message": text(message, MOST_MESSAGE), "tests": []}


def _test(case: Case) -> dict[str, Any]:
    told = {"message": text(case.message or case.kind)} if case.status != "pass" else {}
    return {"name": text(f"{case.step} {case.name}"), "status": case.status, **told, "test_code": text(case.says)}
