"""Functions of a submission that only have the name of one that a step asks for."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from grader import bank, course
from grader.inside import asked
from grader.inside.asked import other_parameters
from grader.inside.kata import Absent, Kata


def defined(text: str) -> Any:
    scope: dict[str, Any] = {}
    exec(text, scope)
    return scope[ast.parse(text).body[0].name]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "def newton(f, x, iters=10): ...",
        "def newton(func, x0, iters=5, verbose=False): ...",
        "def newton(f, x, *, iters): ...",
        "def newton(*args, **options): ...",
        "newton = lambda f, x, iters=3: x",
        "def gradient_descent(f, *xs, iters=1, lr=2): ...",
        "def my_sin(v, threshold=0.1): ...",
        "def sphere(x0, x1): ...",
    ],
)
def test_a_function_that_can_be_called_as_the_step_does_is_the_step_s(text: str) -> None:
    name = text.split("(")[0].split()[-1] if text.startswith("def") else "newton"
    scope: dict[str, Any] = {}
    exec(text, scope)
    assert other_parameters(name, scope[name], {}) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def newton(x, f, iters=10): ...", "newton(x, f, iters=10)"),
        ("def newton(f, df, x0, iters=10): ...", "newton(f, df, x0, iters=10)"),
        ("def newton(f, x, n=10): ...", "newton(f, x, n=10)"),
        ("def gradient_descent(x0, x1, lr=0.1, iters=5): ...", "gradient_descent(x0, x1, lr=0.1, iters=5)"),
        ("def gradient_descent(f, x, lr=0.1, iters=5): ...", "gradient_descent(f, x, lr=0.1, iters=5)"),
        ("def sphere(xs): ...", "sphere(xs)"),
        ("def my_sin(x): ...", "my_sin(x)"),
    ],
)
def test_a_function_that_takes_something_else_is_told_apart(text: str, told: str) -> None:
    function = defined(text)
    assert other_parameters(function.__name__, function, {}) == told


def test_a_kata_says_that_it_is_absent_with_the_way_it_is_called() -> None:
    def newton(x: Any, f: Any) -> None: ...

    with pytest.raises(Absent) as told:
        Kata({"newton": newton}).newton  # noqa: B018
    assert (told.value.name, len(told.value.near)) == ("newton", 1)
    assert told.value.near[0].startswith("newton(x")


def test_in_a_file_that_has_grown_from_an_exercise_the_call_itself_says_what_is_wrong() -> None:
    def newton(x: Any, f: Any) -> None: ...

    names = {"newton": newton, "backward_order": newton}
    assert Kata(names).newton is newton


def test_what_has_no_signature_and_what_no_step_asks_for_is_left_alone() -> None:
    assert other_parameters("newton", 5, {}) == ""
    assert other_parameters("frobnicate", lambda: 0, {}) == ""


@pytest.mark.parametrize("name", sorted(asked.PARAMETERS))
def test_the_parameters_are_those_of_our_own_solutions(name: str) -> None:
    reference = bank.reference(course.ROOT, 36)
    assert reference is not None
    found = {n.name: n.args for n in ast.parse(reference.files[reference.main]).body if isinstance(n, ast.FunctionDef)}
    args = found[name]
    given = [arg.arg for arg in args.args] + ([f"*{args.vararg.arg}"] if args.vararg else [])
    given += [arg.arg for arg in args.kwonlyargs]
    assert [word.rstrip("=") for word in asked.PARAMETERS[name].split()] == given


def test_the_names_by_which_an_exercise_is_known_stand_in_ours() -> None:
    reference = bank.reference(course.ROOT, 36)
    assert reference is not None
    assert all(f"def {name}(" in reference.files[reference.main] for name in asked.OURS)
