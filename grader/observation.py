"""What came back from running a scenario: a value, or the way in which there was none."""

from __future__ import annotations

from typing import Any, NamedTuple


class Frame(NamedTuple):
    """One line of the learner's own code on the way to an error; `file` is a name in the submission."""

    file: str
    line: int
    function: str


class Observation(NamedTuple):
    """The answer to one request.

    `kind` is `value`, or one of the ends without a value: unwritten, absent, error, timeout, memory,
    recursion, flood, crashed, exited, too-big, not-plain, skipped. `phase` says what was being done,
    `detail` is an exception's type, a signal's or a name's name; `taken` pairs a name of ours with the
    submission's own name for it. All text is the learner's, to be cleaned before it is shown.
    """

    kind: str
    value: Any = None
    phase: str = "running"
    detail: str = ""
    message: str = ""
    frames: tuple[Frame, ...] = ()
    seconds: float = 0.0
    output: str = ""
    taken: tuple[tuple[str, str], ...] = ()


def observe(answer: dict[str, Any], phase: str, output: str) -> Observation:
    """The observation in a worker's answer. Raises KeyError, TypeError or ValueError if it is not one."""
    kind = answer["kind"]
    if kind == "value":
        return Observation(
            "value", answer["value"], phase, seconds=_seconds(answer), output=output, taken=_taken(answer)
        )
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
MOST_SECONDS = 1e6
MOST_TAKEN = 10
MOST_LINES = 10**7


def _seconds(answer: dict[str, Any]) -> float:
    seconds = answer.get("seconds", 0.0)
    if type(seconds) not in (int, float) or not 0 <= seconds <= MOST_SECONDS:
        raise ValueError("seconds")
    return float(seconds)


def _taken(answer: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    taken = answer.get("taken") or {}
    return tuple((str(name)[:80], str(found)[:80]) for name, found in sorted(taken.items())[:MOST_TAKEN])


def _frames(frames: Any) -> list[Frame]:
    return [Frame(str(f["file"])[:200], _line(f["line"]), str(f["function"])[:200]) for f in frames[:12]]


def _line(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= MOST_LINES:
        raise ValueError("line")
    return number
