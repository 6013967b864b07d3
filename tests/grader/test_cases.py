"""An outcome → the documents of other systems: valid as each reads them, and never a zero for a failure of the grader."""

from __future__ import annotations

import base64
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.commands.shared import SYSTEMS
from grader.errors import GraderError
from grader.outcome import Diagnosis, Line, Outcome, Person, Standing
from grader.reports import cases, github, gradescope, junit
from grader.verdict import KINDS, Verdict
from grader.worker import Isolation

FORMATS = Path(__file__).parent / "formats"
NASTY = "a\x00b\x1b[31m<&>\"'\ufffe\ud800]]> \r\n=1+1 김 🎓"
CHECKED = Outcome(
    step=14,
    title="More <than> once",
    file="mine.py",
    sha256="ab" * 32,
    status="failed",
    isolation=Isolation("bwrap", ("files",), ()),
    seed=123,
    verdicts=(
        Verdict(14, "one", "One.", "passed", seconds=0.01),
        Verdict(14, "two", "Two & more.", "failed", message=NASTY),
        Verdict(14, "three", "Three.", "timeout", message="too long"),
        Verdict(14, "four", "Four.", "skipped", message="not here", left_out=True),
        Verdict(14, "five", "Five.", "skipped", message="not run"),
    ),
    seconds=0.2,
    diagnosis=Diagnosis("overwrites", "The last one counts."),
    older=(Verdict(6, "old", "Old.", "failed", "broken"),),
)
PASSED = replace(CHECKED, status="passed", verdicts=CHECKED.verdicts[:1], older=(), diagnosis=None)
UNREAD = replace(CHECKED, status="error", verdicts=(), older=(), problems=({"message": f"line 3: {NASTY}"},))
SYNTAX = {"type": "SyntaxError", "message": "invalid syntax", "place": "line 34", "syntax": True}
BROKEN = replace(PASSED, status="error", problems=(SYNTAX,))
PLACED = replace(
    CHECKED,
    step=None,
    title="",
    standing=Standing(13, 2, "Many inputs", 14, "m", ()),
    verdicts=(*CHECKED.verdicts, Verdict(2, "x", "X.", "passed")),
)
FOLDER = replace(
    PLACED,
    verdicts=(),
    people=(
        Person(
            "a",
            (Line(1, "a1.py", "passed"), Line(2, "a2.py", "failed", NASTY), Line(3, None, "missing")),
            PLACED.standing,
        ),
        Person("b", (Line(1, "b1.py", "error", "m"), Line(2, None, "covered")), PLACED.standing),
    ),
)
OURS = replace(CHECKED, status="grader-error", verdicts=(Verdict(14, "one", "One.", "grader-error", "ours"),))
OUTCOMES = {
    "checked": CHECKED, "passed": PASSED, "unread": UNREAD, "broken": BROKEN, "placed": PLACED, "folder": FOLDER
}  # fmt: skip


def read(form: str, outcome: Outcome) -> Any:
    told = import_module(f"grader.reports.{form}").render(outcome)
    return json.loads(base64.b64decode(told, validate=False) if form == "github" else told)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
@pytest.mark.parametrize("form", ["gradescope", "github", "exercism"])
def test_every_document_is_as_the_other_system_reads_it(form: str, outcome: Outcome) -> None:
    told = read(form, outcome)
    jsonschema.validate(told, json.loads((FORMATS / f"{form}.json").read_text("utf-8")))
    assert "\\u001b" not in json.dumps(told) and "\\u0000" not in json.dumps(told)


@pytest.mark.parametrize("outcome", [*OUTCOMES.values(), OURS], ids=[*OUTCOMES, "ours"])
def test_the_junit_is_valid_under_ants_schema_and_its_counts_are_true(outcome: Outcome) -> None:
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema, of the extra dev, is not installed")
    told = junit.render(outcome)
    xmlschema.validate(told, FORMATS / "junit.xsd")
    suite = ET.fromstring(told)[0]
    for count, tag in [
        ("tests", "testcase"),
        ("failures", "testcase/failure"),
        ("errors", "testcase/error"),
        ("skipped", "testcase/skipped"),
    ]:
        assert int(suite.get(count, "")) == len(suite.findall(tag)), count


def test_what_did_not_finish_is_an_error_and_what_was_left_out_is_skipped() -> None:
    suite = ET.fromstring(junit.render(CHECKED))[0]
    assert [[child.tag for child in case] for case in suite.iter("testcase")] == [
        [],
        ["failure"],
        ["error"],
        ["skipped"],
        ["failure"],
    ]
    assert [case.get("type") for case in suite.iter("failure")] == ["failed", "skipped"]
    assert suite.findtext("system-out") == "The last one counts.\nStep 6, old: broken"


def test_a_point_for_each_check_and_none_for_what_was_left_out() -> None:
    told = read("gradescope", CHECKED)
    assert told["score"] == 1.0 and sum(test["max_score"] for test in told["tests"]) == 4.0
    assert [test.get("status") for test in told["tests"]] == ["passed", "failed", "failed", None, "failed"]
    told = read("github", CHECKED)
    assert sum(test["score"] for test in told["tests"]) == 1.0 and told["max_score"] == 4.0 and told["status"] == "fail"


def test_a_file_that_no_python_runs_is_one_case_more_than_the_checks_that_passed() -> None:
    assert [(case.name, case.status) for case in cases.suite(BROKEN).cases] == [("file", "error"), ("one", "pass")]
    told = read("gradescope", BROKEN)
    assert told["score"] == 1.0 and [test["max_score"] for test in told["tests"]] == [1.0, 1.0]
    assert "SyntaxError at line 34: invalid syntax" in read("exercism", BROKEN)["tests"][0]["message"]
    assert ET.fromstring(junit.render(BROKEN))[0].get("errors") == "1"


def test_exercism_says_error_only_where_no_test_ran() -> None:
    assert [read("exercism", outcome)["status"] for outcome in OUTCOMES.values()] == [
        "fail",
        "pass",
        "error",
        "fail",
        "fail",
        "fail",
    ]
    assert (
        "line 3" in read("exercism", UNREAD)["message"] and "grader itself failed" in read("exercism", OURS)["message"]
    )
    none = replace(CHECKED, verdicts=CHECKED.verdicts[3:4], status="passed")
    assert "No check could be run" in read("exercism", none)["message"]


@pytest.mark.parametrize("form", [gradescope, github])
def test_a_failure_of_the_grader_is_no_score(form: Any) -> None:
    with pytest.raises(GraderError, match="nobody gets a zero"):
        form.render(OURS)


def test_a_file_that_can_not_be_read_is_one_case_without_points() -> None:
    told = read("github", UNREAD)
    assert (told["status"], told["max_score"]) == ("error", 1.0) and "line 3" in told["tests"][0]["message"]


def test_a_missing_step_of_a_folder_is_held_against_nobody() -> None:
    assert [(case.name, case.status) for case in cases.suite(FOLDER).cases] == [
        ("a step01", "pass"),
        ("a step02", "fail"),
        ("a step03", "skip"),
        ("b step01", "error"),
        ("b step02", "skip"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_only_passed_is_a_pass(kind: str) -> None:
    assert (cases.status_of(kind) == "pass") is (kind == "passed")


@pytest.mark.parametrize("form", SYSTEMS)
def test_check_and_place_write_each_format_and_keep_their_exit_codes(grader, tmp_path: Path, form: str) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text("class Variable:\n    pass\n", encoding="utf-8")
    for words in (("check", "1", mine), ("place", mine)):
        ran = grader(*words, "--format", form)
        assert ran.code == 1 and ran.err == "", ran.err
        if form == "junit":
            assert ET.fromstring(ran.out).tag == "testsuites"
        else:
            assert json.loads(base64.b64decode(ran.out) if form == "github" else ran.out)["tests"]
