"""A sentence with particles that depend on what stands before them, and its values → the sentence.

Korean has pairs of them: `{names:을/를}` is the value with 을 behind it if it ends in a consonant, else with 를.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FIRST, LAST, LETTERS = "가", "힣", 28  # Hangul syllables, each with one of 28 finals; the first final is none
RIEUL = 8
# How digits, single letters and Latin words end when they are read out: in a consonant, in ㄹ, or (all others) in a vowel.
WORD = re.compile(r"[A-Za-z]*[^\W_]|%")
CONSONANT = re.compile(r"[036]|[mMnN]|[A-Za-z]+(?:[mMnN]|[mn]e|ng)")  # sum, Function, None, string
LIQUID = re.compile(r"[178]|[rR]|[A-Za-z]*(?:[lL]|le)")  # cell, Variable; but a word drops its r: for, TypeError


class Said:
    """A value in a sentence; behind a colon may stand the pair of particles of which it takes one."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __format__(self, pair: str) -> str:
        return with_particle(str(self.value), pair) if pair else str(self.value)


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The sentence with its values and their particles.

    >>> filled("{name:을/를} 쓰세요", {"name": "변수"}), filled("{step:으로/로} 가세요", {"step": 16})
    ('변수를 쓰세요', '16으로 가세요')
    """
    return text.format(**{name: Said(value) for name, value in values.items()})


def with_particle(value: str, pair: str) -> str:
    """The value and, of two particles such as 은/는, the one that its last letter or digit wants when it is read out.

    Quotes, brackets and points at the end are not read. Digits are read as numbers are (3 is 삼). Latin words are read as
    Koreans read English: those in l, m, n and ng end in a consonant, also before a silent e, and those in r do not; a
    letter that stands alone is read by its name (r is 알). What nobody can tell gets both.

    >>> with_particle("기울기", "은/는"), with_particle("x.grad", "을/를"), with_particle("step 3", "이/가")
    ('기울기는', 'x.grad를', 'step 3이')
    >>> with_particle("`backward()`", "과/와"), with_particle("7", "으로/로"), with_particle("値", "을/를")
    ('`backward()`와', '7로', '値을(를)')
    """
    closed, _, open_ = pair.partition("/")
    words = WORD.findall(value)
    final = _final(words[-1]) if words else None
    if final is None:
        return value + (f"({closed.removesuffix(open_)}){open_}" if closed.endswith(open_) else f"{closed}({open_})")
    return value + (open_ if not final or (final == RIEUL and closed == "으로") else closed)


def _final(word: str) -> int | None:
    """Which final consonant a word, or its last sign, has when it is read out: 0 for none; None where that can not be told."""
    last = word[-1]
    if FIRST <= last <= LAST:
        return (ord(last) - ord(FIRST)) % LETTERS
    if not last.isascii():
        return None
    read = word if last.isalpha() else last
    return RIEUL if LIQUID.fullmatch(read) else 1 if CONSONANT.fullmatch(read) else 0
