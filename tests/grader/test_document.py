"""An outcome → JSON, version 1: every key that the contract promises, and nothing that strict JSON does not have."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import numpy as np
import pytest

from grader import __version__
from grader.observation import Observation
from grader.outcome import Diagnosis, Outcome, Standing
from grader.reports.document import document, plain, render
from grader.verdict import KINDS, Trace, Verdict
from grader.worker import Isolation

WRONG = Verdict(
    14,
    "both_uses_count",
    "Both uses count.",
    "failed",
    message="gave x.grad = 1.0, expected 2.0",
    expected=np.array([2.0, np.inf]),
    observed=np.array([1.0, np.nan]),
    what="x.grad",
    seconds=0.0123456,
    traces=(Trace("s", Observation("value", 1.0)),),
)
CHECKED = Outcome(
    step=14,
    title="A variable used more than once · 14",
    file="exercises/step14_accumulate.py",
    sha256="ab" * 32,
    status="failed",
    isolation=Isolation("bwrap", ("files", "network"), ("signals",)),
    seed=123,
    verdicts=(WRONG, Verdict(14, "other", "Other.", "passed")),
    seconds=0.21234567,
    diagnosis=Diagnosis("overwrites", "The last one counts."),
    older=(Verdict(6, "gy", "Six.", "failed", "m"),),
    notes=("a note",),
    problems=({"type": "NameError", "message": "m", "line": 3, "place": "line 3", "syntax": False},),
)
STANDING = Standing(13, 2, "Many inputs", 14, "Both uses count.", (19,))


def strict(text: str) -> Any:
    """Read JSON as the standard has it: no NaN, no key twice."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    return json.loads(text, parse_constant=refuse, object_pairs_hook=once)


def test_a_check_of_one_step_has_every_key_of_the_contract() -> None:
    told = strict(render(CHECKED))
    promised = {
        "version": 1,
        "grader": __version__,
        "step": 14,
        "title": "A variable used more than once · 14",
        "file": "exercises/step14_accumulate.py",
        "sha256": "ab" * 32,
        "status": "failed",
        "isolation": {"level": "bwrap", "blocked": ["files", "network"], "open": ["signals"]},
        "seed": 123,
        "diagnosis": {"mistake": "overwrites", "says": "The last one counts."},
        "standing": None,
        "seconds": 0.2123,
    }
    assert {key: told.get(key) for key in promised} == promised
    assert [check["name"] for check in told["checks"]] == ["both_uses_count", "other"]


def test_a_check_has_its_words_its_values_and_its_time() -> None:
    assert strict(render(CHECKED))["checks"][0] == {
        "name": "both_uses_count",
        "step": 14,
        "says": "Both uses count.",
        "verdict": "failed",
        "message": "gave x.grad = 1.0, expected 2.0",
        "expected": [2.0, "inf"],
        "observed": [1.0, "nan"],
        "seconds": 0.0123,
    }


def test_a_placement_has_no_step_and_a_standing() -> None:
    told = strict(render(Outcome(**{**vars(CHECKED), "step": None, "standing": STANDING, "diagnosis": None})))
    assert told["step"] is None and told["diagnosis"] is None
    assert told["standing"] == {
        "reached": 13,
        "stage": 2,
        "title": "Many inputs",
        "next": {"step": 14, "missing": "Both uses count."},
        "beyond": [19],
    }


def test_at_the_top_there_is_no_next() -> None:
    top = Standing(60, 5, "A sequence loader", None, "", ())
    told = document(Outcome(**{**vars(CHECKED), "step": None, "standing": top}))
    assert told["standing"]["next"] is None and told["standing"]["beyond"] == []


def test_what_was_noticed_beside_the_checks_is_told_too() -> None:
    told = strict(render(CHECKED))
    assert told["notes"] == ["a note"]
    assert told["problems"] == [{"type": "NameError", "message": "m", "place": "line 3"}]
    assert [(check["step"], check["name"]) for check in told["older"]] == [(6, "gy")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_word_of_a_verdict_is_the_contract_s_in_every_language(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KATA_LANG", "zz")
    assert (
        document(Outcome(**{**vars(CHECKED), "verdicts": (Verdict(1, "a", "A.", kind),)}))["checks"][0]["verdict"]
        == kind
    )


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        (math.nan, "nan"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (np.float64("nan"), "nan"),
        (np.array(-np.inf), "-inf"),
        (np.array([[1.5, np.nan]]), [[1.5, "nan"]]),
        ({"a": [math.inf, (1, 2)]}, {"a": ["inf", [1, 2]]}),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.array([True, False]), [True, False]),
        (np.array(3), 3),
        (True, True),
        (1 << 4000, 1 << 4000),
        (None, None),
        ("勾配 \x1b", "勾配 \x1b"),
        ("\ud800", "?"),
        ({"\ud800": 1}, {"?": 1}),
        (1 + 2j, "(1+2j)"),
        (np.array([1j]), ["1j"]),
        ({1: 2}, {"1": 2}),
        (b"ab", "b'ab'"),
        (int, "<class 'int'>"),
    ],
)
def test_every_value_has_a_form_in_json(value: Any, json_value: Any) -> None:
    assert plain(value) == json_value and type(plain(value)) is type(json_value)
    assert strict(json.dumps(plain(value), allow_nan=False)) == json_value


def test_the_text_is_one_document_in_ascii_with_one_line_end() -> None:
    evil = "\x1b[2J\x9b\u202e\ud800"
    told = Outcome(
        **{
            **vars(CHECKED),
            "file": evil,
            "title": evil,
            "notes": (evil,),
            "verdicts": (Verdict(14, "a", "A.", "failed", evil, expected=evil, observed={evil: evil}),),
            "problems": ({"type": evil, "message": evil, "line": 1, "place": evil, "syntax": False},),
            "diagnosis": Diagnosis("a", evil),
            "standing": Standing(1, 1, evil, 2, evil, ()),
        }
    )
    text = render(told)
    assert text.isascii() and text.endswith("}\n") and text.count("\n}\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert strict(text)["file"] == "\x1b[2J\x9b\u202e?"
