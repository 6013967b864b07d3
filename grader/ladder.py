"""Verdicts → the standing: the highest step that holds, what is missing next, what works beyond it.

A check counts for a framework of step N when it belongs to N or an earlier step and N has not made
it untrue on purpose. A name that a file lacks is not held against it on an older step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from grader import course
from grader.outcome import Standing

if TYPE_CHECKING:
    from grader.verdict import Verdict


def stand(verdicts: Sequence[Verdict], steps: Sequence[course.Step]) -> Standing:
    """Where these verdicts, of every check there is, place a submission on the steps given."""
    by_number = {step.number: step for step in steps}
    numbers = sorted({verdict.step for verdict in verdicts} & by_number.keys())
    reached = max((number for number in numbers if _holds(verdicts, number)), default=0)
    later = [number for number in numbers if number > reached]
    here = by_number.get(reached) or by_number[min(by_number)]
    beyond = tuple(number for number in later if _own_checks_hold(verdicts, number))
    following = _following(verdicts, later, max(beyond, default=0))
    return Standing(
        reached=reached,
        stage=here.stage.number,
        title=by_number[reached].title if reached else "",
        next_step=following,
        missing=_missing(verdicts, following) if following is not None else "",
        beyond=beyond,
        summit=summit(reached, steps),
        stage_title=here.stage.title,
        absent=_absent_names(verdicts, reached),
    )


def live(verdicts: Sequence[Verdict], number: int) -> list[Verdict]:
    """The verdicts that count for a framework of step `number`."""
    return [v for v in verdicts if v.step <= number and (v.until is None or number < v.until)]


def _holds(verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether a framework stands on this step; a file that has no framework at all stands on none."""
    if _has_no_framework(verdicts):
        return False
    earlier = (verdict for verdict in live(verdicts, number) if verdict.step < number)
    return _own_checks_hold(verdicts, number) and all(v.passed or v.left_out or v.kind == "absent" for v in earlier)


def _has_no_framework(verdicts: Sequence[Verdict]) -> bool:
    boxes = [verdict for verdict in verdicts if verdict.step == 1]
    return bool(boxes) and all(verdict.kind == "absent" for verdict in boxes)


def _own_checks_hold(verdicts: Sequence[Verdict], number: int) -> bool:
    own = [verdict for verdict in live(verdicts, number) if verdict.step == number and not verdict.left_out]
    return bool(own) and all(verdict.passed for verdict in own)


def _following(verdicts: Sequence[Verdict], later: Sequence[int], works: int) -> int | None:
    """The first later step that keeps a file from going on.

    A step whose names are not there is passed over where one after it works, or is begun and wrong: along the book
    there is nothing to write for step 5 or 15, and much is dropped again.
    """
    if _has_no_framework(verdicts):
        return later[0]
    for number, after in zip(later, (*later, 0)[1:], strict=True):
        dropped = number < works and not _is_wrong(live(verdicts, number))
        if not dropped and not (_is_absent(verdicts, number) and _is_wrong(v for v in verdicts if v.step == after)):
            return number
    return None


def _is_wrong(verdicts: Iterable[Verdict]) -> bool:
    return any(v.kind not in ("passed", "absent") and not v.left_out for v in verdicts)


def _is_absent(verdicts: Sequence[Verdict], number: int) -> bool:
    return all(v.kind == "absent" or v.left_out for v in verdicts if v.step == number)


def _missing(verdicts: Sequence[Verdict], number: int) -> str:
    """The first thing that keeps a framework from step `number`, in words; its own checks first."""
    failing = [
        v
        for v in live(verdicts, number)
        if not (v.passed or v.left_out) and not (v.step < number and v.kind == "absent")
    ]
    failing.sort(key=lambda verdict: (verdict.kind == "absent", verdict.step != number))
    return failing[0].says if failing else ""


def summit(reached: int, steps: Sequence[course.Step]) -> str:
    """The summit of the highest stage whose last step has been reached."""
    behind = [step.stage for step in steps if step.stage.last <= reached]
    return behind[-1].summit if behind else ""


def _absent_names(verdicts: Sequence[Verdict], reached: int) -> tuple[str, ...]:
    names: Mapping[str, None] = {
        verdict.observation.detail: None
        for verdict in live(verdicts, reached)
        if verdict.kind == "absent" and verdict.observation is not None
    }
    return tuple(names)


def counted(verdicts: Sequence[Verdict], standing: Standing) -> tuple[Verdict, ...]:
    """The verdicts that a report of this standing lists: those that no step up to it has ended."""
    return tuple(v for v in verdicts if v.until is None or max(standing.reached, v.step) < v.until)


def placed(standing: Standing, verdicts: Sequence[Verdict], unreadable: bool) -> str:
    """The status of a placement: passed when a step is reached, error when the file could not be read.

    A check of ours that broke leaves the standing in doubt, and that is our failure, not a low standing.
    """
    if any(verdict.kind == "grader-error" for verdict in verdicts):
        return "grader-error"
    if standing.reached:
        return "passed"
    return "error" if unreadable else "failed"


def with_words(standing: Standing, worded: Mapping[tuple[int, str], Verdict]) -> Standing:
    """The standing with the reason beside the claim: what was missing, and what was seen instead."""
    if standing.next_step is None:
        return standing
    reason = next(
        (
            v.message
            for v in worded.values()
            if v.step <= standing.next_step and v.says == standing.missing and not v.passed
        ),
        "",
    )
    return standing._replace(missing=f"{standing.missing} {reason}".strip()) if reason else standing
