"""One submission in a container: results as Gradescope takes them, or none at all where the grader can not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import course
from grader.classroom import autograder
from grader.commands import main
from grader.errors import GraderError, Unusable

RIGHT = "class Variable:\n    def __init__(self, data):\n        self.data = data\n"
SCHEMA = json.loads((Path(__file__).parents[1] / "formats/gradescope.json").read_text(encoding="utf-8"))
STEP = "step01_box.py"


@pytest.fixture
def top(tmp_path: Path, small_course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(course, "ROOT", small_course)
    (tmp_path / "submission").mkdir()
    return tmp_path


def results(top: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((top / "results/results.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, SCHEMA)
    return told


def hand_in(top: Path, **files: str) -> None:
    for name, text in files.items():
        (top / "submission" / f"{name}.py").write_text(text, encoding="utf-8")


def tell(top: Path, told: object) -> None:
    (top / "submission_metadata.json").write_text(json.dumps(told), encoding="utf-8")


def test_what_was_handed_in_is_graded_and_what_is_missing_gets_nothing(top: Path) -> None:
    hand_in(top, step01_box=RIGHT)
    autograder.run(top, (1, 2))
    told = results(top)
    assert told["score"] == 1.0 and [test["score"] for test in told["tests"]][0] == 1.0
    assert [test["number"] for test in told["tests"]][:2] == ["1.1", "2.1"]
    assert sum(test["max_score"] for test in told["tests"]) == 3.0


@pytest.mark.parametrize("total", ["100.0", 100, "100"])
def test_points_are_brought_to_those_of_the_assignment_and_that_is_said(top: Path, total: object) -> None:
    hand_in(top, step01_box=RIGHT)
    tell(top, {"assignment": {"total_points": total}, "users": [{"id": 7}]})
    autograder.run(top, (1, 2))
    told = results(top)
    assert told["score"] == pytest.approx(100 / 3, abs=1e-5)
    assert "1 of 3 points of the checks, brought to the 100 points" in told["output"]


@pytest.mark.parametrize(
    "told", [[], {"assignment": {}}, {"assignment": []}, {"assignment": {"total_points": "?"}, "users": [1]}, {"users": {}}]
)
def test_metadata_of_another_form_are_left_alone(top: Path, told: object) -> None:
    hand_in(top, step01_box=RIGHT)
    tell(top, told)
    autograder.run(top, (1,))
    assert results(top)["score"] == 1.0 and "brought" not in results(top)["output"]


def test_metadata_that_are_no_json_are_left_alone(top: Path) -> None:
    hand_in(top, step01_box=RIGHT)
    (top / "submission_metadata.json").write_text("{", encoding="utf-8")
    autograder.run(top, (1,))
    assert results(top)["score"] == 1.0


def test_who_hands_in_no_code_is_told_what_to_hand_in(top: Path) -> None:
    (top / "submission/essay.pdf").write_bytes(b"%PDF")
    autograder.run(top, (1, 2))
    told = results(top)
    assert told["score"] == 0 and "Hand in the exercise files of steps 1 to 2" in told["output"]


def test_rules_beside_the_course_give_the_points(top: Path, small_course: Path) -> None:
    hand_in(top, step01_box=RIGHT)
    rules = small_course / autograder.RULES
    rules.write_text("points = 5\n", encoding="utf-8")
    try:
        autograder.run(top, (1,))
    finally:
        rules.unlink()
    assert results(top)["score"] == 5.0


def test_without_isolation_nothing_is_graded_unless_that_is_allowed(top: Path) -> None:
    hand_in(top, step01_box=RIGHT)
    (top / "results").mkdir()
    (top / "results/results.json").write_text("{}", encoding="utf-8")  # of somebody before
    with pytest.raises(Unusable, match="--allow-unisolated"):
        autograder.run(top, (1,), isolation="none")
    assert not (top / "results/results.json").exists()
    autograder.run(top, (1,), isolation="none", allow_unisolated=True)
    assert results(top)["score"] == 1.0 and "not isolated" in results(top)["output"].lower()


def test_landlock_does_inside_of_a_container(top: Path) -> None:
    hand_in(top, step01_box=RIGHT)
    autograder.run(top, (1,), isolation="landlock")
    assert results(top)["score"] == 1.0


def test_where_the_grader_fails_there_are_no_results_and_so_no_zero(top: Path) -> None:
    hand_in(top, step05_last="def last():\n    return 1.0\n")
    with pytest.raises(GraderError, match="nobody gets a zero"):
        autograder.run(top, (5,))
    assert not (top / "results/results.json").exists()


def test_a_link_that_leads_out_of_the_submission_is_not_followed(top: Path) -> None:
    (top / "secret.py").write_text(RIGHT, encoding="utf-8")
    (top / "submission/step01_box.py").symlink_to(top / "secret.py")
    autograder.run(top, (1,))
    assert results(top)["score"] == 0.0


def test_the_command_says_where_the_results_are_and_refuses_what_is_no_container(
    top: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(top, step01_box=RIGHT)
    assert main(["autograder", str(top), "--steps", "1"]) == 0
    assert capsys.readouterr().out == f"{top / 'results/results.json'} is written.\n"
    assert main(["autograder", str(top / "nowhere"), "--steps", "1"]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert main(["autograder", str(top), "--steps", "77"]) == 2
