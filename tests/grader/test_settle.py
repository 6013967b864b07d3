"""Raw verdicts → verdicts in words: each end has its sentence, ours is never worded as theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader import settle
from grader.observation import Frame, Observation
from grader.session import Reading
from grader.submission import Block, Submission
from grader.verdict import BROKEN, KINDS, Trace, Verdict
from grader.worker import Limits

STEPS = {"Variable": 1, "add": 12, "Variable.cleargrad": 14}
CONTEXT = settle.Context(
    where=lambda file, line: f"line {line}" if file == "mine.py" else f"{file}, line {line}",
    brought_by=STEPS.get,
    limits=Limits(output_bytes=1 << 20, memory_bytes=768 << 20, timeouts=2),
)
UNTOUCHED = CONTEXT._replace(untouched=("Variable.backward", "Variable.cleargrad"))


def raw(kind: str, observation: Observation | None = None, **more: Any) -> Verdict:
    return Verdict(14, "both_uses_count", "Both uses count.", kind, observation=observation, **more)


def ended(kind: str, context: settle.Context = CONTEXT, **more: Any) -> Verdict:
    return settle.settle(raw(kind, Observation(kind, **more)), context)


@pytest.mark.parametrize(
    ("kind", "more", "message"),
    [
        ("unwritten", {"message": "set it back"}, "NotImplementedError says: set it back"),
        ("unwritten", {}, "it still raises NotImplementedError"),
        ("error", {"detail": "TypeError", "message": "no"}, "TypeError: no"),
        ("error", {"detail": "KeyError"}, "it raised KeyError"),
        ("timeout", {"seconds": 3.0}, "no answer after 3 s, while the check was running"),
        ("timeout", {"seconds": 0.5, "phase": "loading"}, "no answer after 0.5 s, while your file was being read"),
        ("memory", {}, "it asked for more memory than the 768 MiB that a check may use, while the check was running"),
        ("recursion", {}, "a function called itself more than a thousand times, while the check was running"),
        ("flood", {}, "it printed more than 1024 KiB and was stopped, while the check was running"),
        (
            "crashed",
            {"detail": "SIGSEGV"},
            "the process crashed with signal SIGSEGV, while the check was running; very deep recursion and ctypes can "
            "cause this",
        ),
        (
            "exited",
            {"detail": "3"},
            "the program ended itself with exit code 3 while the check was running, so no answer came back; look for "
            "sys.exit() or os._exit()",
        ),
        (
            "exited",
            {"detail": "SystemExit", "phase": "loading"},
            "the program ended itself while your file was being read, so no answer came back; look for sys.exit() or "
            "os._exit()",
        ),
        ("too-big", {"message": "5000000 bytes"}, "the answer is too big to look at: 5000000 bytes"),
        (
            "not-plain",
            {"message": "the answer is a set"},
            "numbers were expected in the answer, but the answer is a set",
        ),
        ("skipped", {}, "not run, because 2 checks before it ran out of time"),
    ],
)
def test_every_end_without_a_value_has_its_sentence(kind: str, more: dict[str, Any], message: str) -> None:
    settled = ended(kind, **more)
    assert (settled.kind, settled.message) == (kind, message)


def test_no_kind_is_left_without_words() -> None:
    for kind in sorted(set(KINDS) - {"passed", "failed"}):
        assert ended(kind, detail="X", message="m").message


def test_an_end_names_the_innermost_line_of_the_learner_s_own() -> None:
    frames = (Frame("mine.py", 3, "backward"), Frame("mine.py", 7, "forward"))
    settled = ended("error", detail="TypeError", message="no", frames=frames)
    assert settled.message == "TypeError: no (line 7, in forward)"
    outside = ended("timeout", seconds=3.0, frames=(Frame("core.py", 9, "<module>"),))
    assert outside.message == "no answer after 3 s, while the check was running (core.py, line 9)"


def test_nothing_that_a_learner_s_program_wrote_reaches_a_terminal_as_it_is() -> None:
    evil = "\x1b[2J\u202e\x9b31m\ud800"
    frames = (Frame(f"{evil}.py", 3, f"f{evil}"),)
    for kind in sorted(set(KINDS) - {"passed"} | {"absent"}):
        settled = ended(kind, detail=f"T{evil}", message=f"m{evil}", frames=frames)
        assert settled.message.isprintable(), (kind, settled.message)
    told = settle.settle(raw("grader-error", message=f"KeyError: {evil}"), CONTEXT)
    assert told.message.isprintable() and "KeyError" in told.message


def test_a_name_that_this_step_brings_is_not_written_yet() -> None:
    settled = ended("absent", detail="Variable.cleargrad", message="clear_gradients")
    assert settled.kind == "unwritten"
    assert settled.message == "there is no Variable.cleargrad in this file yet; did you mean clear_gradients?"
    assert "did you mean" not in ended("absent", detail="Variable.cleargrad").message


def test_a_name_that_another_step_brings_is_skipped_with_that_step() -> None:
    settled = ended("absent", detail="add")
    assert settled.kind == "skipped"
    assert settled.message == "it needs add, which this file does not have; step 12 brings it"


def test_a_name_that_no_step_brings_is_skipped_too() -> None:
    assert ended("absent", detail="frobnicate").message == "it needs frobnicate, which this file does not have"


def test_our_own_failure_says_that_it_is_ours() -> None:
    settled = settle.settle(raw("grader-error", message="KeyError: 'a'"), CONTEXT)
    assert settled.kind == "grader-error"
    assert "not your fault" in settled.message and "KeyError: 'a'" in settled.message


def test_what_passed_and_what_failed_in_a_claim_stay_as_they_are() -> None:
    for verdict in (raw("passed"), raw("failed", message="x = 1.0, expected 2.0")):
        assert settle.settle(verdict, CONTEXT) == verdict


SHIPPED = "Variable.backward and Variable.cleargrad are still as they were shipped"


def test_a_wrong_answer_of_code_as_it_was_shipped_is_not_written_yet() -> None:
    settled = settle.settle(raw("failed", message="x = 1.0, expected 2.0"), UNTOUCHED)
    assert (settled.kind, settled.message) == ("unwritten", SHIPPED)
    one = settle.settle(raw("failed"), CONTEXT._replace(untouched=("Variable.backward",)))
    assert one.message == "Variable.backward is still as it was shipped"


@pytest.mark.parametrize("kind", sorted(BROKEN - {"failed"}))
def test_so_is_any_other_end_of_it_and_the_end_is_told(kind: str) -> None:
    settled = ended(kind, UNTOUCHED, detail="X", message="m", seconds=3.0)
    assert settled.kind == "unwritten"
    assert settled.message == f"{SHIPPED} (so far: {ended(kind, detail='X', message='m', seconds=3.0).message})"


@pytest.mark.parametrize("kind", ["passed", "skipped", "unwritten", "grader-error"])
def test_no_other_verdict_on_code_as_it_was_shipped_is_reworded(kind: str) -> None:
    observation = Observation(kind, message="m") if kind in ("skipped", "unwritten") else None
    assert settle.settle(raw(kind, observation), UNTOUCHED) == settle.settle(raw(kind, observation), CONTEXT)


# What a step came to


@pytest.mark.parametrize(
    ("kinds", "unreadable", "status"),
    [
        (["passed", "passed"], False, "passed"),
        (["passed", "passed"], True, "passed"),
        (["passed", "failed"], False, "failed"),
        (["passed", "failed"], True, "error"),
        (["passed", "unwritten"], False, "unwritten"),
        (["unwritten", "skipped"], False, "unwritten"),
        (["unwritten", "failed"], False, "failed"),
        (["unwritten"], True, "error"),
        (["skipped"], False, "failed"),
        (["passed", "grader-error"], False, "grader-error"),
        (["failed", "grader-error"], True, "grader-error"),
        ([], False, "grader-error"),
        *(([kind], False, "failed") for kind in sorted(BROKEN)),
    ],
)
def test_the_status_of_a_step(kinds: list[str], unreadable: bool, status: str) -> None:
    assert settle.status([raw(kind) for kind in kinds], unreadable) == status


def test_a_program_that_no_python_runs_has_not_passed_whatever_stands_above_the_line() -> None:
    assert settle.status([raw("passed")], True, broken=True) == "error"
    assert settle.status([raw("grader-error")], True, broken=True) == "grader-error"


@pytest.mark.parametrize(
    ("main", "file", "kind", "broken"),
    [
        ("step04.py", "step04.py", "SyntaxError", True),
        ("step04.py", "step04.py", "NameError", False),
        ("step04.py", "beside.py", "SyntaxError", False),
        ("step04.ipynb", "step04.ipynb", "SyntaxError", False),
    ],
)
def test_a_file_is_broken_where_its_own_text_is_no_python(main: str, file: str, kind: str, broken: bool) -> None:
    reading = Reading(None, problems=({"type": kind, "message": "m", "line": 3, "file": file},))
    submission = Submission(main, "0" * 64, main, {main: ""}, (Block(""),))
    assert settle.is_broken(reading, submission) is broken


def test_only_what_is_not_python_can_not_be_read() -> None:
    syntax = {"type": "SyntaxError", "message": "m", "line": 3}
    name = {"type": "NameError", "message": "m", "line": 3}
    assert settle.unreadable(Reading(Observation("error", phase="loading")))
    assert settle.unreadable(Reading(None, problems=(name, syntax)))
    assert settle.unreadable(Reading(None, problems=({**syntax, "type": "IndentationError"},)))
    assert not settle.unreadable(Reading(None, problems=(name,))) and not settle.unreadable(Reading(None))


def test_problems_are_told_with_the_owner_s_words_for_their_places() -> None:
    blocks = (Block("a\nb", 1, "cell 1"), Block("c", 3, "\x1b[2Jcell 2"))
    submission = Submission("a.ipynb", "00", "a.ipynb", {"a.ipynb": "a\nb\nc"}, blocks)
    problems = (
        {"type": "NameError", "message": "m", "file": "a.ipynb", "line": 3},
        {"type": "TabError", "message": "m", "file": "a.ipynb", "line": 2},
        {"type": "NameError", "message": "m", "file": "beside.py", "line": 2},
    )
    told = settle.problems(Reading(None, problems=problems), submission)
    assert [(problem["place"], problem["syntax"]) for problem in told] == [
        ("cell 2, line 1", False),
        ("cell 1, line 2", True),
        ("beside.py, line 2", False),
    ]


# Whose fault it is


def with_value(value: Any, **more: Any) -> Verdict:
    return raw("grader-error", traces=(Trace("s", Observation("value", value)),), message="TypeError: ", **more)


def test_a_check_that_breaks_here_and_passes_on_our_solution_was_given_a_wrong_form() -> None:
    broken = with_value({"a": np.ones(2)})
    (blamed,) = settle.blame([broken], [replace(broken, kind="passed")])
    assert blamed.kind == "failed"
    assert blamed.message == "what came back can not be compared with what was expected: {a: [1., 1.]}"
    (bare,) = settle.blame([raw("grader-error")], [raw("passed")])
    assert bare.message == "what came back can not be compared with what was expected"


@pytest.mark.parametrize("kind", ["grader-error", "failed", "timeout"])
def test_a_check_that_does_not_pass_on_our_solution_either_is_our_failure(kind: str) -> None:
    broken = with_value(None)
    assert settle.blame([broken], [replace(broken, kind=kind)]) == (broken,)
    assert settle.blame([broken], []) == (broken,)


def test_no_other_verdict_is_anybody_s_else() -> None:
    verdicts = tuple(raw(kind) for kind in KINDS if kind != "grader-error")
    assert settle.blame(verdicts, [raw("passed")] * len(verdicts)) == verdicts


def test_a_check_is_compared_with_the_same_check_of_the_same_step() -> None:
    broken = with_value(None)
    for other in (replace(broken, kind="passed", step=13), replace(broken, kind="passed", name="other")):
        assert settle.blame([broken], [other]) == (broken,)


# Names of one's own


def test_each_name_that_is_spelled_otherwise_is_told_once() -> None:
    tensor, zero = ("Variable", "Tensor"), ("cleargrad", "zero_grad")
    rows = [
        raw("passed", traces=(Trace("s", Observation("value", 1, taken=(tensor,))),)),
        raw("failed", traces=(Trace("s", Observation("value", 1, taken=(tensor, zero))),)),
    ]
    assert settle.taken(rows) == ("Tensor was taken for Variable", "zero_grad was taken for cleargrad")
    assert settle.taken([raw("passed")]) == ()


def test_names_that_a_submission_makes_up_are_cleaned_and_few() -> None:
    pairs = tuple((f"a{n}\x1b[2J", "b\u202e") for n in range(99))
    told = settle.taken([raw("passed", traces=(Trace("s", Observation("value", 1, taken=pairs)),))])
    assert 0 < len(told) <= 10 and all(note.isprintable() for note in told)
