"""A folder → what it is: somebody's whole work, a package, or a single submission; and works on the small course."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader import course
from grader.check import Options
from grader.errors import Unusable
from grader.place import place
from grader.portfolio import Portfolio, look
from grader.reports.document import document, plain

InChild = Callable[[Callable[[], Any]], Any]

STAGES = course.stages()
BOX = "class Variable:\n    def __init__(self, data):\n        self.data = data\n\n"
DOUBLE = "def double(x):\n    return 2 * x.data\n\n"
BOXED = "def double(x):\n    return Variable(2 * x.data)\n\n"
PAIR = "def pair():\n    return [1.0, 2.0]\n\n"


def written(top: Path, names: Sequence[str]) -> Path:
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("x = 1\n", encoding="utf-8")
    return top


@pytest.mark.parametrize(
    "names",
    [
        ("step01.py", "step02.py"),
        ("steps/step01.py", "dezero/core.py", "dezero/__init__.py"),
        ("core.py", "__init__.py", "steps/step01.py"),  # a package with the steps inside it
        ("core.py", "step01.py", "step02.py", "step03.py"),
        ("step01.py", "README.ipynb"),
        ("autograd.py", "other.py"),  # no name says anything, and there is no main file
        ("kim/step01.py", "lee/step01.py"),
    ],
)
def test_a_folder_of_steps_is_a_whole_work(tmp_path: Path, names: Sequence[str]) -> None:
    found = look(written(tmp_path, names), STAGES)
    assert isinstance(found, Portfolio) and found.top == tmp_path


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        (("core.py", "core_simple.py", "__init__.py", "cuda.py"), ""),
        (("core_simple.py", "utils.py"), ""),
        (("core.py", "__init__.py", "step26.py"), ""),  # one script that stands in the package
        (("dezero/core.py", "dezero/__init__.py", "setup.py"), "dezero"),
        (("a/dezero/core.py", "b/c/d/core.py"), "a/dezero"),
    ],
)
def test_a_folder_with_a_core_and_no_steps_is_a_package(tmp_path: Path, names: Sequence[str], folder: str) -> None:
    found = look(written(tmp_path, names), STAGES)
    assert isinstance(found, tuple) and (found[0], found[1].folder) == (tmp_path, folder)


@pytest.mark.parametrize(
    "names",
    [("step07.py",), ("main.py", "helper.py"), ("__init__.py", "variable.py"), ("mine.ipynb",), ("main.py", "x/y.py"), ()],
)
def test_any_other_folder_is_a_single_submission(tmp_path: Path, names: Sequence[str]) -> None:
    assert look(written(tmp_path, names), STAGES) is None


def test_packages_side_by_side_are_refused_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"holds several packages \(a and b\)\. Name one: make place FILE=.*/a"):
        look(written(tmp_path, ["a/core.py", "b/core.py"]), STAGES)


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    written(tmp_path, ["mine.py"])
    with pytest.raises(Unusable, match="is no folder"):
        look(tmp_path / "mine.py", STAGES)
    with pytest.raises(Unusable, match="There is no"):
        look(tmp_path / "nowhere", STAGES)


@pytest.fixture
def placed(in_child: InChild, small_course: Path, tmp_path: Path) -> Callable[[dict[str, str]], Any]:
    """The document of a work on the small course, and the exit code."""

    def run(files: dict[str, str]) -> Any:
        for name, text in files.items():
            (written(tmp_path, [name]) / name).write_text(text, encoding="utf-8")

        def work() -> Any:
            found = place(small_course, tmp_path, Options(3))
            return {**plain(document(found)), "exit": found.exit_code}

        return in_child(work)

    return run


def lines(told: Any) -> list[str]:
    return [f"{one['step']} {one['status']} {one['file'] or ''}".strip() for one in told["steps"]]


def test_a_work_goes_through_the_small_course(placed: Callable[..., Any]) -> None:
    told = placed({"01.py": BOX, "step2.py": BOX + DOUBLE, "step04.py": BOX + BOXED + PAIR, "step09.py": "x = 1\n"})
    assert lines(told) == ["1 passed 01.py", "2 passed step2.py", "3 missing", "4 passed step04.py", "9 unchecked step09.py"]
    assert (told["status"], told["exit"], told["standing"]["reached"], told["title"]) == ("passed", 0, 4, "A pair")


def test_an_answer_of_a_wrong_form_is_wrong_and_not_our_failure(placed: Callable[..., Any]) -> None:
    told = placed({"step01.py": BOX, "step04.py": "def pair():\n    return 3.0\n"})
    assert lines(told)[-1] == "4 failed step04.py" and told["exit"] == 0
    assert "can not be compared with what was expected: 3.0" in told["steps"][-1]["message"]


def test_a_broken_check_of_ours_is_our_failure(placed: Callable[..., Any]) -> None:
    told = placed({"step01.py": BOX, "step05.py": "def last():\n    return 1.0\n"})
    assert lines(told)[-1] == "5 grader-error step05.py"
    assert (told["status"], told["exit"], told["standing"]["reached"]) == ("grader-error", 3, 1)


def test_a_package_has_nothing_to_show_where_every_step_has_a_file(placed: Callable[..., Any]) -> None:
    files = {f"step0{n}.py": BOX for n in range(1, 6)}
    told = placed({**files, "dezero/core.py": BOX, "dezero/__init__.py": "from dezero.core import Variable\n"})
    assert [one["file"] for one in told["steps"]] == list(files)
    assert any(note.startswith("dezero/: core.py is in force here") for note in told["notes"])


def test_a_work_with_nothing_right_is_not_passed(placed: Callable[..., Any]) -> None:
    told = placed({"step01.py": "class Variable:\n    def __init__(self, data):\n        self.data = 3\n", "b.py": "x = 1\n"})
    assert (lines(told), told["status"], told["exit"]) == (["1 failed step01.py"], "failed", 1)


def test_the_fingerprint_is_of_names_and_texts(placed: Callable[..., Any]) -> None:
    first = placed({"step01.py": BOX, "step02.py": BOX})["sha256"]
    second = placed({"step01.py": BOX, "step02.py": BOX + DOUBLE})["sha256"]
    assert len(first) == 64 and first != second
