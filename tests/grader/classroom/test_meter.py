"""Progress is a bar where somebody watches, and a line now and then where a file does."""

from __future__ import annotations

import doctest
import io

from grader.classroom import meter
from grader.classroom.grading import Progress
from grader.classroom.meter import Meter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, *steps: tuple[float, int]) -> str:
    moments = iter([0.0, *(moment for moment, _ in steps)])
    show = Meter(stream, lambda: next(moments))
    for _, done in steps:
        show(Progress(done, 100))
    show.close()
    return stream.getvalue()


def test_a_terminal_shows_a_bar_with_the_time_left_and_is_left_clean() -> None:
    text = shown(Terminal(), (10.0, 50))
    assert "[###############...............] 50 of 100, 10 s left" in text and text.endswith("\r\x1b[K")


def test_a_file_gets_a_plain_line_now_and_then_and_one_at_the_end() -> None:
    text = shown(io.StringIO(), (1.0, 1), (31.0, 50), (32.0, 51), (60.0, 100))
    assert text == "50 of 100, 31 s left\n100 of 100\n"


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(meter)
    assert told.attempted > 0 and told.failed == 0
