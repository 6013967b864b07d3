"""Whatever a command writes can be read without colours, without letters beyond ASCII, aloud, and line by line."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader import course, logbook
from grader.classroom.grading import Progress
from grader.classroom.meter import Meter
from grader.commands import main
from grader.outcome import Outcome, Standing
from grader.reports import text
from grader.reports.style import Style
from grader.verdict import KINDS, Verdict
from grader.words import say
from grader.worker import Isolation

SIGNS = "✓✗○–+xo-"
ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
VERDICTS = tuple(Verdict(14, f"check_{kind.replace('-', '_')}", "It holds.", kind, "why") for kind in KINDS)
OUTCOME = Outcome(14, "A title", "mine.py", "", "failed", Isolation("bwrap", ("files",), ()), 5, VERDICTS, 0.2, output="…\n")
PLACED = replace(OUTCOME, step=None, standing=Standing(13, 2, "A title", 14, "More.", ()))
COMMANDS = (
    ("progress", "--all"), ("progress", "--brief"), ("lesson", "2"), ("hint", "2"), ("hint", "2", "--again"),
    ("solution", "2"), ("solution", "1"), ("reset", "2"), ("carry", "2"), ("notebook", "2"), ("--help",), ("chek",),
    ("hint", "99"),
)  # fmt: skip


class Screen(io.TextIOWrapper):
    """A stream of bytes that may be a terminal."""

    def __init__(self, is_one: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.is_one = is_one

    def isatty(self) -> bool:
        return self.is_one

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


@pytest.fixture
def written(small_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command writes, on stdout and stderr, in a course where step 1 has passed."""
    shutil.copytree(small_course, tmp_path / "kata")
    monkeypatch.setattr(course, "ROOT", tmp_path / "kata")
    monkeypatch.chdir(tmp_path / "kata")
    step = course.step(course.ROOT, 1)
    logbook.update(course.ROOT, lambda book: logbook.noting(book, 1, "passed", logbook.digest(step)))
    for name in ("NO_COLOR", "KATA_LANG", "LC_ALL", "LC_CTYPE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAGER", "cat")

    def run(*words: str, terminal: bool = False, **environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        screens = Screen(terminal), Screen(terminal)
        monkeypatch.setattr(sys, "stdout", screens[0])
        monkeypatch.setattr(sys, "stderr", screens[1])
        main(list(words))
        return screens[0].text() + screens[1].text()

    return run


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_no_terminal_gets_no_escapes_and_no_lines_that_are_written_over(
    written: Callable[..., str], words: tuple[str, ...]
) -> None:
    told = written(*words)
    assert told.endswith("\n") and "\x1b" not in told and "\r" not in told and "\b" not in told


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_colours_a_terminal_gets_the_same_words(written: Callable[..., str], words: tuple[str, ...]) -> None:
    coloured, plain = written(*words, terminal=True), written(*words, terminal=True, NO_COLOR="1")
    assert "\x1b" not in plain
    told_anew = words in (("hint", "2"), ("solution", "2"), ("carry", "2"), ("notebook", "2"))  # the second time it says so
    marks = str.maketrans("", "", "*`")
    assert told_anew or ESCAPE.sub("", coloured).translate(marks) == plain.translate(marks)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_locale_without_other_letters_gets_ascii_and_no_numbers_of_letters(
    written: Callable[..., str], words: tuple[str, ...], language: str
) -> None:
    told = written(*words, LC_ALL="C", KATA_LANG=language)
    assert told.isascii() and "\\u" not in told and "\\x" not in told


def test_every_kind_of_verdict_is_a_word_beside_its_sign() -> None:
    for style in (Style(), Style(unicode=False), Style(colour=True)):
        page = ESCAPE.sub("", text.render(OUTCOME, style))
        for verdict in VERDICTS:
            line = next(line for line in page.split("\n") if line.endswith(f"  {verdict.name.replace('_', ' ')}"))
            assert line[0] in SIGNS and line[2:].startswith(style.spell(say(f"kind.{verdict.kind}"))), line


def test_every_row_of_the_ladder_that_is_begun_says_in_words_what_its_sign_says(written: Callable[..., str]) -> None:
    rows = [line for line in written("progress", "--all").split("\n") if re.match(r" [ >] [^ ] +\d", line)]
    assert len(rows) == 5
    for row in rows:
        assert row[3] == "·" or re.search(r"  (passed|not|can not|changed)", row), row


def test_the_first_thing_to_be_read_is_what_it_is_about_and_the_last_how_it_was_run() -> None:
    page = text.render(OUTCOME).split("\n")
    parts = ("Step 14", "mine.py", "failed  ", "Next:", "The others")
    order = [next(at for at, line in enumerate(page) if part in line) for part in parts]
    assert order == sorted(order) and page[-2].startswith("isolated by")
    assert text.render_placed(PLACED).startswith("Where mine.py stands\n")


def test_on_a_dumb_terminal_two_versions_stand_one_below_the_other(written: Callable[..., str]) -> None:
    mine = "class Variable:\n    def __init__(self, data):\n        self.mine = 1\n        self.data = data\n"
    course.exercise_path(course.step(course.ROOT, 1)).write_text(mine, encoding="utf-8")
    beside = written("solution", "1", terminal=True, COLUMNS="200", NO_COLOR="1")
    below = written("solution", "1", terminal=True, COLUMNS="200", TERM="dumb")
    assert "│ " in beside and "│" not in below and "self.mine" in below


def test_a_bar_is_not_drawn_over_where_a_terminal_can_not_do_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    screen, moments = Screen(True), iter([0.0, 31.0, 60.0])
    show = Meter(screen, lambda: next(moments))
    show(Progress(50, 100))
    show(Progress(100, 100))
    show.close()
    assert screen.text() == "50 of 100, 31 s left\n100 of 100\n"
