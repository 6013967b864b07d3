"""Every sentence that a learner can see, looked up by key.

The texts stand in `<language>.toml` beside this file; a key that a language lacks is said in English.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path(__file__).parent
ENGLISH = "en"


def language() -> str:
    """The language asked for by KATA_LANG or LANG, if there are texts for it; else English."""
    for variable in ("KATA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(variable, "").partition("_")[0].partition(".")[0].lower()
        if code:
            return code if (FOLDER / f"{code}.toml").is_file() else ENGLISH
    return ENGLISH


@cache
def texts(code: str) -> Mapping[str, str]:
    """All sentences of a language by dotted key."""
    with open(FOLDER / f"{code}.toml", "rb") as file:
        tables = tomllib.load(file)
    return {f"{table}.{key}": text for table, entries in tables.items() for key, text in entries.items()}


def say(key: str, **values: Any) -> str:
    """The sentence for `key` with its values filled in. Raises KeyError for a key that English lacks."""
    text = texts(language()).get(key) or texts(ENGLISH)[key]
    return text.format(**values)


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
