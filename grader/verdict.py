"""What a check came to: one word, one sentence, what was seen and what was due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.observation import Observation

KINDS = (
    "passed failed unwritten error timeout memory recursion flood crashed exited too-big not-plain skipped "
    "grader-error"
).split()
# Something was seen, and it was wrong.
BROKEN = frozenset(KINDS) - {"passed", "unwritten", "skipped", "grader-error"}


class NoValue(AssertionError):
    """A scenario gave no value, so the check that asked for it did not pass."""

    def __init__(self, observation: Observation) -> None:
        super().__init__(observation.kind)
        self.observation = observation


class Trace(NamedTuple):
    """What one scenario did in one check: kept to be compared with what a mistake does there."""

    scenario: str
    observation: Observation


@dataclass(frozen=True)
class Verdict:
    """One check's outcome. `kind` is one of KINDS; `traces` are the observations it rests on.

    `left_out` means that the check itself said it can not be run here, which is held against nobody.
    """

    step: int
    name: str
    says: str
    kind: str
    message: str = ""
    expected: Any = None
    observed: Any = None
    what: str = ""
    after: str = ""
    note: str = ""
    inputs: tuple[tuple[str, Any], ...] = ()
    until: int | None = None
    seconds: float = 0.0
    traces: tuple[Trace, ...] = ()
    observation: Observation | None = None
    left_out: bool = False

    @property
    def passed(self) -> bool:
        """Whether the check passed; every other kind is not a pass."""
        return self.kind == "passed"
