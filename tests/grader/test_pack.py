"""A copy that was handed out knows what it is: public checks, exercises to be carried, checks that were proved before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import course, notebook_report, pack, scripts
from grader.check import Options, check
from grader.commands import main
from grader.errors import Unusable
from grader.observation import Observation
from grader.outcome import Outcome
from grader.place import place
from grader.reports import cases, document, html, text
from grader.reports.style import Style
from grader.verdict import Verdict
from grader.watching import screen

RIGHT = "class Variable:\n    def __init__(self, data):\n        self.data = data\n"
ONE_NUMBER = "def pair():\n    return 1.0\n"


@pytest.fixture
def root(small_course: Path, tmp_path: Path) -> Path:
    """The small course as students have it: no solutions, no mistakes, and a file that says what it is."""
    copy = tmp_path / "kata"
    shutil.copytree(small_course, copy, ignore=shutil.ignore_patterns("solutions", "mistakes", ".kata"))
    proved = {1: ("a_box_holds_its_data",), 4: ("two_numbers",)}
    (copy / pack.FILE).write_text(pack.spelled(pack.Pack((1, 2, 3, 4, 5), False, proved)), encoding="utf-8")
    return copy


@pytest.fixture
def checked(root: Path, tmp_path: Path) -> Callable[..., Outcome]:
    def run(number: int, code: str) -> Outcome:
        file = tmp_path / "mine.py"
        file.write_text(code, encoding="utf-8")
        return check(root, number, file, Options(seed=1))

    return run


def test_what_is_written_is_what_is_read(root: Path, small_course: Path) -> None:
    made = pack.of(root)
    assert made is not None and made.steps == (1, 2, 3, 4, 5) and not made.woven
    assert made.proved[4] == ("two_numbers",) and pack.is_public(root)
    assert pack.of(small_course) is None and not pack.is_public(small_course) and pack.notes(small_course) == ()


@pytest.mark.parametrize("broken", ["", "[]", '{"steps": 1}', '{"steps": [1], "proved": [], "woven": false}'])
def test_a_broken_file_is_said_with_the_cure(tmp_path: Path, broken: str) -> None:
    (tmp_path / pack.FILE).write_text(broken, encoding="utf-8")
    with pytest.raises(Unusable, match=r"pack.json is broken .* unpack the zip"):
        pack.of(tmp_path)


def test_a_pass_says_that_the_checks_were_the_public_ones(checked: Callable[..., Outcome]) -> None:
    outcome = checked(1, RIGHT)
    told = " ".join(text.render(outcome, Style()).split())
    assert outcome.status == "passed" and outcome.public
    assert "public checks passed" in told and "1 of 1 public checks passed" in told
    assert "all public checks of step 1 passed. Go on with: make check STEP=2" in told, "a file of one's own is not carried"
    assert "These are the public checks; the hidden ones are run by your instructor." in told
    assert "all checks" not in told
    assert json.loads(document.render(outcome))["public"] is True
    assert "public checks" in cases.suite(outcome).output


def test_watch_notebook_and_page_say_it_too(root: Path, checked: Callable[..., Outcome]) -> None:
    outcome = checked(1, RIGHT)
    assert screen.advice(outcome, keys=True).startswith("all public checks of step 1 passed.")
    assert "public checks passed" in html.fragment(outcome) and "1 of 1 public checks passed" in html.fragment(outcome)
    inside = notebook_report.outcome(root, 1, root, [(1, RIGHT)], Options(seed=1))
    assert inside.advice.startswith("all public checks of step 1 passed.")


def test_a_placement_says_what_it_rests_on(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(RIGHT, encoding="utf-8")
    one = text.render_placed(place(root, file, Options(seed=1)), Style())
    assert "Reached, by the public checks: step 1" in one and "the hidden ones are run by your instructor" in one
    works = tmp_path / "works"
    works.mkdir()
    (works / "step01.py").write_text(RIGHT, encoding="utf-8")
    (works / "step02.py").write_text(RIGHT + "def double(x):\n    return x.data\n", encoding="utf-8")
    outcome = place(root, works, Options(seed=1))
    whole = text.render_placed(outcome, Style())
    assert outcome.public and "Standing, by the public checks: step 1" in whole
    assert "the hidden ones are run by your instructor" in " ".join(whole.split())


def test_a_script_is_not_held_against_a_framework_whose_checks_the_pack_has_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = course.step(root, 2)
    monkeypatch.setattr(scripts, "USES", {2: 77})
    gone = Observation("absent", detail="double")
    verdicts = (Verdict(2, "a", "", "absent", observation=gone), Verdict(2, "b", "", "passed"))
    assert scripts.needs_framework(step.number, verdicts)
    session: Any = None
    assert scripts.with_framework(step, session, 1, verdicts) == verdicts


def test_the_whole_course_says_nothing_of_the_kind(small_course: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(RIGHT, encoding="utf-8")
    outcome = check(small_course, 1, file, Options(seed=1))
    assert outcome.status == "passed" and not outcome.public
    assert "public" not in text.render(outcome, Style()) and "public" not in json.loads(document.render(outcome))


def test_an_answer_of_a_wrong_form_is_no_failure_of_ours_where_the_check_was_proved(checked: Callable[..., Outcome]) -> None:
    outcome = checked(4, ONE_NUMBER)
    assert outcome.status == "failed"
    assert outcome.verdicts[0].message == "what came back can not be compared with what was expected: 1.0"


def test_a_check_that_was_not_proved_stays_our_failure(checked: Callable[..., Outcome]) -> None:
    assert checked(5, "def last():\n    return 1.0\n").status == "grader-error"


def test_a_check_that_broke_before_there_was_an_answer_is_ours(root: Path, checked: Callable[..., Outcome]) -> None:
    file = course.checks_path(course.step(root, 4))
    file.write_text(file.read_text(encoding="utf-8").replace("    expect(", "    observe(1)\n    expect("), encoding="utf-8")
    assert checked(4, ONE_NUMBER).status == "grader-error"


def test_an_exercise_that_nobody_has_begun_is_to_be_begun_from_the_one_before(root: Path) -> None:
    told = check(root, 2, None, Options(seed=1)).advice
    assert told.endswith("Begin it from your own step 1: make carry STEP=2")
    assert check(root, 1, None, Options(seed=1)).advice == ""
    path = course.exercise_path(course.step(root, 2))
    path.write_text(path.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    assert check(root, 2, None, Options(seed=1)).advice == ""


def test_after_a_pass_one_goes_on_by_carry_or_with_what_is_begun_already(root: Path) -> None:
    first, second = (course.exercise_path(course.step(root, number)) for number in (1, 2))
    head = first.read_text(encoding="utf-8").partition("class Variable")[0]
    first.write_text(head + RIGHT, encoding="utf-8")
    told = " ".join(text.render(check(root, 1, None, Options(seed=1)), Style()).split())
    assert "all public checks of step 1 passed. Go on with: make carry STEP=2" in told
    second.write_text(second.read_text(encoding="utf-8") + "\n# begun\n", encoding="utf-8")
    told = " ".join(text.render(check(root, 1, None, Options(seed=1)), Style()).split())
    assert "all public checks of step 1 passed. Go on with: make check STEP=2" in told


def test_in_a_pack_with_woven_exercises_nothing_has_to_be_carried(root: Path) -> None:
    (root / pack.FILE).write_text(pack.spelled(pack.Pack((1, 2, 3, 4, 5), True, {})), encoding="utf-8")
    assert check(root, 2, None, Options(seed=1)).advice == ""


def test_the_ladder_says_what_passed_means_here(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(course, "ROOT", root)
    monkeypatch.chdir(root)
    assert main(["progress"]) in (0, 1)
    assert "“Passed” means the public checks here" in " ".join(capsys.readouterr().out.split())
