"""An outcome → the page that a learner reads, line for line, in every kind of terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.outcome import Diagnosis, Outcome, Standing
from grader.reports.text import Style, first_failure, isolation, render, render_placed
from grader.verdict import KINDS, Verdict
from grader.worker import Isolation

CONFINED = Isolation("bwrap", ("files", "writing", "network"), ())
RIGHT = Verdict(14, "cleargrad_starts_anew", "After cleargrad it counts from nothing.", "passed", seconds=0.01)
WRONG = Verdict(
    14,
    "both_uses_count",
    "A variable that a function uses twice gets the gradient of both uses.",
    "failed",
    message="y = add(x, x); y.backward() at x = 0.37 gave x.grad = 1.0, expected 2.0",
    expected=np.array(2.0),
    observed=np.array(1.0),
    what="x.grad",
    after="y = add(x, x); y.backward()",
    inputs=(("x", np.array(0.37)),),
)
OPEN = Verdict(14, "cleargrad_leaves_the_rest", "cleargrad forgets the gradient alone.", "unwritten", message="not yet")
SKIPPED = Verdict(14, "with_functions", "It works with square.", "skipped", message="it needs square; step 9 brings it")


def outcome(*verdicts: Verdict, **more: Any) -> Outcome:
    values: dict[str, Any] = {
        "step": 14,
        "title": "A variable used more than once",
        "file": "exercises/step14_accumulate.py",
        "sha256": "00",
        "status": "failed",
        "isolation": CONFINED,
        "seed": 5,
        "seconds": 0.214,
        "asked": ("Variable.backward", "Variable.cleargrad"),
        "following": 15,
        "is_exercise": True,
    }
    return Outcome(verdicts=verdicts, **{**values, **more})


LACKING = {
    "type": "ModuleNotFoundError",
    "message": "No module named 'dezero.core'",
    "file": "a.py",
    "line": 1,
    "place": "line 1",
    "syntax": False,
}
PASSED = outcome(RIGHT, status="passed")
FAILED = outcome(
    WRONG,
    RIGHT,
    OPEN,
    SKIPPED,
    diagnosis=Diagnosis("adds_in_place", "The sum is written into an array."),
    output="hello\n",
)

PASSED_PAGE = """\
Step 14 · A variable used more than once                                  passed
exercises/step14_accumulate.py

Next: all checks of step 14 passed. Go on with: make check STEP=15

✓ passed  cleargrad starts anew

1 of 1 checks passed · seed 5 · 0.21 s
isolated by bwrap: files, writing, network blocked
"""

FAILED_PAGE = """\
Step 14 · A variable used more than once                              not passed
exercises/step14_accumulate.py

✗ failed  both uses count
    A variable that a function uses twice gets the gradient of both uses.

    after     y = add(x, x); y.backward()
    with      x = 0.37
    seen      x.grad = 1.0
    expected  x.grad = 2.0

This is just what a known mistake does, “adds in place”:
    The sum is written into an array.

Next: change Variable.backward and Variable.cleargrad in
      exercises/step14_accumulate.py, then: make check STEP=14. Stuck? make hint
      STEP=14

The others
✓ passed  cleargrad starts anew
○ not written yet  cleargrad leaves the rest
– skipped  with functions

Your program printed
  | hello

1 of 4 checks passed · seed 5 · 0.21 s
isolated by bwrap: files, writing, network blocked
"""


def test_the_page_of_a_step_that_is_passed() -> None:
    assert render(PASSED) == PASSED_PAGE


def test_the_page_of_a_step_that_is_not() -> None:
    assert render(FAILED) == FAILED_PAGE


STANDING = Standing(
    reached=13,
    stage=2,
    title="Many inputs: backward",
    next_step=14,
    missing="Both uses count. x.grad = 1.0, expected 2.0",
    beyond=(15, 16, 17, 19),
    summit="a backward pass of a chain",
    stage_title="Code that reads naturally",
    absent=("chain_forward", "chain_backward"),
)
PLACED = outcome(RIGHT, WRONG, step=None, status="passed", standing=STANDING, file="mine.py", notes=("a note",))

PLACED_PAGE = """\
Where mine.py stands

  Reached: step 13, Many inputs: backward
  Stage 2 · Code that reads naturally
  Behind you: a backward pass of a chain
  Next: step 14. Both uses count. x.grad = 1.0, expected 2.0
  Works already beyond that: steps 15 to 17 and 19
  Not in this file, and not held against it: chain_forward and chain_backward

a note
1 of 2 checks passed · seed 5 · 0.21 s
isolated by bwrap: files, writing, network blocked
"""


def test_the_page_of_a_placement() -> None:
    assert render_placed(PLACED) == PLACED_PAGE


def test_a_placement_at_the_bottom_and_at_the_top() -> None:
    bottom = Standing(0, 1, "", 1, "A box holds its data.", (), stage_title="Gradients by machine")
    page = render_placed(replace(PLACED, standing=bottom, status="failed", notes=()))
    assert page.splitlines()[2:5] == ["  Reached: no step yet", "  Next: step 1. A box holds its data.", ""]
    top = STANDING._replace(reached=60, next_step=None, missing="", beyond=(), absent=())
    page = render_placed(replace(PLACED, standing=top))
    assert "  Every step that there are checks for is passed.\n" in page
    assert "Next" not in page and "beyond" not in page and "Not in this file" not in page


# What is shown first, and what to do next


def test_something_wrong_comes_before_something_unwritten_before_something_skipped() -> None:
    assert first_failure((RIGHT, SKIPPED, OPEN, WRONG)) == WRONG
    assert first_failure((RIGHT, SKIPPED, OPEN)) == OPEN
    assert first_failure((RIGHT, SKIPPED)) == SKIPPED
    assert first_failure((RIGHT,)) is None and first_failure(()) is None
    late = replace(WRONG, name="late")
    assert first_failure((OPEN, WRONG, late)) == WRONG, "of equals the first"


def following(found: Outcome) -> str:
    """What the page says under Next, in one line."""
    page = re.search(r"^Next: (.*?)\n\n", render(found), re.MULTILINE | re.DOTALL)
    assert page is not None
    return " ".join(page[1].split())


ENDED = replace(WRONG, kind="timeout", what="", message="no answer after 3 s", after="", inputs=())
BROKEN = replace(WRONG, kind="grader-error", what="", message="our own check failed")
SYNTAX = {"type": "SyntaxError", "message": "invalid syntax", "line": 3, "place": "line 3", "syntax": True}
NAMES = "Variable.backward and Variable.cleargrad in exercises/step14_accumulate.py, then: make check STEP=14"


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (PASSED, "all checks of step 14 passed. Go on with: make check STEP=15"),
        (replace(PASSED, following=None), "all checks of step 14 passed, and this is the last step there is."),
        (FAILED, f"change {NAMES}. Stuck? make hint STEP=14"),
        (outcome(OPEN, status="unwritten"), f"write {NAMES}"),
        (
            replace(FAILED, is_exercise=False),
            "work the example above by hand, then run the same command again; SEED=5 gives the same numbers.",
        ),
        (
            outcome(ENDED, is_exercise=False),
            "look into that first, then run the same command again; SEED=5 gives the same numbers.",
        ),
        (
            outcome(OPEN, status="unwritten", is_exercise=False),
            "write what is missing, then run the same command again.",
        ),
        (outcome(SKIPPED, is_exercise=False), "write what is missing, then run the same command again."),
        (
            outcome(SKIPPED, is_exercise=False, problems=(LACKING,)),
            "the file imports dezero, which is neither beside it nor in the folders above: "
            "put it there, or hand in the folder that holds both.",
        ),
        (outcome(ENDED, status="error", problems=(SYNTAX,)), "mend line 3, then run the same command again."),
        (
            outcome(ENDED, status="error"),
            "mend exercises/step14_accumulate.py, then run the same command again.",
        ),
        (
            outcome(BROKEN, status="grader-error"),
            "run the same command again; if it fails again, please report it with SEED=5.",
        ),
    ],
)
def test_there_is_always_a_next_thing_to_try(found: Outcome, says: str) -> None:
    assert following(found) == says


def test_of_many_names_to_write_a_few_are_named() -> None:
    told = following(replace(FAILED, asked=("a", "b", "c", "d", "e")))
    assert told.startswith("change a, b, c and 2 more in exercises/")


def test_nothing_asks_for_names_that_a_student_pack_does_not_know() -> None:
    assert "Variable" not in following(replace(FAILED, asked=()))


# The example


def example(**more: Any) -> list[str]:
    """The rows of the example, without their indent."""
    page = render(outcome(replace(WRONG, **more))).split("\n\n")[2]
    return [line[4:] for line in page.splitlines()]


def test_a_remark_stands_below_the_example() -> None:
    assert example(note="the shape is (2,), expected (3,)")[-1] == "the shape is (2,), expected (3,)"
    assert example()[-1] == "expected  x.grad = 2.0"


def test_a_yes_or_no_is_shown_as_one() -> None:
    rows = example(observed=False, expected=True, what="the array g is unchanged")
    assert rows[-2:] == ["seen      the array g is unchanged: no", "expected  the array g is unchanged: yes"]


def test_two_values_that_differ_are_never_shown_alike() -> None:
    rows = example(observed=np.array([1.0 + 1e-10]), expected=np.array([1.0]))
    assert rows[-2:] == ["seen      x.grad = [1.0000000001]", "expected  x.grad = [1.]"]


def test_without_a_call_or_inputs_the_rows_are_left_out() -> None:
    assert example(after="", inputs=()) == ["seen      x.grad = 1.0", "expected  x.grad = 2.0"]


def test_long_rows_are_wrapped_under_their_text() -> None:
    rows = example(after="y = " + " + ".join(["add(x, x)"] * 12))
    assert rows[0].startswith("after     y = add(x, x)") and rows[1].startswith(" " * 10 + "add(x, x)")


def test_an_end_without_a_value_is_told_in_its_sentence() -> None:
    assert example(kind="timeout", what="", message="no answer after 3 s") == ["no answer after 3 s"]


def test_an_example_of_what_is_not_begun_says_so_first() -> None:
    page = render(outcome(replace(WRONG, kind="unwritten", message="backward is still as it was shipped")))
    assert page.index("backward is still as it was shipped") < page.index("seen      x.grad = 1.0")


def test_of_the_others_each_wrong_one_has_its_message_and_each_has_its_name() -> None:
    page = render(outcome(WRONG, replace(WRONG, name="uses_add_up", message="add(x, x) gave 1.0"), ENDED))
    assert "✗ failed  uses add up\n      add(x, x) gave 1.0\n" in page
    assert "✗ out of time  both uses count\n      no answer after 3 s\n" in page


def test_what_went_wrong_while_reading_is_told_above_everything_else() -> None:
    raised = {"type": "NameError", "message": "no 'plt'", "line": 9, "place": "cell 3, line 1", "syntax": False}
    page = render(outcome(WRONG, problems=(SYNTAX, raised)))
    assert page.index("SyntaxError at line 3: invalid syntax. What stands above it was read") < page.index("✗ failed")
    flat = " ".join(page.split())
    assert "cell 3, line 1 raised NameError: no 'plt'. What stands after it was read all the same." in flat
    assert page.count("raised NameError") == 1
    many = render(outcome(WRONG, problems=(raised,) * 9))
    assert many.count("raised NameError") == 3


def test_older_steps_that_are_wrong_are_a_warning_with_one_line_for_each_cause() -> None:
    nine = replace(WRONG, step=9, says="Nine.", message="Of nine.")
    older = (replace(WRONG, step=6), replace(WRONG, step=6, name="b", says="No."), nine, replace(WRONG, step=8, says="Eight."))
    page = " ".join(render(replace(PASSED, older=older)).split())
    assert "does not count against step 14" in page
    assert page.count("! step 6:") == 1 and page.count("! step 9: Nine. Of nine.") == 1 and "No." not in page
    assert "expected 2.0 (likewise in step 8) !" in page and "Eight." not in page


def test_what_a_program_printed_is_shown_when_something_is_wrong_and_not_otherwise() -> None:
    text = "a\n    b\tc\n" + "line\n" * 20
    page = render(replace(FAILED, output=text))
    assert "Your program printed\n  | a\n  |     b   c\n  | line\n" in page
    assert "  | … and 14 more lines\n" in page
    assert "more lines" not in render(replace(FAILED, output="line\n" * 8))
    assert "printed" not in render(replace(PASSED, output=text))
    assert "printed" not in render(replace(FAILED, output=" \n"))


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (CONFINED, "isolated by bwrap: files, writing, network blocked"),
        (Isolation("landlock", ("files",), ("network",)), "isolated by landlock: files blocked; open: network"),
        (
            Isolation("none", (), ("files", "network")),
            "not isolated, which is enough against honest mistakes only; open: files, network",
        ),
    ],
)
def test_how_the_submission_was_confined_is_said_and_what_stayed_open(found: Isolation, says: str) -> None:
    assert isolation(outcome(isolation=found)) == says


# Terminals


def zoo() -> list[Outcome]:
    """Outcomes with every kind of verdict and every part of a page."""
    kinds = [
        replace(
            WRONG, kind=kind, what="" if i % 2 else "x.grad", message=f"{kind} because of that", name=f"n{i}_and_more"
        )
        for i, kind in enumerate(KINDS)
    ]
    full = replace(
        FAILED,
        verdicts=tuple(kinds),
        problems=(SYNTAX, {**SYNTAX, "syntax": False, "type": "NameError"}),
        older=(replace(WRONG, step=6),),
        notes=("matplotlib is replaced by a stand-in that does nothing",),
        output="x\n" * 30,
        isolation=Isolation("none", (), ("files", "writing", "network", "processes", "programs", "signals")),
        title="A title that is as long as a title can be before it has to be told in two lines, or three",
    )
    return [
        PASSED,
        FAILED,
        full,
        *(replace(full, verdicts=(verdict,)) for verdict in kinds),
        replace(full, is_exercise=False),
    ]


def pages(style: Style) -> list[str]:
    return [render(found, style) for found in zoo()] + [render_placed(PLACED, style)]


COLOURS = re.compile(r"\x1b\[\d+m")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("letters", [True, False])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_terminal(width: int, letters: bool, colour: bool) -> None:
    for page in pages(Style(width, colour, letters)):
        for line in COLOURS.sub("", page).splitlines():
            assert len(line) <= width, line


def test_a_long_path_stays_whole_so_that_it_can_be_clicked() -> None:
    path = "/home/" + "x" * 90 + "/step14.py"
    assert path in render(replace(PASSED, file=path)).splitlines()


def test_a_terminal_without_letters_beyond_ascii_gets_ascii_alone() -> None:
    for page in pages(Style(unicode=False)):
        assert page.isascii()
    assert "x failed  both uses count" in render(FAILED, Style(unicode=False))
    assert '"adds in place"' in render(FAILED, Style(unicode=False))


def test_our_own_words_need_no_escapes_in_ascii() -> None:
    for page in pages(Style(unicode=False)):
        assert "\\x" not in page and "\\u" not in page


def test_there_is_no_colour_unless_it_is_asked_for() -> None:
    for page in pages(Style()):
        assert "\x1b" not in page


def test_colour_adds_nothing_but_colour() -> None:
    for plain, coloured in zip(pages(Style()), pages(Style(colour=True)), strict=True):
        assert COLOURS.sub("", coloured) == plain and coloured != plain


def test_every_colour_is_taken_back_on_its_line() -> None:
    for page in pages(Style(colour=True)):
        for line in page.splitlines():
            codes = COLOURS.findall(line)
            assert codes[1::2] == ["\x1b[0m"] * (len(codes) // 2) and len(codes) % 2 == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("letters", [True, False])
def test_what_a_check_came_to_is_said_in_a_word_of_its_own_beside_the_sign(kind: str, letters: bool) -> None:
    style = Style(unicode=letters)
    lines = {k: render(outcome(replace(WRONG, kind=k)), style) for k in KINDS}
    word = re.search(r"^(\S) (.+?)  both uses count$", lines[kind], re.MULTILINE)
    assert word is not None
    others = {re.search(r"^\S (.+?)  both", lines[k], re.MULTILINE)[1] for k in KINDS if k != kind}  # type: ignore[index]
    assert word[2] not in others


def test_a_sign_tells_what_passed_from_what_did_not_without_colour() -> None:
    for style in (Style(), Style(unicode=False)):
        signs = {kind: style.mark(kind) for kind in KINDS}
        assert [kind for kind in KINDS if signs[kind] == signs["passed"]] == ["passed"]
        assert len(set(signs.values())) == 4


EVIL = "\x1b[2Jowned\u202e\x9b31m\ud800\x07"


def test_nothing_that_a_learner_wrote_reaches_the_terminal_as_it_is() -> None:
    verdict = replace(WRONG, observed=[EVIL, {"a": EVIL}], message=EVIL, note=EVIL, inputs=(("x", EVIL),))
    ended = replace(ENDED, message=EVIL)
    problem = {**SYNTAX, "message": EVIL, "type": EVIL}
    found = outcome(verdict, ended, file=EVIL, title=EVIL, notes=(EVIL,), output=EVIL, problems=(problem,))
    placed = STANDING._replace(missing=EVIL, absent=(EVIL,))
    for page in (
        render(found),
        render(replace(found, verdicts=(ended,))),
        render_placed(replace(found, standing=placed)),
    ):
        assert "owned" in page
        assert all(line.isprintable() for line in page.splitlines()), page
        page.encode("utf-8")


@pytest.mark.parametrize("style", [Style(), Style(colour=True), Style(unicode=False)])
def test_a_page_ends_in_one_line_end_and_no_line_ends_in_blanks(style: Style) -> None:
    for page in pages(style):
        assert page.endswith("\n") and not page.endswith("\n\n")
        assert all(line == line.rstrip() for line in page.splitlines())
        assert "\n\n\n" not in page
