"""Korean particles: the one that the last letter wants when it is read out, whatever the value is."""

from __future__ import annotations

import doctest

import pytest

import grader.words.particles as module
from grader.words.particles import filled, with_particle

PAIRS = ("은/는", "이/가", "을/를", "과/와", "으로/로", "이에요/예요")


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    "value",
    ["역전파", "x.grad", "TypeError", "for", "set_creator", "square", "3 4", "step14", "mine.py", "y", "50%", "하나라고 해"],
)
def test_behind_a_vowel_stands_the_second_one(value: str, pair: str) -> None:
    assert with_particle(value, pair) == value + pair.partition("/")[2]


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.startswith("으로")])
@pytest.mark.parametrize(
    "value",
    ["함수의 값", "Function", "step 16", "10", "1", "sum", "cell", "Variable", "None", "string", "기울기 목록", "R", "x.m"],
)
def test_behind_a_consonant_stands_the_first_one(value: str, pair: str) -> None:
    assert with_particle(value, pair) == value + pair.partition("/")[0]


@pytest.mark.parametrize(
    ("value", "particle"),
    [("파일", "로"), ("7", "로"), ("8", "로"), ("1", "로"), ("cell", "로"), ("Variable", "로"), ("r", "로"), ("for", "로"),
     ("값", "으로"), ("3", "으로"), ("10", "으로"), ("Function", "으로"), ("sum", "으로"), ("2", "로"), ("y", "로")],
)  # fmt: skip
def test_the_way_to_something_asks_for_no_vowel_behind_a_rieul(value: str, particle: str) -> None:
    assert with_particle(value, "으로/로") == value + particle


@pytest.mark.parametrize("value", ["`{}`", "“{}”", "'{}'", "[{}]", "({})", "{}()", "{}.", '"{}"', "{} "])
@pytest.mark.parametrize(("word", "particle"), [("변수", "를"), ("값", "을"), ("add", "를"), ("sum", "을"), ("3", "을")])
def test_quotes_brackets_and_points_are_not_read(value: str, word: str, particle: str) -> None:
    assert with_particle(value.format(word), "을/를") == value.format(word) + particle


@pytest.mark.parametrize(
    ("value", "pair", "both"), [("値", "을/를", "을(를)"), ("", "은/는", "은(는)"), ("()", "으로/로", "(으)로")]
)
def test_what_nobody_can_tell_gets_both(value: str, pair: str, both: str) -> None:
    assert with_particle(value, pair) == value + both


def test_a_sentence_takes_values_with_and_without_particles() -> None:
    values = {"names": "add과 square", "step": 14, "file": "a.py"}
    assert filled("{file}에서 {names:을/를} 쓰세요: {step}단계, {{}}", values) == "a.py에서 add과 square를 쓰세요: 14단계, {}"


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(module)
    assert told.attempted > 0 and told.failed == 0
