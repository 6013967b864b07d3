"""An appeal runs exactly what was graded; a person's word stands beside the grader's, and over it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from grader.classroom import corrections, grading
from grader.classroom.corrections import Change
from grader.classroom.gradebook import NAME
from grader.classroom.replay import replay
from grader.classroom.summary import read
from grader.errors import Unusable

from .conftest import RIGHT, WRONG


@pytest.fixture
def klass(hand_in, graded):
    folder = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": WRONG, "cas/step01.py": WRONG, "dot/step02.py": b"\x00"})
    graded(folder, steps=(2,))
    return folder


def ben(out: Path):
    return next(person for person in read(out).people if person.id == "ben")


def test_a_replay_is_the_same_even_when_the_file_is_gone(klass: Path, small_course: Path, tmp_path: Path) -> None:
    shutil.rmtree(klass)
    found = replay(tmp_path / "out", "BEN", 2, small_course)
    assert found.same and found.status == ("failed", "failed") and found.why == ()
    graded_messages = {check.name: check.message for check in ben(tmp_path / "out").results[0].checks if check.message}
    assert dict(found.message) == graded_messages, "with the very same inputs"
    assert not (tmp_path / "out" / grading.SCRATCH).exists()


def test_a_replay_says_what_is_not_the_same_and_why(klass: Path, small_course: Path, tmp_path: Path) -> None:
    root = shutil.copytree(small_course, tmp_path / "course")
    checks = next((root / "tests" / "steps").glob("*/test_step02_*.py"))
    checks.write_text(checks.read_text(encoding="utf-8").replace("2 * x, ", "1 * x, "), encoding="utf-8")
    grading._file_digest.cache_clear()
    found = replay(tmp_path / "out", "ben", 2, root)
    assert not found.same and found.status == ("failed", "passed") and found.why == ("the checks changed",)
    assert ("it_is_twice_as_much", "failed", "passed") in found.checks


@pytest.mark.parametrize(
    ("student", "step", "said"),
    [
        ("bem", 2, "did you mean ben"),
        ("zzzz", 2, "no zzzz in this gradebook"),
        ("ben", 1, "there are grades for 2"),
        ("cas", 2, "nor for any other"),
        ("dot", 2, "could not be read"),
    ],
)
def test_what_can_not_be_replayed_is_refused(
    klass: Path, small_course: Path, tmp_path: Path, student: str, step: int, said: str
) -> None:
    with pytest.raises(Unusable, match=said):
        replay(tmp_path / "out", student, step, small_course)


def test_a_name_that_two_have_is_refused(klass: Path, tmp_path: Path) -> None:
    book = sqlite3.connect(tmp_path / "out" / NAME)
    with book:
        book.execute("UPDATE people SET name = 'Sam'")
    book.close()
    with pytest.raises(Unusable, match="any of ann, ben"):
        replay(tmp_path / "out", "sam", 2)


def test_a_correction_stands_beside_what_it_corrects(klass: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    change = Change("it is twice as much", None, "passed", "our check was wrong", "Prof")
    done = corrections.correct(out, "ben", 2, change)
    assert (done.before, done.after, done.maximum) == (1.0, 2.0, 2.0)
    result = ben(out).results[0]
    assert result.corrected is not None and (result.corrected.by, result.corrected.why) == ("Prof", "our check was wrong")
    assert result.corrected.old == "failed, 0" and [check.corrected for check in result.checks] == [True, False]
    book = sqlite3.connect(out / NAME)
    kinds = book.execute("SELECT kind FROM verdicts WHERE name = 'it_is_twice_as_much' ORDER BY kind").fetchall()
    assert kinds == [("error",), ("failed",), ("passed",)], "the verdict itself stays"
    book.close()


def test_corrections_are_withdrawn_by_a_row_of_their_own(klass: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    corrections.correct(out, "ben", 2, Change(None, 1.5, None, "a talk"))
    corrections.correct(out, "ben", 2, Change("it_is_twice_as_much", 0.5, None, "half right"))
    assert ben(out).total == 1.5
    done = corrections.withdraw(out, "ben", 2, "a mistake")
    assert (done.before, done.after) == (1.5, 1.0) and ben(out).results[0].corrected is None
    book = sqlite3.connect(out / NAME)
    assert book.execute("SELECT count(*), count(withdraws) FROM corrections").fetchone() == (4, 2)
    book.close()
    with pytest.raises(Unusable, match="no correction"):
        corrections.withdraw(out, "ben", 2, "again")


def test_who_handed_in_nothing_can_be_given_points(klass: Path, tmp_path: Path) -> None:
    corrections.correct(tmp_path / "out", "cas", 2, Change(None, 2.0, None, "on paper"))
    cas = next(person for person in read(tmp_path / "out").people if person.id == "cas")
    assert cas.total == 2.0 and cas.results[0].status == "missing"


def test_a_correction_outlives_a_new_grading_and_that_is_said(klass: Path, hand_in, graded, tmp_path: Path) -> None:
    corrections.correct(tmp_path / "out", "ben", 2, Change(None, 1.5, None, "a talk"))
    hand_in({"ben/step02.py": RIGHT})
    graded(klass, steps=(2,))
    person = ben(tmp_path / "out")
    assert person.total == 1.5 and any("graded anew since" in problem for problem in person.problems)


@pytest.mark.parametrize(
    ("change", "step", "said"),
    [
        (Change(None, 1.0, None, " "), 2, "Say why"),
        (Change(None, None, None, "x"), 2, "either new points or a new verdict"),
        (Change("it_is_an_array", 1.0, "passed", "x"), 2, "either new points or a new verdict"),
        (Change(None, -1.0, None, "x"), 2, "no points"),
        (Change(None, float("nan"), None, "x"), 2, "no points"),
        (Change(None, None, "passed", "x"), 2, "belongs to one check"),
        (Change("it_is_an_array", None, "fine", "x"), 2, "no verdict fine"),
        (Change("nothing", 1.0, None, "x"), 2, "it is twice as much"),
        (Change(None, 1.0, None, "x"), 9, "Step 9 is not in this gradebook; there are 2"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(klass: Path, tmp_path: Path, change: Change, step: int, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        corrections.correct(tmp_path / "out", "ben", step, change)
