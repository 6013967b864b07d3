"""Any file → how far it reaches on the small course, with its standing in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.check import Options
from grader.errors import GraderError, Unusable
from grader.place import place
from grader.reports.document import document, plain

InChild = Callable[[Callable[[], Any]], Any]

BOX = "class Variable:\n    def __init__(self, data):\n        self.data = data\n\n"
DOUBLE = "def double(x):\n    return 2 * x.data\n\n"
BOXED = "def double(x):\n    return Variable(2 * x.data)\n\n"
WAYS = "".join(
    f"def {name}():\n    return 1.0\n\n"
    for name in "hang flood eat recurse crash leave throws big odd right wrong".split()
)
PAIR = "def pair():\n    return [1.0, 2.0]\n\n"


@pytest.fixture(scope="module")
def without_the_broken_step(tmp_path_factory: pytest.TempPathFactory, small_course: Path) -> Path:
    """The small course without its last step, whose check is broken."""
    import shutil

    root = tmp_path_factory.mktemp("placed") / "course"
    shutil.copytree(small_course, root)
    for path in root.rglob("*step05_last.py"):
        path.unlink()
    checks = root / "tests" / "steps" / "stage2_ends" / "test_step03_ways.py"
    text = checks.read_text(encoding="utf-8")
    cut = text.index("def needed("), text.index("def call_hang")
    checks.write_text(text[: cut[0]] + text[cut[1] :], encoding="utf-8")
    return root


@pytest.fixture
def placed(in_child: InChild, without_the_broken_step: Path, tmp_path: Path) -> Callable[[str], Any]:
    def run(text: str, root: Path = without_the_broken_step) -> Any:
        path = tmp_path / "mine.py"
        path.write_text(text, encoding="utf-8")

        def work() -> Any:
            found = place(root, path, Options(3))
            assert found.standing is not None
            more = {"exit": found.exit_code, "absent": found.standing.absent, "summit": found.standing.summit}
            return {**plain(document(found)), **more, "stage_title": found.standing.stage_title}

        return in_child(work)

    return run


def test_a_file_of_step_2_stands_on_step_2(placed: Callable[..., Any]) -> None:
    told = placed(BOX + DOUBLE)
    standing = told["standing"]
    assert (told["step"], told["status"], told["exit"]) == (None, "passed", 0)
    assert (standing["reached"], standing["stage"], standing["title"]) == (2, 1, "Twice as much")
    assert (told["summit"], told["stage_title"], told["title"]) == ("a box that doubles", "Boxes", "Twice as much")
    assert standing["next"]["step"] == 3 and standing["beyond"] == []
    assert standing["next"]["missing"].startswith("What comes out is a box. double(x): it is a box: no, expected yes")


def test_a_later_framework_is_not_held_to_what_its_step_changed_on_purpose(placed: Callable[..., Any]) -> None:
    told = placed(BOX + BOXED + WAYS)
    assert told["standing"]["reached"] == 3 and told["standing"]["next"]["step"] == 4
    assert "it_is_an_array" not in {one["name"] for one in told["checks"]}
    assert told["standing"]["next"]["missing"] == "The second number is 2. there is no pair in this file yet"


def test_everything_is_the_top(placed: Callable[..., Any]) -> None:
    told = placed(BOX + BOXED + WAYS + PAIR)
    assert told["standing"]["reached"] == 4 and told["standing"]["next"] is None


def test_what_works_beyond_a_gap_is_told(placed: Callable[..., Any]) -> None:
    told = placed(BOX + "def double(x):\n    return 3 * x.data\n\n" + PAIR)
    assert (told["standing"]["reached"], told["standing"]["beyond"]) == (1, [4])
    assert told["standing"]["next"]["step"] == 2


def test_an_older_name_that_is_absent_is_said_and_not_held_against_the_file(placed: Callable[..., Any]) -> None:
    told = placed(BOX + PAIR)
    assert (told["standing"]["reached"], told["status"]) == (4, "passed")
    assert told["absent"][:2] == ["double", "hang"]


def test_a_file_without_any_framework_stands_on_no_step_and_what_works_is_told(placed: Callable[..., Any]) -> None:
    told = placed(PAIR)
    assert (told["standing"]["reached"], told["standing"]["beyond"]) == (0, [4])
    assert told["standing"]["next"]["step"] == 1


def test_a_file_with_nothing_of_ours_stands_on_no_step(placed: Callable[..., Any]) -> None:
    told = placed("x = 1\n")
    assert (told["standing"]["reached"], told["status"], told["exit"]) == (0, "failed", 1)
    assert told["standing"]["next"]["step"] == 1


def test_a_file_that_is_not_python_stands_nowhere_because_it_can_not_be_read(placed: Callable[..., Any]) -> None:
    told = placed("class Variable(:\n")
    assert (told["standing"]["reached"], told["status"], told["exit"]) == (0, "error", 1)


def test_a_real_file_with_plots_a_broken_line_and_names_of_its_own_is_placed_all_the_same(
    placed: Callable[..., Any],
) -> None:
    told = placed(
        "import matplotlib.pyplot as plt\nimport sys\nsys.path.append('..')\n"
        + (BOX + DOUBLE).replace("Variable", "Tensor")
        + "x = Tensor(3.0)\nprint(double(x))\nplt.plot(x, [1])\nplt.show()\nraise SystemExit('done')\n"
    )
    assert told["standing"]["reached"] == 2
    assert "Tensor was taken for Variable" in told["notes"]
    assert any("matplotlib" in note for note in told["notes"])
    assert [problem["type"] for problem in told["problems"]] == ["SystemExit"]


def test_an_answer_of_a_wrong_form_is_wrong_and_not_our_failure(placed: Callable[..., Any]) -> None:
    told = placed(BOX + BOXED + WAYS + "def pair():\n    return 3.0\n")
    assert (told["standing"]["reached"], told["status"], told["exit"]) == (3, "passed", 0)
    assert "can not be compared with what was expected: 3.0" in told["standing"]["next"]["missing"]


def test_a_broken_check_of_ours_is_our_failure(placed: Callable[..., Any], small_course: Path) -> None:
    told = placed(BOX + DOUBLE + "def last():\n    return 1.0\n", small_course)
    assert (told["status"], told["exit"]) == ("grader-error", 3)


def test_what_can_not_be_placed_is_refused(small_course: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        place(small_course, tmp_path / "nowhere.py")
    (tmp_path / "course.toml").write_bytes((small_course / "course.toml").read_bytes())
    (tmp_path / "mine.py").write_text("x = 1\n")
    with pytest.raises((GraderError, Unusable)):
        place(tmp_path, tmp_path / "mine.py")
