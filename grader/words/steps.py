"""The English of a step's checks and mistakes → the same in the language asked for, as far as it has it.

The English stands in the checks and the mistakes themselves. A translation stands in `<language>/steps/stepNN.json`:
`checks` by name (a sentence, or a short name and a sentence), `phrases` by their English, `mistakes` by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grader import words
from grader.words import ENGLISH, language
from grader.words.particles import Said

FIELD = re.compile(r"\{(\d)(?::([^{}]*))?\}")
SHORTEST = 2  # letters of its own that a phrase with fields needs; without any it would fit everything, itself too


class Phrase(NamedTuple):
    """What the English looks like, and the other language's text with fields for its values."""

    pattern: re.Pattern[str]
    fields: tuple[str, ...]
    text: str


class Told(NamedTuple):
    """All that a language says of one step."""

    checks: Mapping[str, Any]
    mistakes: Mapping[str, Any]
    exact: Mapping[str, str]
    phrases: tuple[Phrase, ...]


def path(folder: Path, code: str, step: int) -> Path:
    """Where the translation of a step stands."""
    return folder / code / "steps" / f"step{step:02}.json"


def name(kind: str, step: int, own: str) -> str:
    """The short name of one of the `checks` or `mistakes`; "" where it has none."""
    return _pair((_told(step).checks if kind == "checks" else _told(step).mistakes).get(own))[0]


def check_says(step: int, name: str, english: str) -> str:
    """The sentence of a check."""
    return _pair(_told(step).checks.get(name))[1] or english


def mistake_says(step: int, name: str, english: str) -> str:
    """The sentence of a mistake."""
    return _pair(_told(step).mistakes.get(name))[1] or english


def phrase(step: int, english: str) -> str:
    """A phrase that a check has filled with values: its translation with the same values, or as it is."""
    told = _told(step)
    if english in told.exact:
        return told.exact[english]
    for each in told.phrases:
        found = each.pattern.fullmatch(english)
        if found:
            values = (_part(step, value) for value in found.groups())
            return _filled(each.text, dict(zip(each.fields, values, strict=True)))
    return english


def _part(step: int, text: str) -> str:
    """A value inside a phrase, which may be a phrase itself, or several with commas between them."""
    whole = phrase(step, text)
    for comma in ("; ", ", "):
        if whole == text and comma in text:
            whole = comma.join(phrase(step, part) for part in text.split(comma))
    return whole


def _filled(text: str, values: Mapping[str, str]) -> str:
    return FIELD.sub(lambda field: format(Said(values[field[1]]), field[2] or ""), text)


def _pair(entry: Any) -> tuple[str, str]:
    """A short name and a sentence, of which either may be missing."""
    if isinstance(entry, str):
        return "", entry
    return (str(entry[0]), str(entry[1])) if isinstance(entry, list) and len(entry) == 2 else ("", "")


def _told(step: int) -> Told:
    return _read(words.FOLDER, language(), step)


@cache
def _read(folder: Path, code: str, step: int) -> Told:
    if code == ENGLISH or not path(folder, code, step).is_file():
        return Told({}, {}, {}, ())
    loaded: dict[str, Any] = json.loads(path(folder, code, step).read_bytes())
    phrases = {english: text for english, text in loaded.get("phrases", {}).items() if text}
    with_fields = {english: text for english, text in phrases.items() if SHORTEST <= _own_length(english) < len(english)}
    return Told(
        loaded.get("checks", {}),
        loaded.get("mistakes", {}),
        {english: text for english, text in phrases.items() if english not in with_fields},
        tuple(_compiled(english, with_fields[english]) for english in sorted(with_fields, key=_own_length, reverse=True)),
    )


def _own_length(english: str) -> int:
    """How much of a phrase is its own: the more, the sooner it is tried."""
    return len(FIELD.sub("", english))


def _compiled(english: str, text: str) -> Phrase:
    parts = FIELD.split(english)  # text, field, particle (never one in English), text, …
    pattern = "(.+?)".join(map(re.escape, parts[::3]))
    return Phrase(re.compile(pattern, re.DOTALL), tuple(parts[1::3]), text)
