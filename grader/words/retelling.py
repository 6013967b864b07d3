"""What somebody said in English who knows no other language → the same in the language asked for.

argparse and the worker are such; all that they may say stands in a table, with fields for the values.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from grader import words
from grader.words import ENGLISH, language, say, texts


def retold(table: str, english: str) -> str:
    """The sentence of a table that was said with values filled in; what is none of them stays as it is."""
    if language() == ENGLISH:
        return english
    for key, pattern in _patterns(words.FOLDER, table).items():
        found = pattern.fullmatch(english)
        if found:
            return say(f"{table}.{key}", **{name: retold(table, value) for name, value in found.groupdict().items()})
    return english


@cache
def _patterns(_: Path, table: str) -> Mapping[str, re.Pattern[str]]:
    """What each sentence looks like; those that say most themselves first."""
    patterns = {key: re.compile(_pattern(text), re.DOTALL) for key, text in texts(ENGLISH, table).items()}
    return dict(sorted(patterns.items(), key=lambda item: len(item[1].pattern), reverse=True))


def _pattern(text: str) -> str:
    parts = string.Formatter().parse(text)
    return "".join(re.escape(own) + (f"(?P<{name}>.+?)" if name else "") for own, name, _, _ in parts)
