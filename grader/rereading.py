"""A submission that defines a class twice may mean its last definitions: it is read in both orders.

The second order counts only where the first one fails a check and the second passes more, and the
report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.judge import Job
from grader.session import LAST_FIRST, Reading, Session
from grader.verdict import Verdict
from grader.words import say


class Rereading:
    """The verdicts of one submission, from the order of reading that suits it."""

    def __init__(
        self,
        session: Session,
        seed: int,
        wanted: Callable[[int, str], bool] = lambda step, name: True,
        of_step: int | None = None,
    ) -> None:
        self.session = session
        self.seed = seed
        self.wanted = wanted
        self.of_step = of_step
        self.verdicts: tuple[Verdict, ...] = ()
        self._reading: Reading | None = None

    @property
    def reading(self) -> Reading:
        """How the reading that counts went. Known once the jobs are done."""
        return self._reading or self.session.reading()

    def jobs(self) -> Iterator[Job]:
        """The submission as written and, where that fails and names are defined twice, once more."""
        yield Job(self.session, self.seed, self.wanted, self.of_step)
        self._reading = self.session.reading()
        names = self._reading.left_behind
        if not names or all(verdict.passed for verdict in self.verdicts):
            return
        with Session(self.session.worker, self.session.submission, LAST_FIRST) as again:
            before = self.verdicts
            yield Job(again, self.seed, self.wanted, self.of_step)
            if _passes(self.verdicts) > _passes(before):
                note = say("place.reread", names=", ".join(names[:6]))
                self._reading = again.reading()._replace(notes=(*again.reading().notes, note))
            else:
                self.verdicts = before

    def take(self, verdicts: tuple[Verdict, ...]) -> None:
        """Hand in the verdicts of the job that was yielded last."""
        self.verdicts = verdicts


def _passes(verdicts: tuple[Verdict, ...]) -> int:
    return sum(verdict.passed for verdict in verdicts)
