"""Somebody's whole work as text: one line a step, what goes together, and what to do next."""

from __future__ import annotations

import pytest

from grader.outcome import Line, Outcome, Person, Standing
from grader.reports.document import document
from grader.reports.text import Style, render_placed
from grader.worker import Isolation

STANDING = Standing(6, 1, "By hand", 7, "It is wrong.", (9,), "", "Gradients")
LINES = (
    Line(1, None, "missing"),
    Line(2, None, "missing"),
    Line(6, "steps/step06.py", "passed", "", ("steps/old6.py",)),
    Line(7, "steps/step07.py", "failed", "It is wrong: " + "a reason " * 12),
    Line(8, None, "covered", "steps/step09.py passes its checks too", ("steps/step09.py",)),
    Line(9, "steps/step09.py", "passed"),
    Line(10, "steps/step10.py", "unwritten", "as it was shipped"),
    Line(11, "steps/step11.py", "error", "line 3 is no Python: SyntaxError: invalid syntax"),
    Line(37, "steps/step37.py", "unchecked", "there are no checks for this step yet"),
    Line(38, "steps/step38.py", "unchecked", "there are no checks for this step yet"),
    Line(40, "steps/step40.py", "unchecked", "there are no checks for this step yet"),
)


def outcome(*people: Person) -> Outcome:
    return Outcome(
        None, "By hand", "work", "ab", "passed", Isolation("none", (), ()), 3, (), 1.5,
        standing=people[0].standing if len(people) == 1 else None, notes=("a note",), people=people,
    )  # fmt: skip


def text(*people: Person, style: Style | None = None) -> str:
    return render_placed(outcome(*people), style or Style())


def test_each_step_has_a_line_and_a_reason_where_there_is_one() -> None:
    said = text(Person("", LINES, STANDING)).splitlines()
    assert said[:16] == [
        "Where work stands",
        "",
        "  steps 1 to 2  no file",
        "  step 6        passed             steps/step06.py",
        "           taken rather than steps/old6.py",
        "  step 7        failed             steps/step07.py",
        "           It is wrong: a reason a reason a reason a reason a reason a reason a",
        "           reason a reason a reason a reason a reason a reason",
        "  step 8        no file            steps/step09.py passes its checks too",
        "  step 9        passed             steps/step09.py",
        "  step 10       not written yet    steps/step10.py",
        "           as it was shipped",
        "  step 11       could not be read  steps/step11.py",
        "           line 3 is no Python: SyntaxError: invalid syntax",
        "  steps 37 to 38 and 40  no checks yet",
        "",
    ]


def test_what_files_show_of_steps_without_one_stands_below_them() -> None:
    shown = tuple(Line(n, None, "covered", "a.py passes its checks too", ("a.py",)) for n in (2, 3))
    other = Line(5, None, "covered", "b.py passes its checks too", ("b.py",))
    lines = (Line(1, None, "missing"), *shown, Line(4, None, "missing"), other, Line(6, "b.py", "passed"))
    said = text(Person("", lines, STANDING))
    assert said.splitlines()[2:6] == [
        "  steps 1 to 5  no file",
        "           a.py passes the checks of 2 to 3",
        "           b.py passes the checks of 5",
        "  step 6        passed   b.py",
    ]
    assert "  steps 2 to 3  no file  a.py passes their checks too" in text(Person("", shown, STANDING))


def test_the_standing_says_what_is_next_and_what_is_beyond() -> None:
    said = text(Person("", LINES, STANDING))
    assert "\n  Standing: step 6, By hand\n  Stage 1 · Gradients\n" in said
    assert "Next: step 7, in steps/step07.py; see above." in said
    assert "Files for later steps that pass already: 9" in said
    assert "a note" in said


def test_a_next_step_without_a_file_is_to_be_written() -> None:
    said = text(Person("", LINES[:3], STANDING))
    assert "Next: step 7. There is no file for it yet." in said


def test_at_the_top_there_is_nothing_next() -> None:
    top = Standing(36, 3, "The last", None, "", (), "the summit", "Three")
    said = text(Person("", (Line(36, "a.py", "passed"),), top))
    assert "Behind you: the summit" in said and "Every step that there are checks for is passed." in said


def test_who_has_no_step_stands_nowhere() -> None:
    said = text(Person("", (Line(1, "a.py", "failed", "No."),), Standing(0, 1, "", 1, "No.", ())))
    assert "Standing: no step yet" in said and "Stage" not in said


def test_several_people_stand_one_below_the_other() -> None:
    said = text(Person("kim", LINES[2:3], STANDING), Person("lee", LINES[3:4], STANDING))
    assert said.index("\nkim\n") < said.index("steps/step06.py") < said.index("\nlee\n") < said.index("steps/step07.py")
    assert said.count("Standing: step 6") == 2


@pytest.mark.parametrize("style", [Style(colour=True), Style(unicode=False), Style(width=40)])
def test_every_terminal_has_the_same_words(style: Style) -> None:
    evil = Line(7, "\x1b[2Jx.py", "failed", "\x1b[2J bad \u202e", ("\x1b]0;x.py",))
    said = text(Person("\x1b[2J", (evil,), STANDING), Person("b", LINES, STANDING), style=style)
    for code in ("32", "31", "33", "1", "2", "0"):
        said = said.replace(f"\x1b[{code}m", "")
    assert "\x1b" not in said and "\u202e" not in said
    assert "failed" in said and (style.unicode or said.isascii())


def test_the_document_lists_each_file_with_what_it_came_to() -> None:
    told = document(outcome(Person("", LINES[:4], STANDING)))
    assert told["steps"][0] == {"step": 1, "file": None, "status": "missing", "message": "", "over": []}
    assert told["steps"][2]["over"] == ["steps/old6.py"] and told["steps"][3]["status"] == "failed"
    assert told["standing"]["reached"] == 6 and "people" not in told and "person" not in told["steps"][0]


def test_the_document_of_several_people_has_a_standing_for_each() -> None:
    told = document(outcome(Person("kim", LINES[:3], STANDING), Person("lee", LINES[3:], STANDING)))
    assert [step["person"] for step in told["steps"]] == ["kim"] * 3 + ["lee"] * 8
    assert [(one["person"], one["standing"]["reached"]) for one in told["people"]] == [("kim", 6), ("lee", 6)]
    assert told["standing"] is None


def test_other_documents_have_no_list_of_steps() -> None:
    assert "steps" not in document(outcome())
