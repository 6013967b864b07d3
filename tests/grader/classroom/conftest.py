"""What the tests of a class need: a course of five small steps, classes to hand in, and a grading in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import engine
from grader.classroom.grading import Plan, Report, grade
from grader.classroom.summary import Klass, read

HERE = Path(__file__).parent
BOX = "class Variable:\n    def __init__(self, data):\n        self.data = data\n\n\n"
RIGHT = BOX + "def double(x):\n    return 2 * x.data\n"
WRONG = BOX + "def double(x):\n    return x.data\n"
SPIN = BOX + "def double(x):\n    while True:\n        pass\n"
BROKEN = "def double(x)\n"


@pytest.fixture(autouse=True)
def one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The grader stays the same for a test, also where somebody is editing it."""
    monkeypatch.setattr(engine, "engine_version", lambda: "tested")


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Path]:
    """Write a class's folder: names below it and what the files hold."""

    def write(files: dict[str, str | bytes], name: str = "class") -> Path:
        for file, text in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / name).mkdir(exist_ok=True)
        return tmp_path / name

    return write


@pytest.fixture
def graded(small_course: Path, tmp_path: Path) -> Callable[..., tuple[Report, Klass]]:
    """Grade a folder on the small course with one job; what the run did, and the class as it stands then."""

    def run(klass: Path, **options: Any) -> tuple[Report, Klass]:
        out = options.pop("out", tmp_path / "out")
        report = grade(Plan(klass, out, root=options.pop("root", small_course), **{"jobs": 1, **options}))
        return report, read(out)

    return run


def driven(klass: Path, out: Path, root: Path, **options: Any) -> subprocess.Popen[str]:
    """A grading in a process of its own, which may be killed."""
    plan = {"klass": str(klass), "out": str(out), "root": str(root), **options}
    return subprocess.Popen(
        [sys.executable, "-I", str(HERE / "driver.py"), json.dumps(plan)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )


def statuses(klass: Klass) -> dict[str, list[str]]:
    """Everybody's statuses, by their ids."""
    return {person.id: [result.status for result in person.results] for person in klass.people}
