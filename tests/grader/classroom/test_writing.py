"""A file is the old one or the whole new one, and has a name that every system takes."""

from __future__ import annotations

import doctest
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader.classroom.writing
from grader.classroom.writing import safe_name, written
from grader.errors import Unusable


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(grader.classroom.writing)
    assert told.attempted > 0 and told.failed == 0


@pytest.mark.parametrize(
    "key",
    ["", ".", "..", "../../etc/passwd", "a/b", "a\\b", "con", "nul.py", "-x", "a\0b", "\ud800", "한글", "x" * 300],
)
def test_a_name_is_safe_whatever_the_id_is(key: str) -> None:
    name = safe_name(key)
    assert name.isascii() and len(name) <= 80 and not set(name) & set('/\\:*?"<>|\0 ')
    assert "~" in name and not name.startswith((".", "-"))


def test_ids_that_differ_in_case_or_look_like_another_ones_name_keep_files_of_their_own() -> None:
    keys = ["jane", "Jane", "JANE", safe_name("Jane"), "jane.", "jane-"]
    assert len({safe_name(key).lower() for key in keys}) == len(keys)


def test_an_interrupted_writing_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    def stopped() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    path = written(tmp_path / "new" / "page.html", ["old"])
    with pytest.raises(KeyboardInterrupt):
        written(path, stopped())
    assert path.read_text() == "old" and os.listdir(path.parent) == ["page.html"]


@pytest.mark.parametrize(
    ("code", "sentence"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "can not be written to")]
)
def test_what_can_not_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(Unusable, match=sentence):
        written(tmp_path / "page.html", ["text"])
    assert not os.listdir(tmp_path)
