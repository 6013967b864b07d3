"""`carry` on disk: what it keeps, what it refuses and why, on a copy of the small course."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import course, logbook
from grader.commands import main
from grader.inside.definitions import digests

Say = Callable[..., str]
MINE = '''"""Step 1 · A box

My notes.
"""

import numpy as np


class Variable:
    def __init__(self, data):
        self.data = data  # mine
'''


@pytest.fixture
def root(small_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(small_course, tmp_path / "kata")
    monkeypatch.setattr(course, "ROOT", tmp_path / "kata")
    monkeypatch.chdir(tmp_path / "kata")
    return tmp_path / "kata"


@pytest.fixture
def call(root: Path, capsys: Any) -> Say:
    def run(*words: str, code: int = 0) -> str:
        assert main(list(words)) == code, capsys.readouterr()
        out, err = capsys.readouterr()
        assert bool(out) != bool(err) and (err == "" or err.startswith("kata: "))
        return str(out + err)

    return run


def exercise(root: Path, number: int) -> Path:
    return course.exercise_path(course.step(root, number))


def write(root: Path, number: int, text: str | bytes) -> Path:
    path = exercise(root, number)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_step_begins_from_ones_own_step_before_it(call: Say, root: Path) -> None:
    write(root, 1, MINE)
    said = call("carry", "2")
    text = exercise(root, 2).read_text(encoding="utf-8")
    assert "step02_double.py is now your own step 1 with what step 2 asks for." in said
    assert said.endswith("Next: make check STEP=2\n") and "is kept as" not in said
    assert "self.data = data  # mine" in text and 'raise NotImplementedError("multiply")' in text
    assert text.startswith('"""Step 2 · Twice as much') and "# My notes." in text
    assert exercise(root, 1).read_text(encoding="utf-8") == MINE


def test_a_step_that_has_not_passed_as_it_stands_is_said(call: Say, root: Path) -> None:
    write(root, 1, MINE)
    assert "Step 1 has not passed as it stands now" in call("carry", "2")
    exercise(root, 2).unlink()
    call("reset", "2")
    digest = logbook.digest(course.step(root, 1))
    logbook.update(root, lambda book: logbook.noting(book, 1, "passed", digest))
    assert "has not passed" not in call("carry", "2")


def test_what_stood_there_is_kept_and_comes_back(call: Say, root: Path) -> None:
    write(root, 1, MINE)
    path = write(root, 2, "older work\n")
    said = call("carry", "2")
    (copy,) = (root / ".kata/backup").iterdir()
    assert copy.name in said and copy.read_text(encoding="utf-8") == "older work\n"
    call("reset", "2", "--undo")
    assert path.read_text(encoding="utf-8") == "older work\n"


def test_to_carry_twice_does_nothing_more(call: Say, root: Path) -> None:
    write(root, 1, MINE)
    call("carry", "2")
    before = exercise(root, 2).stat().st_mtime_ns
    assert "is that already; nothing was done" in call("carry", "2")
    assert exercise(root, 2).stat().st_mtime_ns == before and not (root / ".kata/backup").exists()


def test_line_ends_and_a_mark_of_utf8_do_no_harm(call: Say, root: Path) -> None:
    write(root, 1, b"\xef\xbb\xbf" + MINE.replace("\n", "\r\n").encode())
    call("carry", "2")
    data = exercise(root, 2).read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 10 and not data.startswith(b"\xef")
    assert "double" in digests(data.decode())


def test_the_first_step_has_none_before_it(call: Say) -> None:
    assert "step 1 is the first one" in call("carry", "1", code=2)


def test_from_a_step_as_shipped_there_is_nothing_to_carry(call: Say, root: Path) -> None:
    shipped = exercise(root, 3).read_bytes()
    assert "step 2 is still as it was shipped, so there is nothing of yours to begin step 3 from" in call("carry", "3", code=2)
    write(root, 1, MINE)
    said = call("carry", "4", code=2)
    assert "The nearest below it that is yours is step 1" in said and "make carry STEP=2" in said
    assert exercise(root, 3).read_bytes() == shipped


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("def f(:\n", "step01_box.py is not Python at line 1: invalid syntax. Mend that line first"),
        (b"x = 1\n\0", "is a null byte"),
        ("", "is empty"),
        (b"\xff\xfeclass", "is saved as UTF-16"),
        ("x = " + "-" * 60_000 + "1\n", "is nested too deeply to be taken apart"),
        ("x = [" + "1," * 200_000 + "]\n", "characters, and at most 300,000 are taken apart"),
        ("#" * (2 << 20), "bytes long, and at most"),
    ],
)
def test_what_can_not_be_read_is_said_and_nothing_is_touched(call: Say, root: Path, text: str | bytes, seen: str) -> None:
    shipped = exercise(root, 2).read_bytes()
    write(root, 1, text)
    assert seen in call("carry", "2", code=2)
    assert exercise(root, 2).read_bytes() == shipped and not (root / ".kata/backup").exists()


def test_nothing_of_the_learners_is_run(call: Say, root: Path, tmp_path: Path) -> None:
    write(root, 1, MINE + f"\nopen({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit(3)\n")
    call("carry", "2")
    call("solution", "1")
    call("solution", "1")
    assert not (tmp_path / "ran").exists()
    assert "raise SystemExit(3)" in exercise(root, 2).read_text(encoding="utf-8")


def test_it_works_in_a_pack_without_solutions(call: Say, root: Path) -> None:
    shutil.rmtree(root / "solutions")
    write(root, 1, MINE)
    call("carry", "2")
    assert "# mine" in exercise(root, 2).read_text(encoding="utf-8")


def test_a_merge_that_runs_out_of_stack_is_said(call: Say, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    write(root, 1, MINE)
    monkeypatch.setattr("grader.carry.merged", fail)
    assert "nested too deeply" in call("carry", "2", code=2)


def test_a_carried_exercise_in_which_nothing_is_written_yet_is_not_wrong(
    call: Say, root: Path, in_child: Callable[[Callable[[], Any]], Any]
) -> None:
    from grader.check import check

    def status(number: int) -> Any:
        return in_child(lambda: check(root, number).status)

    write(root, 1, MINE)
    call("carry", "2")
    double = exercise(root, 2).read_text(encoding="utf-8")
    write(root, 2, double.replace('raise NotImplementedError("multiply")', "return x.data + x.data  # mine"))
    assert status(2) == "passed"
    call("carry", "3")
    assert "return x.data + x.data  # mine" in exercise(root, 3).read_text(encoding="utf-8")
    assert status(3) == "unwritten"
    write(root, 3, exercise(root, 3).read_text(encoding="utf-8").replace("x.data + x.data", "7 * x.data"))
    assert status(3) == "failed"
