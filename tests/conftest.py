"""What tests everywhere need: the grader as its users call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Ran:
    """How one call of the grader ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on stdout."""
        document: dict[str, Any] = json.loads(self.out)
        return document


# The files that take longest begin first, so that none of them is left alone at the end while others have nothing to do.
LONGEST = (
    "test_matrix test_strength test_watch test_release test_student_grader test_seeds test_hostile "
    "test_counterexamples"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of long files first, whole files, in that order."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(ranks)))


class Grader:
    """`python -I -m grader …`, from the repository's folder."""

    def __call__(self, *words: object, cwd: Path = ROOT, limit: float = 600, **environment: str) -> Ran:
        completed = subprocess.run(
            [sys.executable, "-I", "-m", "grader", *map(str, words)],
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        return Ran(completed.returncode, completed.stdout, completed.stderr)


@pytest.fixture(scope="session")
def grader() -> Grader:
    """Call the grader as its users do."""
    return Grader()
