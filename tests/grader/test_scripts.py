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
from grader.session import GIVEN_UP, Reading, Session
from grader.submission import Block, Submission
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


@pytest.mark.parametrize(
    ("number", "main", "problem", "stopped"),
    [
        (33, "step33.py", ("NameError", "name 'Variable' is not defined"), True),
        (33, "step33.py", ("NameError", "name 'np' is not defined"), True),
        (33, "step33.py", ("NameError", "name 'plot_dot_graph' is not defined"), False),
        (33, "step33.py", ("NameError", "name 'losses' is not defined"), False),
        (28, "step28.py", ("TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'"), True),
        (33, "step33.py", ("AttributeError", "'NoneType' object has no attribute 'backward'"), True),
        (33, "step33.py", ("OSError", "Read-only file system"), False),
        (22, "step22.py", ("NameError", "name 'Variable' is not defined"), False),
        (33, "step33.ipynb", ("NameError", "name 'Variable' is not defined"), False),
        (33, "other.py", ("NameError", "name 'Variable' is not defined"), False),
    ],
)
def test_a_script_has_come_to_nothing_where_it_lacks_the_framework_or_a_gradient(
    number: int, main: str, problem: tuple[str, str], stopped: bool
) -> None:
    told = {"type": problem[0], "message": problem[1], "line": 3, "file": main.replace("other", "step33")}
    submission = Submission(main, "0" * 64, main, {main: ""}, (Block(""),))
    assert (scripts.its_end(course.ROOT, number, submission, Reading(None, problems=(told,))) is not None) is stopped


ROUND = """for i in range(10):
    y = f(x)
    {}y.backward(create_graph=True)
    gx = x.grad
    {}gx.backward()
    x.data -= gx.data / x.grad.data
"""


@pytest.mark.parametrize(
    ("first", "second", "keeps"),
    [
        ("x.cleargrad(); ", "x.cleargrad()\n    ", False),
        ("x.grad = None; ", "x.zero_grad()\n    ", False),
        ("", "x.cleargrad()\n    ", True),
        ("x.cleargrad(); ", "", True),
        ("x = Variable(x.data); y = f(x); ", "x.cleargrad()\n    ", False),
    ],
)
def test_a_walk_that_goes_back_twice_clears_twice(first: str, second: str, keeps: bool) -> None:
    assert scripts.keeps_gradients(33, ROUND.format(first, second)) is keeps
    assert not scripts.keeps_gradients(28, ROUND.format(first, second))


def test_a_right_framework_without_the_function_passes_and_is_told_what_was_not_asked(checked: Callable[..., Any]) -> None:
    status, verdicts = checked(33, 32)
    assert status == "passed" and verdicts == {(33, "passed"), (33, "skipped")}


def test_a_framework_that_is_wrong_elsewhere_does_not_pass_for_a_walk_that_ends_well(checked: Callable[..., Any]) -> None:
    status, verdicts = checked(33, 32, "return gy * x1, gy * x0", "return gy * x1.data, gy * x0.data")
    assert status == "failed" and (32, "failed") in verdicts


WALKS = "y = f(x)\ny.backward()\n"
LACKING = "unsupported operand type(s) for /: 'Variable' and 'Variable'"


def session_of(text: str, *problems: str) -> Session:
    """A session with a script of this text, whose reading had problems of these types."""
    read = SimpleNamespace(problems=[{"type": each} for each in problems])
    return cast(Session, SimpleNamespace(submission=Submission("s.py", "", "s.py", {"s.py": text}, ()), reading=lambda: read))


def is_spared(raw: Verdict, session: Session) -> bool:
    """Whether a verdict on its framework is left out of what a script is told, whose own checks say nothing against it."""
    own = [Verdict(33, "a_walk", "It ends.", "passed"), absent_newton()]
    found = scripts.with_framework(course.step(course.ROOT, 33), session, 1, own, lambda _: [raw])
    assert found in (tuple(own), (*own, raw))
    return raw not in found


def raised(message: str, number: int = 32) -> Verdict:
    """A check of the framework's step that ended in an error with this message."""
    return Verdict(number, "sums_products_quotients", "Sums.", "error", observation=Observation("error", message=message))


@pytest.mark.parametrize(("head", "spared"), [("", True), ("# y = square(x)\n", False)])
def test_functions_that_a_script_never_calls_are_not_asked_for_beside_it(head: str, spared: bool) -> None:
    raw = Verdict(*scripts.OF_FUNCTIONS, "Powers.", "failed")
    assert is_spared(raw, session_of(head, "NameError")) is spared


@pytest.mark.parametrize("name", scripts.OF_NO_GRAPH)
@pytest.mark.parametrize("problems", [(), ("NameError",)])
def test_a_graph_that_is_always_there_is_held_against_no_script(name: tuple[int, str], problems: tuple[str, ...]) -> None:
    assert is_spared(Verdict(*name, "No graph.", "failed"), session_of(WALKS, *problems))


def test_what_else_is_wrong_with_a_framework_is_held_against_a_script_that_ran() -> None:
    assert not is_spared(Verdict(32, "sums_products_quotients", "Sums.", "failed"), session_of(WALKS))
    assert not is_spared(Verdict(32, "sums_products_quotients", "Sums.", "error"), session_of(WALKS))


@pytest.mark.parametrize(
    "message",
    [
        LACKING,
        "unsupported operand type(s) for -: 'float' and 'Tensor'",
        "unsupported operand type(s) for ** or pow(): 'Variable' and 'int'",
        "unsupported operand type(s) for *: 'numpy.float64' and 'Variable'",
        "bad operand type for unary -: 'Variable'",
    ],
)
def test_an_operator_that_is_lacking_is_not_asked_for_beside_a_script_that_ran_without_it(message: str) -> None:
    assert is_spared(raised(message), session_of(WALKS))


@pytest.mark.parametrize(
    "message",
    [
        "unsupported operand type(s) for +: 'NoneType' and 'float'",
        "unsupported operand type(s) for *: 'Variable' and 'NoneType'",
        "unsupported operand type(s) for *: 'tuple' and 'float'",
        "bad operand type for unary -: 'method'",
        "name 'Div' is not defined",
        "'Variable' object has no attribute 'backward'",
        f"this says {LACKING}",
    ],
)
def test_an_error_for_another_reason_is_no_operator_that_is_lacking(message: str) -> None:
    assert not is_spared(raised(message), session_of(WALKS))


@pytest.mark.parametrize(
    ("problems", "spared"),
    [(("TimeoutError",), True), (("TypeError",), False), (("TimeoutError", "ModuleNotFoundError"), False)],
)
def test_a_script_that_was_stopped_by_more_than_our_patience_did_not_run_without_an_operator(
    problems: tuple[str, ...], spared: bool
) -> None:
    assert is_spared(raised(LACKING), session_of(WALKS, *problems)) is spared


@pytest.mark.parametrize(
    "text",
    [
        WALKS,
        "for i in range(3):\n    f(x).backward(create_graph=True)\n",
        "def main():\n    y.backward()\nmain()\n",
        "def main():\n    y.backward()\nif True:\n    print(main())\n",
    ],
)
def test_a_script_that_walks_back_where_it_is_read_has_run(text: str) -> None:
    assert scripts.walks_at_once(text) and is_spared(raised(LACKING), session_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "def main():\n    y.backward()\n",
        "def main():\n    y.backward()\nif __name__ == '__main__':\n    main()\n",
        "if '__main__' == __name__:\n    y.backward()\n",
        "class Variable:\n    def backward(self): pass\nx = Variable()\n",
        "y.backward(\n",
        "y.backward()\0",
    ],
)
def test_a_script_that_nobody_saw_walking_has_to_have_every_operator(text: str) -> None:
    assert not scripts.walks_at_once(text) and not is_spared(raised(LACKING), session_of(text))


@pytest.mark.parametrize("text", ["y = np.exp(x)", "def exp(x):", "class Exp:", "xp.square(x)", "expr(x)", "my_exp(x)"])
def test_a_function_of_numpy_and_a_definition_are_no_calls(text: str) -> None:
    assert not scripts.USED.search(text)


@pytest.mark.parametrize("text", ["y = exp(x)", "F.exp(x)", "    return square(exp(x))", "x.square()"])
def test_a_call_is_one_wherever_it_stands(text: str) -> None:
    assert scripts.USED.search(text)


@pytest.mark.parametrize(("number", "name"), [scripts.OF_FUNCTIONS, *scripts.OF_NO_GRAPH])
def test_what_is_spared_is_a_check_that_there_is(number: int, name: str) -> None:
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


SINE = "class Sin(Function):\n    def backward(self, gy):\n        return gy * np.cos(self.inputs[0].data)\n"
FRAMEWORK = "while funcs:\n    f = funcs.pop()\n    for x, gx in zip(f.inputs, f.backward()):\n        x.grad = x.grad + gx\n"


@pytest.mark.parametrize("text", ["", SINE, FRAMEWORK + SINE, "import factorial\n" + SINE, "for i in range(3): print(i)"])
def test_a_file_without_a_sum_of_terms_has_no_series(text: str) -> None:
    assert scripts.has_no_series(27, text) and not scripts.has_no_series(28, text)


@pytest.mark.parametrize(
    "text",
    [
        "y = x - x**3 / math.factorial(3)",
        "y = x - x**3 / factorial(3)",
        "for n in range(9):\n    t = -t * x * x\n    y = y + t",
        "while True:\n    t *= x",
        "y = sum(c * x for c in cs)",
        "y = sum([x**n for n in ns])",
    ],
)
def test_a_series_counts_in_a_function_or_without_one(text: str) -> None:
    assert not scripts.has_no_series(27, SINE + text)


@pytest.mark.parametrize("text", ["def my_sin(:", "x = 1\0", "(" * 5000 + "x" + ")" * 5000])
def test_of_a_text_that_is_no_python_nothing_is_said(text: str) -> None:
    assert not scripts.has_no_series(27, text)
