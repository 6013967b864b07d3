"""A counter-example → what somebody sees of it: in text of every width, as DOT and SVG, as data."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader import dot
from grader.counterexample import Counterexample, Run, Seen, Wrong, first_wrong
from grader.errors import GraderError, Unusable
from grader.graphs import Call, Graph
from grader.reports import drawing
from grader.reports.document import plain
from grader.reports.style import Style
from grader.words import say

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
TITLE = "Step 14 · a title"
ADD_TWICE = Graph((1.0,), (Call("add", (0, 0)),))
DIAMOND = Graph((1.0,), (Call("square", (0,)), Call("square", (1,)), Call("add", (1, 2))))


def numbers(*values: float | None) -> tuple[Any, ...]:
    return tuple(None if value is None else np.array(value) for value in values)


def example(graph: Graph, grads: tuple[Any, ...], *runs: Run, kept: bool = True, operators: bool = False) -> Counterexample:
    found = Seen(tuple(np.array(value) for value in graph.due.values), grads, runs)
    wrong = first_wrong(graph, found, kept)
    assert wrong is not None
    return Counterexample(graph, found, wrong, operators, kept)


OVERWRITTEN = example(ADD_TWICE, numbers(1.0, 1.0), Run(0, np.array(1.0), numbers(1.0, 1.0)))
EARLY = example(
    DIAMOND,
    numbers(8.0, 3.0, 1.0, 1.0),
    Run(2, np.array(1.0), numbers(1.0, 1.0)),
    Run(0, np.array(1.0), numbers(2.0)),
    Run(1, np.array(1.0), numbers(2.0)),
    Run(0, np.array(3.0), numbers(6.0)),
)
RAISED = Counterexample(
    ADD_TWICE,
    Seen(OVERWRITTEN.seen.values, (), (), ("Type\x1b[31mError", 'no "way"\\ <b>on</b>')),
    Wrong("raised"),
    False,
    True,
)

PAGE = """\
Step 14 · a title

after  y = add(x, x); y.backward()
with   x = 1

y = 2  gradient 1
└ add(x, x) · run 1
  ├ sent 1 → x = 1  gradient 1, due 2  ✗ first wrong
  └ sent 1 → x (above)

First wrong: 1 and 1 arrived at x, whose gradient is 1 and should be 2.
"""

EARLY_PAGE = """\
Step 14 · a title

after  a = square(x); b = square(a); y = add(a, b); y.backward()
with   x = 1

y = 2  gradient 1
└ add(a, b) · run 1
  ├ sent 1 → a = 1  gradient 1, due 3  ✗ first wrong
  │ └ square(x) · run 2, 4
  │   └ sent 2, 6, due 6 → x = 1  gradient 8, due 6
  └ sent 1 → b = 1  gradient 1
    └ square(a) · run 3
      └ sent 2 → a (above)

First wrong: square(x) ran while the gradient of a was 1, and not yet 3: a
function that uses a had not run before it.
"""

NARROW = """\
Step 14 - a title

after  y = add(x, x); y.backward()
with   x = 1

y = 2  gradient 1
` add(x, x) - run 1
  + sent 1 -> x = 1  gradient 1, due 2
  |   ! first wrong
  ` sent 1 -> x (above)

First wrong: 1 and 1 arrived at x, whose
gradient is 1 and should be 2.
"""


def test_the_drawing_in_text() -> None:
    assert drawing.text(OVERWRITTEN, TITLE) == PAGE
    assert drawing.text(EARLY, TITLE) == EARLY_PAGE


def test_the_drawing_in_forty_columns_of_plain_letters() -> None:
    assert drawing.text(OVERWRITTEN, TITLE, Style(40, unicode=False)) == NARROW


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("found", [OVERWRITTEN, EARLY, RAISED])
def test_no_line_is_wider_than_the_terminal(found: Counterexample, width: int) -> None:
    lines = drawing.lines(found, Style(width), indent="    ")
    assert max(map(len, lines)) <= width
    assert all("\x1f" not in line and "\x1b" not in line for line in lines)


def test_colour_is_never_all_that_says_what_is_wrong() -> None:
    plainly, painted = drawing.text(EARLY, TITLE), drawing.text(EARLY, TITLE, Style(colour=True))
    assert re.sub(r"\x1b\[\d*m", "", painted) == plainly and painted != plainly
    assert say("graph.here") in plainly


def test_a_long_drawing_gives_way_to_its_last_sentence_in_a_report() -> None:
    assert drawing.short_lines(OVERWRITTEN, Style(), "", "more") == drawing.lines(OVERWRITTEN)
    squares = tuple(Call("square", (x,)) for x in range(8))
    long = Graph((1.0,), (*squares[:6], Call("add", (6, 6))))
    wrong = Counterexample(long, Seen(tuple(map(np.array, long.due.values)), (), ()), Wrong("endless"), False, True)
    short = drawing.short_lines(wrong, Style(), "", "more")
    assert len(drawing.lines(wrong)) > drawing.MOST_LINES >= len(short)
    assert short[-1] == "more" and any(say("graph.wrong-endless") in line for line in short)


def sentence(kind: str, **parts: Any) -> str:
    return drawing.first_wrong(replace(OVERWRITTEN, wrong=Wrong(kind, **parts)))


def test_every_kind_of_wrong_has_its_sentence() -> None:
    came, due = np.array(1.0), np.array(2.0)
    at = {"call": 0, "variable": 0, "came": came, "due": due}
    assert sentence("value", **at) == "x is 1 on the way forward already, and should be 2."
    assert sentence("start", **at) == "at x the way back begins with 1; it should begin with 2."
    assert sentence("sum", **at) == "the gradient of x is 1 and should be 2."
    assert sentence("sum", **at, parts=numbers(1.0, 1.0)).startswith("1 and 1 arrived at x")
    assert sentence("sent", **at) == "add(x, x) sent 1 to x, and should have sent 2."
    assert sentence("again", **at) == "add(x, x), which made x, ran a second time in one pass."
    assert sentence("missing", **at) == "add(x, x), which made x, did not run, so nothing went on from there."
    assert sentence("nothing", variable=0, due=due) == "x has no gradient at the end; it should be 2."
    assert sentence("later", **at).endswith("passed on, 2, and at the end it is 1.")
    assert sentence("early", call=0, variable=0, due=due).startswith("add(x, x) ran while the gradient of x was nothing")
    assert drawing.first_wrong(RAISED) == 'the pass ended with TypeError: no "way"\\ <b>on</b>'
    assert sentence("endless") == "the pass did not come to an end."


def test_numbers_get_as_many_digits_as_it_takes_to_tell_them_apart() -> None:
    assert drawing.both(np.array(2.00001), np.array(2.0)) == ("2.00001", "2")
    assert drawing.both(np.array(0.1), np.array(0.25)) == ("0.1", "0.25")
    assert drawing.both("list", np.array([1.0, 2.0])) == ("list", "[1, 2]")
    assert drawing.number(None) == "nothing" and drawing.number(np.array(np.nan)) == "nan"


def test_a_value_that_is_wrong_already_stands_in_the_tree() -> None:
    values = (np.array(1.0), np.array(5.0))
    found = Counterexample(ADD_TWICE, Seen(values, (), ()), Wrong("value", variable=1), False, True)
    assert "y = 5, due 2  ✗ first wrong" in drawing.text(found, TITLE)


def test_what_could_not_be_watched_is_not_said_to_have_stood_still() -> None:
    found = example(ADD_TWICE, numbers(9.0, 1.0))
    assert "did not run" not in drawing.text(found, TITLE)
    assert "due 1 → x" in drawing.text(found, TITLE)
    still = example(ADD_TWICE, numbers(None, 1.0))
    assert "add(x, x) · did not run  ✗ first wrong" in drawing.text(still, TITLE)


# As a picture


def edges_of(found: Counterexample) -> list[tuple[str, str]]:
    calls = enumerate(found.graph.calls)
    made = [(f"v{found.graph.made(place)}", f"f{place}") for place, _ in enumerate(found.graph.calls)]
    return sorted(made + [(f"f{place}", f"v{x}") for place, call in calls for x in call.inputs])


@pytest.mark.parametrize("found", [OVERWRITTEN, EARLY, RAISED])
def test_the_dot_text_has_every_variable_function_and_edge(found: Counterexample) -> None:
    graph = dot.read(drawing.dot(found, TITLE))
    assert sorted(graph.edges) == edges_of(found)
    assert len(graph.nodes) == found.graph.count + len(found.graph.calls)
    assert graph.nodes["v0"].startswith("x = 1")


def test_the_first_wrong_place_is_marked_in_words() -> None:
    assert dot.read(drawing.dot(EARLY, TITLE)).nodes["v1"] == "a = 1\ngradient 1, due 3\n✗ first wrong"
    sent = replace(OVERWRITTEN, wrong=Wrong("sent", 0, 0, np.array(1.0), np.array(2.0)))
    wrong_edge = replace(sent, seen=replace(sent.seen, runs=(Run(0, np.array(1.0), numbers(3.0, 1.0)),)))
    assert drawing.dot(wrong_edge, TITLE).count("first wrong") == 1


def test_labels_are_escaped() -> None:
    text = drawing.dot(RAISED, 'a "title"\\')
    assert dot.read(text) and r"a \"title\"\\" in text and "\x1b" not in text


@needs_dot
@pytest.mark.parametrize("found", [OVERWRITTEN, EARLY, RAISED])
def test_the_svg_has_the_edges_of_the_graph(found: Counterexample) -> None:
    root = ElementTree.fromstring(drawing.svg(found, TITLE))
    groups = [group for group in root.iter("{http://www.w3.org/2000/svg}g") if group.get("class") == "edge"]
    titles = [group.findtext("{http://www.w3.org/2000/svg}title") or "" for group in groups]
    assert sorted(tuple(title.split("->")) for title in titles) == edges_of(found)
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert TITLE in texts
    sent = [text for text in texts if text and text.startswith("sent")]
    assert len(sent) == sum(bool(edge.sent) for edge in drawing.picture(found).edges)


@needs_dot
def test_the_page_holds_the_picture_and_the_text_without_a_script() -> None:
    page = drawing.page(RAISED, "<title>")
    assert "<svg" in page and "&lt;title&gt;" in page and "<b>on</b>" not in page and "<script" not in page


def test_without_graphviz_the_cure_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "which", lambda name: None)
    with pytest.raises(Unusable, match="sudo apt install graphviz"):
        drawing.svg(OVERWRITTEN, TITLE)


def test_a_graphviz_that_fails_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "which", lambda name: "/bin/false")
    with pytest.raises(GraderError, match="dot could not draw"):
        drawing.svg(OVERWRITTEN, TITLE)


# As data


def test_the_data_say_what_came_and_what_was_due() -> None:
    told = plain(drawing.document(OVERWRITTEN))
    assert told["says"].startswith("1 and 1 arrived at x") and told["kind"] == "sum" and told["given"] == {"x": 1.0}
    assert told["variables"][0] == {
        "name": "x", "value": 1.0, "value_due": 1.0, "gradient": 1.0, "gradient_due": 2.0, "first_wrong": True,
    }  # fmt: skip
    assert told["functions"] == [{"written": "add(x, x)", "makes": "y", "runs": [1], "first_wrong": False}]
    assert told["edges"] == [{"from": 0, "to": "x", "came": [1.0], "due": 1.0, "first_wrong": False}] * 2
