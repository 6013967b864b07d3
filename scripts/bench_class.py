"""A class, graded as `make grade` grades it, beside the bare fork floor below it and one pytest process a submission above it.

The mix, of 100 files: 60 right, 25 wrong in all the ways of the bank, 14 unwritten, 1 that loops for ever. One step, ten
checks or so; a scenario has 0.3 s, so that the looping ones do not drown what is measured. The floor has the same limits.
Feedback, page and table are part of it; the search for similar submissions, which is no grading, is measured by itself.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from grader import bank, course
from grader.inside import plain
from grader.inside.child import build
from grader.inside.kata import Kata
from grader.judge import Job, judge
from grader.session import LATER_PART, LATER_SECONDS, Session
from grader.worker import Limits, Worker

STEP = 14
SECONDS = 0.3
# After so many scenarios that ran out of time the others are not run; all but the first have no more time than it.
LOOPED_SECONDS = SECONDS + (Limits().timeouts - 1) * min(SECONDS, max(LATER_PART * SECONDS, LATER_SECONDS))
LOOPING = "\n\ndef _turn(self, *_, **__):\n    while True:\n        pass\n\n\nVariable.backward = _turn\n"
FLOORS = 100
PYTESTS = 20

# One pytest process for each submission, as graders are commonly written: the same checks, in the process of the submission.
CONFTEST = '''
import random
import types
import pytest
from grader.checks import Draw
from grader.inside.kata import Kata

SCOPE = {"__name__": "submission"}
exec(compile(open("submission.py", encoding="utf-8").read(), "submission.py", "exec"), SCOPE)

@pytest.fixture
def observe():
    return lambda scenario, **inputs: scenario(Kata(SCOPE), **inputs)

@pytest.fixture
def draw(request):
    return Draw(random.Random(request.node.name))

def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.timeout({SECONDS}), append=False)
'''.replace("{SECONDS}", str(SECONDS))


class Kind(NamedTuple):
    """Files of one kind, and how many of a hundred are of it."""

    name: str
    texts: tuple[str, ...]
    of_100: int


def kinds() -> tuple[Kind, ...]:
    """The mix, in the order in which a hundred files take turns."""
    step = course.step(course.ROOT, STEP)
    reference = bank.reference(course.ROOT, STEP)
    assert reference is not None
    right = reference.files[reference.main]
    wrong = tuple(read.files[read.main] for _, read in bank.mistakes(step))
    stub = course.exercise_path(step).read_text(encoding="utf-8")
    return (
        Kind("right", (right,), 60),
        Kind("wrong", wrong, 25),
        Kind("unwritten", (stub,), 14),
        Kind("looping", (right + LOOPING,), 1),
    )


def mixed() -> list[tuple[str, str]]:
    """A hundred files, as kind and text, the kinds spread evenly."""
    wanted = [(n / kind.of_100, kind.name, kind.texts[n % len(kind.texts)]) for kind in kinds() for n in range(kind.of_100)]
    return [(name, text) for _, name, text in sorted(wanted)]


def hand_in(folder: Path, size: int) -> Path:
    """A class of so many, each file a little different from every other."""
    files = mixed()
    for number in range(size):
        own = folder / f"s{number:05}"
        own.mkdir(parents=True)
        (own / f"step{STEP}.py").write_text(f"{files[number % 100][1]}\n# {number}\n", encoding="utf-8")
    return folder


def measure(size: int, jobs: int = 1) -> dict[str, float]:
    """Milliseconds a submission of ours, of the floor and of pytest; MiB of the whole tree at its most."""
    with tempfile.TemporaryDirectory(prefix="kata-bench-") as top:
        klass = hand_in(Path(top) / "class", size)
        floor = [floor_ms()]
        ours, peak = _graded(klass, Path(top) / "out", jobs)
        floor.append(floor_ms())
        return {"ours": ours / size * 1000, "floor": statistics.mean(floor), "pytest": pytest_ms(Path(top)), "peak": peak}


def measure_alone(size: int, jobs: int) -> dict[str, float]:
    """As `measure`, of ours alone."""
    with tempfile.TemporaryDirectory(prefix="kata-bench-") as top:
        ours, peak = _graded(hand_in(Path(top) / "class", size), Path(top) / "out", jobs)
        return {"ours": ours / size * 1000, "peak": peak}


def linearity(size: int, tell: Callable[[str], None] = print) -> None:
    """The time of one submission among so many, against that among a thousand before and after it."""
    before, many, after = measure_alone(1000, 2), measure_alone(size, 2), measure_alone(1000, 2)
    few = statistics.mean((before["ours"], after["ours"]))
    tell(
        f"a submission among {size:,} / among 1,000: {many['ours'] / few:.2f} (0.8 to 1.2): {many['ours']:.1f} ms / "
        f"{before['ours']:.1f} ms before and {after['ours']:.1f} ms after, peak {many['peak']:.0f} MiB / "
        f"{before['peak']:.0f} MiB (at most 250)"
    )


def similar(size: int, tell: Callable[[str], None] = print) -> None:
    """How long it takes to compare everybody with everybody in one step."""
    with tempfile.TemporaryDirectory(prefix="kata-bench-") as top:
        klass = hand_in(Path(top) / "class", size)
        command = [sys.executable, "-I", "-m", "grader", "similar", str(klass), "--out", f"{top}/out", "--steps", str(STEP)]
        started = time.perf_counter()
        subprocess.run(command, cwd=course.ROOT, stdout=subprocess.DEVNULL, check=True)
        tell(f"similar submissions among {size:,}: {time.perf_counter() - started:.1f} s")


def _graded(klass: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Seconds of a whole run, the start of its processes included, and the most memory it ever had."""
    call = ("grade", klass, "--out", out, "--steps", STEP, "--jobs", jobs, "--seconds", SECONDS, "--no-similar")
    command = [sys.executable, "-I", "-m", "grader", *map(str, call)]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=course.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    watcher.join()
    assert code == 0, f"grading ended with {code}"
    return seconds, max(peaks)


def _watch(process: subprocess.Popen[bytes], peaks: list[float]) -> None:
    from bench import _proportional_size

    while process.poll() is None:
        peaks.append(sum(map(_proportional_size, _tree(process.pid))) / 1024)
        time.sleep(0.5)


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it, whichever of its threads has started them."""
    yield pid
    try:
        threads = os.listdir(f"/proc/{pid}/task")
        below = " ".join(Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii") for thread in threads)
    except OSError:  # it has ended meanwhile
        return
    for child in below.split():
        yield from _tree(int(child))


def floor_ms() -> float:
    """Milliseconds a submission of the mix: a bare fork that reads the file and runs the same scenarios, the loop cut off."""
    requests = _requests()
    files = mixed()
    chosen = [files[n * len(files) // FLOORS] for n in range(FLOORS)]
    started = time.perf_counter()
    for _, text in chosen:
        _floor(text, requests)
    return (time.perf_counter() - started) / FLOORS * 1000


Request = tuple[Mapping[str, Any], Mapping[str, Any]]


def _requests() -> list[Request]:
    """What the checks ask of a right submission."""
    found: list[Request] = []
    reference = bank.reference(course.ROOT, STEP)
    assert reference is not None

    class Recorded(Session):
        def run(self, scenario: Mapping[str, Any], inputs: Mapping[str, Any], seconds: float) -> Any:
            found.append((scenario, inputs))
            return super().run(scenario, inputs, seconds)

    def jobs(worker: Worker) -> Iterator[Job]:
        with Recorded(worker, reference) as session:
            yield Job(session, 1)

    with Worker() as worker:
        judge([course.checks_path(course.step(course.ROOT, STEP))], jobs(worker), lambda job, verdicts: None)
    return found


def _floor(text: str, requests: list[Request]) -> None:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            scope: dict[str, Any] = {"__name__": "floor"}
            exec(compile(text, "floor.py", "exec"), scope)
            os.write(writer, plain.encode([_answer(scope, request) for request in requests]))
        finally:
            os._exit(0)
    os.close(writer)
    if not select.select([reader], [], [], LOOPED_SECONDS)[0]:
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reader, "rb") as file:
        file.read()
    os.waitpid(pid, 0)


def _answer(scope: dict[str, Any], request: Request) -> Any:
    scenario, inputs = request
    try:
        answer = build(scenario)(Kata(scope), **inputs)
        plain.encode(answer)
    except Exception as error:
        return type(error).__name__
    return answer


def pytest_ms(top: Path) -> float:
    """Milliseconds a submission of the mix for one pytest process each, with the same time for each check."""
    files = mixed()
    ending = [text for name, text in files if name != "looping"][:: 99 // PYTESTS][:PYTESTS]
    times = [_pytest(top / f"pytest{number}", text) for number, text in enumerate(ending)]
    looping = [_pytest(top / name, text) for name, text in files if name == "looping"]
    part = len(looping) / len(files)
    return (statistics.mean(times) * (1 - part) + statistics.mean(looping) * part) * 1000


def _pytest(folder: Path, text: str) -> float:
    """Seconds of one pytest process on one submission."""
    checks = course.checks_path(course.step(course.ROOT, STEP))
    folder.mkdir()
    shutil.copy(checks, folder / checks.name)
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (folder / "submission.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytest_timeout"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout
    return time.perf_counter() - started


def report(size: int, tell: Callable[[str], None] = print) -> dict[str, float]:
    """Measure a class and print a line for each figure."""
    found = measure(size)
    two = measure_alone(size, 2)
    tell(
        f"a class of {size:,}, one job / bare fork: {found['ours'] / found['floor']:.2f} (at most 3): "
        f"{found['ours']:.1f} ms / {found['floor']:.1f} ms a submission"
    )
    tell(
        f"one pytest process a submission / a class of {size:,}, one job: {found['pytest'] / found['ours']:.0f} "
        f"(at least 40): {found['pytest']:.0f} ms / {found['ours']:.1f} ms"
    )
    tell(f"the same with two jobs: {two['ours']:.1f} ms a submission, {found['pytest'] / two['ours']:.0f} times the speed")
    tell(f"peak memory of grading {size:,} with two jobs: {two['peak']:.0f} MiB (at most 250), PSS of the whole tree")
    return found
