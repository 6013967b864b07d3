"""Stages, steps and paths out of `course.toml` and file names."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from grader import course
from grader.errors import GraderError, Unusable

COURSE = """
[[stage]]
folder = "low"
title = "One"
first = 1
last = 10
summit = "the first top"

[[stage]]
folder = "high"
title = "Two"
first = 11
last = 40
summit = "the second top"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "course.toml").write_text(COURSE)
    for number in (1, 2, 3, 9, 10):
        put(tmp_path, f"exercises/low/step{number:02}_name.py")
    for number in (12, 32):
        put(tmp_path, f"exercises/high/step{number}_name.py", f'"""Step {number} · Title {number}\n\nA lesson."""\n')
    return tmp_path


def put(root: Path, name: str, text: str = "") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_stages_come_in_order_with_their_summits(root: Path) -> None:
    low, high = course.stages(root)
    assert (low.number, low.folder, low.first, low.last) == (1, "low", 1, 10)
    assert (high.number, high.summit) == (2, "the second top")


def test_steps_are_the_files_of_a_tree_in_order(root: Path) -> None:
    put(root, "exercises/low/notes.py")
    put(root, "exercises/low/step04_name.py.bak")
    put(root, "exercises/low/step5.py")
    assert [step.number for step in course.steps(root)] == [1, 2, 3, 9, 10, 12, 32]
    assert [step.stage.number for step in course.steps(root)] == [1, 1, 1, 1, 1, 2, 2]


def test_a_tree_that_is_not_there_has_no_steps(root: Path) -> None:
    assert course.steps(root, "solutions") == ()


def test_checks_are_listed_by_the_same_stem(root: Path) -> None:
    put(root, "tests/steps/low/test_step03_name.py")
    assert course.steps(root, "tests/steps") == (course.step(root, 3),)


def test_a_step_is_frozen(root: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        course.step(root, 3).number = 4  # type: ignore[misc]


@pytest.mark.parametrize(("number", "nearest"), [(99, 32), (11, 10), (0, 1), (-3, 1), (30, 32)])
def test_a_step_that_is_not_there_is_refused_with_those_that_are(root: Path, number: int, nearest: int) -> None:
    with pytest.raises(Unusable) as caught:
        course.step(root, number)
    assert str(caught.value) == (
        f"there is no step {number}; the steps are 1 to 3, 9 to 10, 12 and 32. The nearest is step {nearest}."
    )


def test_numbers_are_told_in_spans() -> None:
    assert course.spans([*range(1, 23), 32, 33]) == "1 to 22 and 32 to 33"
    assert course.spans([7]) == "7"


def test_a_folder_without_steps_is_refused(root: Path) -> None:
    with pytest.raises(Unusable, match=r"no steps in .*solutions"):
        course.step(root, 1, "solutions")


def test_two_files_for_one_step_are_refused_with_both_names(root: Path) -> None:
    put(root, "exercises/low/step03_name_old.py")
    with pytest.raises(Unusable, match=r"step03_name\.py and step03_name_old\.py in exercises/low; move one"):
        course.steps(root)


def test_a_step_in_the_wrong_stage_is_our_error(root: Path) -> None:
    put(root, "exercises/high/step04_name.py")
    with pytest.raises(GraderError, match=r"high holds step04_name.* 11 to 40"):
        _ = course.step(root, 4).stage


def test_a_folder_that_the_course_does_not_know_is_our_error(root: Path) -> None:
    put(root, "exercises/other/step14_name.py")
    with pytest.raises(GraderError, match=r"other holds step14_name, but in course\.toml that stage is not there"):
        _ = course.step(root, 14).stage


def test_a_folder_that_is_no_kata_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"no course\.toml"):
        course.steps(tmp_path)


def test_the_title_is_what_the_first_line_of_the_exercise_says(root: Path) -> None:
    assert course.step(root, 12).title == "Title 12"


@pytest.mark.parametrize(
    ("first_line", "title"),
    [
        ('"""Step 3 · On one line"""', "On one line"),
        ('r"""Step 3 · With \\a', "With \\a"),
        ("\ufeff" + '"""Step 3 · Behind a mark\r', "Behind a mark"),
        ("import numpy as np", "name"),
        ('"""Step 3 · \x1b[31mred', "name"),
        ("", "name"),
    ],
)
def test_a_title_that_a_learner_has_replaced_gives_way_to_the_stem(root: Path, first_line: str, title: str) -> None:
    put(root, "exercises/low/step03_name.py", first_line + "\n")
    assert course.step(root, 3).title == title


def test_an_exercise_that_is_gone_still_has_a_title(root: Path) -> None:
    put(root, "solutions/low/step05_a_long_name.py")
    assert course.step(root, 5, "solutions").title == "a long name"


def test_the_files_of_a_step_lie_below_one_stage_in_every_tree(root: Path) -> None:
    step = course.step(root, 3)
    paths = (
        course.exercise_path(step),
        course.solution_path(step),
        course.checks_path(step),
        course.mistakes_path(step),
        course.variants_path(step),
    )
    assert [path.relative_to(root).as_posix() for path in paths] == [
        "exercises/low/step03_name.py",
        "solutions/low/step03_name.py",
        "tests/steps/low/test_step03_name.py",
        "tests/mistakes/low/step03_name.py",
        "tests/variants/low/step03_name.py",
    ]


def test_the_course_is_read_without_weaving_or_numpy() -> None:
    seen = "{'numpy', 'grader.weave', 'grader.source'} & {*sys.modules}"
    code = f"import sys, grader.course as course; course.steps(); print({seen})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=course.ROOT, check=True)
    assert ran.stdout.strip() == "set()"
