"""What is made of a class of 1,000 on all steps, and how long a browser takes to open its page."""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from browser import Browser

from grader import course
from grader.classroom import feedback, page, summary
from grader.classroom.gradebook import Gradebook, Grading, Verdict
from grader.classroom.grading import Step, step_of

Made = TypeVar("Made")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SEEN = "add(x, x) at x = 3.0 gave x.grad = 1.0, expected 2.0"


def report(people: int, times: int, tell: Callable[[str], None] = print) -> None:
    """Make it, and print a line for each figure."""
    with tempfile.TemporaryDirectory(prefix="kata-bench-") as top:
        out = Path(top)
        steps = [step_of(course.ROOT, step.number) for step in course.steps() if course.checks_path(step).is_file()]
        _fill(out, people, steps)
        klass = _timed(f"reading a gradebook of {people:,} on {len(steps)} steps", lambda: summary.read(out), tell)
        _timed(f"feedback files for {people:,}", lambda: feedback.write(klass, out), tell)
        made = _timed(f"the page of {people:,}", lambda: page.write(klass, out), tell)
        _opened(made, times, tell)


def _timed(what: str, make: Callable[[], Made], tell: Callable[[str], None]) -> Made:
    started = time.perf_counter()
    made = make()
    tell(f"{what}: {time.perf_counter() - started:.1f} s")
    return made


def _opened(made: Path, times: int, tell: Callable[[str], None]) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        tell("no browser here: the page was not opened")
        return
    empty = made.with_name("empty.html")
    empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    pairs = [(_seconds(browser, made), _seconds(browser, empty)) for _ in range(times)]
    ours, none = (statistics.median(column) for column in zip(*pairs, strict=True))
    size = made.stat().st_size / 1e6
    tell(f"Chromium opens that page of {size:.1f} MB in {ours:.2f} s (at most 1), an empty one in {none:.2f} s, {times} pairs")


def _seconds(program: str, file: Path) -> float:
    """In a browser that has not opened anything yet, once it runs."""
    with Browser(program) as fresh:
        return fresh.seconds_to_open(file)


def _fill(out: Path, people: int, steps: list[Step]) -> None:
    """A gradebook in which three of five gradings are right, and half of the checks of the others."""
    chance = random.Random(1)
    with Gradebook.opened(out, create=True) as book:
        book.set_meta(rules="{}", title="A class", notes="[]", isolation="auto", grader="bench")
        rows = [(f"s{n:05}", f"Student {n}", f"s{n}@school.test", f"section {n % 5}", {}, True, []) for n in range(people)]
        book.set_people(rows)
        titles = [(s.number, s.title, s.stage, s.stage_title, s.version) for s in steps]
        book.set_steps(titles, {step.number: step.checks for step in steps})
        run = book.begin_run("bench", "3", [step.number for step in steps], 1)
        for key, *_ in rows:
            for step in steps:
                book.add(run, _grading(key, step, chance))
        book.end_run(run, people * len(steps), 0)


def _grading(person: str, step: Step, chance: random.Random) -> Grading:
    right = chance.random() < 0.6
    verdicts = tuple(_verdicts(step, right, chance))
    diagnosis = None if right else ("overwrites", "Each use replaces the gradient of the one before.")
    return Grading(
        person, step.number, f"{step.number:064}", f"{person}/step{step.number:02}.py", None, step.version, {}, "0.1.0",
        "bwrap", (), 7, "passed" if right else "failed", diagnosis, (), (), "", 0.1, verdicts,
    )  # fmt: skip


def _verdicts(step: Step, right: bool, chance: random.Random) -> Iterator[Verdict]:
    for name, _ in step.checks:
        passed = right or chance.random() < 0.5
        yield Verdict(name, "passed" if passed else "failed", "" if passed else SEEN, None, None, False, 0.01)
