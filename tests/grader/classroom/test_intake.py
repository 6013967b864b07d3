"""Whose work lies where is read off the names that people and systems give, and nothing is dropped without a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.classroom.intake import look, signature, written_at
from grader.errors import Unusable


def found(folder: Path):
    return {one.ids[0]: one for one in look(folder).handed}


def test_a_folder_for_each_student(hand_in) -> None:
    people = found(hand_in({"ann/step01.py": "", "Ben Bee/step01.py": ""}))
    assert list(people) == ["Ben Bee", "ann"] and people["ann"].folders[0].name == "ann"


def test_a_download_of_moodle_with_folders_and_without(hand_in) -> None:
    people = found(hand_in({
        "Ann Ash_123_assignsubmission_file_/step14.py": "",
        "Ann Ash_123_assignsubmission_onlinetext_/x.html": "",
        "Ben O'Bee_124_assignsubmission_file_step14.py": "",
    }))  # fmt: skip
    assert [(one.ids, one.names) for one in people.values()] == [(("123",), ("Ann Ash",)), (("124",), ("Ben O'Bee",))]
    assert len(people["123"].folders) == 2 and people["124"].loose[0].name == "step14.py"


def test_a_download_of_canvas(hand_in) -> None:
    people = found(hand_in({
        "ashann_12345_67890_step14.py": "",
        "beeben_LATE_12346_67891_step14-2.py": "",
        "beeben_LATE_12346_67890_step_13-1.py": "",
    }))  # fmt: skip
    assert people["12345"].names == ("ashann",) and not people["12345"].late
    late = people["12346"]
    assert late.late and [(one.name, one.version) for one in late.loose] == [("step_13.py", 1), ("step14.py", 2)]


def test_clones_of_github_classroom(hand_in) -> None:
    people = found(hand_in({
        "kata-week-3-ann-ash/.git/HEAD": "", "kata-week-3-ann-ash/step01.py": "",
        "kata-week-3-ben99/.git/HEAD": "", "kata-week-3-ben99/step01.py": "",
    }))  # fmt: skip
    assert list(people) == ["ann-ash", "ben99"]


def test_a_lone_clone_may_be_called_after_any_of_its_parts(hand_in) -> None:
    (one,) = look(hand_in({"kata-ann-ash/.git/HEAD": "", "kata-ann-ash/step01.py": ""})).handed
    assert one.ids == ("kata-ann-ash", "ann-ash", "ash")


@pytest.mark.parametrize(
    ("file", "owner", "own"),
    [
        ("ann_step14.py", "ann", "step14.py"),
        ("ann-ash step 14.ipynb", "ann-ash", "step 14.ipynb"),
        ("step14_ben.py", "ben", "step14.py"),
        ("cas.zip", "cas", "cas.zip"),
        ("dot.py", "dot", "dot.py"),
    ],
)
def test_a_loose_file_says_whose_it_is(hand_in, file: str, owner: str, own: str) -> None:
    (one,) = look(hand_in({file: ""})).handed
    assert one.ids == (owner,) and one.loose[0].name == own


def test_a_folder_and_loose_files_of_one_come_together(hand_in) -> None:
    (one,) = look(hand_in({"ann/step01.py": "", "ann_step14.py": "", "ann_step15.py": ""})).handed
    assert len(one.folders) == 1 and len(one.loose) == 2


def test_what_is_passed_over_is_said(hand_in, tmp_path: Path) -> None:
    silent = {".hidden/x.py": "", "__MACOSX/x.py": ""}
    folder = hand_in({"ann/step01.py": "", "notes.txt": "", "step14.py": "", "a\u202eb/x.py": "", **silent})
    (folder / "link").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.py")
    found = look(folder)
    assert len(found.handed) == 1
    words = ("notes.txt", "step14.py was", "link was", "pipe.py", "can not be shown")
    assert [sum(word in note for note in found.notes) for word in words] == [1] * 5
    assert len(found.notes) == 5


def test_a_folder_with_nobody_in_it_is_refused(hand_in, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="it is empty"):
        look(hand_in({}))
    with pytest.raises(Unusable, match="There is no folder"):
        look(tmp_path / "nowhere")
    with pytest.raises(Unusable, match="nobody's work"):
        look(hand_in({"a.txt": ""}))


def test_a_signature_changes_with_what_was_handed_in(hand_in) -> None:
    folder = hand_in({"ann/step01.py": "a", "ben_step01.py": "a"})
    ann, ben = look(folder).handed
    before = signature(ann), signature(ben)
    assert before == (signature(ann), signature(ben)) and all(before)
    hand_in({"ann/step01.py": "ab", "ben_step01.py": "ab"})
    assert signature(ann) != before[0] and signature(ben) != before[1]
    (folder / "ben_step01.py").unlink()
    assert signature(ben) == ()


def test_a_file_that_is_not_there_was_written_at_no_time(tmp_path: Path) -> None:
    assert written_at(tmp_path / "nowhere") is None and written_at(tmp_path) is not None
