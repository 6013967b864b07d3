"""All that one run of the grader found out about one submission; what the reports are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.verdict import Verdict
from grader.worker import Isolation

if TYPE_CHECKING:
    from grader.counterexample import Counterexample


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


class Line(NamedTuple):
    """One step of somebody's whole work: the file taken for it, None where there is none, and what it came to.

    `status` is passed, failed, unwritten, error, skipped or grader-error; unchecked where the step has no checks yet;
    covered or missing where there is no file. `over` are files that could have been meant too; of a covered step, the
    one that passes its checks.
    """

    step: int
    file: str | None
    status: str
    message: str = ""
    over: tuple[str, ...] = ()


class Person(NamedTuple):
    """Somebody's whole work; `name` is the folder where there are several people, else ""."""

    name: str
    lines: tuple[Line, ...]
    standing: Standing


@dataclass(frozen=True)
class Outcome:
    """One submission's report as data. `step` is None when it was placed on the whole ladder.

    `advice` is what to do next, where that is something else than what a report usually says. `public` says that only a
    step's public checks were there to be run, as in a pack for students.
    """

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
    advice: str = ""
    people: tuple[Person, ...] = ()
    graph: Counterexample | None = None
    public: bool = False

    @property
    def unread_at(self) -> str:
        """Where the file stops being Python; else where it first raised; "" where it did neither."""
        places = [problem["place"] for problem in sorted(self.problems, key=lambda problem: not problem.get("syntax"))]
        return str(next(iter(places), ""))

    @property
    def exit_code(self) -> int:
        """0 passed, 1 not passed, 3 our own failure."""
        return {"passed": 0, "grader-error": 3}.get(self.status, 1)
