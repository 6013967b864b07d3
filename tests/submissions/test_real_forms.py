"""Files along the book, in the many hands that people write in: right ones pass whatever their form, wrong ones do not.

A case is a folder in `real_forms/` with a submission and `expected.toml`: the step, the status, the checks that must fail
and what the report must say. All are judged in one Worker by `real_forms_driver.py`, in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
FORMS = HERE / "real_forms"
NO_CLAIM = {"passed", "skipped"}

pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True)
class Case:
    """A submission and the report that it must get."""

    name: str
    path: Path
    step: int
    status: str
    failed: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    needs: str | None


def read_case(folder: Path) -> Case:
    """The case in a folder. What is an error `before` a version of Python passes there and later."""
    told = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    version = tuple(int(part) for part in told.get("before", "99.0").split("."))
    readable = sys.version_info[:2] >= version
    return Case(
        folder.name,
        folder / told["file"],
        told["step"],
        "passed" if readable else told["status"],
        tuple(told.get("failed", ())),
        tuple(told.get("notes", ())),
        () if readable else tuple(told.get("problems", ())),
        told.get("needs"),
    )


CASES = [read_case(path.parent) for path in sorted(FORMS.glob("*/expected.toml"))]


def served(case: Case) -> None:
    """Skip a case whose part of Python's library this machine lacks: some systems pack tkinter apart."""
    if case.needs and find_spec(case.needs) is None:
        pytest.skip(f"{case.name} imports {case.needs}, which is not installed")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What `check` says of every case, by name."""
    plan = tmp_path_factory.mktemp("real_forms") / "plan.json"
    plan.write_text(json.dumps([{"name": c.name, "step": c.step, "path": str(c.path)} for c in CASES]), encoding="utf-8")
    command = [sys.executable, "-I", str(HERE / "real_forms_driver.py"), str(plan)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert ran.returncode == 0, ran.stderr
    return {seen["name"]: seen for seen in map(json.loads, ran.stdout.splitlines())}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gets_the_report_that_it_must_get(case: Case, reports: dict[str, dict[str, Any]]) -> None:
    served(case)
    seen = reports[case.name]
    document = seen["document"]
    assert document is not None, seen["text"]
    failed = {check["name"]: check["message"] for check in document["checks"] if check["verdict"] not in NO_CLAIM}
    problems = [f"{problem['type']}: {problem['message']}" for problem in document["problems"]]
    assert document["status"] == case.status, (failed, document["notes"], problems)
    assert seen["exit"] == (0 if case.status == "passed" else 1)
    assert set(case.failed) <= set(failed)
    for due, told in ((case.notes, document["notes"]), (case.problems, problems)):
        for words in due:
            assert any(words in text for text in told), (words, told)


@pytest.mark.parametrize("case", [c for c in CASES if c.status == "passed"], ids=lambda case: case.name)
def test_a_right_file_is_told_of_no_problem_that_nobody_expects(
    case: Case, reports: dict[str, dict[str, Any]]
) -> None:
    served(case)
    document = reports[case.name]["document"]
    assert bool(document["problems"]) is bool(case.problems), document["problems"]


def test_there_are_right_and_wrong_ones_and_each_wrong_one_says_where_it_fails() -> None:
    kinds = Counter(case.status for case in CASES)
    assert len(CASES) >= 60 and kinds["failed"] >= len(CASES) / 4 and kinds["passed"] >= len(CASES) / 2
    assert all(case.failed for case in CASES if case.status == "failed")


def test_no_case_lies_about_without_a_name_in_its_folder() -> None:
    for case in CASES:
        assert case.path.is_file() and case.name.rpartition("_")[2] == f"{case.step:02}"
