"""A worker's answer → an observation; an answer that is not one is refused, and nothing in it is believed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.observation import ENDS, Frame, Observation, observe
from grader.verdict import KINDS

REFUSED = (KeyError, TypeError, ValueError)  # what a session catches


def test_a_value_comes_with_its_phase_its_time_and_what_was_printed() -> None:
    answer = {"kind": "value", "value": [1.0], "seconds": 0.5}
    assert observe(answer, "running", "hello") == Observation("value", [1.0], "running", seconds=0.5, output="hello")


def test_a_value_of_none_is_a_value() -> None:
    assert observe({"kind": "value", "value": None}, "running", "").kind == "value"


def test_an_error_keeps_its_type_its_message_and_its_frames() -> None:
    frames = [{"file": "a.py", "line": 3, "function": "forward"}]
    answer = {"kind": "error", "type": "TypeError", "message": "no", "frames": frames}
    seen = observe(answer, "loading", "")
    assert (seen.kind, seen.phase, seen.detail, seen.message) == ("error", "loading", "TypeError", "no")
    assert seen.frames == (Frame("a.py", 3, "forward"),) and seen.value is None


def test_an_absent_name_comes_with_its_near_misses() -> None:
    seen = observe({"kind": "absent", "name": "cleargrad", "near": ["clear", "grads"]}, "running", "")
    assert (seen.detail, seen.message) == ("cleargrad", "clear, grads")


def test_names_of_the_submission_s_own_are_told_in_order() -> None:
    answer = {"kind": "value", "value": 1, "taken": {"cleargrad": "zero_grad", "Variable": "Tensor"}}
    assert observe(answer, "running", "").taken == (("Variable", "Tensor"), ("cleargrad", "zero_grad"))


def test_every_end_that_a_worker_may_tell_of_is_an_end_that_reports_know() -> None:
    assert ENDS - {"absent"} <= set(KINDS) - {"passed", "failed", "grader-error"}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - ENDS) + ["loaded", "", None, 1, ["value"], {}])
def test_no_answer_can_claim_a_verdict_or_an_end_that_is_seen_from_outside(kind: Any) -> None:
    with pytest.raises(REFUSED):
        observe({"kind": kind, "value": 1.0, "message": ""}, "running", "")


ARRAY = np.zeros(3)


@pytest.mark.parametrize(
    "more",
    [
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"seconds": -1.0},
        {"seconds": True},
        {"seconds": "1"},
        {"seconds": ARRAY},
        {"taken": 1},
        {"taken": [1]},
    ],
    ids=str,
)
def test_a_value_with_anything_forged_beside_it_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises((*REFUSED, AttributeError)):
        observe({"kind": "value", "value": 1.0, **more}, "running", "")


@pytest.mark.parametrize(
    "more",
    [
        {"frames": 3},
        {"frames": {"file": "a"}},
        {"frames": ["a"]},
        {"frames": [{"file": "a", "line": 1}]},
        *({"frames": [{"file": "a", "function": "f", "line": line}]} for line in (1.5, "1", True, -1, 10**9, ARRAY)),
        {"near": 3},
        {"type": ARRAY},
    ],
    ids=str,
)
def test_an_error_with_a_forged_part_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(REFUSED):
        observe({"kind": "error", **more}, "running", "")


def test_an_answer_without_a_value_is_refused() -> None:
    with pytest.raises(KeyError):
        observe({"kind": "value"}, "running", "")


def test_long_texts_are_cut_and_few_frames_are_kept() -> None:
    frames = [{"file": "f" * 999, "line": 1, "function": "g" * 999}] * 99
    seen = observe({"kind": "error", "type": "T" * 9999, "message": "m" * 9999, "frames": frames}, "running", "")
    assert len(seen.detail) == 200 and len(seen.message) == 2000 and len(seen.frames) == 12
    assert {len(frame.file) for frame in seen.frames} == {200} == {len(frame.function) for frame in seen.frames}
