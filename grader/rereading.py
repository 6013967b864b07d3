"""A submission may mean something else than it says from top to bottom: where checks fail, it is read in other ways too.

One that defines a class twice may mean its last definitions; one of several steps may show a step in its beginning,
and leave it behind later. Another reading counts only where it does better, and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from grader.judge import Job
from grader.session import LAST_FIRST, Reading, Session
from grader.verdict import Verdict
from grader.words import say

MOST_SECTIONS = 20  # readings of one file


class Rereading:
    """The verdicts of one submission, from the ways of reading it that suit it."""

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
        self._last: tuple[Verdict, ...] = ()
        self._whole: Reading | None = None
        self._sections: dict[int, Reading] = {}

    @property
    def reading(self) -> Reading:
        """How the reading that counts went; of a file whose steps count as they stood, that of the whole file.

        Known once the jobs are done.
        """
        counts = self._sections.get(self.of_step or 0) or self._whole or self.session.reading()
        return counts._replace(notes=(*counts.notes, *self._told())) if self._sections else counts

    def reading_of(self, step: int) -> Reading:
        """How the reading went that counts for one step."""
        return self._sections.get(step) or self.reading

    def take(self, verdicts: tuple[Verdict, ...]) -> None:
        """Hand in the verdicts of the job that was yielded last."""
        self._last = verdicts

    def jobs(self) -> Iterator[Job]:
        """The submission as written and, where that fails, in the other ways that there are."""
        yield Job(self.session, self.seed, self.wanted, self.of_step)
        self.verdicts = self._last
        self._whole = self.session.reading()
        yield from self._last_first(self._whole.left_behind)
        yield from self._as_of_their_sections()

    def _last_first(self, names: tuple[str, ...]) -> Iterator[Job]:
        """The last definition of each name first, where some were given twice."""
        if not names or all(verdict.passed for verdict in self.verdicts):
            return
        with Session(self.session.worker, self.session.submission, LAST_FIRST) as again:
            yield Job(again, self.seed, self.wanted, self.of_step)
            if _passes(self._last) > _passes(self.verdicts):
                note = say("place.reread", names=", ".join(names[:6]))
                self.verdicts = self._last
                self._whole = again.reading()._replace(notes=(*again.reading().notes, note))

    def _as_of_their_sections(self) -> Iterator[Job]:
        """Steps of a file of several, each as the file stands where its section ends."""
        from grader import sections, settle  # where something failed, and not before

        assert self._whole is not None
        submission = self.session.submission
        broken = settle.is_broken(self._whole, submission)
        failing = sorted({verdict.step for verdict in self.verdicts if broken or not _is_well(verdict)})
        steps = [self.of_step] if failing and self.of_step else failing
        found = sections.heads(submission) if steps else ()
        for line, group in islice(sections.cuts(found, steps), MOST_SECTIONS):
            begun = sections.before(submission, line)
            if begun is None:
                continue
            with Session(self.session.worker, begun) as again:
                yield Job(again, self.seed, self._wanted_of(group), self.of_step)
                reading = again.reading()
            for step in group:
                mine, theirs = self._count(self.verdicts, step), self._count(self._last, step)
                if (theirs, not settle.is_broken(reading, begun)) > (mine, not broken):
                    self._sections[step] = reading
                    kept = [verdict for verdict in self.verdicts if not self._concerns(step, verdict)]
                    self.verdicts = (*kept, *(verdict for verdict in self._last if self._concerns(step, verdict)))
            if reading.failure is not None and reading.failure.kind == "timeout":
                return  # what comes later begins with the same

    def _wanted_of(self, steps: frozenset[int]) -> Callable[[int, str], bool]:
        return lambda step, name: self.wanted(step, name) and (self.of_step is not None or step in steps)

    def _concerns(self, step: int, verdict: Verdict) -> bool:
        """Whether a verdict is one of those that are judged for a step: its own; where it is the only one, all."""
        return verdict.step == step or self.of_step is not None

    def _count(self, verdicts: Sequence[Verdict], step: int) -> int:
        return _passes([verdict for verdict in verdicts if self._concerns(step, verdict)])

    def _told(self) -> list[str]:
        return [say("place.sections", steps=", ".join(map(str, sorted(self._sections))))]


def _passes(verdicts: Sequence[Verdict]) -> int:
    return sum(verdict.passed for verdict in verdicts)


def _is_well(verdict: Verdict) -> bool:
    return verdict.passed or verdict.left_out
