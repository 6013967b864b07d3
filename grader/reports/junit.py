"""Cases → JUnit XML that the readers in use take and that Ant's schema has as valid."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from xml.sax.saxutils import escape, quoteattr

from grader.outcome import Outcome
from grader.reports.cases import Case, Suite, suite, text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'


def render(outcome: Outcome) -> str:
    """The document for one outcome."""
    return "".join(pieces([suite(outcome)]))


def pieces(suites: Iterable[Suite]) -> Iterator[str]:
    """The document, suite by suite, so that a class of any size needs no more room than one of its suites."""
    host = platform.node() or "localhost"
    yield HEAD
    for number, one in enumerate(suites):
        yield from _suite(one, number, host)
    yield "</testsuites>\n"


def _suite(one: Suite, number: int, host: str) -> Iterator[str]:
    counts = {status: sum(case.status == status for case in one.cases) for status in ("fail", "error", "skip")}
    attributes = {
        "name": one.name,
        "package": "kata",
        "id": str(number),
        "timestamp": _moment(one.at),
        "hostname": host,
        "tests": str(len(one.cases)),
        "failures": str(counts["fail"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skip"]),
        "time": f"{one.seconds:.3f}",
    }
    yield f" <testsuite{_written(attributes)}>\n  <properties>\n"
    yield from (f"   <property{_written({'name': name, 'value': value})}/>\n" for name, value in one.facts)
    yield "  </properties>\n"
    yield from (_case(case) for case in one.cases)
    yield f"  <system-out>{escape(text(one.output))}</system-out>\n  <system-err></system-err>\n </testsuite>\n"


def _case(case: Case) -> str:
    classname = f"step{case.step:02}" if case.step else "file"
    head = _written({"name": case.name, "classname": classname, "time": f"{case.seconds:.3f}"})
    if case.status == "pass":
        return f"  <testcase{head}/>\n"
    message = _written({"message": case.message})
    if case.status == "skip":
        return f"  <testcase{head}>\n   <skipped{message}/>\n  </testcase>\n"
    tag = "failure" if case.status == "fail" else "error"
    told = escape(text(f"{case.says}\n{case.message}"))
    return f"  <testcase{head}>\n   <{tag}{message}{_written({'type': case.kind})}>{told}</{tag}>\n  </testcase>\n"


def _written(attributes: dict[str, str]) -> str:
    """Attributes as XML has them; none is empty where Ant wants a word."""
    return "".join(f" {name}={quoteattr(text(value) or '-')}" for name, value in attributes.items())


def _moment(at: str) -> str:
    """A time in UTC without its zone, as Ant's schema wants it."""
    moment = datetime.fromisoformat(at) if at else datetime.now(timezone.utc)
    moment = moment.astimezone(timezone.utc) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
