"""A scenario as plain data: what it needs travels with it, and a scenario that leans on more is refused."""

from __future__ import annotations

import base64
import gc
import json
import marshal
import math as m
from types import CodeType, FunctionType
from typing import Any

import numpy as np
import pytest

import grader.errors
from grader.errors import GraderError
from grader.inside import plain
from grader.shipping import MODULES, ship

EXPECTED = 2.0
data = {"expected": 2.0}


def simple(kata, x):
    return np.sum(x) + m.pi


def helper(x):
    return deeper(x) + 1


def deeper(x):
    return 2 * x if x > 0 else helper(-x)


def leaning(kata, x):
    return [helper(item) for item in sorted(x)]


def with_inner_parts(kata, x):
    gc.collect()

    class Box:
        size = 2
        double = [size] * 2

        def value(self):
            return helper(x)

    return (lambda box: box.value())(Box())


def reads_attribute(kata, x):
    return kata.data + x.EXPECTED


def uses_expected(kata, x):
    return x * EXPECTED


def uses_data_inside(kata, x):
    return [data for _ in x]


def writes_a_global(kata, x):
    global EXPECTED
    EXPECTED = x


def has_default(kata, x=2.0):
    return x


def has_keyword_default(kata, *, x=2.0):
    return x


def asserts(kata, x):
    assert x > 1
    return x


def leans_on_one_that_asserts(kata, x):
    return asserts(kata, x)


def misspelt(kata, x):
    return hepler(x)  # noqa: F821


def uses_our_errors(kata, x):
    return grader.errors.Unusable


renamed = helper
anonymous = lambda x: x  # noqa: E731


def uses_renamed(kata, x):
    return renamed(x)


def uses_anonymous(kata, x):
    return anonymous(x)


def uses_another_file_s(kata, x):
    return ship(x)


def built(message: dict[str, Any]) -> Any:
    """The scenario as the worker puts it together."""
    scope: dict[str, Any] = {"np": np, "gc": gc, "m": m, "__builtins__": __builtins__, "__name__": "scenario"}
    assert {scope[alias].__name__ for alias in message["modules"]} == set(message["modules"].values())
    for name, text in message["code"].items():
        scope[name] = FunctionType(marshal.loads(base64.b64decode(text)), scope, name)
    return scope[message["scenario"]]


def all_code(code: CodeType) -> list[CodeType]:
    return [code] + [inner for c in code.co_consts if isinstance(c, CodeType) for inner in all_code(c)]


def test_a_scenario_arrives_with_its_modules_under_the_names_it_calls_them() -> None:
    message = ship(simple)
    assert message["scenario"] == "simple" and message["modules"] == {"np": "numpy", "m": "math"}
    assert built(message)(None, np.ones(2)) == 2 + m.pi


def test_functions_that_stand_beside_it_come_along_however_deep_and_in_circles() -> None:
    message = ship(leaning)
    assert set(message["code"]) == {"leaning", "helper", "deeper"}
    assert built(message)(None, [3, 1]) == [3, 7]


def test_classes_and_functions_inside_a_scenario_are_its_own() -> None:
    message = ship(with_inner_parts)
    assert set(message["code"]) == {"with_inner_parts", "helper", "deeper"}
    assert built(message)(None, 4) == 9


def test_an_attribute_may_be_called_like_a_global() -> None:
    assert set(ship(reads_attribute)["code"]) == {"reads_attribute"}


def test_a_message_is_plain_data() -> None:
    for scenario in (simple, leaning, with_inner_parts):
        assert plain.decode(plain.encode(ship(scenario))) == ship(scenario)


def test_no_path_of_ours_travels() -> None:
    for text in ship(with_inner_parts)["code"].values():
        for code in all_code(marshal.loads(base64.b64decode(text))):
            assert code.co_filename == "scenario"
    assert "test_shipping" not in json.dumps(ship(simple))


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        (uses_expected, "the scenario uses_expected uses the global EXPECTED: hand it in as an input"),
        (uses_data_inside, "the scenario uses_data_inside uses the global data: hand it in as an input"),
        (writes_a_global, "uses the global EXPECTED"),
        (uses_our_errors, "uses the global grader"),
        (uses_renamed, "uses the global renamed"),
        (uses_anonymous, "uses the global anonymous"),
        (uses_another_file_s, "uses the global ship"),
        (misspelt, "the scenario misspelt uses hepler, which is nothing"),
        (has_default, "the scenario has_default has defaults or a closure"),
        (has_keyword_default, "has defaults or a closure"),
        (asserts, "the scenario asserts asserts: give the value back and let the check judge"),
        (leans_on_one_that_asserts, "the scenario asserts asserts"),
        (len, "a scenario is a plain function, this is <built-in function len>"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_scenario_that_leans_on_more_is_refused_in_words(scenario: Any, says: str) -> None:
    with pytest.raises(GraderError) as caught:
        ship(scenario)
    assert says in str(caught.value)


def test_an_assert_is_refused_as_python_compiles_it_too() -> None:
    scope: dict[str, Any] = {"__name__": __name__}
    exec("def scenario(kata, x):\n    return [item for item in (lambda: checked(x))()]", scope)
    exec("def checked(x):\n    def inner():\n        assert x > 1\n    return inner()", scope)
    with pytest.raises(GraderError, match="the scenario checked asserts"):
        ship(scope["scenario"])


def test_a_closure_is_refused() -> None:
    expected = 2.0

    def scenario(kata: Any, x: float) -> float:
        return x * expected

    with pytest.raises(GraderError, match="closure"):
        ship(scenario)


def test_the_modules_that_a_scenario_may_use_are_those_that_authors_are_told_of() -> None:
    assert MODULES == {"numpy", "gc", "weakref", "math", "fractions", "itertools", "functools", "sys", "threading"}
