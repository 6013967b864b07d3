"""The doors: make alone, a wrong word, a number in the place of STEP, and every option handed on."""

from __future__ import annotations

import doctest
import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from grader import course
from grader.commands import COMMANDS

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")
ROOT = course.ROOT


def make(*words: str, at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("STEP", "FILE", "MAKEFLAGS")}
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)


def commands(*words: str) -> list[str]:
    """What make would run, each from the name of the grader's command on."""
    ran = make("-n", "-o", ".venv/.ready", *words)
    assert ran.returncode == 0, ran.stderr
    return [line.partition("-m grader ")[2].strip() for line in ran.stdout.splitlines() if "-m grader " in line]


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        (("progress",), "progress"),
        (("progress", "ALL=1"), "progress --all"),
        (("progress", "FORMAT=json"), "progress --format json"),
        (("lesson", "STEP=14"), "lesson 14"),
        (("lesson",), "lesson"),
        (("hint", "STEP=14"), "hint 14"),
        (("hint", "STEP=14", "AGAIN=1"), "hint 14 --again"),
        (("solution", "STEP=14"), "solution 14"),
        (("carry", "STEP=14"), "carry 14"),
        (("reset", "STEP=14"), "reset 14"),
        (("reset", "STEP=14", "UNDO=1"), "reset 14 --undo"),
        (("predict", "STEP=14"), "predict 14"),
        (("predict", "ANSWER=2.5"), 'predict --answer "2.5"'),
        (("predict", "STEP=14", "ANSWER=2.5"), 'predict 14 --answer "2.5"'),
        (("hint", "14"), "hint 14"),
        (("14",), "check 14 --format text --isolation auto"),
        (("check", "14"), "check 14 --format text --isolation auto"),
        (("check", "step=14"), "check 14 --format text --isolation auto"),
        (("check", "STEP=14", "SEED=3"), "check 14 --seed 3 --format text --isolation auto"),
        (("check", "STEP=14", "file=my own.py"), 'check 14 "my own.py" --format text --isolation auto'),
    ],
)
def test_a_door_runs_its_command(words: tuple[str, ...], runs: str) -> None:
    assert [" ".join(line.split()) for line in commands(*words)] == [runs]


def test_every_door_of_the_learners_loop_is_listed_and_is_a_command() -> None:
    page = make("help").stdout
    for door in ("check", "place", "progress", "lesson", "hint", "solution", "carry", "reset"):
        assert f"  make {door} " in page and door in COMMANDS


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The doors in a folder without an environment."""
    (tmp_path / "scripts").mkdir()
    for name in ("Makefile", "pyproject.toml", "scripts/near_door.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_make_alone_says_how_to_begin_and_makes_nothing(fresh: Path) -> None:
    ran = make(at=fresh)
    assert ran.returncode == 0 and "make check STEP=1 " in ran.stdout and "make help" in ran.stdout
    assert not (fresh / ".venv").exists()


def test_make_alone_says_where_one_stands_once_there_is_an_environment(fresh: Path) -> None:
    (fresh / ".venv").mkdir()
    (fresh / ".venv/.ready").touch()
    ran = make("RUN=echo grader", at=fresh)
    assert ran.stdout == "grader progress --brief\n"


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("chek", "There is no door called chek; did you mean make check? make help lists all of them.\n"),
        ("hints", "did you mean make hint"),
        ("CHECK", "did you mean make check?"),
        ("step14", "did you mean make check STEP=14?"),
        ("sol", "did you mean make solution?"),
        ("xyzzy", "There is no door called xyzzy. make help lists all of them.\n"),
    ],
)
def test_a_wrong_word_hears_the_nearest_door_before_there_is_an_environment(fresh: Path, word: str, seen: str) -> None:
    ran = make(word, at=fresh)
    assert ran.returncode == 2 and ran.stdout == "" and seen in ran.stderr
    assert not (fresh / ".venv").exists()


def script(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_examples_in_the_script_are_true() -> None:
    told = doctest.testmod(script("near_door"))
    assert told.attempted == 1 and told.failed == 0


def test_the_readme_shows_the_first_ten_minutes_as_they_are() -> None:
    first_hour = script("first_hour")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert first_hour.in_readme(readme) == first_hour.recorded(), "run: python scripts/first_hour.py --write"


def test_what_differs_from_run_to_run_is_made_the_same() -> None:
    same = script("first_hour").same
    how = "isolated by bwrap: files, writing, network, processes, programs, signals blocked\n"
    told = "3 of 5 checks passed · seed 77 · 1.07 s\nnot isolated, which is enough\nagainst mistakes\n\n$ make\n"
    assert same(told) == f"3 of 5 checks passed · seed 271828 · 0.5 s\n{how}\n$ make\n"
    assert "seed 1 " in same("0 of 5 checks passed · seed 1 · 0.40 s")


def test_an_editor_finds_settings_that_it_can_read() -> None:
    for path in (ROOT / ".vscode").iterdir():
        json.loads(path.read_text(encoding="utf-8"))
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert all(task["command"].removeprefix("make ") in COMMANDS for task in tasks)
