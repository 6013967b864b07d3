"""What authors write checks with: when a claim holds, the sentence when it does not, and inputs to try it on."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.checks import RTOL, Draw, Mismatch, expect, sentence, show, show_both


def mismatch(observed: Any, expected: Any, what: str = "x.grad", **more: Any) -> Mismatch:
    with pytest.raises(Mismatch) as caught:
        expect(observed, expected, what, **more)
    return caught.value


F32 = np.ones(2, np.float32)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, 2.0])),
        (np.array(2.0), np.array(2.0)),
        (np.array([1.0]), np.array([1.0 + RTOL / 2])),
        (np.array([np.inf, -np.inf]), np.array([np.inf, -np.inf])),
        (np.array([0.0, RTOL / 2]), np.array([-0.0, 0.0])),
        (np.zeros((2, 0)), np.zeros((2, 0))),
        (np.arange(3), np.arange(3)),
        (np.array([True, False]), np.array([True, False])),
        (F32, F32),
        (np.array([1j]), np.array([1j])),
        (2.0, 2.0),
        (np.array(2.0), 2.0),
        (np.array(2.0, np.float32), 2.0),
        (2, 2.0),
        (2.0, np.float64(2.0)),
        (3, 3),
        (True, True),
        (None, None),
        ("a", "a"),
        ([1.0, "a"], [1.0, "a"]),
        ([1.0, 2.0], (1.0, 2.0)),
        ({"a": np.ones(2), "b": [None]}, {"a": np.ones(2), "b": [None]}),
        ([], []),
    ],
)
def test_a_claim_that_holds_says_nothing(observed: Any, expected: Any) -> None:
    assert expect(observed, expected, "x") is None


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, 2.1])),
        (np.array([1.0]), np.array([1.0 + 3 * RTOL])),
        (np.array([1.0]), np.array([0.0])),
        (np.array([RTOL * 2]), np.array([0.0])),
        (np.array([1e-299]), np.array([1e-300])),
        (np.array([np.inf]), np.array([-np.inf])),
        (np.array([1e308]), np.array([np.inf])),
        (np.array([True]), np.array([False])),
        (np.array([1.0]), np.array([True])),
        (np.array([True]), np.array([1.0])),
        (np.array([1.0 + 0j]), 1.0),
        (np.array([1j]), np.array([2j])),
        (3.0, 3),
        (3, True),
        (1, True),
        (True, 1),
        (True, 1.0),
        (None, 0.0),
        ("1.0", 1.0),
        ([1.0], np.array([1.0])),
        (1.0, [1.0]),
        ([1.0], [1.0, 2.0]),
        (np.array([1.0]), [1.0]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1, "b": 1}, {"a": 1}),
        ({}, {"a": 1}),
        (None, {"a": 1}),
        ("ab", ["a", "b"]),
        (1j, 1.0),
        (None, "a"),
        ([[1.0], [2.0]], [[1.0], [2.5]]),
    ],
)
def test_a_claim_that_does_not_hold_is_a_mismatch(observed: Any, expected: Any) -> None:
    error = mismatch(observed, expected)
    assert error.observed is observed and error.expected is expected


@pytest.mark.parametrize("expected", [math.nan, np.array(math.nan), np.array([1.0, math.nan]), 1.0, np.ones(2), 0.0])
def test_nan_never_passes_not_even_where_nan_is_expected(expected: Any) -> None:
    shape = np.shape(expected)
    seen = np.full(shape, math.nan) if isinstance(expected, np.ndarray) else math.nan
    assert mismatch(seen, expected).note == "not a number"


def test_a_shape_and_a_dtype_have_to_be_the_expected_ones() -> None:
    assert mismatch(np.ones(2), np.ones((2, 1))).note == "the shape is (2,), expected (2, 1)"
    assert mismatch(np.ones(1), 1.0).note == "the shape is (1,), expected ()"
    assert mismatch(F32, np.ones(2)).note == "the dtype is float32, expected float64"
    assert mismatch(np.ones(2, bool), 1.0 * np.ones(2)).note == "the dtype is bool, expected float64"
    assert mismatch([1.0], [1.0, 2.0]).note == "1 of them, expected 2"


def test_a_tolerance_of_one_s_own_is_relative_to_the_expected_value() -> None:
    for scale in (1e-200, 1.0, 1e200):
        expect(scale * 1.009, scale, "x", rtol=0.01)
        mismatch(scale * 1.011, scale, rtol=0.01)


def test_a_difference_quotient_does_not_pass_for_a_derivative() -> None:
    eps = 1e-4
    quotient = (math.exp(1 + eps) - math.exp(1 - eps)) / (2 * eps)
    mismatch(quotient, math.exp(1))
    expect(math.exp(0.5) ** 2, math.exp(1), "x")


def test_comparing_numbers_never_warns() -> None:
    extremes = np.array([0.0, -0.0, 1e308, -1e308, 1e-9, np.inf, -np.inf, np.nan])
    for seen in extremes:
        for due in extremes:
            if seen == due:
                expect(seen.item(), due.item(), "x")
            else:
                mismatch(seen.item(), due.item())


# The sentence


def test_the_sentence_shows_the_call_the_inputs_what_was_seen_and_what_was_expected() -> None:
    error = mismatch(np.array(1.0), np.array(2.0), after="y = add(x, x); y.backward()", x=np.array(3.0))
    assert str(error) == sentence(error) == "y = add(x, x); y.backward() at x = 3.0 gave x.grad = 1.0, expected 2.0"


def test_the_sentence_does_without_the_parts_that_there_are_not() -> None:
    assert str(mismatch(1.0, 2.0)) == "x.grad = 1.0, expected 2.0"
    assert str(mismatch(1.0, 2.0, x=3.0)) == "x = 3.0: x.grad = 1.0, expected 2.0"
    assert str(mismatch(1.0, 2.0, after="f(x)")) == "f(x) gave x.grad = 1.0, expected 2.0"


def test_a_yes_or_no_reads_as_one() -> None:
    claim = "the array g is unchanged"
    assert str(mismatch(False, True, claim, after="y.backward()")) == f"y.backward(): {claim}: no, expected yes"
    assert str(mismatch(None, True, claim)) == f"{claim}: None, expected yes"


def test_a_remark_of_the_author_s_stands_in_place_of_ours() -> None:
    assert str(mismatch(np.ones(2), 1.0, note="g was 1")).endswith("expected 1.0 (g was 1)")
    assert str(mismatch(np.ones(2), 1.0)).endswith("expected 1.0 (the shape is (2,), expected ())")


def test_a_mismatch_is_an_ordinary_exception() -> None:
    error = mismatch(1.0, 2.0)
    assert isinstance(error, AssertionError) and {error} and error != mismatch(1.0, 2.0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array(1.0), "1.0"),
        (np.array([1.57, 1.7]), "[1.57, 1.7]"),
        (np.array([-1.0, 22.5]), "[-1., 22.5]"),
        (np.array([[1, 2], [3, 4]]), "[[1, 2], [3, 4]]"),
        (np.array([]), "[]"),
        (np.array([np.nan, np.inf]), "[nan, inf]"),
        (np.array([True, False]), "[True, False]"),
        (np.arange(100.0), "[0., 1., 2., ..., 97., 98., 99.]"),
        (0.1 + 0.2, "0.30000000000000004"),
        (True, "yes"),
        (False, "no"),
        (None, "None"),
        ("forward f", "forward f"),
        ("", "''"),
        ("a\nb", r"'a\nb'"),
        ("a  b", "'a  b'"),
        ("\x1b[31m", r"'\x1b[31m'"),
        (["forward f", 1.5, np.ones(2)], "[forward f, 1.5, [1., 1.]]"),
        ({"a": True, "b": [1]}, "{a: yes, b: [1]}"),
        ((1, 2), "[1, 2]"),
    ],
    ids=repr,
)
def test_values_are_shown_as_a_learner_would_write_them(value: Any, text: str) -> None:
    assert show(value) == text


def test_a_value_is_shown_in_one_line_of_bounded_width() -> None:
    for value in (
        list(range(1000)),
        "x" * 1000,
        np.ones((20, 20)),
        {f"k{i}": 1.0 for i in range(99)},
        [["y" * 99] * 9],
    ):
        text = show(value)
        assert len(text) <= 200 and "\n" not in text
        assert len(show(value, width=20)) <= 20


def test_two_values_that_differ_never_look_alike() -> None:
    near = np.array([1.0, 2.0]), np.array([1.0 + 1e-10, 2.0])
    assert show(near[0]) == show(near[1])
    assert show_both(*near) == ("[1., 2.]", "[1.0000000001, 2.]")
    assert str(mismatch(near[1], near[0])) == "x.grad = [1.0000000001, 2.], expected [1., 2.]"


def test_of_a_large_array_the_element_that_differs_is_named() -> None:
    due = np.arange(60.0).reshape(6, 10)
    seen = due.copy()
    seen[4, 7] = -1
    assert mismatch(seen, due).note == "the element [4, 7] is -1.0, expected 47.0"
    assert mismatch(seen > 30, due > 30).note == "the element [4, 7] is False, expected True"
    assert mismatch(seen[4], due[4]).note == "", "a small one is shown in full"


# Inputs


def drawn(seed: int = 1) -> Draw:
    return Draw(random.Random(seed))


def test_the_same_seed_draws_the_same_inputs_and_another_one_others() -> None:
    assert drawn(3).array(2, 3).tolist() == drawn(3).array(2, 3).tolist() != drawn(4).array(2, 3).tolist()


def test_numbers_are_readable_distinct_and_neither_0_nor_1() -> None:
    for seed in range(50):
        draw = drawn(seed)
        numbers = [draw.number() for _ in range(20)]
        assert len(set(numbers)) == 20 and not {0.0, 1.0} & set(numbers)
        assert all(0.3 <= number <= 1.7 and round(number, 2) == number for number in numbers)


def test_numbers_lie_where_they_are_asked_for() -> None:
    draw = drawn()
    assert all(-2 <= draw.number(-2, 2) <= 2 for _ in range(100))
    assert {draw.integer(1, 3) for _ in range(100)} == {1, 2, 3}


def test_a_range_with_too_few_numbers_repeats_one_instead_of_waiting() -> None:
    draw = drawn()
    assert {draw.number(0.5, 0.52) for _ in range(9)} <= {0.5, 0.51, 0.52}


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (0,), (2, 1, 2)])
def test_arrays_are_of_float64_and_of_the_shape_asked_for(shape: tuple[int, ...]) -> None:
    array = drawn().array(*shape)
    assert array.shape == shape and array.dtype == np.float64


def test_all_that_one_check_draws_is_distinct() -> None:
    draw = drawn(9)
    together = [draw.number(), *draw.array(2, 3).ravel(), *draw.array(4).tolist(), draw.array().item()]
    assert len(set(together)) == len(together)


def test_inputs_are_exact_enough_to_be_worked_by_hand() -> None:
    assert Fraction(str(drawn().number())).denominator <= 100
