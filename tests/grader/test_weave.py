"""A folder of solutions into a folder of exercises: what is written, what is told, what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import course, weave
from grader.errors import GraderError

COURSE = """
[[stage]]
folder = "stage1"
title = "One"
first = 1
last = 10
summit = "the top"
"""
FIRST = '"""The first\n\nIts lesson.\n"""\n\n\ndef f():\n    # begin answer: one\n    return 1\n    # end answer\n'
THIRD = '"""The third"""\n\n\ndef f():\n    # begin answer: three\n    return 3\n    # end answer\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "course.toml").write_text(COURSE)
    (tmp_path / "solutions/stage1").mkdir(parents=True)
    (tmp_path / "solutions/stage1/step01_first.py").write_text(FIRST)
    (tmp_path / "solutions/stage1/step03_third.py").write_text(THIRD)
    return tmp_path


def test_exercises_are_written_once_and_are_fresh_then(root: Path) -> None:
    assert weave.weave_all(root) == (
        "exercises/stage1/step01_first.py was missing",
        "exercises/stage1/step03_third.py was missing",
        "exercises/shipped.json was missing",
        "exercises/lessons.json was missing",
        "exercises/stubs.json was missing",
    )
    assert weave.weave_all(root, check=True) == ()
    assert weave.weave_all(root) == ()


def test_checking_writes_nothing(root: Path) -> None:
    assert len(weave.weave_all(root, check=True)) == 5
    assert not (root / "exercises").exists()


def test_an_exercise_that_differs_is_told_and_mended(root: Path) -> None:
    weave.weave_all(root)
    stale = root / "exercises/stage1/step03_third.py"
    stale.write_bytes(b"\xff mine\r\n")
    assert weave.weave_all(root, check=True) == ("exercises/stage1/step03_third.py differed",)
    weave.weave_all(root)
    assert stale.read_text().startswith('"""Step 3 · The third\n\nTo write in this file:\n')


def test_what_somebody_wrote_is_kept_before_it_is_replaced(root: Path) -> None:
    weave.weave_all(root)
    exercise = root / "exercises/stage1/step03_third.py"
    exercise.write_text("my work")
    told = weave.weave_all(root)
    (copy,) = (root / ".kata/backup").iterdir()
    assert copy.read_text() == "my work"
    assert told[-1] == f"exercises/stage1/step03_third.py was kept as .kata/backup/{copy.name}"


def test_what_was_shipped_earlier_is_replaced_without_a_copy(root: Path) -> None:
    weave.weave_all(root)
    solution = root / "solutions/stage1/step03_third.py"
    solution.write_text(solution.read_text().replace("The third", "Another title"))
    weave.weave_all(root)
    assert not (root / ".kata").exists()


def test_an_exercise_without_a_solution_is_told_and_left_alone(root: Path) -> None:
    weave.weave_all(root)
    stray = root / "exercises/stage1/step02_gone.py"
    stray.write_text("my work")
    assert weave.weave_all(root) == ("exercises/stage1/step02_gone.py has no solution",)
    assert stray.read_text() == "my work"


def test_each_rung_stands_between_two_frameworks(root: Path) -> None:
    first, third = weave.rungs(root)
    assert (first.step.number, third.step.number) == (1, 3)
    assert first.before == weave.State()
    assert third.before == first.after
    assert weave.render(third.after) == "def f():\n    return 3\n"


def test_a_malformed_solution_is_named_by_its_path(root: Path) -> None:
    (root / "solutions/stage1/step02_second.py").write_text("x = 1")
    with pytest.raises(GraderError, match=r"^solutions/stage1/step02_second\.py:1: "):
        weave.rungs(root)


def test_the_command_says_what_it_did_and_fails_only_when_asked_to_check(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(weave, "weave_all", lambda check: weave_all(root, check))
    assert weave.main(["--check"]) == 1
    assert "step01_first.py was missing" in capsys.readouterr().out
    assert weave.main([]) == 0
    capsys.readouterr()
    assert weave.main(["--check"]) == 0
    assert capsys.readouterr().out == "the exercises are what the solutions make\n"


def test_the_command_ends_with_the_sentence_of_an_error(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "course.toml").unlink()
    monkeypatch.setattr(weave, "weave_all", lambda check: weave_all(root, check))
    assert weave.main([]) == 2
    assert capsys.readouterr().err.startswith("there is no course.toml in ")


weave_all = weave.weave_all


def test_the_course_of_this_repository_is_found() -> None:
    assert weave.rungs()[0].step.root == course.ROOT
