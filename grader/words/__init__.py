"""Every sentence that a learner can see, looked up by key.

The texts stand beside this file in `<language>/<table>.json`: the key `report.next` is `next` in `report.json`.
JSON, because a check reads several of them and waits for each millisecond. What a language lacks is said in English.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ENGLISH = "en"


def language() -> str:
    """The language asked for by KATA_LANG or LANG, if there are texts for it; else English."""
    for variable in ("KATA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(variable, "").partition("_")[0].partition(".")[0].lower()
        if code:
            return code if _is_known(FOLDER, code) else ENGLISH
    return ENGLISH


@cache
def _is_known(folder: Path, code: str) -> bool:
    return code.isalpha() and (folder / code).is_dir()


@cache
def texts(code: str, table: str) -> Mapping[str, str]:
    """The sentences of one table in one language; none where the language lacks the table."""
    try:
        loaded: dict[str, str] = json.loads((FOLDER / code / f"{table}.json").read_bytes())
    except FileNotFoundError:
        return {}
    return loaded


def say(key: str, **values: Any) -> str:
    """The sentence for `key` with its values filled in. Raises KeyError for a key that English lacks."""
    return _said(language(), key, values)


def in_every_language(key: str, **values: Any) -> tuple[str, ...]:
    """The sentence in each language that there is, to know again what was said in another one."""
    codes = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name.isalpha())
    return tuple(_said(code, key, values) for code in codes)


def _said(code: str, key: str, values: Mapping[str, Any]) -> str:
    table, _, name = key.partition(".")
    own = "" if code == ENGLISH else texts(code, table).get(name, "")
    if own:
        from grader.words.particles import filled

        return filled(own, values)
    return texts(ENGLISH, table)[name].format(**values)


def speak_english() -> None:
    """Say everything in English from now on, here and in what is started from here.

    For documents that programs read, and for terminals that have no letters of another language.
    """
    os.environ["KATA_LANG"] = ENGLISH


def check_name(step: int, name: str) -> str:
    """The name of a check as people read it."""
    return _named("checks", step, name)


def mistake_name(step: int | None, name: str) -> str:
    """The name of a mistake as people read it."""
    return _named("mistakes", step, name)


def _named(kind: str, step: int | None, name: str) -> str:
    if step is not None and language() != ENGLISH:
        from grader.words import steps

        return steps.name(kind, step, name) or name.replace("_", " ")
    return name.replace("_", " ")


def either(names: Sequence[str]) -> str:
    """Names of which one may be meant: "a", "a or b or c"."""
    names = list(names)
    while len(names) > 1:
        names[-2:] = [say("submission.or", names=names[-2], last=names[-1])]
    return "".join(names)


def listed(names: Sequence[str], most: int = 4) -> str:
    """Names in words, not too many of them: "a, b and c", or "a, b, c and 6 more"; nothing for none.

    >>> listed(["a"]), listed(["a", "b", "c"]), listed([])
    ('a', 'a, b and c', '')
    """
    if len(names) > most:
        names = [*names[: most - 1], say("report.more-names", count=len(names) - most + 1)]
    if len(names) < 2:
        return "".join(names)
    return say("report.and", names=", ".join(names[:-1]), last=names[-1])
