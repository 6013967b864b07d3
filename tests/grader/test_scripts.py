"""A script that only uses the framework is judged by its framework, and nothing in it passes for want of a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader import bank, course, scripts
from grader.check import Options, check
from grader.inside.asked import OURS
from grader.observation import Observation
from grader.reports.document import document, plain
from grader.session import GIVEN_UP, Session
from grader.submission import Submission
from grader.verdict import Verdict

InChild = Callable[[Callable[[], Any]], Any]


def absent_newton() -> Verdict:
    """What a script of step 33 without the function is told."""
    return Verdict(33, "newton_walks", "It walks.", "absent", observation=Observation("absent", detail="newton"))


@pytest.fixture
def checked(in_child: InChild, tmp_path: Path) -> Callable[..., Any]:
    """The status and the verdicts of a step on our own framework of another one, with a piece of it replaced.

    Unless it is `ours`, it is without the names by which an exercise of ours is known.
    """

    def run(number: int, framework: int, old: str = "", new: str = "", ours: bool = False, head: str = "") -> Any:
        reference = bank.reference(course.ROOT, framework)
        assert reference is not None
        text = reference.files[reference.main]
        assert old in text
        for name in () if ours else OURS:
            text = text.replace(name, f"my_{name}")
        path = tmp_path / "mine.py"
        path.write_text(head + (text.replace(old, new) if old else text), encoding="utf-8")

        def work() -> Any:
            found = plain(document(check(course.ROOT, number, path, Options(7))))
            return [found["status"], {(one["step"], one["verdict"]) for one in found["checks"]}]

        status, verdicts = in_child(lambda: [(told := work())[0], [list(pair) for pair in told[1]]])
        return status, {tuple(pair) for pair in verdicts}

    return run


def test_a_right_framework_without_the_function_passes_and_is_told_what_was_not_asked(checked: Callable[..., Any]) -> None:
    status, verdicts = checked(33, 32)
    assert status == "passed" and verdicts == {(33, "passed"), (33, "skipped")}


def test_a_framework_that_is_wrong_elsewhere_does_not_pass_for_a_walk_that_ends_well(checked: Callable[..., Any]) -> None:
    status, verdicts = checked(33, 32, "return gy * x1, gy * x0", "return gy * x1.data, gy * x0.data")
    assert status == "failed" and (32, "failed") in verdicts


@pytest.mark.parametrize(("head", "expected"), [("", "passed"), ("# y = square(x)\n", "failed")])
def test_functions_that_a_script_never_calls_are_not_asked_for_beside_it(head: str, expected: str) -> None:
    raw = Verdict(*scripts.SPARED, "Powers.", "failed")
    own = [Verdict(33, "a_walk", "It ends.", "passed"), absent_newton()]
    session = cast(Session, SimpleNamespace(submission=Submission("s.py", "", "s.py", {"s.py": head}, ())))
    found = scripts.with_framework(course.step(course.ROOT, 33), session, 1, own, lambda _: [raw])
    assert found == (*own, *([raw] if expected == "failed" else []))


@pytest.mark.parametrize("text", ["y = np.exp(x)", "def exp(x):", "class Exp:", "xp.square(x)", "expr(x)", "my_exp(x)"])
def test_a_function_of_numpy_and_a_definition_are_no_calls(text: str) -> None:
    assert not scripts.USED.search(text)


@pytest.mark.parametrize("text", ["y = exp(x)", "F.exp(x)", "    return square(exp(x))", "x.square()"])
def test_a_call_is_one_wherever_it_stands(text: str) -> None:
    assert scripts.USED.search(text)


def test_what_is_spared_is_a_check_that_there_is() -> None:
    number, name = scripts.SPARED
    assert f"\ndef test_{name}(" in course.checks_path(course.step(course.ROOT, number)).read_text(encoding="utf-8")


def test_a_step_that_asks_for_functions_only_is_not_passed_without_them(checked: Callable[..., Any]) -> None:
    status, verdicts = checked(24, 23)
    assert status == "unwritten" and verdicts == {(24, "skipped")}


def test_a_script_on_the_framework_of_our_exercises_passes_too(checked: Callable[..., Any]) -> None:
    assert checked(33, 32, ours=True)[0] == "passed"


def test_the_exercise_of_the_step_without_the_function_is_not_written_yet(checked: Callable[..., Any]) -> None:
    status, verdicts = checked(33, 32, ours=True, head='"""Step 33 · Newton"""\n\n')
    assert status == "unwritten" and (33, "unwritten") in verdicts


def test_a_part_of_the_framework_is_no_function_that_a_script_may_lack() -> None:
    assert not scripts.is_left_to_a_script(34, "Cos") and scripts.is_left_to_a_script(33, "newton")
    assert not scripts.is_left_to_a_script(14, "cleargrad")


def test_every_step_that_only_uses_a_framework_names_one_that_stands_before_it() -> None:
    assert all(framework < number for number, framework in scripts.USES.items())


def test_a_framework_that_could_not_be_judged_for_want_of_time_is_not_taken_for_a_right_one() -> None:
    step = course.step(course.ROOT, 33)
    own = [Verdict(33, "a_walk", "It ends.", "passed"), absent_newton()]
    spent = Verdict(32, "sums", "Sums.", "skipped", observation=GIVEN_UP)
    left_out = Verdict(32, "exp", "Exponentials.", "skipped", left_out=True)
    found = scripts.with_framework(step, cast(Session, None), 1, own, lambda _: [spent, left_out])
    assert found == (*own, spent)
