"""What came back from running a scenario: a value, or the way in which there was none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Frame:
    """One line of the learner's own code on the way to an error; `file` is a name in the submission."""

    file: str
    line: int
    function: str


@dataclass(frozen=True)
class Observation:
    """The answer to one request.

    `kind` is `value`, or one of the ends without a value: unwritten, absent, error, timeout, memory,
    recursion, flood, crashed, exited, too-big, not-plain, skipped. `phase` says what was being done,
    `detail` is an exception's type, a signal's or a name's name. All text is the learner's, to be cleaned before
    it is shown.
    """

    kind: str
    value: Any = None
    phase: str = "running"
    detail: str = ""
    message: str = ""
    frames: tuple[Frame, ...] = ()
    seconds: float = 0.0
    output: str = ""


def observe(answer: dict[str, Any], phase: str, output: str) -> Observation:
    """The observation in a worker's answer. Raises NotPlain-like errors (KeyError, TypeError) if it is not one."""
    kind = answer["kind"]
    if kind == "value":
        return Observation("value", answer["value"], phase, seconds=_seconds(answer), output=output)
    if kind not in ENDS:
        raise KeyError(kind)
    return Observation(
        kind,
        phase=phase,
        detail=str(answer.get("type") or answer.get("name") or "")[:200],
        message=str(answer.get("message") or ", ".join(map(str, answer.get("near") or ())))[:2000],
        frames=tuple(_frames(answer.get("frames") or ())),
        seconds=_seconds(answer),
        output=output,
    )


# What a worker may say of itself. The other ends are seen from outside.
ENDS = frozenset("unwritten absent error memory recursion exited too-big not-plain".split())


def _seconds(answer: dict[str, Any]) -> float:
    return min(max(float(answer.get("seconds", 0.0)), 0.0), 1e6)


def _frames(frames: Any) -> list[Frame]:
    return [Frame(str(f["file"])[:200], int(f["line"]), str(f["function"])[:200]) for f in frames[:12]]
