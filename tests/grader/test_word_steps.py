"""The English of checks and mistakes in another language: by name, by phrase with values, else as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import grader.words
from grader.words import check_name, mistake_name, texts
from grader.words.steps import check_says, mistake_says, phrase

TOLD = {
    "checks": {"both_uses_count": ["둘 다", "둘 다 세요."], "alone": "문장만 있어요.", "odd": ["하나"]},
    "mistakes": {"overwrites": ["덮어씀", "덮어써요."]},
    "phrases": {
        "nobody": "없음",
        "{0} returns {1}": "{0}의 값: {1}",
        "{0}, where {1}": "{0}, 여기서 {1}",
        "after {0} and {1}": "{1:과/와} {0:을/를} 한 뒤",
        "{0}": "모든 것: {0}",
        "empty": "",
        "x = {1} (a.b)": "x는 {1} [a.b]",
    },
}


@pytest.fixture(autouse=True)
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language with the words of one step."""
    (tmp_path / "ko" / "steps").mkdir(parents=True)
    (tmp_path / "ko" / "steps" / "step14.json").write_text(json.dumps(TOLD), encoding="utf-8")
    monkeypatch.setattr(grader.words, "FOLDER", tmp_path)
    monkeypatch.setenv("KATA_LANG", "ko")
    texts.cache_clear()
    yield
    texts.cache_clear()


def test_checks_and_mistakes_have_a_name_and_a_sentence() -> None:
    assert (check_name(14, "both_uses_count"), check_says(14, "both_uses_count", "Both.")) == ("둘 다", "둘 다 세요.")
    assert (mistake_name(14, "overwrites"), mistake_says(14, "overwrites", "It.")) == ("덮어씀", "덮어써요.")


def test_what_has_no_translation_stays_english() -> None:
    assert (check_name(14, "alone"), check_says(14, "alone", "It.")) == ("alone", "문장만 있어요.")
    assert (check_name(14, "odd"), check_says(14, "odd", "It.")) == ("odd", "It.")
    assert (check_name(15, "not_there"), check_says(15, "not_there", "It.")) == ("not there", "It.")
    assert (mistake_name(14, "not_there"), mistake_says(14, "not_there", "It.")) == ("not there", "It.")
    assert mistake_name(None, "not_there") == "not there"


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("nobody", "없음"),
        ("f returns 2", "f의 값: 2"),
        ("y = f(x), where f returns nobody", "y = f(x), 여기서 f의 값: 없음"),
        ("y = f(x), where f returns 2, g returns 3", "y = f(x), 여기서 f의 값: 2, g의 값: 3"),
        ("after a and b\nc", "b\nc와 a를 한 뒤"),
        ("x = [1] (a.b)", "x는 [1] [a.b]"),
        ("x = [1] (aXb)", "x = [1] (aXb)"),
        ("empty", "empty"),
        ("", ""),
        ("something else", "something else"),
    ],
)
def test_a_phrase_is_known_by_its_english_whatever_its_values_are(english: str, told: str) -> None:
    assert phrase(14, english) == told


def test_a_step_without_a_translation_says_its_phrases_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert phrase(15, "nobody") == "nobody"
    monkeypatch.setenv("KATA_LANG", "en")
    assert phrase(14, "nobody") == "nobody" and check_name(14, "both_uses_count") == "both uses count"


@pytest.mark.parametrize("value", [{"what": 3}, [], "nobody"])
def test_values_of_any_kind_do_no_harm(value: Any) -> None:
    assert phrase(14, str(value)) in (str(value), "없음")
