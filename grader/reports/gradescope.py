"""Cases → the results.json of a Gradescope autograder."""

from __future__ import annotations

from typing import Any

from grader.outcome import Outcome
from grader.reports.cases import Case, Suite, graded, suite, text
from grader.reports.document import as_text


def render(outcome: Outcome) -> str:
    """The document for one outcome. Raises GraderError where there is no grade."""
    return as_text(document([suite(outcome)]))


def document(suites: list[Suite]) -> dict[str, Any]:
    """The document for what one person handed in; the total is ours, with lateness and corrections in it."""
    known = [graded(one) for one in suites]
    return {
        "score": round(sum(one.score or 0.0 for one in known), 6),
        "execution_time": round(sum(one.seconds for one in known), 3),
        "output": "\n\n".join(filter(None, (one.output for one in known))),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "tests": [_test(case, number) for one in known for number, case in enumerate(one.cases, 1)],
    }


def _test(case: Case, number: int) -> dict[str, Any]:
    told = f"{case.says}\n{case.message}".strip()
    return {
        "name": text(f"{case.step} {case.name}" if case.step else case.name),
        "number": f"{case.step}.{number}",
        "score": case.score,
        "max_score": case.maximum,
        **({} if case.status == "skip" else {"status": "passed" if case.status == "pass" else "failed"}),
        "output": text(told),
    }
