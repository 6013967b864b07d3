"""An outcome's exit code is a function of its status, and a failure of ours is never a learner's 1."""

from __future__ import annotations

import pytest

from grader.outcome import Outcome
from grader.worker import Isolation


@pytest.mark.parametrize(
    ("status", "code"), [("passed", 0), ("failed", 1), ("unwritten", 1), ("error", 1), ("grader-error", 3)]
)
def test_each_status_has_its_exit_code(status: str, code: int) -> None:
    outcome = Outcome(14, "A title", "a.py", "00", status, Isolation("none", (), ()), 1, (), 0.1)
    assert outcome.exit_code == code
