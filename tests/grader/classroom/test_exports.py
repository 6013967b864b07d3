"""A class → files for other systems: each as that system's own code reads it, formulas as text, a failure of ours blank."""

from __future__ import annotations

import argparse
import base64
import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.classroom import exports, outputs
from grader.classroom.exports import Made, Wish, sheet
from grader.classroom.summary import CheckInfo, CheckResult, Correction, Diagnosis, Klass, Person, Result, StepInfo
from grader.errors import Unusable

FORMATS = Path(__file__).parents[1] / "formats"  # the schemas, written from what each system reads
CHECKS = ("one", "two")
STEPS = tuple(
    StepInfo(n, f"Title {n}", 1, "Stage", tuple(CheckInfo(c, f"Claims {c}.", 5.0) for c in CHECKS), 10.0)
    for n in (1, 2)
)
HOSTILE = "=cmd|' /C calc'!A0"
NAMES = {"ann": 'Ash, Ann "A"', "kim": "김민준 🎓", HOSTILE: HOSTILE, "new": "New\nLine", "gone": "Gone Girl"}


def result(step: int, *kinds: str, **more: Any) -> Result:
    checks = tuple(
        CheckResult(name, kind, "" if kind == "passed" else "\x1b[1m<saw> & \x00=1+1", 5.0 * (kind == "passed"), 5.0, False, 0.25)
        for name, kind in zip(CHECKS, kinds, strict=False)
    )
    raw = sum(check.points for check in checks)
    score = None if "grader-error" in kinds else raw
    status = "passed" if raw == 10 else "grader-error" if score is None else "failed" if kinds else "missing"
    at = "2026-11-20T12:00:00+01:00" if kinds else None
    given = Result(
        step, status, "step.py" if kinds else "", submitted_at=at, raw=raw, score=score, maximum=10.0, checks=checks
    )
    return replace(given, graded_at="2026-11-21T10:00:00+00:00" if kinds else "", seconds=1.5 if kinds else 0.0, **more)


def person(key: str, *results: Result, **more: Any) -> Person:
    known = [r for r in results if r.score is not None]
    total, most = sum(r.score or 0.0 for r in known), sum(r.maximum for r in known)
    return Person(key, NAMES[key], more.get("email", ""), "A", more.get("extra", {}), results, total, most, 0)


KLASS = Klass(
    "A class",
    STEPS,
    (
        person(
            "ann",
            result(1, "passed", "passed"),
            result(2, "passed", "failed", late_days=1.0, penalty=1.0),
            email="ann@x.org",
        ),
        person("kim", result(1, "grader-error", "passed"), result(2, "passed", "passed")),
        person(
            HOSTILE,
            result(1, "unwritten", "timeout", diagnosis=Diagnosis("d", "A known mistake.")),
            result(2, "passed", "skipped"),
        ),
        person("new", result(1), result(2, corrected=Correction("me", "a talk", "0", "2026-11-21T10:00:00+00:00"))),
        person("gone", result(1), result(2)),
    ),
    "bwrap",
    "0.1.0",
    "2026-11-22T00:00:00+00:00",
)
LATE = KLASS.people[0].results[1]
KLASS = replace(
    KLASS,
    people=(
        replace(KLASS.people[0], results=(KLASS.people[0].results[0], replace(LATE, score=4.0)), total=14.0),
        *KLASS.people[1:],
    ),
)


def rows(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    text = path.read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def made(tmp_path: Path, form: str, source: str | None = None, klass: Klass = KLASS, encoding: str = "utf-8") -> Made:
    given = None
    if source is not None:
        given = tmp_path / "teacher.csv"
        given.write_bytes(source.encode(encoding))
    return exports.write(klass, tmp_path, [Wish(form, given)])[-1]


def of_person(folder: Path, ending: str = ".json") -> dict[str, Path]:
    return {path.name.removesuffix(ending): path for path in folder.glob(f"*{ending}")}


# CSV


def test_no_cell_of_any_csv_is_a_formula(tmp_path: Path) -> None:
    for form in ("plain", "canvas", "moodle", "nbgrader"):
        table = rows(made(tmp_path, form).path, "utf-8-sig")
        assert len({len(row) for row in table}) == 1, form
        hot = [cell for row in table for cell in row if cell.startswith(tuple("=+-@\t\r"))]
        assert hot == [], form
        cells = {cell for row in table for cell in row}
        assert f"'{HOSTILE}" in cells, form


@pytest.mark.parametrize("text", ["=1", "+1+1", "-a", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert sheet.safe(text).startswith("'") and sheet.kept(text).startswith("'")


@pytest.mark.parametrize("text", ["-", "-2.5", "3,5", "", '="=1+1"', "Ann", "김민준 🎓"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert sheet.kept(text) == text


def test_the_plain_csv_has_everybody_with_names_as_they_are_and_blanks_where_the_grader_failed(tmp_path: Path) -> None:
    one = made(tmp_path, "plain")
    assert one.path.read_bytes().startswith(b"\xef\xbb\xbf")
    table = {row["id"]: row for row in csv.DictReader(io.StringIO(one.path.read_text("utf-8-sig"), newline=""))}
    assert [row["name"] for row in table.values()][:2] == ['Ash, Ann "A"', "김민준 🎓"]
    assert (table["ann"]["step01"], table["ann"]["step02"], table["ann"]["total"]) == ("10", "4", "14")
    assert (table["kim"]["step01"], table["kim"]["step02"], table["kim"]["total"]) == ("", "10", "")
    assert table["new"]["name"] == "New\nLine" and table["new"]["step01_status"] == "missing"
    assert len(one.notes) == 1 and "김민준" in one.notes[0] and "grader itself failed" in one.notes[0]


def test_nbgraders_header_is_its_own_and_a_name_with_a_comma_is_one_cell(tmp_path: Path) -> None:
    header, *table = rows(made(tmp_path, "nbgrader").path)
    assert header == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score"
    ).split(",")
    assert len(table) == 10 and all(len(row) == 11 for row in table)
    assert table[0] == [
        "step01",
        "",
        "2026-11-20 11:00:00",
        "ann",
        "Ash",
        'Ann "A"',
        "ann@x.org",
        "10",
        "0",
        "10",
        "10",
    ]
    assert table[5][7:] == ["5", "1", "4", "10"], "the score is the raw one without the penalty"
    assert table[1][3] == "kim" and table[1][7:] == ["", "", "", "10"]
    assert table[4][2] == "" and table[4][9] == "0", (
        "who handed in nothing has a blank time and a zero, as nbgrader has it"
    )


# Canvas

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Step 1 (11),Old step 2 quiz (12),Current Score\r\n"
    ",,,,,,Manual Posting,,(read only)\r\n"
    "    Points Possible,,,,,,20,,(read only)\r\n"
    '"Ash, Ann ""A""",101,,ann,A,,,3,90\r\n'
    "김민준 🎓,102,,kim,A,,7,,\r\n"
    '"=""=cmd""",103,,=cmd|\' /C calc\'!A0,A,=1+1,EX,-,\r\n'
    "Stranger,104,,who,A,,1,2,\r\n"
    "Gone Girl,105,,gone,A,,5,,\r\n"
    '"Student, Test",999,,zz,A,,,,\r\n'
)


def test_canvas_gets_the_teachers_own_file_back_with_the_grades_in_it(tmp_path: Path) -> None:
    one = made(tmp_path, "canvas", CANVAS)
    before, after = list(csv.reader(io.StringIO(CANVAS, newline=""))), rows(one.path)
    assert after[:2] == before[:2] and len(after) == len(before)
    assert after[2][6:8] == ["20", "10"], "points possible that were there stay, a blank is filled in"
    assert after[3] == ['Ash, Ann "A"', "101", "", "ann", "A", "", "20", "4", "90"], "10 of 10 are 20 of their 20"
    assert after[4][6:8] == ["7", "10"], "where the grader failed the teacher's cell stays, and is no zero"
    assert after[5] == ['="=cmd"', "103", "", HOSTILE, "A", "'=1+1", "EX", "5", ""]
    assert after[6] == before[6] and after[8] == before[8]
    assert after[7][6:8] == ["5", "0"], "what somebody gave by hand stays where nothing was handed in"
    told = "\n".join(one.notes)
    assert "Stranger" in told and "New Line" in told and "brought to theirs" in told and "김민준" in told


def test_a_step_without_a_column_gets_a_new_one_and_that_is_said(tmp_path: Path) -> None:
    one = made(
        tmp_path,
        "canvas",
        "Student;ID;SIS Login ID;Section;Step 1\nPoints Possible;;;;10\nX;1;ann;A;\n",
        encoding="utf-8-sig",
    )
    assert one.path.read_bytes().startswith(b"\xef\xbb\xbf")
    table = rows(one.path, "utf-8-sig", ";")
    assert [row[4:] for row in table] == [["Step 1", "Step 2"], ["10", "10"], ["10", "4"]]
    assert any("new ones were made" in note for note in one.notes)


def test_a_column_with_the_classs_own_title_gets_the_total(tmp_path: Path) -> None:
    source = "Student,ID,SIS Login ID,Section,a class (7)\nPoints Possible,,,,20\nx,1,ann,A,\nx,2,kim,A,\n"
    assert [row[4:] for row in rows(made(tmp_path, "canvas", source).path)] == [["a class (7)"], ["20"], ["14"], [""]]


def test_two_rows_of_one_person_and_a_row_of_two_people_are_nobodys(tmp_path: Path) -> None:
    source = "Student,ID,SIS Login ID,Section,Step 1\nx,1,ann,A,\ny,2,ann,A,\nGone Girl,3,new,A,\n"
    one = made(tmp_path, "canvas", source)
    assert [row[4] for row in rows(one.path)[1:]] == ["10", "", ""]
    assert any("for y and Gone Girl" in note for note in one.notes)


# Moodle

WORKSHEET = {
    "en": (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),"
        "Last modified (grade),Feedback comments",
        "Participant",
    ),
    "de": (
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
        "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar",
        "Teilnehmer/in",
    ),
    "xx": ("AA,BB,CC,DD,EE,FF,GG,HH,II,JJ", "Quux"),
}


@pytest.mark.parametrize("code", WORKSHEET)
def test_moodles_worksheet_is_filled_in_whatever_its_language(tmp_path: Path, code: str) -> None:
    header, word = WORKSHEET[code]
    source = (
        f'{header}\n{word} 1,"Ash, Ann ""A""",ann@x.org,s,,"40,00",Yes,-,-,well done\n'
        f'{word} 2,김민준 🎓,kim@x.org,s,-,"40,00",Yes,-,-,\n{word} 3,=1+1,nobody@x.org,s,,"40,00",Yes,-,-,\n'
        f'{word} 4,Gone Girl,gone@x.org,s,,"40,00",Yes,-,-,\n'
    )
    one = made(tmp_path, "moodle", source)
    table = rows(one.path)
    assert table[0] == header.split(",")
    assert table[1] == [f"{word} 1", 'Ash, Ann "A"', "ann@x.org", "s", "28", "40,00", "Yes", "-", "-", "well done"]
    assert table[2][4] == "-", "no grade where the grader failed"
    assert table[3][1:5] == ["'=1+1", "nobody@x.org", "s", ""] and table[4][4] == "0"
    assert any("40 and ours is 20" in note for note in one.notes)


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("canvas", "a,b\n1,2\n", "no gradebook of Canvas: its first line has a and b"),
        ("canvas", "", "nothing at all"),
        ("moodle", "a,b\n1,2\n", "no grading worksheet"),
        ("moodle", "a,b,c,d\nP 1,b,c,d\n", "no grading worksheet"),
        ("moodle", "", "nothing at all"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, form: str, text: str, said: str) -> None:
    source = tmp_path / "x.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable, match=said):
        exports.check([Wish(form, source)])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no file .*nowhere.csv"):
        exports.check([Wish("moodle", tmp_path / "nowhere.csv"), Wish("nbgrader")])


# Files of each person


@pytest.mark.parametrize("form", ["gradescope", "github", "exercism"])
def test_each_persons_file_is_valid_and_nobody_has_one_for_whom_the_grader_failed(tmp_path: Path, form: str) -> None:
    schema = json.loads((FORMATS / f"{form}.json").read_text("utf-8"))
    (tmp_path / "exports" / form).mkdir(parents=True)
    stale = tmp_path / "exports" / form / "kim.json"
    stale.write_text("{}")
    one = made(tmp_path, form)
    found = of_person(one.path)
    assert len(found) == 4 and not stale.exists() and "kim" not in found and any("김민준" in note for note in one.notes)
    for path in found.values():
        jsonschema.validate(json.loads(path.read_text("utf-8")), schema)
    assert "\\u001b" not in "".join(path.read_text("utf-8") for path in found.values())


def test_gradescopes_total_has_the_lateness_in_it(tmp_path: Path) -> None:
    told = json.loads(of_person(made(tmp_path, "gradescope").path)["ann"].read_text("utf-8"))
    assert told["score"] == 14.0 and [test["score"] for test in told["tests"]] == [5.0, 5.0, 5.0, 0.0]
    assert "1 days late: 1 points less" in told["output"]


def test_githubs_scores_add_up_to_ours_and_the_base64_is_the_same_document(tmp_path: Path) -> None:
    folder = made(tmp_path, "github").path
    told = json.loads(of_person(folder)["ann"].read_text("utf-8"))
    assert (
        sum(test["score"] for test in told["tests"]) == 14.0 and told["max_score"] == 20.0 and told["status"] == "fail"
    )
    assert json.loads(base64.b64decode(of_person(folder, ".b64")["ann"].read_text("ascii"))) == told


def test_the_junit_of_a_class_is_valid_and_has_a_suite_for_each_person_and_step(tmp_path: Path) -> None:
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema, of the extra dev, is not installed")
    path = made(tmp_path, "junit").path
    xmlschema.validate(path, FORMATS / "junit.xsd")
    root = ET.parse(path).getroot()
    assert len(root) == 10 and sum(int(one.get("errors", "")) for one in root) == 2
    assert root[0].get("time") == "1.500" and root[0][1].get("time") == "0.250", "as the gradebook has them"
    assert root[0].get("timestamp") == "2026-11-21T10:00:00" and root[4].get("name") == f"{HOSTILE} · Step 1: Title 1"


def test_a_class_that_is_not_isolated_says_so_in_what_people_read(tmp_path: Path) -> None:
    unsafe = replace(KLASS, unisolated=True)
    assert "Not isolated" in made(tmp_path, "plain", klass=unsafe).path.read_text("utf-8-sig")
    assert "Not isolated" in of_person(made(tmp_path, "gradescope", klass=unsafe).path)["ann"].read_text("utf-8")


# What is asked for


def test_a_wish_is_a_format_and_perhaps_a_file() -> None:
    assert exports.wish("canvas=a=b.csv") == Wish("canvas", Path("a=b.csv")) and exports.wish("junit") == Wish("junit")
    for text, said in [("excel", "no format of an export"), ("junit=x", "takes no file"), ("canvas=", "takes no file")]:
        with pytest.raises(ValueError, match=said):
            exports.wish(text)


def test_the_plain_csv_is_always_written_and_nothing_twice(tmp_path: Path) -> None:
    options = argparse.Namespace(export=[Wish("plain"), Wish("junit"), Wish("junit")])
    assert [one.path.name for one in outputs.write_exports(KLASS, tmp_path, options)] == ["grades.csv", "junit.xml"]
