"""A zip is the same wherever it is made, and is written whole or not at all."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from grader.classroom.packs.zipped import put, zipped
from grader.errors import Unusable


def test_the_order_in_which_files_come_makes_no_difference() -> None:
    assert zipped({"a": b"1", "b/c": b"2"}, "top") == zipped({"b/c": b"2", "a": b"1"}, "top")


def test_names_texts_and_programs_come_out_as_they_went_in() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"run": b"#!/bin/sh\n", "한글.txt": b"\xff"}, "top"))) as archive:
        assert archive.namelist() == ["top/run", "top/한글.txt"] and archive.read("top/한글.txt") == b"\xff"
        modes = [stat.S_IMODE(entry.external_attr >> 16) for entry in archive.infolist()]
        assert modes == [0o755, 0o644]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_a_folder_names_stand_at_the_top() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"run": b""}))) as archive:
        assert archive.namelist() == ["run"]


def test_a_file_that_is_there_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "new/a.zip", b"1")
    put(tmp_path / "new/a.zip", b"2")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "new").iterdir()] == [("a.zip", b"2")]


def test_a_folder_that_can_not_be_had_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="a.zip can not be written"):
        put(tmp_path / "file/a.zip", b"")
    (tmp_path / "a.zip").mkdir()
    with pytest.raises(Unusable, match="a.zip can not be written"):
        put(tmp_path / "a.zip", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "file"]
