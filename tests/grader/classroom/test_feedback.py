"""What is handed to a person says everything about their work, and nothing of anybody else or of what is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.classroom import feedback
from grader.classroom.summary import CheckResult, Person

from .made import CORRECTED, STEPS, WRONG, klass, missing, passed, person, wrong


def text_of(one: Person, unisolated: bool = False) -> str:
    return "".join(feedback.pieces(one, STEPS, "Course", unisolated))


def test_the_report_has_points_standing_checks_and_the_counter_example() -> None:
    text = text_of(person("bob", "Bob", passed(1), wrong(2)))
    assert "4 of 6 points.</strong> You have reached step 1 · A box." in text
    for seen in (
        "double(x) is two times x.",
        "double(3.0) gave 3.0, expected 6.0",
        "gives x back",
        "step02.py",
        "cdcdcdcdcdcd",
    ):
        assert seen in text
    assert "<script" not in text and "script-src 'none'" in text


def test_lateness_a_correction_and_a_failure_of_ours_are_said() -> None:
    text = text_of(
        person("bob", "Bob", wrong(1, late_days=2.0, penalty=0.5, corrected=CORRECTED), wrong(2, score=None))
    )
    assert (
        "Late by 2 days: 0.5 points off." in text
        and "Corrected by hand, 2026-11-20 10:00 UTC; before: not passed, 1." in text
    )
    assert "the grader itself failed, which is not your fault" in text and "? of 3" in text


def test_what_was_not_handed_in_is_listed_and_a_step_that_does_not_count_says_so() -> None:
    text = text_of(person("cy", "Cy", missing(1), missing(2)))
    assert "No step is reached yet." in text and "Not handed in: 1 to 2." in text and "<table" not in text
    loose = [step._replace(counts=False) for step in STEPS]
    assert "does not count" in "".join(feedback.pieces(person("a", "A", passed(1), passed(2)), loose, "", False))


def test_a_check_that_is_newer_than_the_grading_is_not_judged() -> None:
    assert "not judged" in text_of(
        person("a", "A", wrong(1, checks=(*WRONG, CheckResult("new", "missing", "", 0.0, 1.0))), passed(2))
    )


def test_nothing_hidden_and_nothing_for_the_teacher_is_in_it() -> None:
    secret = person(
        "bob", "Bob", passed(1), wrong(2, output="x = 0.4711", corrected=CORRECTED), problems=("as Grace's file",)
    )
    text = text_of(secret)
    assert not [word for word in ("424242", "0.4711", "Grace", "ada") if word in text]


def test_each_has_a_file_of_their_own_without_the_others(tmp_path: Path) -> None:
    people = [
        person(key, name, passed(1), wrong(2)) for key, name in (("ann", "Ann"), ("../../x", "Mallory"), ("", "Nobody"))
    ]
    folder = feedback.write(klass(*people, notes=("Ann and Mallory",)), tmp_path / "out")
    files = sorted(folder.iterdir())
    assert len(files) == 3 and [path.name for path in tmp_path.iterdir()] == ["out"]
    for path in files:
        assert sum(one.name in path.read_text() for one in people) == 1


def test_one_person_s_file_is_made_anew_without_touching_the_others(tmp_path: Path) -> None:
    people = [person("ann", "Ann", passed(1), wrong(2)), person("bob", "Bob", passed(1), passed(2))]
    folder = feedback.write(klass(*people), tmp_path)
    for path in folder.iterdir():
        path.write_text("before")
    feedback.write(klass(*people), tmp_path, only="ann")
    assert "Ann" in (folder / "ann.html").read_text() and (folder / "bob.html").read_text() == "before"


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", "\u202eevil", "a\x00b", "=1+1", '"><b>'])
def test_everything_that_somebody_wrote_is_text(nasty: str) -> None:
    bad = wrong(1, checks=(CheckResult("doubles", "failed", nasty, 0.0, 2.0),), notes=(nasty,))
    text = text_of(person(nasty, nasty, bad, passed(2)))
    assert "<script" not in text and "<b>" not in text and not set(text) & set("\x00\u202e")


def test_an_unisolated_class_says_so_in_each_file() -> None:
    one = person("a", "A", passed(1), passed(2))
    assert "Not isolated." in text_of(one, unisolated=True) and "Not isolated." not in text_of(one)


def test_the_same_work_gives_the_same_file() -> None:
    one = person("a", "A", passed(1), wrong(2))
    assert text_of(one) == text_of(one)
