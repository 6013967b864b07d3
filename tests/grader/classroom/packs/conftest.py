"""What the tests of packs need: the packs of steps 1 to 16, unpacked, each with an environment that needs no network."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader import course, weave
from grader.classroom.packs.contents import Wanted
from grader.classroom.packs.release import Released, release
from grader.state import script

STEPS = tuple(range(1, 17))


@dataclass(frozen=True)
class Ended:
    """How a call ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Pack:
    """An unpacked pack: called as whoever has it calls it, by make and by `python -I -m grader`."""

    root: Path

    def run(self, *words: object, **environment: str) -> Ended:
        plain = {name: value for name, value in os.environ.items() if name not in ("KATA_LANG", "PYTHONPATH", "MAKEFLAGS")}
        done = subprocess.run(
            list(map(str, words)), cwd=self.root, env={**plain, **environment}, capture_output=True, text=True, timeout=300
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def make(self, *words: object) -> Ended:
        return self.run("make", *words)

    def grader(self, *words: object) -> Ended:
        return self.run(".venv/bin/python", "-I", "-m", "grader", *words)

    def json(self, *words: object) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.grader(*words, "--format", "json").out)
        return told

    def exercise(self, number: int) -> Path:
        return next(self.root.glob(f"exercises/*/step{number:02}_*.py"))

    def solve(self, number: int) -> Path:
        """Write what our solution has into the exercise, below its own head."""
        rung = next(rung for rung in weave.rungs() if rung.step.number == number)
        path = self.exercise(number)
        text = path.read_text(encoding="utf-8")
        head = text[: text.index('"""\n\n') + 5]
        path.write_text(head + script(rung.before, rung.source), encoding="utf-8")
        return path


def unpacked(file: Path, into: Path) -> Path:
    """The one folder that a zip holds."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(into)
    (folder,) = into.iterdir()
    return folder


def unpacked_flat(file: Path, into: Path) -> Path:
    """A zip without a folder of its own, with its programs as programs."""
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            Path(archive.extract(entry, into)).chmod(entry.external_attr >> 16)
    return into


def environment(folder: Path, source: Path) -> Path:
    """An environment as `make` makes it, but with this one's packages in it and the grader of `source`."""
    venv.create(folder, with_pip=False)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    (packages / "kata.pth").write_text(f"{source}\n{sysconfig.get_paths()['purelib']}\n", encoding="utf-8")
    (folder / ".ready").touch()
    return folder


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """The packs of steps 1 to 16."""
    return release(Wanted(course.ROOT, STEPS), tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def handed_out(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The students' pack, unpacked; nobody works in it."""
    return unpacked(released.students, tmp_path_factory.mktemp("students"))


@pytest.fixture
def student(released: Released, tmp_path: Path) -> Pack:
    """A student's own copy, with an environment."""
    folder = unpacked(released.students, tmp_path / "student")
    environment(folder / ".venv", folder)
    return Pack(folder)


@pytest.fixture(scope="session")
def instructor(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The instructors' pack, with an environment."""
    folder = unpacked(released.instructors, tmp_path_factory.mktemp("instructors"))
    environment(folder / ".venv", folder)
    return Pack(folder)
