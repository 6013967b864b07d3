"""All that one run of the grader found out about one submission; what the reports are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.verdict import Verdict
from grader.worker import Isolation


class Diagnosis(NamedTuple):
    """The known mistake that behaves exactly as the submission does, and its sentence."""

    mistake: str
    says: str


class Standing(NamedTuple):
    """Where a submission stands: the highest step reached (0 for none), the stage that it is in, what is next."""

    reached: int
    stage: int
    title: str
    next_step: int | None
    missing: str
    beyond: tuple[int, ...]
    summit: str = ""
    stage_title: str = ""
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """One submission's report as data. `step` is None when it was placed on the whole ladder."""

    step: int | None
    title: str
    file: str
    sha256: str
    status: str
    isolation: Isolation
    seed: int
    verdicts: tuple[Verdict, ...]
    seconds: float
    asked: tuple[str, ...] = ()
    older: tuple[Verdict, ...] = ()
    following: int | None = None
    is_exercise: bool = False
    diagnosis: Diagnosis | None = None
    standing: Standing | None = None
    notes: tuple[str, ...] = ()
    problems: tuple[dict[str, Any], ...] = ()
    output: str = ""

    @property
    def exit_code(self) -> int:
        """0 passed, 1 not passed, 3 our own failure."""
        return {"passed": 0, "grader-error": 3}.get(self.status, 1)
