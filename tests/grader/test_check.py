"""One step, from a file to an outcome: one submission for each status, and each end of a check as it really ends.

The submissions are ours; each runs confined as a learner's would, below a forked child of this process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import course
from grader.check import Options, check, nearby, new_seed
from grader.errors import Unusable
from grader.reports.document import document, plain

InChild = Callable[[Callable[[], Any]], Any]

RIGHT = """
import numpy as np

class Variable:
    def __init__(self, data):
        self.data = data

def double(x):
    return 2 * x.data
"""


@pytest.fixture
def checked(in_child: InChild, small_course: Path, tmp_path: Path) -> Callable[..., Any]:
    """The JSON of checking a step of the small course on a text, with a few things that JSON does not have."""

    def run(number: int, text: str | None = None, seed: int | None = 7, name: str = "mine.py") -> Any:
        path = None
        if text is not None:
            path = tmp_path / name
            path.write_text(text, encoding="utf-8")

        def work() -> Any:
            found = check(small_course, number, path, Options(seed))
            more = {"exit": found.exit_code, "asked": found.asked, "following": found.following}
            return {**plain(document(found)), **more, "output": found.output, "is_exercise": found.is_exercise}

        return in_child(work)

    return run


def kinds(told: Any) -> dict[str, str]:
    return {one["name"]: one["verdict"] for one in told["checks"]}


def test_a_right_file_passes_with_0_and_hears_what_comes_next(checked: Callable[..., Any], tmp_path: Path) -> None:
    told = checked(2, RIGHT)
    assert (told["status"], told["exit"]) == ("passed", 0)
    assert kinds(told) == {"it_is_twice_as_much": "passed", "it_is_an_array": "passed"}
    assert (told["step"], told["title"], told["following"]) == (2, "Twice as much", 3)
    assert told["diagnosis"] is None and told["standing"] is None and told["older"] == []
    assert told["file"] == str(tmp_path / "mine.py") and not told["is_exercise"]
    assert told["sha256"] == hashlib.sha256(RIGHT.encode()).hexdigest()
    assert told["isolation"]["level"] in ("bwrap", "landlock", "none") and told["seconds"] > 0


def test_the_seed_that_a_report_names_gives_the_same_numbers_again(checked: Callable[..., Any]) -> None:
    wrong = RIGHT.replace("self.data = data", "self.data = 7 * data")
    first = checked(1, wrong, seed=None)
    again = checked(1, wrong, seed=first["seed"])
    assert first["checks"][0]["expected"] == again["checks"][0]["expected"] != []
    assert first["seed"] == again["seed"] and first["status"] == "failed"


def test_a_known_mistake_is_named_also_when_two_of_them_share_its_sentence(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT.replace("2 * x.data", "x.data + 0"))
    assert (told["status"], told["exit"]) == ("failed", 1)
    assert kinds(told) == {"it_is_twice_as_much": "failed", "it_is_an_array": "passed"}
    assert told["diagnosis"]["says"] == "What is in the box comes out as it is."
    assert told["diagnosis"]["mistake"] in ("forgets", "forgets_and_copies")


def test_a_mistake_that_is_not_known_has_no_name(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT.replace("2 * x.data", "7 * x.data"))
    assert told["status"] == "failed" and told["diagnosis"] is None


def test_the_exercise_as_it_was_shipped_is_not_written_yet(checked: Callable[..., Any], small_course: Path) -> None:
    told = checked(2)
    assert (told["status"], told["exit"], told["is_exercise"]) == ("unwritten", 1, True)
    assert set(kinds(told).values()) == {"unwritten"} and told["asked"] == ["double"]
    assert told["checks"][0]["message"].startswith("NotImplementedError says: multiply (line ")
    assert told["file"] == str(course.exercise_path(course.step(small_course, 2)))


def test_a_changed_definition_as_it_was_shipped_is_not_written_yet_and_not_diagnosed(
    checked: Callable[..., Any], small_course: Path
) -> None:
    shipped = course.exercise_path(course.step(small_course, 3)).read_text(encoding="utf-8")
    told = checked(3, shipped)
    assert told["status"] == "unwritten" and told["diagnosis"] is None
    assert kinds(told)["it_is_a_box"] == "unwritten" and kinds(told)["needs_a_name"] == "skipped"
    (box,) = (one for one in told["checks"] if one["name"] == "it_is_a_box")
    assert "are still as they were shipped" in box["message"]


def test_a_file_that_is_not_python_can_not_be_read_and_says_where(checked: Callable[..., Any]) -> None:
    told = checked(2, "x = = 1\n" + RIGHT)
    assert (told["status"], told["exit"]) == ("error", 1)
    assert told["problems"][0]["type"] == "SyntaxError" and told["problems"][0]["place"] == "line 1"


def test_a_demonstration_that_raises_is_told_and_not_held_against_the_file(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT + "\nprint('hello')\nundefined_name\n")
    assert told["status"] == "passed" and told["output"] == "hello\n"
    assert [(p["type"], p["place"]) for p in told["problems"]] == [("NameError", "line 12")]


def test_an_older_step_that_is_wrong_is_told_and_does_not_count(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT.replace("self.data = data", "self.data = data + 0").replace("2 * x.data", "x.data * 2"))
    assert told["status"] == "passed" and told["older"] == []
    told = checked(2, RIGHT.replace("self.data = data", "self.data = -data").replace("2 * x.data", "-2 * x.data"))
    assert told["status"] == "passed" and told["exit"] == 0
    assert [(one["step"], one["name"], one["verdict"]) for one in told["older"]] == [
        (1, "a_box_holds_its_data", "failed")
    ]


ENDS = """
import os
import numpy as np

class Variable:
    def __init__(self, data):
        self.data = data

def double(x):
    return Variable(2 * x.data)

def hang():
    while 1:
        pass

def flood():
    while True:
        print("x" * 10_000)

def eat():
    return np.ones(10**11)

def recurse():
    return recurse()

def crash():
    os.abort()

def leave():
    os._exit(3)

def throws():
    raise ValueError("no")

def big():
    return np.ones(10**6)

def odd():
    return {1}

def right():
    return 1.0

def wrong():
    return 2.0
"""


def test_every_end_of_a_check_is_told_apart_and_none_spoils_the_next(checked: Callable[..., Any]) -> None:
    told = checked(3, ENDS)
    assert kinds(told) == {
        "it_is_a_box": "passed",
        "needs_a_name": "skipped",
        "hang": "timeout",
        "flood": "flood",
        "eat": "memory",
        "recurse": "recursion",
        "crash": "crashed",
        "leave": "exited",
        "throws": "error",
        "big": "too-big",
        "odd": "not-plain",
        "right": "passed",
        "wrong": "failed",
    }
    assert (told["status"], told["exit"]) == ("failed", 1)
    said = {one["name"]: one["message"] for one in told["checks"]}
    lines = {text: f"(line {number}, in" for number, text in enumerate(ENDS.split("\n"), start=1)}
    assert lines["        pass"] in said["hang"] or lines["    while 1:"] in said["hang"]
    raised = lines['    raise ValueError("no")']
    assert said["throws"] == f"ValueError: no {raised} throws)"
    assert said["odd"] == "numbers were expected in the answer, but the answer is a set"
    assert "with exit code 3" in said["leave"] and said["wrong"] == "wrong() = 2.0, expected 1.0"
    assert lines["    return recurse()"] in said["recurse"]
    assert lines["    return np.ones(10**11)"] in said["eat"]


def test_an_answer_of_a_form_that_breaks_our_check_is_wrong_and_not_our_failure(checked: Callable[..., Any]) -> None:
    told = checked(4, "def pair():\n    return 3.0\n")
    assert kinds(told) == {"two_numbers": "failed"} and told["exit"] == 1
    assert told["checks"][0]["message"] == "what came back can not be compared with what was expected: 3.0"


def test_a_check_that_breaks_on_our_own_solution_too_is_our_failure_and_ends_with_3(
    checked: Callable[..., Any],
) -> None:
    told = checked(5, "def last():\n    return 1.0\n")
    assert (told["status"], told["exit"]) == ("grader-error", 3)
    assert "not your fault" in told["checks"][0]["message"] and "KeyError: 'ours'" in told["checks"][0]["message"]


def test_a_file_that_lacks_the_step_s_names_is_not_written_yet(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT.replace("def double", "def redouble"))
    assert told["status"] == "unwritten"
    assert told["checks"][0]["message"] == "there is no double in this file yet; did you mean redouble?"


def test_a_name_with_a_letter_more_is_taken_and_said(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT.replace("def double", "def doubled"))
    assert told["status"] == "passed" and told["notes"] == ["doubled was taken for double"]


def test_a_class_of_another_name_is_recognized_and_said(checked: Callable[..., Any]) -> None:
    told = checked(2, RIGHT.replace("Variable", "Tensor"))
    assert told["status"] == "passed" and told["notes"] == ["Tensor was taken for Variable"]


def test_a_notebook_is_checked_like_a_file(checked: Callable[..., Any]) -> None:
    import json

    cells = [{"cell_type": "code", "source": part} for part in (RIGHT, "1 / 0", "%matplotlib inline")]
    book = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    told = checked(2, book, name="mine.ipynb")
    assert told["status"] == "passed" and told["problems"][0]["place"] == "cell 2, line 1"
    assert any("magic" in note for note in told["notes"])


@pytest.mark.parametrize(
    ("number", "name", "says"),
    [(9, None, "there is no step 9"), (2, "nowhere.py", "nowhere.py"), (2, "mine.txt", "mine.txt")],
)
def test_what_can_not_be_checked_is_refused_in_a_sentence(
    small_course: Path, tmp_path: Path, number: int, name: str | None, says: str
) -> None:
    (tmp_path / "mine.txt").write_text("x = 1")
    with pytest.raises(Unusable, match=says):
        check(small_course, number, tmp_path / name if name else None)


def test_a_step_without_checks_is_refused_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(
        '[[stage]]\nfolder = "stage1_a"\ntitle = "A"\nfirst = 1\nlast = 2\nsummit = "s"\n'
    )
    exercise = tmp_path / "exercises" / "stage1_a" / "step01_a.py"
    exercise.parent.mkdir(parents=True)
    exercise.write_text('"""Step 1 · A"""\n')
    with pytest.raises(Unusable, match="no checks for step 1"):
        check(tmp_path, 1)


def test_a_fresh_seed_is_short_enough_to_be_typed_again() -> None:
    seeds = {new_seed() for _ in range(200)}
    assert all(0 <= seed < 1_000_000 for seed in seeds) and len(seeds) > 190


def test_a_path_of_ours_is_told_as_it_would_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert nearby(tmp_path / "a" / "b.py") == Path("a/b.py")
    assert nearby(tmp_path.parent / "b.py") == tmp_path.parent / "b.py"
