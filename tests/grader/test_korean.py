"""Reports in Korean, whose letters are two columns wide: all of it is Korean, and no line is wider than the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from grader import course, hints, lessons, settle
from grader.checks import Mismatch
from grader.classroom import markup
from grader.counterexample import Counterexample, Seen, Wrong
from grader.graphs import Call, Graph
from grader.logbook import Entry
from grader.observation import Observation
from grader.outcome import Diagnosis, Line, Outcome, Person, Standing
from grader.progress import Ladder, Row
from grader.reports import drawing, html, ladder, lesson, text, wide
from grader.reports.style import Style
from grader.verdict import Verdict
from grader.watching import screen
from grader.watching.screen import View
from grader.words import say
from grader.worker import Isolation

X, ONE, TWO = np.array(0.37), np.array(1.0), np.array(2.0)
AFTER = "y = add(x, x); y.backward()"
MESSAGE = str(Mismatch("x.grad", AFTER, {"x": X}, ONE, TWO))
WRONG = Verdict(
    14, "both_uses_count", "Both.", "failed", MESSAGE, TWO, ONE, what="x.grad", after=AFTER, inputs=(("x", X),)
)
KEPT = Verdict(14, "cleargrad_leaves_the_rest_alone", "It.", "failed", "", True, False, "y.creator is what it was before", AFTER)
RIGHT = Verdict(14, "cleargrad_starts_anew", "It starts anew.", "passed")
SLOW = Verdict(14, "no_other_gradient_changes", "It.", "timeout", observation=Observation("timeout", seconds=3.0))
CONTEXT = settle.Context(lambda file, line: f"line {line}", lambda name: None)
GRAPH = Graph((1.0,), (Call("add", (0, 0)),))
FOUND = Counterexample(
    GRAPH, Seen(tuple(map(np.array, GRAPH.due.values)), (), (), ("TypeError", "it")), Wrong("raised"), False, True
)
DOORS = ("files", "writing", "network", "processes", "programs", "signals")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
# What is Latin in any language: names of code, commands, levels, and what was typed.
LATIN = re.compile(
    r"`[^`]*`|make [\w ]+|\b(?:STEP|SEED|FILE|UNDO|ANSWER)=\S*|\S*[._/(=]\S*|\b(?:Variable|Function|TypeError|add|square|"
    r"backward|cleargrad|creator|bwrap|heap|grad|create_graph|matplotlib|goldstein|kim|gxs|None)\b",
    re.ASCII,
)


@pytest.fixture(autouse=True)
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KATA_LANG", "ko")


def outcome() -> Outcome:
    """A failed check with all that a report may say of it."""
    verdicts = tuple(settle.settle(verdict, CONTEXT) for verdict in (WRONG, KEPT, RIGHT, SLOW))
    return Outcome(
        14, course.step(course.ROOT, 14).title, "mine.py", "", "failed", Isolation("bwrap", DOORS, ()), 5, verdicts, 0.2,
        diagnosis=Diagnosis("overwrites", "…"), graph=FOUND, older=(replace(verdicts[0], step=14),),
        notes=(say("loading.stand-in", name="matplotlib"),), following=15, asked=("Variable.backward",),
    )  # fmt: skip


def placed() -> Outcome:
    standing = Standing(13, 2, course.step(course.ROOT, 13).title, 14, WRONG.says, (15, 16, 19), "끝", "단계", ("goldstein",))
    lines = (
        Line(13, "step13.py", "passed"), Line(14, "step14.py", "failed", settle.settle(WRONG, CONTEXT).message),
        Line(15, None, "missing"), Line(16, None, "covered", over=("step17.py",)), Line(40, None, "unchecked"),
    )  # fmt: skip
    return replace(outcome(), step=None, status="passed", standing=standing, people=(Person("kim", lines, standing),))


def rungs() -> Ladder:
    statuses = ("passed", "broken", "failed", "unwritten", "changed", "error", "open")
    entry = Entry(passed="2026-11-22 04:01", hints=2, solution="2026-11-22 04:01")
    steps = course.steps(course.ROOT)
    rows = [Row(step, status, entry) for step, status in zip(steps, statuses * 6, strict=False)]
    return Ladder(tuple(rows), 14)


def told_hints() -> hints.Told:
    page = lessons.lesson(course.ROOT, 14)
    return hints.Told(14, page.title, tuple(enumerate(page.hints, 1)), len(page.hints))


def view(style: Style) -> View:
    status, prompt = say("watch.reset", file="mine.py"), say("watch.key-n")
    return View(text.render(outcome(), style), "", (say("watch.restarted"),), status, prompt)


PAGES: dict[str, Callable[[Style], str]] = {
    "report": lambda style: text.render(outcome(), style),
    "placement": lambda style: text.render_placed(replace(placed(), people=()), style),
    "whole work": lambda style: text.render_placed(placed(), style),
    "ladder": lambda style: ladder.render(rungs(), style, every=True),
    "where one stands": lambda style: ladder.brief(rungs(), style),
    "hints": lambda style: hints.render(told_hints(), style),
    "hints while watching": lambda style: hints.render_watched(told_hints(), style),
    "drawing": lambda style: drawing.text(FOUND, say("graph.title", step=14), style),
    "screen": lambda style: screen.appended(view(style), style),
}


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("name", PAGES)
def test_no_line_is_wider_than_the_terminal(name: str, columns: int) -> None:
    lines = PAGES[name](Style(columns)).split("\n")
    wide_ones = [line for line in lines if wide.width(line) > columns and not line.strip().startswith("exercises/")]
    assert wide_ones == [] and any(re.search("[가-힣]", line) for line in lines)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_said_in_english(name: str) -> None:
    assert ENGLISH.findall(LATIN.sub("", " ".join(PAGES[name](Style(100)).split()))) == []


def test_the_example_of_a_check_is_said_in_korean_with_its_numbers() -> None:
    first, second, *_ = outcome().verdicts
    assert first.says == "한 함수가 두 번 쓴 변수는 두 번의 기울기를 모두 받아요."
    assert "x.grad = 1.0" in first.message and "2.0" in first.message and not re.search("gave|expected", first.message)
    assert re.search("[가-힣]", second.what) and "yes" not in second.message


def test_a_page_is_read_as_well_below_as_in_a_line() -> None:
    page = text.render(outcome(), Style(80)).split("\n")
    labels = [line for line in page if line.startswith("    ") and "x.grad = " in line][:2]
    assert [wide.width(line[: line.index("x.grad")]) for line in labels] == [10, 10], "in one column"


def test_the_fragment_of_a_notebook_says_which_language_it_is_in() -> None:
    made = html.fragment(outcome())
    assert 'lang="ko"' in made and "한 함수가 두 번 쓴" in made and "both uses count" not in made


def test_the_page_of_a_class_names_checks_and_mistakes_in_korean() -> None:
    assert (markup.words_of("overwrites", 14), markup.words_of("both_uses_count", 14)) == ("덮어씀", "두 번 쓰면 둘 다 셈")
    assert markup.says_of("both_uses_count", "Both.", 14) == "한 함수가 두 번 쓴 변수는 두 번의 기울기를 모두 받아요."
    assert (markup.words_of("of_nobody", 14), markup.says_of("of_nobody", "It holds.", 14)) == ("of nobody", "It holds.")


@pytest.mark.parametrize("number", [6, 7, 14, 16, 32, 33])
def test_a_lesson_fits_eighty_columns_and_its_drawings_a_hundred_as_in_english(number: int) -> None:
    lines = lesson.render(course.step(course.ROOT, number), Style(80)).split("\n")
    drawn = [line for line in lines if wide.width(line) > 80]
    assert max(map(wide.width, lines)) <= 100 and any(re.search("[가-힣]", line) for line in lines)
    assert all("   " in line or line.strip() in lessons.lesson(course.ROOT, number).text for line in drawn)


def test_what_a_language_lacks_of_a_page_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons, "translated", lambda root, number: {"title": "제목"})
    page = lessons.lesson(course.ROOT, 14)
    assert page.title == "제목" and "chain rule" in page.text and len(page.hints) == 3


