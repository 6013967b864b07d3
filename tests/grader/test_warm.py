"""A warm check comes to what `check` comes to, also for files along the book that other steps have a say in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FORMS = Path(__file__).resolve().parents[1] / "submissions" / "real_forms"
CASES = {  # the step and what it comes to; what `fairly` does about each
    "star_already_11": (11, "passed"),  # outgrown: a later step has a say
    "eleven_and_twelve_in_one_11": (11, "passed"),
    "only_the_first_input_11": (11, "failed"),
    "walk_as_a_script_33": (33, "passed"),  # a script: its framework has to stand for itself
    "walk_on_a_wrong_core_33": (33, "failed"),
    "korean_overwrites_14": (14, "failed"),  # nobody else has a say
}


def file_of(name: str) -> Path:
    return next(path for path in sorted((FORMS / name).iterdir()) if path.suffix in (".py", ".ipynb"))


@pytest.fixture(scope="module")
def seen() -> dict[str, dict[str, Any]]:
    plan = [[step, str(file_of(name))] for name, (step, _) in CASES.items()]
    driver = str(Path(__file__).with_name("warm_driver.py"))
    done = subprocess.run(
        [sys.executable, "-I", driver, json.dumps(plan)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(CASES, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.timeout(320)
@pytest.mark.parametrize("name", CASES)
def test_what_is_shown_in_the_end_is_what_check_says(name: str, seen: dict[str, dict[str, Any]]) -> None:
    shown, once = seen[name]["shown"], seen[name]["check"]
    assert once["status"] == CASES[name][1]
    assert shown[-1] == once


@pytest.mark.parametrize("name", ["star_already_11", "eleven_and_twelve_in_one_11"])
def test_checks_that_a_file_has_outgrown_are_left_out(name: str, seen: dict[str, dict[str, Any]]) -> None:
    assert any(left_out for *_, left_out, _ in seen[name]["check"]["checks"])


@pytest.mark.parametrize(
    "name", ["star_already_11", "eleven_and_twelve_in_one_11", "walk_as_a_script_33", "walk_on_a_wrong_core_33"]
)
def test_nothing_is_shown_before_all_who_have_a_say_were_heard(name: str, seen: dict[str, dict[str, Any]]) -> None:
    assert {told["status"] for told in seen[name]["shown"]} == {CASES[name][1]}
