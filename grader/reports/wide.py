"""Text in which letters may be two columns wide, as Korean ones are → its width in a terminal, padded, cut, in lines.

Narrow text goes through `textwrap` as it is.
"""

from __future__ import annotations

import textwrap
from typing import Any

ODD_FROM = "\u0300"  # below this letter all are one column wide
JAMO = ("\u1160", "\u11ff")  # vowels and finals of a syllable that is written in parts: they stand in its two columns
SHORTENED = " ..."
BEHIND = "\x1e"  # stands behind a wide letter while lines are counted; no text of ours holds this sign


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("step"), width("단계")
    (4, 4)
    """
    return len(text) if _is_narrow(text) else sum(map(_columns, text))


def ljust(text: str, columns: int) -> str:
    """The text with room behind it, so many columns wide."""
    return text + " " * (columns - width(text))


def rjust(text: str, columns: int) -> str:
    """The text with room before it, so many columns wide."""
    return " " * (columns - width(text)) + text


def cut(text: str, columns: int, end: str = "…") -> str:
    """So much of a text as fits into so many columns, with a sign at its end where that is not all.

    >>> cut("변수 하나", 5), cut("변수", 4)
    ('변수…', '변수')
    """
    if width(text) <= columns:
        return text
    room, kept = columns - width(end), ""
    for letter in text:
        if width(kept + letter) > room:
            break
        kept += letter
    return kept.rstrip() + end


def shorten(text: str, columns: int) -> str:
    """As many words of a text as fit into so many columns, with a sign at its end where that is not all."""
    if _is_narrow(text):
        return textwrap.shorten(text, columns, placeholder=SHORTENED)
    return text if width(text) <= columns else wrap(text, columns - len(SHORTENED))[0] + SHORTENED


def wrap(text: str, columns: int, **options: Any) -> list[str]:
    """As `textwrap.wrap`, in lines of at most so many columns."""
    indents = ("initial_indent", "subsequent_indent")
    if _is_narrow(text) and all(_is_narrow(options.get(indent, "")) for indent in indents):
        return textwrap.wrap(text, columns, **options)
    options |= {indent: _spread(options.get(indent, "")) for indent in indents}
    return [line.replace(BEHIND, "") for line in textwrap.wrap(_spread(text), columns, **options)]


def _spread(text: str) -> str:
    """The text with as many signs as it takes columns."""
    return "".join(letter + BEHIND if _columns(letter) == 2 else letter for letter in text)


def _is_narrow(text: str) -> bool:
    return text.isascii() or max(text) < ODD_FROM


def _columns(letter: str) -> int:
    if letter < ODD_FROM:
        return 1
    from unicodedata import combining, east_asian_width

    return 0 if combining(letter) or JAMO[0] <= letter <= JAMO[1] else 2 if east_asian_width(letter) in "WF" else 1
