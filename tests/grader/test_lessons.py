"""Lessons, hints and stubs are to be had without the solutions, and a broken file is said, not raised."""

from __future__ import annotations

import doctest
import json
import shutil
from pathlib import Path

import pytest

import grader.words
from grader import course, lessons
from grader.errors import Unusable


@pytest.fixture
def pack(small_course: Path, tmp_path: Path) -> Path:
    """The small course as students get it: no solutions, no checks."""
    shutil.copytree(small_course / "exercises", tmp_path / "exercises")
    return tmp_path


def test_a_lesson_has_its_title_its_text_and_its_hints(pack: Path) -> None:
    page = lessons.lesson(pack, 2)
    assert page == ("Twice as much", "What is in the box, twice.", ("one", "two", "three"))


def test_every_stub_is_what_was_shipped(pack: Path, small_course: Path) -> None:
    for step in course.steps(small_course):
        assert lessons.stub(pack, step.number).text == course.exercise_path(step).read_text(encoding="utf-8")
    assert lessons.stub(pack, 2).brings == ("double",)


def test_every_stub_of_this_course_can_be_had_again() -> None:
    for step in course.steps(course.ROOT):
        assert lessons.stub(course.ROOT, step.number).text.lstrip("r").startswith(f'"""Step {step.number} · ')


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(lessons)
    assert told.attempted == 2 and told.failed == 0


@pytest.mark.parametrize("text", ["", "[]", '{"steps": 3}', '{"version": 1}', "\x00"])
def test_a_broken_file_is_said_with_its_cure(pack: Path, text: str) -> None:
    lessons.lessons_path(pack).write_text(text, encoding="utf-8")
    lessons.stubs_path(pack).write_text(text, encoding="utf-8")
    with pytest.raises(Unusable, match=r"lessons\.json is missing or broken .* git checkout exercises/lessons\.json"):
        lessons.lesson(pack, 1)
    with pytest.raises(Unusable, match=r"stubs\.json is missing or broken .* make weave"):
        lessons.stub(pack, 1)


def test_a_step_that_was_not_woven_is_said(pack: Path) -> None:
    with pytest.raises(Unusable, match=r"step 9 is not in .*lessons\.json; make weave puts it there"):
        lessons.lesson(pack, 9)
    with pytest.raises(Unusable, match=r"does not hold step 9 as it was shipped; make weave mends it"):
        lessons.stub(pack, 9)


def test_a_stub_that_is_not_what_was_shipped_is_never_handed_out(pack: Path) -> None:
    path = lessons.stubs_path(pack)
    path.write_text(path.read_text(encoding="utf-8").replace("multiply", "divide"), encoding="utf-8")
    with pytest.raises(Unusable, match="does not hold step 2"):
        lessons.stub(pack, 2)
    assert lessons.stub(pack, 1).text


def test_another_language_gives_what_it_has_and_english_the_rest(
    pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "words" / "xx").mkdir(parents=True)
    monkeypatch.setattr(grader.words, "FOLDER", tmp_path / "words")
    monkeypatch.setenv("KATA_LANG", "xx")
    told = {"version": 1, "steps": {"2": {"title": "Doppelt", "hints": ["eins"]}}}
    lessons.lessons_path(pack, "xx").write_text(json.dumps(told), encoding="utf-8")
    assert lessons.lesson(pack, 2) == ("Doppelt", "What is in the box, twice.", ("eins",))
    assert lessons.lesson(pack, 1).title == "A box"
