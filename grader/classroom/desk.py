"""Tasks on stdin, answers on stdout, one JSON line each: a process that judges submissions with one warm worker.

It holds pytest, the checks and the oracle; learner code runs in its worker. Whoever started it writes the gradebook.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from grader import course, outgrown, shipped
from grader.check import Known, Run, fairly, others, word
from grader.errors import KataError, Unusable
from grader.submission import Block, Submission
from grader.worker import Limits, Worker

if TYPE_CHECKING:
    from grader.check import Found
    from grader.judge import Job
    from grader.outcome import Outcome
    from grader.session import Session
    from grader.source import Mistake
    from grader.verdict import Verdict

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
ROUNDS = 2  # a submission that was killed once may have been in the wrong place; one that is killed again is to blame
SPENT = frozenset("timeout skipped crashed exited memory flood too-big not-plain".split())


def main() -> None:
    """Serve whoever started this process until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what anything else prints is no answer
    config = json.loads(sys.stdin.readline())
    _die_with(config["parent"])
    with contextlib.suppress(BrokenPipeError):
        _serve(config, sys.stdin, answers)


def _die_with(parent: int) -> None:
    """End when the one who started this process does, however that happens (Linux; elsewhere stdin's end does it)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _serve(config: Mapping[str, Any], tasks: TextIO, answers: TextIO) -> None:
    def tell(answer: Mapping[str, Any]) -> None:
        answers.write(json.dumps(answer, allow_nan=False) + "\n")
        answers.flush()

    limits = Limits(**config["limits"])
    try:
        with Worker(config["isolation"], limits) as worker:
            from grader.judge import judge  # with pytest, which is imported while the worker starts

            isolation = worker.isolation()
            tell({"level": isolation.level, "blocked": isolation.blocked})
            desk = _Desk(Path(config["root"]), worker, config["seeds"], tell)
            paths = [course.checks_path(step) for step in desk.steps.values()]
            judge([path for path in paths if path.is_file()], desk.jobs(map(json.loads, tasks)), desk.take)
    except Unusable as reason:
        tell({"unusable": str(reason)})
    except KataError as error:
        tell({"broken": str(error)})


class _Desk:
    """The jobs of every task in one pytest session."""

    def __init__(self, root: Path, worker: Worker, seeds: Mapping[str, int], tell: Callable[[Mapping[str, Any]], None]) -> None:
        self.root, self.worker, self.tell = root, worker, tell
        self.steps = {step.number: step for step in course.steps(root)}
        self.seeds = {int(number): seed for number, seed in seeds.items()}
        self.known: dict[int, Known] = {}
        self.take_next: Callable[[Job, tuple[Verdict, ...]], None] | None = None

    def take(self, job: Job, verdicts: tuple[Verdict, ...]) -> None:
        """The verdicts of the job that was yielded last go to the run that asked for them."""
        assert self.take_next is not None
        self.take_next(job, verdicts)

    def jobs(self, tasks: Iterator[dict[str, Any]]) -> Iterator[Job]:
        """Whatever the tasks call for; each is answered once its jobs are done."""
        from grader.session import Session

        for task in tasks:
            started = time.monotonic()
            step = self.steps.get(task["step"]) or course.step(self.root, task["step"])
            read = submission_of(task["submission"])
            for _ in range(ROUNDS):
                with Session(self.worker, read) as session:
                    run = self._run(step, session, task["seed"])
                    self.take_next = run.take
                    yield from run.jobs()
                    found = run.found()
                    with session.as_read(found.reading) as counts:
                        elsewhere = yield from self._elsewhere(counts, task["seed"], others(step, found.verdicts))
                        verdicts = fairly(step, counts, task["seed"], found.verdicts, elsewhere)
                    found = found._replace(verdicts=verdicts, older=outgrown.older(found.older, verdicts))
                if not _killed(found):
                    break
            outcome = word(step, read, found, task["seed"], self.worker, self.steps.values())
            untouched = bool(shipped.untouched(self.root, step.number, found.reading.definitions or {}))
            self.tell({**answer_of(outcome, time.monotonic() - started), "ran_older": run.older, "untouched": untouched})

    def _elsewhere(
        self, session: Session, seed: int, numbers: Collection[int]
    ) -> Generator[Job, None, Callable[[course.Step], Sequence[Verdict]]]:
        """The verdicts of a submission on some other steps, to be asked for by step."""
        from grader.judge import Job

        found: dict[int, tuple[Verdict, ...]] = {}
        for number in sorted(numbers):
            self.take_next = partial(_put, found, number)
            yield Job(session, seed, partial(_is_of, number))
        return lambda step: found.get(step.number, ())

    def _run(self, step: course.Step, session: Session, seed: int) -> ClassRun:
        reading = session.reading()
        older = shipped.own_older_code(self.root, step.number, reading.definitions or {})
        known = self.known.setdefault(step.number, Known())
        return ClassRun(step, session, seed, older, self.seeds.get(step.number, seed), known)


class ClassRun(Run):
    """One submission among many: what the mistakes do is found out once, on the class's own inputs, and kept.

    Two programs that are alike are alike on any inputs. So a submission that failed is run again on the class's
    inputs, beside what is known of the mistakes there, if one of them came to the same verdicts.
    """

    def __init__(
        self,
        step: course.Step,
        session: Session,
        seed: int,
        older: bool,
        shared_seed: int,
        known: Known,
    ) -> None:
        def wanted(number: int, _: str) -> bool:
            return number == step.number or (older and number < step.number)

        super().__init__(step, session, seed, wanted, known)
        self.older, self.shared_seed = older, shared_seed

    def _search(self, mistakes: Any) -> Iterator[Job]:
        from grader.diagnosis import alike
        from grader.verdict import BROKEN

        own_seed, self.seed = self.seed, self.shared_seed
        own = self._of_step()
        first = next(verdict for verdict in own if verdict.kind in BROKEN)
        fitting: list[tuple[Mistake, tuple[Verdict, ...]]] = []
        for mistake, submission in mistakes:
            for session in self._opened(submission):
                if _kinds([first]) == _kinds((yield from self._known(mistake, session, first.name))):
                    whole = yield from self._known(mistake, session)
                    fitting += [(mistake, whole)] if _kinds(own) == _kinds(whole) else []
        for session in self._once_more(own) if fitting else ():
            yield self._job(session, first.name)
            seen = self.last
            fitting = [pair for pair in fitting if alike(seen, _only(pair[1], first.name))]
            if fitting:
                yield self._job(session)
                seen = self.last
                self.fitting += [mistake for mistake, whole in fitting if alike(seen, whole)]
        self.seed = own_seed

    def _untouched(self) -> bool:
        """Whether nothing was written; as the course ships it, whatever whoever grades has carried over themselves."""
        return bool(shipped.untouched(self.step.root, self.step.number, self.own.reading.definitions or {}))

    def _once_more(self, own: Sequence[Verdict]) -> Iterator[Session]:
        """The submission's session, or a new one where that one has spent its patience or was not the reading that counted."""
        from grader.session import Session

        session, reading = self.own.session, self.own.reading
        if not any(verdict.kind in SPENT for verdict in own):
            with session.as_read(reading) as counts:
                yield counts
            return
        with Session(self.worker, reading.submission or session.submission, reading.order) as again:
            yield again


def _put(into: dict[int, tuple[Verdict, ...]], number: int, _: Job, verdicts: tuple[Verdict, ...]) -> None:
    into[number] = verdicts


def _is_of(number: int, step: int, _: str) -> bool:
    return step == number


def _only(verdicts: Sequence[Verdict], name: str) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.name == name]


def _killed(found: Found) -> bool:
    """Whether some process of a submission was killed from outside: by a machine short of memory, or by somebody."""
    observations = [verdict.observation for verdict in (*found.verdicts, *found.older)] + [found.reading.failure]
    return any(o is not None and o.kind == "exited" and not o.detail for o in observations)


def _kinds(verdicts: Any) -> list[tuple[str, str]]:
    return [(verdict.name, verdict.kind) for verdict in verdicts]


def submission_of(plain: Mapping[str, Any]) -> Submission:
    """A submission that came as plain data."""
    blocks = tuple(Block(*block) for block in plain["blocks"])
    return Submission(plain["path"], plain["sha256"], plain["main"], plain["files"], blocks, tuple(plain["notes"]))


def plain_of(submission: Submission) -> dict[str, Any]:
    """A submission as plain data. The blocks are its main file in parts, so that is not sent twice."""
    return {
        "path": submission.path,
        "sha256": submission.sha256,
        "main": submission.main,
        "files": dict(submission.files),
        "blocks": [list(block) for block in submission.blocks],
        "notes": list(submission.notes),
    }


def answer_of(outcome: Outcome, seconds: float) -> dict[str, Any]:
    """An outcome as plain data, as far as the gradebook keeps it."""
    from grader.reports.document import document, plain

    whole = document(outcome)
    answer: dict[str, Any] = plain({
        "sha256": outcome.sha256,
        "status": outcome.status,
        "level": outcome.isolation.level,
        "blocked": list(outcome.isolation.blocked),
        "verdicts": [
            [c["name"], c["verdict"], c["message"], c["expected"], c["observed"], v.left_out, c["seconds"]]
            for c, v in zip(whole["checks"], outcome.verdicts, strict=True)
        ],
        "older": [f"{v.step}: {v.message or v.says}" for v in outcome.older],
        "diagnosis": None if outcome.diagnosis is None else list(outcome.diagnosis),
        "notes": [*outcome.notes, *(f"{p['place']}: {p['type']}: {p['message']}" for p in outcome.problems)],
        "output": outcome.output,
        "seconds": seconds,
    })
    return answer


if __name__ == "__main__":
    main()
