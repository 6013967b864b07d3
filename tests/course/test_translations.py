"""What a second language lacks: printed for its translators, and a failure where it is promised whole.

Promised in Korean: every table, and all that a learner reads in steps 6, 7, 14, 16, 32 and 33.
"""

from __future__ import annotations

import ast
import json
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader import course, lessons, shipped
from grader.words import FOLDER, steps, texts
from grader.words.steps import FIELD

LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name not in ("en", "__pycache__"))
TABLES = sorted(path.stem for path in (FOLDER / "en").glob("*.json"))
STEPS = {step.number: step for step in course.steps()}
WHOLE = {"ko": (6, 7, 14, 16, 32, 33)}
PAIRS = {"ko": {"은/는", "이/가", "을/를", "과/와", "으로/로", "이에요/예요", "이라/라", "이나/나"}}
NUMBERS = pytest.mark.parametrize("number", sorted(STEPS))
EACH = pytest.mark.parametrize("code", LANGUAGES)


@cache
def step_words(code: str, number: int) -> Mapping[str, Mapping[str, Any]]:
    """What a language has of a step's checks and mistakes."""
    path = steps.path(FOLDER, code, number)
    return json.loads(path.read_bytes()) if path.is_file() else {}


@cache
def page(code: str, number: int) -> Mapping[str, Any]:
    """What a language has of a step's lesson."""
    path = lessons.lessons_path(course.ROOT, code)
    return json.loads(path.read_bytes())["steps"].get(str(number), {}) if path.is_file() else {}


def functions(path: Path, prefix: str = "") -> set[str]:
    """The names of the functions at the top of a file, without their prefix."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}


def known(number: int, kind: str) -> set[str]:
    """The names of a step's checks, or of its mistakes."""
    step = STEPS[number]
    return functions(course.checks_path(step), "test_") if kind == "checks" else functions(course.mistakes_path(step))


# What is there fits its English


@EACH
def test_no_table_has_a_key_that_english_lacks(code: str) -> None:
    own = {path.stem for path in (FOLDER / code).glob("*.json")}
    assert own - set(TABLES) == set()
    assert {(table, key) for table in own for key in texts(code, table).keys() - texts("en", table).keys()} == set()


@EACH
def test_every_sentence_has_the_values_of_its_english_and_only_particles_that_are_known(code: str) -> None:
    for table in TABLES:
        for key, text in texts(code, table).items():
            fields = list(string.Formatter().parse(text))
            english = {name for _, name, _, _ in string.Formatter().parse(texts("en", table)[key]) if name}
            assert {name for _, name, _, _ in fields if name is not None} == english, (table, key)
            assert {form for _, _, form, _ in fields if form} <= PAIRS[code], (table, key)
            assert not any(conversion for _, _, _, conversion in fields), (table, key)
            assert text.strip() == text or table == "ended" and key == "so-far", (table, key)


@EACH
@NUMBERS
def test_a_step_has_no_words_for_what_is_no_longer_there(code: str, number: int) -> None:
    told = step_words(code, number)
    assert set(told) <= {"checks", "phrases", "mistakes"}
    for kind in ("checks", "mistakes"):
        assert set(told.get(kind, ())) - known(number, kind) == set(), kind
    source = course.checks_path(STEPS[number]).read_text(encoding="utf-8") if told else ""
    there = set(re.findall(r"[^\W\d_]{3,}", source))
    assert {phrase for phrase in told.get("phrases", ()) if set(re.findall(r"[^\W\d_]{3,}", phrase)) - there} == set()


@EACH
@NUMBERS
def test_phrases_have_the_values_of_their_english(code: str, number: int) -> None:
    for english, text in step_words(code, number).get("phrases", {}).items():
        theirs, ours = ({found[1] for found in FIELD.finditer(told)} for told in (english, text))
        assert theirs == ours, english
        assert {found[2] for found in FIELD.finditer(text) if found[2]} <= PAIRS[code], english
        assert not any(found[2] for found in FIELD.finditer(english)), english


@EACH
@NUMBERS
def test_names_and_sentences_are_pairs_of_texts(code: str, number: int) -> None:
    for kind in ("checks", "mistakes"):
        for name, told in step_words(code, number).get(kind, {}).items():
            pair = [told, told] if isinstance(told, str) else told
            assert len(pair) == 2 and all(isinstance(text, str) and text.strip() == text != "" for text in pair), name


@EACH
@NUMBERS
def test_a_page_has_the_parts_of_its_english_and_no_others(code: str, number: int) -> None:
    told = page(code, number)
    assert set(told) <= {"title", "lesson", "hints", "predict"}
    if "hints" in told:
        assert len(told["hints"]) == len(lessons.lesson(course.ROOT, number).hints)
    if "predict" in told:
        assert shipped.of(course.ROOT, number).predict is not None


# What is missing


def missing(code: str, number: int) -> Iterator[str]:
    """What a language lacks of a step, without its phrases, which only show when checks fail."""
    for kind in ("checks", "mistakes"):
        told = step_words(code, number).get(kind, {})
        yield from (f"{kind}: {name}" for name in sorted(known(number, kind) - {name for name in told if told[name]}))
    parts = ["title", "lesson", "hints", *(["predict"] if shipped.of(course.ROOT, number).predict else [])]
    yield from (part for part in parts if not page(code, number).get(part))


def missing_sentences(code: str) -> list[str]:
    """The keys of the tables that a language lacks."""
    return [f"{t}.{key}" for t in TABLES for key in texts("en", t) if not texts(code, t).get(key)]


@EACH
def test_what_is_promised_is_whole_and_the_rest_is_listed(code: str) -> None:
    sentences, lacking = missing_sentences(code), {number: list(missing(code, number)) for number in STEPS}
    print(f"{code}: {len(sentences)} sentences are missing:", *sentences or ["none"], sep="\n  ")
    for number, parts in lacking.items():
        print(f"{code}, step {number}: {', '.join(parts) or 'whole'}")
    assert sentences == []
    assert {number: lacking[number] for number in WHOLE.get(code, ()) if lacking[number]} == {}


@EACH
def test_every_stage_that_has_steps_is_called_something(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english = {stage.number: stage for stage in course.stages()}
    monkeypatch.setenv("KATA_LANG", code)
    for stage in course.stages():
        assert stage.title != english[stage.number].title and stage.summit != english[stage.number].summit
        assert stage._replace(title="", summit="") == english[stage.number]._replace(title="", summit="")


def is_code(text: str) -> bool:
    """Whether a phrase is a program, a name or a number, which is the same in every language."""
    plain = text.replace("·", "*").replace("…", "...")
    return not re.search(r"[A-Za-z]{2,}", text) or parses(plain) or all(map(parses, plain.split("; ")))


def parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


@EACH
def test_every_phrase_of_the_promised_steps_is_said(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On all known mistakes of these steps, each phrase that a learner may read is one in their language, or code."""
    driver = Path(__file__).with_name("phrases_seen.py")
    told = subprocess.run(
        [sys.executable, str(driver), *map(str, WHOLE[code])],
        env={**os.environ, "KATA_LANG": code, "PYTHONPATH": str(course.ROOT)},
        capture_output=True, text=True, check=True, cwd=course.ROOT,
    ).stdout  # fmt: skip
    seen = {number: phrases for number, phrases in map(json.loads, told.splitlines())}
    monkeypatch.setenv("KATA_LANG", code)
    assert set(seen) == set(WHOLE[code]) and all(len(phrases) > 5 for phrases in seen.values())
    english = [
        (number, text)
        for number, phrases in seen.items()
        for text in phrases
        if text.isascii() and not is_code(text) and steps.phrase(number, text) == text
    ]
    assert english == []
