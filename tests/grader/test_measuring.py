"""A function that measures slopes is known by what it does, whatever it is called, and a wrong one is not passed over."""

from __future__ import annotations

import pytest

from grader.inside.kata import Absent, Kata

FRAMEWORK = """
import numpy as np

class Variable:
    def __init__(self, data):
        self.data = data

class Function:
    def __call__(self, x):
        return Variable(self.forward(x.data))
"""
FORWARD = "def forward_slope(f, x, h=1e-4):\n    return (f(Variable(x.data + h)).data - f(x).data) / h\n"
BOTH = "def slope(f, x, h=1e-4):\n    return (f(Variable(x.data + h)).data - f(Variable(x.data - h)).data) / (2 * h)\n"


def taken(text: str) -> str | None:
    scope = {"__name__": "framework"}
    exec(FRAMEWORK + text, scope)
    kata = Kata(scope)
    try:
        return kata.numerical_diff.__name__
    except Absent:
        return None


@pytest.mark.parametrize("text", [FORWARD + BOTH, BOTH + FORWARD])
def test_of_several_the_most_exact_one_is_taken(text: str) -> None:
    assert taken(text) == "slope"


@pytest.mark.parametrize("text", [FORWARD, BOTH.replace("(2 * h)", "2 * h"), BOTH.replace(" - f", " + f")])
def test_a_lone_one_is_taken_whatever_it_gives(text: str) -> None:
    assert taken(text) is not None


def test_the_name_itself_comes_first() -> None:
    assert taken(BOTH + FORWARD.replace("forward_slope", "numerical_gradient")) == "numerical_gradient"


@pytest.mark.parametrize(
    "text",
    [
        "def gradient(f, x):\n    return 1.0\n",  # asks for no value
        "def gradient(x, gy):\n    return x.data * gy\n",
        "def grad_agrees(f, x):\n    return abs(f(x).data) < 9\n",  # says yes or no
        "def diff_in_place(f, x):\n    f(x)\n",
        "def show_slope(f, x):\n    return f(x).data\n",
        "def gradient(f, x):\n    return f(x.data + 1.0)\n",  # of plain numbers
        "def gradient(f, x):\n    raise ValueError\n",
        BOTH.replace("x, h=1e-4", "x, h"),
        BOTH.replace("slope", "measured"),
    ],
)
def test_what_measures_nothing_is_not_taken(text: str) -> None:
    assert taken(text) is None
