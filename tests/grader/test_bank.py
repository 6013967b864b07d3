"""What the solutions and the mistakes know, as submissions; without solutions nothing is known and nothing breaks."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from grader import bank, course


def test_the_reference_is_the_framework_after_its_step(small_course: Path) -> None:
    texts = []
    for number in (1, 2, 3):
        reference = bank.reference(small_course, number)
        assert reference is not None and reference.blocks[0].text == reference.files[reference.main]
        texts.append(reference.files[reference.main])
    assert "self.data = data" in texts[0] and "double" not in texts[0]
    assert "return 2 * x.data" in texts[1]
    assert "return Variable(2 * x.data)" in texts[2] and "return 2 * x.data" not in texts[2]


def test_a_reference_compiles_and_holds_no_markers(small_course: Path) -> None:
    for number in (1, 2, 3, 4, 5):
        reference = bank.reference(small_course, number)
        assert reference is not None
        compile(reference.files[reference.main], reference.path, "exec")
        assert "answer:" not in reference.files[reference.main]


def test_each_mistake_is_our_framework_with_that_mistake(small_course: Path) -> None:
    found = bank.mistakes(course.step(small_course, 2))
    assert [mistake.name for mistake, _ in found] == ["forgets", "forgets_and_copies", "squares"]
    assert [mistake.says for mistake, _ in found][2] == "What is in the box is multiplied by itself."
    for (_, submission), line in zip(found, ("x.data", "x.data.copy()", "x.data * x.data"), strict=True):
        text = submission.files[submission.main]
        assert f"return {line}\n" in text and "self.data = data" in text and "2 * x.data" not in text


def test_a_step_without_mistakes_has_none(small_course: Path) -> None:
    assert bank.mistakes(course.step(small_course, 1)) == []


def test_a_text_of_ours_becomes_a_submission_with_its_digest() -> None:
    made = bank.submission("a name", "x = 1\n")
    assert (made.path, made.main, made.files) == ("a name", "framework.py", {"framework.py": "x = 1\n"})
    assert made.sha256 == hashlib.sha256(b"x = 1\n").hexdigest() and made.where(1) == "line 1"


@pytest.fixture
def student_pack(small_course: Path, tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    shutil.copytree(small_course, root)
    shutil.rmtree(root / "solutions")
    return root


def test_a_pack_without_solutions_knows_nothing_and_does_not_break(student_pack: Path) -> None:
    assert bank.sources(student_pack) == {}
    assert bank.reference(student_pack, 2) is None
    assert bank.mistakes(course.step(student_pack, 2)) == []
