"""Letters that are two columns wide: counted, padded, cut and wrapped by columns."""

from __future__ import annotations

import doctest
import textwrap
import unicodedata

import pytest

from grader.reports import wide

KOREAN = "변수를 쓸 때마다 앞에서 남긴 기울기를 갈아 치워서, 마지막 것만 남아요. `Variable.backward()`를 보세요: x.grad = 1.0"


def columns(text: str) -> int:
    """Counted in another way, as a terminal does it."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@pytest.mark.parametrize("text", ["", "plain", "✓ passed – “it”…", KOREAN, "ﾊﾝｶｸ", "全角ＡＢ"])
def test_a_width_is_what_a_terminal_shows(text: str) -> None:
    assert wide.width(text) == columns(text)


def test_what_stands_above_a_letter_takes_no_column() -> None:
    assert wide.width(unicodedata.normalize("NFD", "é")) == 1
    assert wide.width(unicodedata.normalize("NFD", "한글.py")) == 7


@pytest.mark.parametrize("room", [20, 40, 60, 80])
def test_lines_fit_and_lose_nothing(room: int) -> None:
    lines = wide.wrap(KOREAN, room, initial_indent="  ! ", subsequent_indent="    ")
    assert max(map(columns, lines)) <= room and len(lines) > 1
    assert "".join(line[4:] for line in lines).replace(" ", "") == KOREAN.replace(" ", "")
    assert lines[0].startswith("  ! ") and all(line.startswith("    ") for line in lines[1:])


def test_lines_are_as_full_as_they_can_be() -> None:
    first, second = wide.wrap("가나 다라 마바", 9)
    assert (first, second) == ("가나 다라", "마바")


def test_a_word_that_fits_no_line_is_cut() -> None:
    lines = wide.wrap("가" * 30, 20)
    assert max(map(columns, lines)) <= 20 and "".join(lines) == "가" * 30


@pytest.mark.parametrize("text", ["a plain sentence of words, longer than a line", "“quotes” – and … dots, too, so it goes on"])
def test_narrow_text_is_wrapped_as_ever(text: str) -> None:
    assert wide.wrap(text, 20, break_on_hyphens=False) == textwrap.wrap(text, 20, break_on_hyphens=False)


def test_room_is_filled_up_by_columns() -> None:
    assert (wide.ljust("변수", 6), wide.rjust("변수", 6), wide.ljust("a", 3)) == ("변수  ", "  변수", "a  ")


def test_a_cut_text_fits_and_says_that_it_is_cut() -> None:
    assert [wide.cut("변수 하나", room) for room in (9, 8, 3)] == ["변수 하나", "변수 하…", "변…"]


def test_a_title_is_shortened_by_words() -> None:
    assert wide.shorten("같은 변수를 여러 번 쓰기", 18) == "같은 변수를 ..."
    assert wide.shorten("a title of words", 12) == textwrap.shorten("a title of words", 12, placeholder=" ...")
    assert wide.shorten("변수", 4) == "변수"


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(wide)
    assert told.attempted > 0 and told.failed == 0
