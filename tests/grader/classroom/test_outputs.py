"""What is made from a gradebook lies beside it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from grader.classroom.outputs import write_all

from .conftest import BROKEN, RIGHT


def test_a_graded_class_gets_its_page_and_a_feedback_file_each(
    hand_in: Callable[..., Path], graded: Callable[..., object], tmp_path: Path
) -> None:
    _, klass = graded(hand_in({"ann/step01.py": RIGHT, "bob/step01.py": BROKEN}), steps=(1,))  # type: ignore[misc]
    index, folder = write_all(klass, tmp_path / "out", argparse.Namespace())
    text = index.read_text()
    assert index == tmp_path / "out" / "index.html" and "2 people, 2 of them have handed something in." in text
    assert sorted(path.name for path in folder.iterdir()) == ["ann.html", "bob.html"]
    assert ">passed<" in (folder / "ann.html").read_text()
    assert ">could not be read<" in (folder / "bob.html").read_text()
    assert not list((tmp_path / "out").rglob("*.new"))
