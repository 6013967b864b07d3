"""How far a run is → a bar with the time left, on a terminal that can go back in a line; elsewhere a plain line now and then."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TextIO

from grader.classroom.grading import Progress
from grader.words import say

WIDTH = 30
BAR_SECONDS = 0.2
LINE_SECONDS = 30.0
EARLY = 3  # of fewer than so many nothing can be told


class Meter:
    """Shows progress on a stream. `clock` is monotonic, so that a clock that is set does no harm."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
        self.started = self.shown = clock()
        self.first: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Show it, if it is time to."""
        self.first = self.first or progress
        moment = self.clock()
        last = progress.done >= progress.of
        if last or moment - self.shown >= (BAR_SECONDS if self.terminal else LINE_SECONDS):
            self.shown = moment
            self._show(progress, moment)

    def close(self) -> None:
        """Leave the line as it was found."""
        if self.terminal:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _show(self, progress: Progress, moment: float) -> None:
        text = self._text(progress, moment)
        if self.terminal:
            full = WIDTH * progress.done // max(progress.of, 1)
            self.stream.write(f"\r\x1b[K[{'#' * full}{'.' * (WIDTH - full)}] {text}")
        else:
            self.stream.write(f"{text}\n")
        self.stream.flush()

    def _text(self, progress: Progress, moment: float) -> str:
        if progress.done < EARLY or progress.done >= progress.of:
            return say("grade.bar-begin", done=progress.done, total=progress.of)
        seconds = (moment - self.started) / progress.done * (progress.of - progress.done)
        return say("grade.bar", done=progress.done, total=progress.of, left=duration(seconds))


def duration(seconds: float) -> str:
    """A time left in words, no more exactly than it is known.

    >>> duration(12), duration(150), duration(7300)
    ('12 s', '3 min', '2 h 2 min')
    """
    if seconds < 100:
        return say("grade.seconds", count=round(seconds))
    minutes = -(-int(seconds) // 60)
    if minutes < 100:
        return say("grade.minutes", count=minutes)
    return say("grade.hours", hours=minutes // 60, minutes=minutes % 60)
