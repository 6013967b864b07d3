"""Text that a learner's program wrote, made safe to show in a terminal or a report."""

from __future__ import annotations

import re

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]+[0-~]|[@-Z\\-_])")
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTIONS}\ud800-\udfff]")


def clean(text: str, width: int = 500) -> str:
    """Without terminal escapes, control and direction characters, cut to `width` characters.

    >>> clean("a\\x1b[31mb\\x07c")
    'abc'
    """
    text = _CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))
    return text if len(text) <= width else text[: width - 1] + "…"


def clean_line(text: str, width: int = 300) -> str:
    """As `clean`, on one line."""
    return clean(" ".join(text.split()), width)
