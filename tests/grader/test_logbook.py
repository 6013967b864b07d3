"""The logbook is read, carried, broken and lost without harm, and says which step a learner is on."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from grader import course, logbook
from grader.logbook import Entry, Logbook
from grader.outcome import Outcome
from grader.worker import Isolation


@pytest.fixture
def root(small_course: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_course, tmp_path / "kata")
    return tmp_path / "kata"


def exercise(root: Path, number: int) -> Path:
    return course.exercise_path(course.step(root, number))


def edit(root: Path, number: int, at: int = 0) -> Path:
    """Change an exercise, saved at a time of one's own."""
    path = exercise(root, number)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"# mine {at}\n")
    os.utime(path, ns=(at * 10**9, at * 10**9))
    return path


def outcome(root: Path, number: int, status: str, is_exercise: bool = True) -> Outcome:
    digest = logbook.digest(course.step(root, number))
    return Outcome(number, "", "", digest, status, Isolation("none", (), ()), 1, (), 0.0, is_exercise=is_exercise)


def record(root: Path, number: int, status: str, **more: Any) -> None:
    logbook.record(root, [outcome(root, number, status, **more)], number)


BOOK = Logbook(3, {3: Entry("passed", "ab", "2026-11-22 04:01", 2, "2026-11-21 01:00", "2026-11-21 01:01"), 1: Entry(hints=1)})


def test_what_is_written_is_what_is_read() -> None:
    assert logbook.parse(logbook.spelled(BOOK)) == BOOK
    assert logbook.parse(logbook.spelled(Logbook())) == Logbook()


def test_the_file_is_one_to_read() -> None:
    lines = logbook.spelled(BOOK).splitlines()
    assert "delete it" in lines[1] and lines[3] == ' "current": 3,'
    assert lines[5] == '  "1": {"hints": 1},' and lines[6].startswith('  "3": {"status": "passed", ')
    assert json.loads("\n".join(lines))["version"] == 1


def test_a_check_of_an_exercise_is_noted_and_the_first_pass_keeps_its_date(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "now", lambda: "first")
    record(root, 2, "passed")
    monkeypatch.setattr(logbook, "now", lambda: "later")
    record(root, 2, "failed")
    record(root, 2, "passed")
    book = logbook.read(root)
    assert book.current == 2
    assert book.of(2) == Entry("passed", logbook.digest(course.step(root, 2)), "first")


@pytest.mark.parametrize("more", [{"is_exercise": False}, {"status": "grader-error"}])
def test_a_file_of_ones_own_and_our_own_failure_leave_no_trace(root: Path, more: Any) -> None:
    record(root, 2, **{"status": "passed", **more})
    assert not logbook.path(root).exists()


def test_two_that_write_at_once_lose_nothing(root: Path) -> None:
    def note(number: int) -> None:
        logbook.update(root, lambda book: book.noting(number, hints=book.of(number).hints + 1))

    threads = [threading.Thread(target=note, args=(number % 4 + 1,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [logbook.read(root).of(number).hints for number in (1, 2, 3, 4)] == [10, 10, 10, 10]
    assert [path.name for path in (root / ".kata").iterdir()] == ["progress.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2, "current": 1, "steps": {}}',
        '{"version": 1, "current": "1", "steps": {}}',
        '{"version": 1, "current": true, "steps": {}}',
        '{"version": 1, "current": 1, "steps": {"x": {}}}',
        '{"version": 1, "current": 1, "steps": {"1": {"hints": "many"}}}',
        '{"version": 1, "current": 1, "steps": {"1": {"hints": -1}}}',
        '{"version": 1, "current": 1, "steps": {"1": {"status": "best"}}}',
        '{"version": 1, "current": 1, "steps": {"1": {"passed": "\\u001b[2J"}}}',
        '{"version": 1, "current": 1, "steps": {"1": {"unknown": 1}}}',
        '{"version": 1, "current": 1, "steps": []}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_none_of_ours_is_kept_aside_and_said(root: Path, text: str, capsys: Any) -> None:
    logbook.path(root).parent.mkdir()
    logbook.path(root).write_text(text, encoding="utf-8")
    assert logbook.read(root) == Logbook()
    (copy,) = (root / ".kata/backup").iterdir()
    assert copy.read_text(encoding="utf-8") == text and not logbook.path(root).exists()
    said = capsys.readouterr().err
    assert said.startswith("kata: .kata/progress.json was not written by this grader") and copy.name in said
    record(root, 1, "failed")
    assert logbook.read(root).current == 1 and capsys.readouterr().err == ""


def test_a_file_in_another_encoding_is_kept_aside_too(root: Path, capsys: Any) -> None:
    logbook.path(root).parent.mkdir()
    logbook.path(root).write_bytes(b"\xff\xfe{")
    assert logbook.read(root) == Logbook() and "is kept as" in capsys.readouterr().err


def test_what_can_not_be_moved_aside_is_said_and_nothing_fails(
    root: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    logbook.path(root).parent.mkdir()
    logbook.path(root).write_text("{", encoding="utf-8")
    (root / ".kata/backup").write_text("no folder", encoding="utf-8")
    assert logbook.read(root) == Logbook()
    assert "can not be moved away; going on without it" in capsys.readouterr().err


def test_a_folder_in_its_place_is_said_and_nothing_fails(root: Path, capsys: Any) -> None:
    logbook.path(root).mkdir(parents=True)
    record(root, 1, "passed")
    said = capsys.readouterr().err
    assert "can not be read from .kata/progress.json" in said and "can not be kept in .kata/progress.json" in said
    assert logbook.current(root) == 1


def test_where_nothing_can_be_written_the_report_stands(root: Path, capsys: Any) -> None:
    (root / ".kata").write_text("a file", encoding="utf-8")
    record(root, 1, "passed")
    assert "the report itself is not affected" in capsys.readouterr().err


# The step that one is on


def test_with_nothing_done_it_is_the_first_step(root: Path) -> None:
    assert logbook.current(root) == 1


def test_without_a_logbook_it_is_the_highest_step_that_was_changed(root: Path) -> None:
    edit(root, 3, at=1)
    edit(root, 2, at=2)
    assert logbook.current(root) == 3


def test_a_step_that_did_not_pass_is_the_one_to_go_on_with(root: Path) -> None:
    edit(root, 2)
    record(root, 2, "failed")
    assert logbook.current(root) == 2


def test_after_a_pass_it_is_the_next_that_has_not_passed(root: Path) -> None:
    for number in (1, 2, 3):
        edit(root, number)
        record(root, number, "passed")
    record(root, 1, "passed")
    assert logbook.current(root) == 4


def test_the_last_step_of_all_stays(root: Path) -> None:
    edit(root, 5)
    record(root, 5, "passed")
    assert logbook.current(root) == 5


def test_an_older_exercise_that_was_just_saved_is_the_one_that_is_meant(root: Path) -> None:
    for number in (1, 2, 3):
        edit(root, number, at=number)
        record(root, number, "passed")
    edit(root, 1, at=9)
    assert logbook.current(root) == 1


def test_an_exercise_that_was_put_back_has_not_passed(root: Path) -> None:
    shipped = exercise(root, 2).read_bytes()
    edit(root, 2)
    record(root, 2, "passed")
    assert logbook.current(root) == 3
    exercise(root, 2).write_bytes(shipped)
    assert logbook.current(root) == 2


def test_an_exercise_that_can_not_be_read_has_no_digest_and_is_touched(root: Path) -> None:
    exercise(root, 2).write_bytes(b"\0")
    assert logbook.digest(course.step(root, 2)) == ""
    assert [step.number for step in logbook.touched(root)] == [2]


# Through the command


def test_check_notes_exercises_and_only_them(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from grader.commands import main

    monkeypatch.setattr(course, "ROOT", root)
    monkeypatch.setattr("grader.check.check", lambda *a: outcome(root, 2, "failed", is_exercise=a[2] is None))
    assert main(["check", "2", "mine.py"]) == 1
    assert not logbook.path(root).exists()
    assert main(["check", "2"]) == 1
    assert logbook.read(root).of(2).status == "failed"
    assert capsys.readouterr().err == ""
