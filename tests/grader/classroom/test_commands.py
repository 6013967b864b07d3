"""The doors of a class, as an instructor uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import bank, course


@pytest.fixture
def klass(hand_in) -> Path:
    reference = bank.reference(course.ROOT, 1)
    assert reference is not None
    mistake = bank.mistakes(course.step(course.ROOT, 1))[0][1]
    return hand_in({
        "ann/step01.py": reference.files[reference.main],
        "ben/step01.py": mistake.files[mistake.main],
        "<script>cas=1+1/step01.py": "x = 1\n",
    })


def test_a_class_is_graded_replayed_and_corrected(grader, klass: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nann,Ann Ash\nben,Ben Bee\ndot,Dot Doe\n", encoding="utf-8")
    worksheet = tmp_path / "canvas.csv"
    worksheet.write_text("Student,ID,SIS Login ID,Section,Step 1\nAnn Ash,1,ann,A,\nWho,2,who,A,\n", encoding="utf-8")
    ran = grader(
        "grade", klass, "--out", out, "--roster", roster, "--jobs", 1, "--export", f"canvas={worksheet}", "--export", "junit"
    )
    assert ran.code == 0, ran.err
    assert "On the exports:\n" in ran.out and "nobody of the class was found for Who" in ran.out
    assert (out / "exports" / "canvas.csv").read_bytes().splitlines()[1] == b"Ann Ash,1,ann,A,5"
    assert {path.name for path in (out / "exports").iterdir()} == {"canvas.csv", "junit.xml", "grades.csv"}
    assert ran.out.startswith("4 people, step 1: 3 graded, 0 unchanged, 1 not handed in.")
    assert "<script>cas=1+1: not on the roster" in ran.out and str(out / "gradebook.sqlite") in ran.out
    assert ran.err == "3 of 3\n"

    ran = grader("replay", "ben", "1", "--out", out)
    assert ran.code == 0 and "The same result as was graded." in ran.out and "seed" in ran.out, ran.out + ran.err

    ran = grader("correct", "Ben Bee", "1", "--points", "1,5", "--why", "a talk", "--out", out)
    assert ran.code == 0 and "→ 1.5 of" in ran.out, ran.out + ran.err
    assert "a talk" in (out / "index.html").read_text() and "1.5/" in (out / "index.html").read_text()
    assert ">1.5 " in (out / "feedback" / "ben.html").read_text() and "Written anew" in ran.out
    assert ",1.5," in (out / "exports" / "grades.csv").read_text() and "canvas.csv" in ran.out and "junit.xml" in ran.out
    worksheet.unlink()
    ran = grader("correct", "ben", "1", "--withdraw", "--why", "no", "--out", out)
    assert ran.code == 0 and ran.out.startswith("Ben Bee, step 1: 1.5 →")
    assert "no file" in ran.out and "canvas.csv" in ran.out, "the worksheet has gone, and the correction is kept all the same"
    assert ",1.5," not in (out / "exports" / "grades.csv").read_text()

    step = klass / "ben" / "step01.py"
    step.write_bytes((klass / "ann" / "step01.py").read_bytes())
    ran = grader("grade", klass, "--out", out, "--roster", roster, "--jobs", 1)
    assert "Who came out differently, and why:" in ran.out and "because the file changed" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--steps", "x"), "no steps, such as 1-22"),
        (("--steps", "999"), "no step 999"),
        (("--jobs", "0"), "no number of jobs"),
        (("--export", "excel"), "no format of an export"),
        (("--export", "canvas=nowhere.csv"), "no file nowhere.csv to fill in"),
        (("--seconds", "0"), "no seconds"),
        (("--roster", "nowhere.csv"), "nowhere.csv can not be read"),
        (("--rules", "nowhere.toml"), "nowhere.toml can not be read"),
        (("--secret", "nowhere"), "nowhere can not be read"),
        (("--isolation", "none"), "--allow-unisolated"),
    ],
)
def test_a_call_that_can_not_be_used_ends_with_2_and_a_sentence(
    grader, klass: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = grader("grade", klass, "--out", tmp_path / "out", *words)
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err and ran.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replay", "ben", "1"), "no gradebook"),
        (("correct", "ben", "1", "--points", "1", "--why", "x"), "no gradebook"),
        (("correct", "ben", "1", "--points", "x"), "no points"),
        (("correct", "ben", "1", "--withdraw", "--points", "1"), "takes no"),
        (("grade", "nowhere"), "There is no folder"),
    ],
)
def test_without_a_class_there_is_nothing_to_do(grader, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = grader(*words, "--out", tmp_path / "out")
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err


def test_numbers_of_jobs_and_seconds_are_taken(grader, klass: Path, tmp_path: Path) -> None:
    ran = grader("grade", klass, "--out", tmp_path / "out", "--jobs", 2, "--seconds", "2.5", "--steps", "1")
    assert ran.code == 0, ran.err
