"""One grading at a time in one folder, and a lock that goes with its owner."""

from __future__ import annotations

import pytest

from grader.classroom import lock
from grader.errors import Unusable


def test_who_holds_a_lock_is_said(tmp_path) -> None:
    with lock.held(tmp_path, "noon"), pytest.raises(Unusable, match="process .* since noon"), lock.held(tmp_path, "later"):
        pass


def test_a_lock_is_free_again_when_it_is_over(tmp_path) -> None:
    for since in ("noon", "later"):
        with lock.held(tmp_path, since):
            assert since in (tmp_path / lock.NAME).read_text(encoding="utf-8")


def test_a_lock_needs_a_folder_that_can_be_written_to(tmp_path) -> None:
    with pytest.raises(Unusable, match="can not be written to"), lock.held(tmp_path / "nowhere", "noon"):
        pass
