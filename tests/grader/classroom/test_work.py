"""Of what somebody handed in, the right file stands for each step, and what was not taken is said."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from grader import course
from grader.classroom.intake import look
from grader.classroom.work import Choice, choices, gathered

from .conftest import BOX, RIGHT


@pytest.fixture
def chosen(tmp_path: Path):
    """What stands for each of some steps, in the work of the one person in a folder; and the problems."""

    def run(klass: Path, *numbers: int) -> tuple[dict[int, Choice], tuple[str, ...]]:
        (handed,) = look(klass).handed
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        with gathered(handed, klass, scratch) as work:
            found = {choice.step: choice for choice in choices(work, numbers)}
        assert list(scratch.iterdir()) == []
        return found, work.problems

    return run


def test_a_file_that_is_named_for_a_step_stands_for_it(hand_in, chosen) -> None:
    found, _ = chosen(hand_in({"ann/hw/step14.py": RIGHT, "ann/15-16.py": BOX}), 13, 14, 15, 16)
    assert [found[n].found for n in (13, 14, 15, 16)] == ["", "ann/hw/step14.py", "ann/15-16.py", "ann/15-16.py"]
    assert found[13].submission is None and not found[13].refusal
    assert found[14].submission is not None and found[14].submission.path == "ann/hw/step14.py"


def test_of_two_files_for_one_step_the_newer_is_taken_and_that_is_said(hand_in, chosen) -> None:
    folder = hand_in({"ann/old/step14.py": BOX, "ann/new/step14.py": RIGHT})
    os.utime(folder / "ann" / "old" / "step14.py", (10**9, 10**9))
    found, _ = chosen(folder, 14)
    assert found[14].found == "ann/new/step14.py"
    assert found[14].submission is not None
    assert "ann/new/step14.py was taken, and not ann/old/step14.py" in found[14].submission.notes


def test_of_several_versions_in_a_download_the_newest_is_taken(hand_in, chosen) -> None:
    folder = hand_in({"ashann_1_2_step14.py": BOX, "ashann_1_3_step14-1.py": RIGHT})
    found, problems = chosen(folder, 14)
    assert found[14].submission is not None and found[14].submission.files["step14.py"] == RIGHT
    assert "newer version" in problems[0]


def test_a_first_line_of_ours_says_the_step_where_the_name_does_not(hand_in, chosen) -> None:
    text = '"""Step 14 · A variable used more than once\n"""\n' + RIGHT
    found, _ = chosen(hand_in({"ann/homework.py": text, "ann/other.py": '"""Step 15 · x"""\n' + BOX}), 14, 15, 16)
    assert [found[n].found for n in (14, 15, 16)] == ["ann/homework.py", "ann/other.py", ""]


def test_a_lone_file_without_a_step_stands_for_all_but_the_named(hand_in, chosen) -> None:
    found, _ = chosen(hand_in({"ann/mine.py": RIGHT, "ann/step14.py": BOX, "ann/test_mine.py": ""}), 14, 15)
    assert [found[n].found for n in (14, 15)] == ["ann/step14.py", "ann/mine.py"]
    assert found[15].submission is not None and "says no step" in found[15].submission.notes[0]


def test_of_several_files_without_a_step_the_one_that_brings_what_is_asked_is_taken(hand_in, chosen) -> None:
    from grader import shipped

    asked = shipped.asked(course.ROOT, 14)
    text = "class Variable:\n" + "".join(f"    def {name.rpartition('.')[2]}(self): ...\n" for name in asked)
    found, _ = chosen(hand_in({"ann/a.py": "x = 1\n", "ann/b.py": text}), 14)
    assert found[14].found == "ann/b.py"


def test_where_there_is_no_telling_the_candidates_are_named(hand_in, chosen) -> None:
    from grader import shipped

    asked = shipped.asked(course.ROOT, 14)
    text = "class Variable:\n" + "".join(f"    def {name.rpartition('.')[2]}(self): ...\n" for name in asked)
    found, _ = chosen(hand_in({"ann/a.py": text, "ann/b.py": text}), 14)
    assert found[14].submission is None and "ann/a.py and ann/b.py" in found[14].refusal


def test_a_package_stands_for_every_step(hand_in, chosen) -> None:
    found, _ = chosen(hand_in({"ann/dezero/__init__.py": "from dezero.core import *\n", "ann/dezero/core.py": RIGHT}), 14, 20)
    assert found[14].found == found[20].found == "ann/dezero/" and found[14].submission is not None


def test_zips_are_read_within_bounds_and_their_paths_shown(hand_in, chosen, tmp_path: Path) -> None:
    folder = hand_in({"ann/readme.txt": ""})
    with zipfile.ZipFile(folder / "ann" / "hw.zip", "w") as packed:
        packed.writestr("src/step14.py", RIGHT)
        packed.writestr("more.zip", "")
    with zipfile.ZipFile(folder / "ann" / "evil.zip", "w") as packed:
        packed.writestr("../step15.py", RIGHT)
    found, problems = chosen(folder, 14, 15)
    assert found[14].found == "ann/hw.zip/src/step14.py" and found[15].submission is None
    assert [("evil.zip" in p, "more.zip" in p) for p in problems] == [(True, False), (False, True)]
    assert not list(folder.rglob("step15.py")) and not list(tmp_path.glob("step15.py"))


def test_a_link_to_somebody_elses_file_is_not_followed(hand_in, chosen, tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text(RIGHT, encoding="utf-8")
    folder = hand_in({"ann/a.txt": ""})
    (folder / "ann" / "step14.py").symlink_to(tmp_path / "secret.py")
    found, _ = chosen(folder, 14)
    assert found[14].submission is None and "leads out of its folder" in found[14].refusal
    assert str(tmp_path) + "/class" not in found[14].refusal


def test_what_can_not_be_read_says_why_without_our_paths(hand_in, chosen, tmp_path: Path) -> None:
    found, _ = chosen(hand_in({"ann_step14.py": b"\x00"}), 14)
    assert found[14].submission is None and "not text" in found[14].refusal
    assert "scratch" not in found[14].refusal and str(tmp_path) not in found[14].refusal


def test_the_time_of_submission_is_when_the_file_was_written(hand_in, chosen) -> None:
    folder = hand_in({"ann_step14.py": RIGHT})
    os.utime(folder / "ann_step14.py", (10**9, 10**9))
    found, _ = chosen(folder, 14)
    assert found[14].submitted is not None and found[14].submitted.isoformat() == "2001-09-09T01:46:40+00:00"
