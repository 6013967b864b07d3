"""What a learner's program wrote → text that can neither move the cursor nor reorder the line it stands in."""

from __future__ import annotations

import doctest
import random

import pytest

import grader.clean
from grader.clean import clean, clean_line

DIRECTIONS = "\u061c\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
C1 = "".join(map(chr, range(0x80, 0xA0)))
C0 = "".join(chr(c) for c in range(0x20) if chr(c) not in "\t\n") + "\x7f"
ESCAPES = {
    "a colour": "\x1b[1;31m",
    "the cursor home": "\x1b[H",
    "a private mode": "\x1b[?1049h",
    "a window title": "\x1b]0;owned\x07",
    "a link": "\x1b]8;;http://example.org\x1b\\",
    "an unfinished title": "\x1b]0;owned",
    "a reset": "\x1bc",
    "a character set": "\x1b(B",
    "a device string": "\x1bP",
}


@pytest.mark.parametrize("escape", [ESCAPES[k] for k in ESCAPES if k not in ("an unfinished title", "a reset")])
def test_terminal_escapes_go_without_a_trace(escape: str) -> None:
    assert clean(f"a{escape}b") == "ab"


@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES)
def test_no_escape_character_is_left_of_any_escape(escape: str) -> None:
    text = clean(f"a{escape}b")
    assert text[0] == "a" and text.isprintable()


@pytest.mark.parametrize("character", [*C0, *C1, *DIRECTIONS, "\ud800", "\udfff"])
def test_control_direction_and_half_characters_go(character: str) -> None:
    assert clean(f"a{character}b") == "ab" and clean_line(f"a{character}b") in ("ab", "a b")


def test_lines_and_tabs_and_letters_of_every_script_stay() -> None:
    text = "x =\t1.0\nπ ≈ 3,14 · 勾配 · שלום"
    assert clean(text) == text


def test_windows_line_ends_become_line_ends() -> None:
    assert clean("a\r\nb\rc") == "a\nbc"


def test_a_long_text_is_cut_to_its_width_and_says_so() -> None:
    assert clean("x" * 500) == "x" * 500
    assert clean("x" * 501) == "x" * 499 + "…"
    assert clean_line("x" * 400) == "x" * 299 + "…"


def test_a_line_is_one_line() -> None:
    assert clean_line(" a\n\n b\u2028c\x85d\te ") == "a b c d e"


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(grader.clean)
    assert told.attempted > 0 and told.failed == 0


def test_cleaning_what_is_clean_changes_nothing() -> None:
    pick = random.Random(7)
    alphabet = ["\x1b", "[", "]", "(", "3", ";", "m", "\x07", "\\", "\x9b", "\u202e", "\n", "\r", "a", "é", "\udc80"]
    for _ in range(2000):
        text = "".join(pick.choices(alphabet, k=pick.randrange(1, 15)))
        once = clean(text)
        assert clean(once) == once
        assert not set(once) & {"\x1b", "\x07", "\x9b", "\u202e", "\r", "\udc80"}
