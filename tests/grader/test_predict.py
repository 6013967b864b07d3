"""A prediction is compared with a sealed answer, in any spelling of the number."""

from __future__ import annotations

import pytest

from grader import course, predict, shipped
from grader.errors import Unusable


@pytest.mark.parametrize("answer", ["5", "5.0", " 5 ", "5,0", "5e0", "5.000001"])
def test_every_spelling_of_a_number_is_the_same_answer(answer: str) -> None:
    assert predict.is_right(14, predict.seal(14, "5"), answer)


def test_another_number_is_wrong_and_so_is_another_step() -> None:
    sealed = predict.seal(14, "5")
    assert not predict.is_right(14, sealed, "5.01")
    assert not predict.is_right(16, sealed, "5")


@pytest.mark.parametrize("answer", ["five", "", "nan", "inf", "5 or 6"])
def test_what_is_no_number_is_refused_with_a_sentence(answer: str) -> None:
    with pytest.raises(Unusable, match="is not a"):
        predict.spelled(answer)


def test_minus_zero_is_zero() -> None:
    assert predict.spelled("-0.0") == "0"


def test_no_answer_stands_readable_in_what_is_shipped() -> None:
    questions = [item.predict for item in shipped.shipped(course.ROOT).values() if item.predict]
    assert len(questions) >= 4
    assert all(len(sealed) == 32 and int(sealed, 16) for _, sealed in questions)


def test_a_right_and_a_wrong_prediction_are_told_apart(grader) -> None:
    assert (grader("predict", 14, "7").code, grader("predict", 14, "5").code) == (0, 1)
    assert "backward" in grader("predict", 14).out
    assert grader("predict", 2, "1").code == 2
