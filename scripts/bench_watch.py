"""The time from a change that is noticed to the verdict on the screen, beside the bare floor below it.

`Watch` runs as it does for a learner, with real saves and file events; only its ears and its screen look at the clock.
The floor is the one of `bench_floor`: fork a warm process, read the file, run the same scenarios, send the answers.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import bench_floor

from grader import bank, course
from grader.check import DEFAULT
from grader.judge import Job, judge
from grader.submission import Submission
from grader.watch import Watch
from grader.watching.ears import Ears, Event
from grader.watching.screen import HOME
from grader.watching.terminal import Terminal
from grader.worker import Worker

STEP, WRONG = 14, "overwrites"
WARM_UP = 3


class Figure(NamedTuple):
    """Medians of the saves of one kind of file: the ratio, milliseconds of ours, of the floor."""

    what: str
    ratio: float
    ours: float
    floor: float


def measure(saves: int) -> Iterator[Figure]:
    """A figure for a right file and one for a wrong one, each saved so many times."""
    step = course.step(course.ROOT, STEP)
    reference = bank.reference(course.ROOT, STEP)
    assert reference is not None
    wrong = next(made for mistake, made in bank.mistakes(step) if mistake.name == WRONG)
    for what, submission in (("right", reference), ("wrong", wrong)):
        ours, floor = _Saves(submission.files[submission.main], _requests(step, submission), saves).measured()
        ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
        yield Figure(what, ratio, statistics.median(ours) * 1000, statistics.median(floor) * 1000)


class _Saves(Ears):
    """Ears that save the file whenever nothing is left to do, and note when that is noticed and answered."""

    def __init__(self, text: str, requests: list[bench_floor.Request], saves: int) -> None:
        super().__init__(None)
        self.text, self.requests, self.saves = text, requests, saves + WARM_UP
        self.screen = _Screen()
        self.noticed = 0.0
        self.ours: list[float] = []
        self.floor: list[float] = []

    def measured(self) -> tuple[list[float], list[float]]:
        with tempfile.TemporaryDirectory(prefix="kata-bench-") as folder, self:
            self.path = Path(folder) / "mine.py"
            self.path.write_text(self.text, encoding="utf-8")
            Watch(course.ROOT, STEP, self.path, DEFAULT, self.screen, self, looking=False).run()
        return self.ours[WARM_UP:], self.floor[WARM_UP:]

    def tell(self) -> None:
        self.noticed = self.noticed or time.perf_counter()
        super().tell()

    def next(self, seconds: float | None = None) -> Event | None:
        if seconds is None and not self._events:
            if self.noticed and self.screen.shown:
                self._note()
            if len(self.ours) == self.saves:
                return Event("ended")
            self.noticed = self.screen.shown = 0.0
            self.path.write_text(f"{self.text}\n# save {len(self.ours)}\n", encoding="utf-8")
        return super().next(seconds)

    def _note(self) -> None:
        self.ours.append(self.screen.shown - self.noticed)
        started = time.perf_counter()
        bench_floor.bare(self.text, self.requests)
        self.floor.append(time.perf_counter() - started)


class _Screen(Terminal):
    """A screen that nobody sees. It notes when the first report after a save is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.keyboard, self.redraws, self.shown = None, True, 0.0

    def write(self, text: str) -> None:
        if text.startswith(HOME):
            self.shown = self.shown or time.perf_counter()


def _requests(step: course.Step, submission: Submission) -> list[bench_floor.Request]:
    """What a file is asked in one check."""
    requests: list[bench_floor.Request] = []

    def jobs() -> Iterator[Job]:
        with bench_floor.Recorded(worker, submission) as recorded:
            recorded.requests = requests
            yield Job(recorded, 1)

    with Worker() as worker:
        judge([course.checks_path(step)], jobs(), lambda _, verdicts: None)
    return requests
