"""An outcome → HTML for a notebook: whole, escaped, without scripts, and every state in a word."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from grader.counterexample import Counterexample, Seen, Wrong
from grader.graphs import Call, Graph
from grader.outcome import Diagnosis, Outcome
from grader.reports.html import fragment
from grader.verdict import KINDS, Verdict
from grader.words import say
from grader.worker import Isolation

EVIL = "<script>alert('1')</script>&\"\x1b[31m"
RIGHT = Verdict(14, "starts_anew", "It starts anew.", "passed")
WRONG = Verdict(
    14,
    "both_uses_count",
    "Both uses count.",
    "failed",
    message="x.grad = 1.0, expected 2.0",
    expected=np.array(2.0),
    observed=np.array(1.0),
    what="x.grad",
    after="y = add(x, x); y.backward()",
    note="a note",
    inputs=(("x", np.array(0.37)),),
)
OUTCOME = Outcome(14, "A title", "this notebook", "", "failed", Isolation("bwrap", ("files",), ()), 5, (WRONG, RIGHT), 0.2)
GRAPH = Graph((1.0,), (Call("add", (0, 0)),))
COUNTEREXAMPLE = Counterexample(
    GRAPH, Seen(tuple(map(np.array, GRAPH.due.values)), (), (), ("TypeError", EVIL)), Wrong("raised"), False, True
)
FULL = replace(
    OUTCOME,
    diagnosis=Diagnosis("overwrites", "Only the last one counts."),
    graph=COUNTEREXAMPLE,
    notes=("noted",),
    output="printed\n",
    older=(Verdict(7, "a", "Seven holds.", "failed", "it does not"),),
    problems=({"type": "NameError", "message": "m", "place": "In [3], line 1", "syntax": False},),
)


def read(html: str) -> ElementTree.Element:
    """The piece of HTML as a tree: every tag is closed."""
    return ElementTree.fromstring(html.replace("<br>", "<br/>"))


def words(html: str) -> str:
    return " ".join("".join(read(html).itertext()).split())


def test_it_says_what_the_text_report_says() -> None:
    told = words(fragment(FULL))
    parts = [
        "Step 14 · A title: not passed",
        "In [3], line 1 raised NameError: m",
        "✗ failed: both uses countBoth uses count.",
        "aftery = add(x, x); y.backward()withx = 0.37seenx.grad = 1.0expectedx.grad = 2.0",
        "a note",
        say("graph.head"),
        "First wrong: the pass ended with TypeError",
        "This is just what a known mistake does, “overwrites”:Only the last one counts.",
        "Next: work the example above by hand",
        "The others✓ passed: starts anew",
        "step 7: Seven holds. it does not",
        "Your program printedprinted",
        "noted",
        "1 of 2 checks passed · seed 5 · 0.20 s",
        "isolated by bwrap: files blocked",
    ]
    places = [told.find(part) for part in parts]
    assert -1 not in places and places == sorted(places), [p for p, n in zip(parts, places, strict=True) if n == -1]


def test_what_anybody_wrote_is_escaped() -> None:
    verdict = replace(WRONG, says=EVIL, after=EVIL, what=EVIL, note=EVIL, message=EVIL, inputs=((EVIL, EVIL),))
    problem = {"type": EVIL, "message": EVIL, "place": EVIL, "syntax": True}
    evil = replace(
        FULL,
        title=EVIL,
        verdicts=(verdict, replace(verdict, name=EVIL), replace(RIGHT, name=EVIL)),
        diagnosis=Diagnosis(EVIL, EVIL),
        notes=(EVIL,),
        output=EVIL,
        older=(replace(WRONG, says=EVIL, message=EVIL),),
        problems=(problem,),
        advice=EVIL,
    )
    html = fragment(evil)
    tags = {element.tag for element in read(html).iter()}
    assert tags <= set("section h4 p strong br table tr th td pre details summary ul li small span".split())
    assert "<script" not in html and "\x1b" not in html and unescape(html).count("alert('1')") > 12


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_verdict_is_told_in_a_word(kind: str) -> None:
    verdict = replace(WRONG, kind=kind)
    assert f"{say(f'kind.{kind}')}: both uses count" in words(fragment(replace(OUTCOME, verdicts=(verdict,))))


def test_it_brings_no_colours_of_its_own() -> None:
    html = fragment(FULL)
    assert "#" not in html.replace("&#x27;", "") and "rgb" not in html and "background:none" in html


def test_a_step_that_is_passed_needs_no_example() -> None:
    html = fragment(replace(OUTCOME, status="passed", verdicts=(RIGHT,), advice="Go on."))
    assert "<table>" not in html and "<details>" not in html
    assert "Step 14 · A title: passed Next : Go on. ✓ passed: starts anew" in words(html.replace("</", " </"))


def test_a_check_that_was_left_out_says_why() -> None:
    left = replace(RIGHT, kind="skipped", left_out=True, message="no solutions here")
    assert "skipped: starts anewno solutions here" in words(fragment(replace(OUTCOME, verdicts=(WRONG, left))))


def test_what_ended_without_an_example_says_how() -> None:
    ended = replace(WRONG, kind="timeout", what="", message="no answer after 3 s")
    assert "no answer after 3 s" in words(fragment(replace(OUTCOME, verdicts=(ended,))))
