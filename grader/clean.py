"""Text that a learner's program wrote, made safe to show in a terminal or a report."""

from __future__ import annotations

import re

# Patterns, not compiled before they are used: most text holds nothing to clean, and a check waits for each import.
_ESCAPES = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]+[0-~]|[@-Z\\-_])"
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTIONS}\ud800-\udfff]"


def clean(text: str, width: int = 500) -> str:
    """Without terminal escapes, control and direction characters, cut to `width` characters.

    >>> clean("a\\x1b[31mb\\x07c")
    'abc'
    """
    if not text.isprintable():
        text = re.sub(_CONTROLS, "", re.sub(_ESCAPES, "", text.replace("\r\n", "\n")))
    return text if len(text) <= width else text[: width - 1] + "…"


def clean_line(text: str, width: int = 300) -> str:
    """As `clean`, on one line."""
    return clean(" ".join(text.split()), width)
