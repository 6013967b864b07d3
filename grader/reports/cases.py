"""An Outcome → plain cases: what each check came to, with a point each; what the reports for other systems are made from.

A class's results become cases as well (`grader.classroom.exports`), so that one writer serves both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from grader.clean import clean
from grader.errors import GraderError
from grader.outcome import Line, Outcome
from grader.verdict import Verdict
from grader.words import say

MOST_TEXT = 4000
NOT_FINISHED = frozenset(
    {"error", "timeout", "memory", "recursion", "flood", "crashed", "exited", "too-big", "not-plain"}
)


class Case(NamedTuple):
    """One check: `status` is pass, fail, error or skip; `kind` is the verdict's own word. A skip is worth nothing."""

    step: int
    name: str
    says: str
    status: str
    kind: str
    message: str
    score: float
    maximum: float
    seconds: float = 0.0


class Suite(NamedTuple):
    """The cases of one submission. `ok` is None where the grader itself failed, which is no result at all."""

    name: str
    cases: tuple[Case, ...]
    ok: bool | None
    output: str
    file: str
    facts: tuple[tuple[str, str], ...]
    seconds: float
    score: float | None
    maximum: float
    at: str = ""  # ISO; "" for now

    @property
    def counted(self) -> tuple[Case, ...]:
        """The cases that are held for or against anybody."""
        return tuple(case for case in self.cases if case.status != "skip")


def status_of(kind: str) -> str:
    """What other systems know of a kind of verdict."""
    if kind in NOT_FINISHED or kind == "grader-error":
        return "error"
    return {"passed": "pass", "skipped": "skip"}.get(kind, "fail")


def suite(outcome: Outcome) -> Suite:
    """An outcome's cases; a file that can not be read is one case that says why, beside the checks that passed all the same."""
    verdicts = [_case(verdict) for verdict in outcome.verdicts]
    lines = [_line(line, person.name) for person in outcome.people for line in person.lines]
    cases = tuple(verdicts or lines or _unread(outcome))
    if outcome.status == "error" and not any(case.status in ("fail", "error") for case in cases):
        cases = (*_unread(outcome), *cases)
    broken = outcome.status == "grader-error"
    counted = [case for case in cases if case.status != "skip"]
    return Suite(
        name=say("cases.step", step=outcome.step, title=outcome.title)
        if outcome.step is not None
        else say("cases.placed"),
        cases=cases,
        ok=None if broken else outcome.status == "passed",
        output=_output(outcome),
        file=outcome.file,
        facts=(("status", outcome.status), ("isolation", outcome.isolation.level), ("seed", str(outcome.seed))),
        seconds=outcome.seconds,
        score=None if broken else sum(case.score for case in counted),
        maximum=sum(case.maximum for case in counted),
    )


def graded(given: Suite) -> Suite:
    """The suite, for formats that know points only. Raises GraderError where there are none, which is never a zero."""
    if given.ok is None or given.score is None:
        raise GraderError(say("cases.no-grade", name=given.name))
    return given


def text(given: str, most: int = MOST_TEXT) -> str:
    """Text that any of these systems takes: no escapes, no control characters, of a bounded length."""
    return clean(re.sub("[\ufffe\uffff]", "", given), most)


def _case(verdict: Verdict) -> Case:
    status = "skip" if verdict.left_out else "fail" if verdict.kind == "skipped" else status_of(verdict.kind)
    worth = 0.0 if status == "skip" else 1.0
    message = "" if verdict.passed else verdict.message or say(f"kind.{verdict.kind}")
    score = worth if verdict.passed else 0.0
    return Case(verdict.step, verdict.name, verdict.says, status, verdict.kind, message, score, worth, verdict.seconds)


def _line(line: Line, person: str) -> Case:
    """One file of a folder of steps; a step without a file is held against nobody, for placing asks how far one is."""
    absent = line.status in ("covered", "missing", "unchecked", "skipped")
    status = "skip" if absent else status_of(line.status)
    name = f"{person} step{line.step:02}".strip()
    message = "" if status == "pass" else line.message or line.status
    worth = 0.0 if absent else 1.0
    return Case(
        line.step, name, line.file or "", status, line.status, message, worth if status == "pass" else 0.0, worth
    )


def _unread(outcome: Outcome) -> Sequence[Case]:
    """What stands for a file on which no check could be run."""
    syntax = [say("problem.syntax", **problem) for problem in outcome.problems if problem.get("syntax")]
    message = " ".join(syntax or [str(problem["message"]) for problem in outcome.problems]) or outcome.advice or outcome.status
    passed = outcome.status == "passed"
    status = "pass" if passed else status_of("error")
    return [Case(outcome.step or 0, "file", say("cases.file"), status, outcome.status, message, float(passed), 1.0)]


def _output(outcome: Outcome) -> str:
    """What is to be said beside the checks: the mistake that was recognised, notes, older steps that are wrong, the standing."""
    lines = [outcome.diagnosis.says] if outcome.diagnosis else []
    lines += [say("cases.older", step=v.step, name=v.name, message=v.message) for v in outcome.older if not v.passed]
    lines += [*outcome.notes, *([outcome.advice] if outcome.advice else [])]
    if outcome.standing is not None:
        lines.append(say("cases.standing", step=outcome.standing.reached, title=outcome.standing.title))
    return "\n".join(text(line) for line in lines)
