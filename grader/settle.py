"""Raw verdicts → verdicts in the words of a report: what was missing, where it happened, what it means.

Also what a whole step came to. Nothing here looks at a submission; it only words what was observed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from grader import scripts
from grader.checks import Mismatch, show
from grader.clean import clean_line
from grader.observation import Observation
from grader.session import Reading
from grader.submission import Submission
from grader.verdict import BROKEN, Verdict
from grader.words import ENGLISH, language, listed, say
from grader.worker import Limits

MOST_TAKEN = 10
FRAMEWORK = frozenset({"Variable", "Function"})
ARRAYS = "as_array"  # what is lent under this name is not built on anything, and told in words of its own
SYNTAX = ("SyntaxError", "IndentationError", "TabError")


class Context(NamedTuple):
    """What wording needs to know: lines in their owner's words, which step brings a name, what is untouched.

    Up to step `scripts`, what a step asks for may have been written as a script, without a function of its own.
    `stopped` says what stopped that script before it came to anything.
    """

    where: Callable[[str, int], str]
    brought_by: Callable[[str], int | None]
    untouched: tuple[str, ...] = ()
    limits: Limits = Limits()
    scripts: int = sys.maxsize
    stopped: str = ""


def _retold(table: str, message: str) -> str:
    """What the worker said of an answer, or an error of ours in there: it knows English alone."""
    if language() == ENGLISH:
        return message
    from grader.words.retelling import retold

    return retold(table, message)


def in_language(verdict: Verdict) -> Verdict:
    """The verdict with what its check says of it in the language asked for, as far as that has it."""
    if language() == ENGLISH:
        return verdict
    from grader.words import steps

    told = partial(steps.phrase, verdict.step)

    def value(seen: Any) -> Any:
        return told(seen) if isinstance(seen, str) else seen

    turned = replace(
        verdict,
        says=steps.check_says(verdict.step, verdict.name, verdict.says),
        what=told(verdict.what),
        after=told(verdict.after),
        note=told(verdict.note),
        inputs=tuple((told(name), value(given)) for name, given in verdict.inputs),
        expected=value(verdict.expected),
        observed=value(verdict.observed),
    )
    if verdict.kind == "failed" and verdict.what:
        parts = (turned.what, turned.after, dict(turned.inputs), turned.observed, turned.expected, turned.note)
        return replace(turned, message=str(Mismatch(*parts)))
    return replace(turned, message=told(verdict.message))


def settle(verdict: Verdict, context: Context) -> Verdict:
    """The verdict with one of the kinds that reports know and a sentence of its own, in the language asked for."""
    verdict = in_language(verdict)
    if verdict.kind == "absent":
        return _settle_absent(verdict, context)
    if verdict.kind == "grader-error":
        return replace(verdict, message=say("ended.grader-error", message=clean_line(verdict.message)))
    if verdict.observation is not None:
        verdict = replace(verdict, message=_ended(verdict.observation, context))
    if context.untouched and verdict.kind in BROKEN:
        return replace(verdict, kind="unwritten", message=_untouched(verdict, context.untouched))
    return verdict


def blame(verdicts: Sequence[Verdict], reference: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with our failures told from theirs.

    A check that breaks on a submission, yet passes on our own solution, was given an answer of a wrong form.
    """
    sound = {(verdict.step, verdict.name) for verdict in reference if verdict.passed}
    return tuple(
        replace(verdict, kind="failed", message=_malformed(verdict))
        if verdict.kind == "grader-error" and (verdict.step, verdict.name) in sound
        else verdict
        for verdict in verdicts
    )


def _malformed(verdict: Verdict) -> str:
    values = [trace.observation.value for trace in verdict.traces if trace.observation.kind == "value"]
    return say("ended.malformed", seen=clean_line(show(values[-1]))) if values else say("ended.malformed-bare")


def taken(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """One sentence for each name that a submission spells in a way of its own, and one for what was lent to it."""
    pairs = dict.fromkeys(pair for v in verdicts for trace in v.traces for pair in trace.observation.taken)
    lent = [clean_line(name, 60) for name, found in pairs if not found and name != ARRAYS]
    spelled = [
        say("place.taken", found=clean_line(found, 60), name=clean_line(name, 60))
        for name, found in islice((pair for pair in pairs if pair[1]), MOST_TAKEN)
    ]
    if (ARRAYS, "") in pairs:
        spelled.append(say("place.arrays"))
    if FRAMEWORK & {*lent}:
        return (*spelled, say("place.lent-framework"))
    return (*spelled, *([say("place.lent", names=listed(lent))] if lent else []))


def status(verdicts: Sequence[Verdict], unreadable: bool, broken: bool = False) -> str:
    """What a step came to: passed, failed, unwritten, error (not readable) or grader-error.

    `broken` is a program that no Python would run, whatever the part of it that can be read does.
    """
    kinds = {verdict.kind for verdict in verdicts if not verdict.left_out} - {"passed"}
    if "grader-error" in kinds:
        return "grader-error"
    if not kinds and not verdicts:
        return "grader-error"
    if broken or (kinds and unreadable):
        return "error"
    if not kinds:
        return "passed" if any(verdict.passed for verdict in verdicts) else "unwritten"
    return "unwritten" if kinds <= {"unwritten", "skipped"} and "unwritten" in kinds else "failed"


def unreadable(reading: Reading) -> bool:
    """Whether a submission could not be read as Python, as a whole or from some line on."""
    return reading.failure is not None or any(problem["type"] in SYNTAX for problem in reading.problems)


def is_broken(reading: Reading, submission: Submission) -> bool:
    """Whether Python refuses the file itself: of a notebook, whose cells run one by one, that can not be said."""
    own = (problem for problem in reading.problems if problem["file"] == submission.main)
    return submission.main.endswith(".py") and any(problem["type"] in SYNTAX for problem in own)


def came_to_nothing(root: Path, number: int, submission: Submission, reading: Reading) -> str:
    """Why the script that a file is for this step shows nothing, in words; "" where it may."""
    problem = scripts.its_end(root, number, submission, reading)
    if problem is not None:
        place = clean_line(submission.place(problem["file"], problem["line"]), 120)
        return say("ended.stopped", place=place, type=problem["type"], message=clean_line(problem["message"], 160))
    kept = scripts.keeps_gradients(number, submission.files.get(submission.main, ""))
    return say("ended.keeps-gradients") if kept else ""


def problems(reading: Reading, submission: Submission) -> tuple[dict[str, Any], ...]:
    """What went wrong while a submission was read, with its places in its owner's words."""
    return tuple(
        {
            **problem,
            "message": _with_version(problem),
            "place": clean_line(submission.place(problem["file"], problem["line"]), 120),
            "syntax": problem["type"] in SYNTAX,
        }
        for problem in reading.problems
    )


def _with_version(problem: Mapping[str, Any]) -> str:
    """What a problem says and, where the syntax is of another Python, which one it is."""
    needs = str(problem.get("needs") or "")
    if not re.fullmatch(r"2|3\.\d+", needs):
        return str(problem["message"])
    if needs == "2":
        return say("problem.python2", message=problem["message"])
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return say("problem.newer", message=problem["message"], version=needs, here=here)


def _settle_absent(verdict: Verdict, context: Context) -> Verdict:
    observation = verdict.observation
    assert observation is not None
    name = clean_line(observation.detail, 80)
    step = context.brought_by(name)
    if step == verdict.step <= context.scripts and scripts.is_left_to_a_script(step, name):
        own = clean_line(observation.message, 100)
        message = say("ended.another", own=own) if own.startswith(f"{name}(") else say("ended.script", name=name)
        return replace(verdict, kind="skipped", left_out=True, message=message)
    if step == verdict.step and context.stopped:
        return replace(verdict, kind="error", message=context.stopped)
    if step == verdict.step:
        near = say("ended.near", near=clean_line(observation.message, 100)) if observation.message else ""
        return replace(verdict, kind="unwritten", message=say("ended.unwritten-absent", name=name) + near)
    key = "ended.skipped-unknown" if step is None else "ended.skipped-absent"
    return replace(verdict, kind="skipped", message=say(key, name=name, step=step))


def _untouched(verdict: Verdict, names: tuple[str, ...]) -> str:
    key = "ended.unwritten-shipped" + ("-many" if len(names) > 1 else "")
    so_far = "" if verdict.kind == "failed" else say("ended.so-far", message=verdict.message)
    return say(key, names=listed(names)) + so_far


def _ended(observation: Observation, context: Context) -> str:
    worded = _WORDINGS.get(observation.kind, _plainly)(observation, context)
    if observation.kind in ("passed", "value") or not observation.frames:
        return worded
    frame = observation.frames[-1]
    place = clean_line(context.where(frame.file, frame.line), 120)
    function = clean_line(frame.function, 60)
    if re.fullmatch(r"<\w+>", function):
        return f"{worded} ({place})"
    return f"{worded} ({say('ended.where', place=place, function=function)})"


def _plainly(observation: Observation, context: Context) -> str:
    return clean_line(observation.message)


def _unwritten(observation: Observation, context: Context) -> str:
    if observation.message:
        return say("ended.unwritten", message=clean_line(observation.message))
    return say("ended.unwritten-bare")


def _error(observation: Observation, context: Context) -> str:
    kind = clean_line(observation.detail, 80)
    if not observation.message:
        return say("ended.error-bare", type=kind)
    return say("ended.error", type=kind, message=_retold("worker", clean_line(observation.message)))


def _exited(observation: Observation, context: Context) -> str:
    key = "ended.exited" if observation.detail.lstrip("-").isdigit() else "ended.exited-bare"
    return _in_phase(key, observation, context)


def _in_phase(key: str, observation: Observation, context: Context) -> str:
    values: Mapping[str, Any] = {
        "phase": say(f"phase.{observation.phase}"),
        "seconds": f"{observation.seconds:g}",
        "megabytes": context.limits.memory_bytes >> 20,
        "kibibytes": context.limits.output_bytes >> 10,
        "signal": clean_line(observation.detail, 20),
        "code": clean_line(observation.detail, 20),
        "message": _retold("answer", clean_line(observation.message)),
        "count": context.limits.timeouts,
    }
    return say(key, **values)


_WORDINGS: Mapping[str, Callable[[Observation, Context], str]] = {
    "unwritten": _unwritten,
    "error": _error,
    "exited": _exited,
    **{
        kind: partial(_in_phase, f"ended.{kind}")
        for kind in ("timeout", "memory", "recursion", "flood", "crashed", "too-big", "not-plain")
    },
    "skipped": partial(_in_phase, "ended.not-run"),
}
