"""A lesson in a terminal: paragraphs fill the width, code and drawings stay, and ASCII will do."""

from __future__ import annotations

import pytest

from grader import course, lessons
from grader.reports.markdown import render
from grader.reports.style import Style

NARROW = Style(40)


def test_a_paragraph_is_filled_anew_and_code_in_it_stays_whole() -> None:
    text = "One two three four five six\nseven eight `x.grad = 1` nine ten\neleven.\n\nAnother."
    assert render(text, NARROW) == (
        "One two three four five six seven eight\n`x.grad = 1` nine ten eleven.\n\nAnother.\n"
    )


def test_code_drawings_and_doctests_keep_their_lines() -> None:
    text = "See:\n\n    a --+\n        |\n\n>>> 1 +  1\n2\n\n```python\nx  =  1\n\ny = 2\n```\nend"
    assert render(text, NARROW) == (
        "See:\n\n    a --+\n        |\n\n    >>> 1 +  1\n    2\n\n    x  =  1\n\n    y = 2\nend\n"
    )


def test_code_that_is_too_wide_is_moved_left_and_not_folded() -> None:
    assert render("    " + "x" * 38, NARROW) == "  " + "x" * 38 + "\n"
    assert render("    " + "x" * 60, NARROW) == "x" * 60 + "\n"


def test_items_of_a_list_hang_below_each_other() -> None:
    text = "- one two three four five six seven eight nine\n- ten\n\n1. first\n2. second\n   line"
    assert render(text, NARROW) == (
        "  - one two three four five six seven\n    eight nine\n  - ten\n\n  1. first\n  2. second line\n"
    )


def test_a_heading_and_stress_are_bold_where_there_is_colour_and_signs_where_there_is_none() -> None:
    text = "## A heading\n\nThis is **strong** and `code`."
    assert render(text, Style()) == "A heading\n\nThis is **strong** and `code`.\n"
    assert render(text, Style(colour=True)) == (
        "\x1b[1mA heading\x1b[0m\n\nThis is \x1b[1mstrong\x1b[0m and \x1b[36mcode\x1b[0m.\n"
    )


def test_stress_over_two_lines_is_painted_line_by_line() -> None:
    shown = render("**" + "word " * 12 + "end**", Style(40, colour=True))
    assert all(line.startswith("\x1b[1m") and line.endswith("\x1b[0m") for line in shown.splitlines())


def test_mathematics_is_spelled_in_ascii_where_that_is_all_there_is() -> None:
    assert render("(x²)³ · 2⁻¹⁰ → eˣ, π", Style(unicode=False)) == "(x^2)^3 * 2^-10 -> e^x, pi\n"


def test_nothing_is_one_empty_line() -> None:
    assert render("", Style()) == "\n"


@pytest.mark.parametrize("step", course.steps(course.ROOT), ids=lambda step: step.stem)
def test_no_lesson_loses_a_word_and_only_drawings_are_wider_than_the_terminal(step: course.Step) -> None:
    text = lessons.lesson(course.ROOT, step.number).text
    shown = render(text, Style(80))
    assert shown.split() == text.split()
    drawn = {" ".join(line.split()) for line in text.splitlines()}
    assert [line for line in shown.splitlines() if len(line) > 80 and " ".join(line.split()) not in drawn] == []
    assert render(text, Style(80, unicode=False)).isascii()
