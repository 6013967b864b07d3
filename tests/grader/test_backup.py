"""Whatever is replaced is kept first, under a name that says which file and when; a file changes in one go."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from grader import backup
from grader.errors import Unusable


def test_a_copy_says_which_file_and_when_and_none_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "step01_box.py"
    copies = []
    for text in ("one", "two", "three"):
        path.write_text(text, encoding="utf-8")
        copies.append(backup.back_up(tmp_path, path))
    assert [(tmp_path / copy).read_text(encoding="utf-8") for copy in copies] == ["one", "two", "three"]
    assert backup.backups(tmp_path, path) == tuple(copies)
    assert all(re.fullmatch(r"\.kata/backup/step01_box-\d{8}-\d{6}-\d{6}\.py", str(copy)) for copy in copies)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", backup.when(copies[0]))


def test_copies_of_other_files_and_strangers_are_no_copies_of_this_one(tmp_path: Path) -> None:
    path, other = tmp_path / "step01_box.py", tmp_path / "step01_box-two.py"
    other.write_text("other", encoding="utf-8")
    backup.back_up(tmp_path, other)
    (tmp_path / ".kata/backup/step01_box-yesterday.py").write_text("stranger", encoding="utf-8")
    assert backup.backups(tmp_path, path) == ()
    assert backup.backups(tmp_path / "nowhere", path) == ()


def test_two_copies_in_one_moment_both_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(["20261122-040000-000001", "20261122-040000-000001", "20261122-040000-000002"])

    class Clock:
        @staticmethod
        def now() -> Clock:
            return Clock()

        def strftime(self, _: str) -> str:
            return next(moments)

    monkeypatch.setattr(backup, "datetime", Clock)
    path = tmp_path / "a.py"
    path.write_text("x", encoding="utf-8")
    assert backup.back_up(tmp_path, path) != backup.back_up(tmp_path, path)
    assert len(list((tmp_path / ".kata/backup").iterdir())) == 2


def test_what_can_not_be_kept_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("x", encoding="utf-8")
    (tmp_path / ".kata").write_text("a file", encoding="utf-8")
    with pytest.raises(Unusable, match=r"a\.py can not be copied to \.kata/backup .* so it was left as it is"):
        backup.back_up(tmp_path, path)


def test_a_file_is_replaced_in_one_go_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    backup.write(path, b"one")
    os.chmod(path, 0o600)
    backup.write(path, b"two")
    assert path.read_bytes() == b"two" and path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.py").symlink_to(tmp_path / "there/real.py")
    (tmp_path / "there/real.py").write_text("old", encoding="utf-8")
    backup.write(tmp_path / "link.py", b"new")
    assert (tmp_path / "link.py").is_symlink() and (tmp_path / "there/real.py").read_bytes() == b"new"


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/inside").touch()
    with pytest.raises(OSError):
        backup.write(tmp_path / "taken", b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]
