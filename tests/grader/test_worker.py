"""The warm process: which level holds, why another does not, and that it leaves nothing behind."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from grader import confinement
from grader import worker as worker_module
from grader.errors import GraderError, Unusable
from grader.inside.canary import DOORS
from grader.session import Session
from grader.shipping import ship
from grader.submission import Block, Submission
from grader.worker import NEEDED, Worker

LEVELS = ("bwrap", "landlock", "none")
SECONDS = 20  # in which a process that was killed is gone, on however busy a machine


def worker_at(level: str) -> Worker:
    """A Worker at this level, which has said that it holds; skips where it can not be had."""
    try:
        worker = Worker(level)
    except Unusable as reason:
        pytest.skip(str(reason))
    try:
        worker.isolation()
    except Unusable as reason:
        worker.close()
        pytest.skip(str(reason))
    return worker


@pytest.fixture(params=LEVELS)
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    with worker_at(request.param) as worker:
        yield worker


def submission(text: str) -> Submission:
    return Submission("mine.py", "", "mine.py", {"mine.py": text}, (Block(text),))


def seen(kata):
    return kata.SEEN


def observed(worker: Worker, text: str) -> object:
    """What a submission has in its name SEEN."""
    with Session(worker, submission(text)) as session:
        observation = session.run(ship(seen), {}, 5.0)
    assert observation.kind == "value", observation
    return observation.value


def parents() -> dict[int, int]:
    """The parent of each process that there is and is not dead yet."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(folder.name)] = int(parent)
    return found


def family(pid: int) -> set[int]:
    """A process and all below it."""
    found, of = {pid}, parents()
    while more := {child for child, parent in of.items() if parent in found} - found:
        found |= more
    return found


class Watched:
    """Processes, held by descriptors that tell when they end, whoever else gets their numbers later."""

    def __init__(self, pids: Iterable[int]) -> None:
        self.descriptors = [os.pidfd_open(pid) for pid in pids]

    def end(self) -> bool:
        """Whether all of them end in time."""
        ended = [_readable(descriptor) for descriptor in self.descriptors]
        for descriptor in self.descriptors:
            os.close(descriptor)
        return all(ended)


def _readable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(SECONDS * 1000))


def open_descriptors() -> list[str]:
    """What this process has open, apart from the folder that is being listed."""
    links = (entry for entry in os.scandir("/proc/self/fd"))
    return sorted(entry.name for entry in links if os.path.lexists(entry.path))


def test_a_level_that_holds_names_every_door_once(worker: Worker) -> None:
    isolation = worker.isolation()
    assert sorted((*isolation.blocked, *isolation.open)) == sorted(DOORS)
    assert NEEDED[isolation.level] <= set(isolation.blocked)
    assert worker.isolation() is isolation


def test_auto_takes_the_strongest_that_works() -> None:
    with Worker() as worker:
        strongest = worker.isolation().level
    for level in LEVELS[: LEVELS.index(strongest)]:
        with pytest.raises(Unusable), Worker(level) as weaker:
            weaker.isolation()


def test_without_isolation_the_doors_are_said_to_be_open() -> None:
    with worker_at("none") as worker:
        assert {"network", "processes", "programs"} <= set(worker.isolation().open)


def test_a_level_that_nobody_knows_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Unusable, match=r"'bubble' does not work .*auto, bwrap, landlock, none"):
        Worker("bubble")


def test_bubblewrap_that_is_not_installed_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement.shutil, "which", lambda _: None)
    with pytest.raises(Unusable, match="bubblewrap, the program bwrap, is not installed"):
        Worker("bwrap")


def test_another_system_is_told_that_it_takes_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement.sys, "platform", "darwin")
    with pytest.raises(Unusable, match="it needs Linux"):
        Worker("landlock")


@pytest.fixture
def failing_bubblewrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bwrap that says why it can not work here, as it does where user namespaces are forbidden."""
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("failing_bubblewrap")
def test_a_level_that_does_not_work_is_refused_with_its_own_reason_each_time() -> None:
    with Worker("bwrap") as worker:
        for _ in range(2):
            with pytest.raises(Unusable, match="setting up uid map: Permission denied.*Try auto"):
                worker.isolation()
        with Session(worker, submission("")) as session, pytest.raises(Unusable, match="uid map"):
            session.read_ahead()
            session.reading()


@pytest.mark.usefixtures("failing_bubblewrap")
def test_auto_goes_on_to_the_next_level() -> None:
    with Worker() as worker:
        assert worker.isolation().level in ("landlock", "none")
        assert observed(worker, "SEEN = 1") == 1


def test_a_level_whose_doors_are_found_open_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = next(confinement.attempts("none"))
    pretended = confinement.Attempt("landlock", plain.command, plain.site, plain.code, readable=("/",))
    monkeypatch.setattr(worker_module, "attempts", lambda _: iter([pretended]))
    with pytest.raises(Unusable, match="doors left open|no answer"), Worker("landlock") as worker:
        worker.isolation()


def test_a_worker_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = confinement.Attempt("none", ("/bin/sh", "-c", "exec cat /dev/zero >/dev/null", "sh"), "", "")
    monkeypatch.setattr(worker_module, "attempts", lambda _: iter([deaf]))
    monkeypatch.setattr(worker_module, "HELLO_SECONDS", 0.1)
    with pytest.raises(GraderError, match="can not be started .none: no answer"), Worker("none") as worker:
        worker.isolation()


def test_closing_leaves_no_process_and_no_descriptor(request: pytest.FixtureRequest) -> None:
    for level in LEVELS:
        before = open_descriptors()
        try:
            worker = Worker(level)
            worker.isolation()
        except Unusable:
            continue
        session = Session(worker, submission("while True: pass"))
        session.read_ahead()
        watched = Watched(family(worker._process.pid))
        worker.close()
        assert watched.end()
        with pytest.raises(GraderError):
            session.reading()
        assert open_descriptors() == before


@pytest.mark.parametrize("level", LEVELS)
def test_closing_before_it_has_begun_leaves_no_process(level: str) -> None:
    """Whoever is left would hold the pipe that the worker's errors go into."""
    for _ in range(3):
        try:
            worker = Worker(level)
        except Unusable as reason:
            pytest.skip(str(reason))
        assert worker._process.stderr is not None
        errors = os.dup(worker._process.stderr.fileno())
        worker.close()
        while _readable(errors) and os.read(errors, 4096):
            pass  # it may have found nobody to say hello to
        assert _readable(errors) and os.read(errors, 1) == b"", "a process has outlived its worker"
        os.close(errors)


def test_closing_twice_does_no_harm() -> None:
    worker = Worker("none")
    worker.close()
    worker.close()


def test_a_worker_that_is_killed_from_outside_is_our_failure(worker: Worker) -> None:
    session = Session(worker, submission("import threading\nthreading.Event().wait()"))
    session.read_ahead()
    assert observed(worker, "SEEN = 1") == 1  # by now the other one is running as well
    watched = Watched(family(worker._process.pid))
    worker._process.kill()
    with pytest.raises(GraderError) as failure:
        session.reading()
    assert failure.value.exit_code == 3
    assert watched.end(), "a submission has outlived its worker"


def test_a_worker_that_has_died_says_so(worker: Worker) -> None:
    worker.isolation()
    assert not worker.has_died()
    worker._process.kill()
    worker._process.wait()
    assert worker.has_died()


def test_a_worker_that_hangs_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "ORDER_SECONDS", 0.2)
    with worker_at("none") as worker:
        os.kill(worker._process.pid, signal.SIGSTOP)
        try:
            with pytest.raises(GraderError, match="can not be reached"):
                worker.order({"do": "trace", "pid": 0})
        finally:
            os.kill(worker._process.pid, signal.SIGCONT)


LOOK = "import os, resource, sys\n"


def test_a_submission_finds_its_limits(worker: Worker) -> None:
    text = LOOK + (
        "names = 'RLIMIT_CORE RLIMIT_FSIZE RLIMIT_NOFILE RLIMIT_CPU'.split()\n"
        "SEEN = [list(resource.getrlimit(getattr(resource, name))) for name in names]\n"
    )
    cpu = worker.limits.cpu_seconds
    assert observed(worker, text) == [[0, 0], [0, 0], [64, 64], [cpu, cpu + 1]]


def test_a_submission_finds_no_more_memory_than_it_may_have(worker: Worker) -> None:
    text = LOOK + "SEEN = resource.getrlimit(resource.RLIMIT_AS)[1]"
    assert worker.limits.memory_bytes < observed(worker, text) < worker.limits.memory_bytes + (3 << 30)


def test_a_submission_finds_nothing_of_ours_around_it(worker: Worker) -> None:
    text = LOOK + "SEEN = [sorted(os.environ), sys.argv, [p for p in sys.path if 'packages' in p]]"
    environment, arguments, packages = observed(worker, text)
    assert {*environment} - {"LC_CTYPE", "PWD"} == {*confinement.ENVIRONMENT}
    assert (arguments, packages) == (["mine.py"], [])


def test_a_submission_has_a_home_and_can_keep_nothing_there(worker: Worker) -> None:
    text = (
        "import os, pathlib\n"
        "home = pathlib.Path.home()\n"
        "def refused(call):\n"
        "    try:\n"
        "        call()\n"
        "    except OSError as error:\n"
        "        return True\n"
        "    return False\n"
        "folder = refused(lambda: (home / '.drawings').mkdir())\n"
        "file = refused(lambda: (home / 'graph.dot').write_text('digraph g {}'))\n"
        "SEEN = [str(home), os.path.expanduser('~'), folder, file]\n"
    )
    home, expanded, *refused = observed(worker, text)
    assert home == expanded and os.path.isabs(home) and home != str(Path.home())
    assert Path(home).name.startswith("kata-") if worker.attempt.level == "none" else home == "/"
    # Without isolation a folder can be made, in what is thrown away; bytes can not be written at any level.
    assert refused == [worker.attempt.level != "none", True]


def test_a_submission_has_numpy_and_no_other_package(worker: Worker) -> None:
    text = "import importlib.util, numpy\nSEEN = importlib.util.find_spec('iniconfig') is None and numpy.ones(1).sum() == 1"
    assert observed(worker, text) in (True, 1)


def test_descriptors_of_ours_are_closed_in_a_submission(worker: Worker) -> None:
    text = (
        "import os\n"
        "def is_open(descriptor):\n"
        "    try:\n"
        "        os.fstat(descriptor)\n"
        "    except OSError:\n"
        "        return False\n"
        "    return True\n"
        "SEEN = sum(map(is_open, range(3, 2000)))\n"
    )
    assert observed(worker, text) == 3 + (1 if sys.platform != "linux" else 0)  # requests, replies, trace
