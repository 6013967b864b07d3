"""What a later step changes on purpose is held against nobody who has done that step, and against all others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.check import Options, check
from grader.reports.document import document, plain

InChild = Callable[[Callable[[], Any]], Any]

BOX = "import numpy as np\nclass Variable:\n    def __init__(self, data): self.data = data\n"
STEP_2 = BOX + "def double(x): return 2 * x.data\n"
ENDS = "hang flood eat recurse crash leave throws big odd right wrong nowhere".split()
STEP_3 = BOX + "def double(x): return Variable(2 * x.data)\n" + "".join(f"def {name}(): return 1.0\n" for name in ENDS)


@pytest.fixture
def checked(in_child: InChild, small_course: Path, tmp_path: Path) -> Callable[[str], Any]:
    """The status, and each check's verdict and message, of step 2 of the small course on a text."""

    def run(text: str) -> Any:
        path = tmp_path / "mine.py"
        path.write_text(text, encoding="utf-8")

        def work() -> Any:
            found = plain(document(check(small_course, 2, path, Options(7))))
            return [found["status"], {one["name"]: [one["verdict"], one["message"]] for one in found["checks"]}]

        return in_child(work)

    return run


def test_a_file_that_has_done_the_later_step_is_not_asked_for_what_was_before(checked: Callable[[str], Any]) -> None:
    status, checks = checked(STEP_3)
    assert status == "passed" and checks["it_is_twice_as_much"][0] == "passed"
    assert checks["it_is_an_array"][0] == "skipped" and "what step 3 asks" in checks["it_is_an_array"][1]


def test_a_file_that_has_not_is_held_to_it(checked: Callable[[str], Any]) -> None:
    status, checks = checked(STEP_3.replace("def right(): return 1.0", "def right(): return 2.0"))
    assert status == "failed" and checks["it_is_an_array"][0] == "failed"


def test_what_fails_besides_still_fails(checked: Callable[[str], Any]) -> None:
    status, checks = checked(STEP_3.replace("2 * x.data", "3 * x.data"))
    assert status == "failed" and checks["it_is_twice_as_much"][0] == "failed"


def test_a_file_of_the_step_itself_is_asked_for_everything(checked: Callable[[str], Any]) -> None:
    status, checks = checked(STEP_2)
    assert status == "passed" and {verdict for verdict, _ in checks.values()} == {"passed"}


def test_names_that_it_lacks_are_not_held_against_the_later_step(checked: Callable[[str], Any]) -> None:
    status, checks = checked(STEP_3.replace("def right(): return 1.0\n", ""))
    assert status == "passed" and checks["it_is_an_array"][0] == "skipped"


def test_where_most_of_the_later_step_is_missing_it_is_not_done(checked: Callable[[str], Any]) -> None:
    status, checks = checked(BOX + "def double(x): return Variable(2 * x.data)\n")
    assert status == "failed" and checks["it_is_an_array"][0] == "failed"
