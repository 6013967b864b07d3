"""Lesson, hint, solution and reset as a learner calls them, on a copy of the small course."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import course, lessons, logbook
from grader.commands import main

Say = Callable[..., str]


@pytest.fixture
def root(small_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(small_course, tmp_path / "kata")
    monkeypatch.setattr(course, "ROOT", tmp_path / "kata")
    monkeypatch.chdir(tmp_path / "kata")
    return tmp_path / "kata"


@pytest.fixture
def call(root: Path, capsys: Any) -> Say:
    """Call a command: what it says, on stderr where it refuses."""

    def run(*words: str, code: int = 0) -> str:
        assert main(list(words)) == code, capsys.readouterr()
        out, err = capsys.readouterr()
        assert bool(out) != bool(err) and (err == "" or err.startswith("kata: "))
        return str(out + err)

    return run


def exercise(root: Path, number: int) -> Path:
    return course.exercise_path(course.step(root, number))


def write(root: Path, number: int, text: str) -> Path:
    path = exercise(root, number)
    path.write_text(text, encoding="utf-8")
    return path


def passed(root: Path, number: int) -> None:
    digest = logbook.digest(course.step(root, number))
    logbook.update(root, lambda book: logbook.noting(book, number, "passed", digest))


# Hints


def test_each_call_shows_one_hint_more_and_remembers(call: Say, root: Path) -> None:
    first, second, third = (call("hint", "2") for _ in range(3))
    assert "Hint 1 of 3\n    one\n" in first and "two" not in first and first.endswith("make hint STEP=2\n")
    assert "Hint 2 of 3\n    two\n" in second and "one" not in second
    assert "Hint 3 of 3\n    three\n" in third and "make solution STEP=2" in third
    assert logbook.read(root).of(2).hints == 3
    assert logbook.read(root).of(1).hints == 0


def test_after_the_last_hint_it_stays_and_the_solution_is_named(call: Say) -> None:
    for _ in range(3):
        call("hint", "2")
    again = call("hint", "2")
    assert "Hint 3 of 3" in again and "You have seen all hints" in again
    assert "make hint STEP=2 AGAIN=1" in " ".join(again.split()) and "make solution STEP=2" in again


def test_the_hints_that_were_seen_can_be_had_again_without_a_new_one(call: Say) -> None:
    assert "You have not seen a hint of this step yet" in call("hint", "2", "--again")
    call("hint", "2")
    call("hint", "2")
    again = call("hint", "2", "--again")
    assert "Hint 1 of 3" in again and "Hint 2 of 3" in again and "Hint 3 of 3" not in again
    assert call("hint", "2", "--again") == again


def test_without_a_step_it_is_the_current_one(call: Say, root: Path) -> None:
    write(root, 3, "x = 1\n")
    assert call("hint").startswith("Step 3 · ")
    assert call("lesson").startswith("Step 3 · ")


def test_a_step_without_hints_says_so(call: Say, root: Path) -> None:
    path = lessons.lessons_path(root)
    path.write_text(path.read_text(encoding="utf-8").replace('"one"', "").replace('"two",', ""), encoding="utf-8")
    text = '{"version": 1, "steps": {"2": {"title": "T", "lesson": "L", "hints": []}}}'
    path.write_text(text, encoding="utf-8")
    assert "There are no hints for step 2." in call("hint", "2")


# Lessons


def test_a_lesson_is_a_page_with_its_title_and_what_to_type_next(call: Say) -> None:
    page = call("lesson", "2")
    assert page.startswith("Step 2 · Twice as much\n\nWhat is in the box, twice.\n")
    assert page.endswith(
        "Now write double in exercises/stage1_boxes/step02_double.py, then: make check\nSTEP=2\n"
    )


def test_a_lesson_asks_to_predict_where_its_step_does(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    assert main(["lesson", "14"]) == 0
    page = capsys.readouterr().out
    assert "Predict, then run:" in page and "make predict STEP=14 ANSWER=" in page
    assert max(map(len, page.splitlines())) <= 100


# Solutions


def test_before_a_pass_a_solution_has_to_be_asked_for_twice_and_is_noted(call: Say, root: Path) -> None:
    first = call("solution", "2")
    assert "You have seen 0 of the 3 hints of step 2" in first and "ask once more: make solution STEP=2" in first
    assert "2 * x.data" not in first and logbook.read(root).of(2).solution == ""
    second = call("solution", "2")
    assert "return 2 * x.data" in second and "still as it was shipped" in second and "in your own words" in second
    noted = logbook.read(root).of(2)
    assert noted.asked and noted.solution
    assert call("solution", "2") == second and logbook.read(root).of(2) == noted


def test_who_has_seen_all_hints_hears_of_the_solution_only(call: Say) -> None:
    for _ in range(3):
        call("hint", "2")
    assert "hints" not in call("solution", "2")


def test_to_ask_for_one_solution_is_not_to_ask_for_another(call: Say) -> None:
    call("solution", "2")
    assert "ask once more: make solution STEP=3" in call("solution", "3")


def test_after_a_pass_both_stand_together_and_nothing_is_noted(call: Say, root: Path) -> None:
    write(root, 2, "def double(x):\n    # mine\n    return x.data + x.data\n")
    passed(root, 2)
    page = call("solution", "2")
    head, rows = page.split("\n\n")[:2]
    assert head == "Step 2 · Twice as much"
    assert "yours" in rows and "# mine" in rows and "return 2 * x.data" in rows
    assert "not the only one" in page and logbook.read(root).of(2).solution == ""


def test_where_there_is_room_they_stand_side_by_side(
    call: Say, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from grader import solution
    from grader.reports import side_by_side
    from grader.reports.style import Style

    write(root, 2, "def double(x):\n    return x.data + x.data\n")
    passed(root, 2)
    found = solution.solution(course.step(root, 2))
    rows = side_by_side.render(found, Style(), 100).splitlines()
    assert any("return x.data + x.data" in row and "│" in row for row in rows)
    assert max(map(len, rows)) <= 100
    assert "|" in side_by_side.render(found, Style(unicode=False), 100)
    long = found._replace(pairs=(found.pairs[0]._replace(theirs=f"x = {'1 + ' * 60}1"),))
    folded = side_by_side.render(long, Style(), 140).splitlines()
    assert max(map(len, folded)) <= 140 and sum("│" in row for row in folded) > 4
    assert not any("│" in row for row in side_by_side.render(long, Style(), 90).splitlines())


def test_one_that_comes_to_the_same_is_said_and_shown_once(call: Say, root: Path) -> None:
    write(root, 2, "def double(x):\n    return (2 * x.data)  # so\n")
    passed(root, 2)
    page = call("solution", "2")
    assert "Yours and ours come to the same" in page and page.count("def double") == 1


def test_what_the_learner_does_not_have_is_shown_as_ours(call: Say, root: Path) -> None:
    write(root, 2, "def twice(x):\n    return x\n")
    passed(root, 2)
    page = call("solution", "2")
    assert "You have nothing of this name" in page and "return 2 * x.data" in page


@pytest.mark.parametrize(("text", "seen"), [("def f(:\n", "is not Python at line 1"), ("\0", "is not text"), ("", "is empty")])
def test_an_exercise_that_can_not_be_read_is_said_beside_our_solution(call: Say, root: Path, text: str, seen: str) -> None:
    write(root, 2, text)
    passed(root, 2)
    page = call("solution", "2")
    assert seen in " ".join(page.split()) and "return 2 * x.data" in page


def test_a_pack_without_solutions_says_so_and_names_the_hints(call: Say, root: Path) -> None:
    shutil.rmtree(root / "solutions")
    said = call("solution", "2", code=2)
    assert "handed out without solutions" in said and "make hint STEP=2" in said
    assert "Hint 1 of 3" in call("hint", "2") and call("lesson", "2") and "as it was shipped" in call("reset", "2")


# Reset


def test_reset_keeps_what_was_there_and_undo_brings_it_back(call: Say, root: Path) -> None:
    shipped = exercise(root, 2).read_bytes()
    path = write(root, 2, "mine\n")
    said = call("reset", "2")
    assert path.read_bytes() == shipped and "is as it was shipped." in said
    (copy,) = (root / ".kata/backup").iterdir()
    assert copy.name in said and "make reset STEP=2 UNDO=1" in said and copy.read_text(encoding="utf-8") == "mine\n"
    assert "is again what it was on" in call("reset", "2", "--undo")
    assert path.read_text(encoding="utf-8") == "mine\n"


def test_to_reset_twice_or_to_undo_twice_loses_nothing(call: Say, root: Path) -> None:
    path = write(root, 2, "mine\n")
    call("reset", "2")
    assert "as it was shipped already; nothing was done" in call("reset", "2")
    call("reset", "2", "--undo")
    assert "is what was kept last" in call("reset", "2", "--undo") and path.read_text(encoding="utf-8") == "mine\n"
    assert len(list((root / ".kata/backup").iterdir())) == 1
    call("reset", "2")
    call("reset", "2", "--undo")
    assert "Older copies beside it: 1." in call("reset", "2", "--undo")


def test_to_undo_over_later_work_keeps_that_too_and_goes_back_and_forth(call: Say, root: Path) -> None:
    path = write(root, 2, "older\n")
    call("reset", "2")
    write(root, 2, "later\n")
    assert "What stood there before is kept" in call("reset", "2", "--undo")
    assert path.read_text(encoding="utf-8") == "older\n"
    call("reset", "2", "--undo")
    assert path.read_text(encoding="utf-8") == "later\n"
    texts = {copy.read_text(encoding="utf-8") for copy in (root / ".kata/backup").iterdir()}
    assert texts == {"older\n", "later\n"}


def test_an_exercise_that_was_deleted_comes_back(call: Say, root: Path) -> None:
    path = exercise(root, 2)
    shipped = path.read_bytes()
    path.unlink()
    assert "the exercise of step 2 is gone. make reset STEP=2 brings it back" in call("lesson", "2", code=2)
    assert "is as it was shipped." in call("reset", "2")
    assert path.read_bytes() == shipped and not (root / ".kata/backup").exists()


def test_with_nothing_kept_there_is_nothing_to_undo(call: Say) -> None:
    assert "nothing of step 2 was replaced so far" in call("reset", "2", "--undo", code=2)


def test_an_exercise_that_can_not_be_written_is_said(call: Say, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, 2, "mine\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("grader.reset.write", refuse)
    assert "can not be written (Permission denied); it is as it was" in call("reset", "2", code=2)


# All of them


@pytest.mark.parametrize("command", ["lesson", "hint", "solution", "reset", "carry"])
def test_a_wrong_step_names_the_nearest_one(call: Say, command: str) -> None:
    assert "there is no step 9; the steps are 1 to 5. The nearest is step 5." in call(command, "9", code=2)
    assert "'x' is not the number of a step, such as 14" in call(command, "x", code=2)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("progress", ["what is broken since", "--all", "--brief", "--format", "list the steps of every stage"]),
        ("lesson", ["page by page", "the step's number; without it, the one you are on"]),
        ("hint", ["one hint more each time", "--again", "show those you have seen, and no new one"]),
        ("solution", ["beside yours", "only when asked twice"]),
        ("reset", ["as it was shipped", ".kata/backup", "--undo", "bring back what was replaced last"]),
        ("carry", ["from your own step before it", ".kata/backup"]),
        ("check", ["without it, the one you are on"]),
    ],
)
def test_help_says_what_a_command_does(command: str, says: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    page = " ".join(capsys.readouterr().out.split())
    assert [word for word in says if word not in page] == []
