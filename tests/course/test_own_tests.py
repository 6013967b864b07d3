"""Step 10 judges tests by the mistakes of steps 6 to 9: the lists agree, and without solutions it says so."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from grader import bank, course

CHECKS = course.checks_path(course.step(course.ROOT, 10))
# Runs the tests that stand in frameworks, both ours, and says which of them failed where.
RUN = """
import json, sys
failures = []
for number, text in json.load(sys.stdin):
    scope = {"__name__": "framework"}
    exec(compile(text, "framework", "exec"), scope)
    tests = {name: value for name, value in scope.items() if name.startswith("test_")}
    assert len(tests) >= 7
    for name, test in tests.items():
        try:
            test()
        except Exception as error:
            failures.append(f"step {number}: {name}: {type(error).__name__} {error}")
json.dump(failures, sys.stdout)
"""


# Walks back through a few functions in each framework, and says how that ended.
WALK = """
import json, sys
ends = {}
for name, text in json.load(sys.stdin).items():
    scope = {"__name__": "framework"}
    exec(compile(text, "framework", "exec"), scope)
    try:
        y = scope["square"](scope["exp"](scope["square"](scope["exp"](scope["Variable"](scope["np"].array(0.5))))))
        y.backward()
        ends[name] = ""
    except Exception as error:
        ends[name] = str(error)
json.dump(ends, sys.stdout)
"""


@pytest.fixture(scope="module")
def checks(request: pytest.FixtureRequest) -> ModuleType:
    """The check file of step 10 as a module; the marks in it are known to the judge only."""
    for mark in ("until(step): the step that ends a check", "public: a check that students are given"):
        request.config.addinivalue_line("markers", mark)
    spec = importlib.util.spec_from_file_location("checks_of_step_10", CHECKS)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("number", [6, 7, 8, 9])
def test_every_mistake_that_is_not_asked_for_is_there(checks: ModuleType, number: int) -> None:
    assert set(checks.NOT_ASKED[number].split()) <= checks.all_known(number).keys()
    assert len(checks.known(number)) >= 8


def test_a_walk_in_a_circle_is_ended_by_counting_and_no_other_is(checks: ModuleType) -> None:
    texts = {name: text for number in (6, 7, 8, 9) for name, (_, text) in checks.known(number).items()}
    command = [sys.executable, "-I", "-W", "ignore", "-c", WALK]
    ran = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, timeout=120, check=True)
    circles = {name for name, end in json.loads(ran.stdout).items() if "round in a circle" in end}
    assert circles == set(checks.ENDLESS.split())


def test_more_than_fifty_wrong_frameworks_are_there_as_the_lesson_says(checks: ModuleType) -> None:
    assert sum(len(checks.known(number)) for number in (6, 7, 8, 9)) > 50


def test_the_tests_of_step_10_hold_on_every_later_framework() -> None:
    found = [(number, bank.reference(course.ROOT, number)) for number in bank.sources(course.ROOT) if number >= 10]
    texts = [(number, reference.files[reference.main]) for number, reference in found if reference is not None]
    command = [sys.executable, "-I", "-c", RUN]
    ran = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(ran.stdout) == []


def test_without_solutions_the_broken_frameworks_are_left_out_in_words(tmp_path: Path) -> None:
    reference = bank.reference(course.ROOT, 10)
    assert reference is not None
    for tree in ("grader", "exercises", "tests/steps"):
        shutil.copytree(course.ROOT / tree, tmp_path / tree, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(course.ROOT / "course.toml", tmp_path)
    (tmp_path / "mine.py").write_text(reference.files[reference.main], encoding="utf-8")
    command = [sys.executable, "-m", "grader", "check", "10", "mine.py"]
    report = json.loads(_answer([*command, "--format", "json"], tmp_path))
    left_out = [check for check in report["checks"] if check["verdict"] == "skipped"]
    assert report["status"] == "passed"
    assert len(left_out) == 5 and all("solutions" in check["message"] for check in left_out)
    assert "solutions, which are not here" in " ".join(_answer(command, tmp_path).split())


def _answer(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120).stdout
