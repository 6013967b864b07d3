"""Rights that are given up in forked children stay given up, and what learners need still works."""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.inside import confine

InChild = Callable[[Callable[[], Any]], Any]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's confinement is Linux's")
MEMORY = 64 << 20


def refused(call: Callable[[], Any]) -> str:
    """The name of the error with which the system refused a call; empty if it did not."""
    try:
        call()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "?")
    return ""


# Limits


def test_memory_beyond_the_limit_is_an_error_that_can_be_told(in_child: InChild) -> None:
    def work() -> Any:
        confine.limit_resources(MEMORY, 60)
        small = int(np.ones(MEMORY // 32).sum())
        try:
            np.ones(MEMORY)
        except MemoryError:
            return small
        return 0

    assert in_child(work) == MEMORY // 32


def test_nothing_can_be_written_to_a_file(in_child: InChild, tmp_path: Path) -> None:
    def work() -> Any:
        confine.limit_resources(MEMORY, 60)

        def write() -> None:
            with open(tmp_path / "a", "wb", buffering=0) as file:
                file.write(b"a")

        return refused(write)

    assert in_child(work) == "EFBIG"
    assert (tmp_path / "a").stat().st_size == 0


def test_limits_are_for_good(in_child: InChild) -> None:
    def work() -> Any:
        confine.limit_resources(MEMORY, 60)
        limits = [resource.getrlimit(kind) for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)]
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        except ValueError:
            return [limits, "refused"]
        return [limits, os.geteuid()]

    limits, outcome = in_child(work)
    assert limits == [[0, 0], [0, 0]]
    assert outcome == "refused" or (outcome == 0 and os.geteuid() == 0), "root may; in the worker nobody is"


def test_limits_may_be_asked_for_again_and_never_rise(in_child: InChild) -> None:
    def work() -> Any:
        confine.limit_resources(MEMORY, 60)
        before = resource.getrlimit(resource.RLIMIT_CPU)
        confine.limit_resources(MEMORY * 2, 600)
        return [before, resource.getrlimit(resource.RLIMIT_CPU)]

    before, after = in_child(work)
    assert before == [60, 61] and after[1] <= 61


def test_processor_time_ends_with_a_signal_that_has_a_name(in_child: InChild) -> None:
    def work() -> Any:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGXCPU, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CPU, (0, 5))  # as if the seconds were over
            while True:
                pass
        _, status = os.waitpid(pid, 0)
        return os.WTERMSIG(status)

    assert in_child(work) == signal.SIGXCPU


# Landlock


@pytest.fixture
def in_landlock(in_child: InChild) -> Callable[..., Any]:
    """Run in a child that may read below the paths given and nothing else; skip where the kernel can not."""

    def run(readable: list[str], work: Callable[[], Any]) -> Any:
        held, told = in_child(lambda: [confine.landlock(readable), work()])
        if not held:
            pytest.skip("this kernel has no Landlock")
        return told

    return run


def test_landlock_lets_read_below_what_is_named_and_nothing_else(
    in_landlock: Callable[..., Any], tmp_path: Path
) -> None:
    for name in ("mine", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name)

    def work() -> Any:
        return [
            (tmp_path / "mine" / "a").read_text(),
            os.listdir(tmp_path / "mine"),
            refused(lambda: (tmp_path / "theirs" / "a").read_text()),
            refused(lambda: os.listdir(tmp_path)),
        ]

    assert in_landlock([str(tmp_path / "mine")], work) == ["mine", ["a"], "EACCES", "EACCES"]


def test_landlock_lets_write_nowhere_not_even_below_what_may_be_read(
    in_landlock: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("a")

    def work() -> Any:
        return [
            refused(lambda: (tmp_path / "b").write_text("b")),
            refused(lambda: (tmp_path / "a").write_text("b")),
            refused(lambda: os.unlink(tmp_path / "a")),
            refused(lambda: os.mkdir(tmp_path / "c")),
            refused(lambda: os.symlink("a", tmp_path / "d")),
        ]

    assert in_landlock([str(tmp_path)], work) == ["EACCES"] * 5
    assert (tmp_path / "a").read_text() == "a"


def test_a_path_that_is_not_there_does_no_harm(in_landlock: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    assert in_landlock(["/nowhere/at/all", str(tmp_path)], lambda: (tmp_path / "a").read_text()) == "a"


# The filter of system calls


@pytest.fixture
def filtered(in_child: InChild) -> Callable[[Callable[[], Any]], Any]:
    """Run in a child under the filter; skip where libseccomp is missing."""

    def run(work: Callable[[], Any]) -> Any:
        held, told = in_child(lambda: [confine.seccomp_filter()(), work()])
        if not held:
            pytest.skip("libseccomp is not installed")
        return told

    return run


def test_the_filter_refuses_processes_programs_signals_and_sockets(filtered: Callable[..., Any]) -> None:
    parent = os.getpid()

    def work() -> Any:
        return {
            "fork": refused(os.fork),
            "exec": refused(lambda: os.execv("/bin/true", ["true"])),
            "spawn": refused(lambda: subprocess.run(["/bin/true"])),
            "posix_spawn": refused(lambda: os.posix_spawn("/bin/true", ["true"], {})),
            "kill": refused(lambda: os.kill(parent, 0)),
            "killpg": refused(lambda: os.killpg(0, 0)),
            "tcp": refused(lambda: socket.socket(socket.AF_INET)),
            "unix": refused(lambda: socket.socket(socket.AF_UNIX)),
            "pair": refused(lambda: socket.socketpair()),
            "memfd": refused(lambda: os.memfd_create("a")),
        }

    told = filtered(work)
    assert told == dict.fromkeys(told, "EPERM")


def test_threads_files_pipes_and_numpy_still_work_under_the_filter(
    filtered: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("a")

    def work() -> Any:
        seen: list[float] = []
        thread = threading.Thread(target=lambda: seen.append(float(np.linalg.det(np.eye(50)))))
        thread.start()
        thread.join()
        reader, writer = os.pipe()
        os.write(writer, b"b")
        return [seen, (tmp_path / "a").read_text(), os.read(reader, 1).decode()]

    assert filtered(work) == [[1.0], "a", "b"]


def test_where_the_finished_filter_can_not_be_kept_each_child_makes_its_own(in_child: InChild) -> None:
    def work() -> Any:
        def none(name: str) -> int:
            raise OSError("no memory to be had as a file")

        os.memfd_create = none  # type: ignore[assignment]
        return [confine.seccomp_filter()(), refused(os.fork)]

    held, told = in_child(work)
    if not held:
        pytest.skip("libseccomp is not installed")
    assert told == "EPERM"


def test_the_filter_is_made_once_and_put_on_by_many(in_child: InChild) -> None:
    def work() -> Any:
        put_on = confine.seccomp_filter()
        ends = []
        for _ in range(2):
            if (pid := os.fork()) == 0:
                os._exit(7 if put_on() and refused(os.fork) == "EPERM" else 8)
            ends.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        return [confine._libseccomp() is not None, ends]

    there, ends = in_child(work)
    if not there:
        pytest.skip("libseccomp is not installed")
    assert ends == [7, 7]


def test_the_filter_can_not_be_taken_off(filtered: Callable[..., Any]) -> None:
    def work() -> Any:
        confine.seccomp_filter()()
        return refused(os.fork)

    assert filtered(work) == "EPERM"


def test_every_refused_call_is_named_once() -> None:
    assert len(set(confine.REFUSED)) == len(confine.REFUSED) > 50


# A child whose parent is gone


def test_a_child_whose_parent_died_before_it_could_ask_ends_by_itself() -> None:
    code = (
        "import os, sys, time\n"
        f"sys.path.insert(0, {str(Path(confine.__file__).parents[1])!r})\n"
        "from inside import confine\n"
        "parent = os.getpid()\n"
        "if os.fork() == 0:\n"
        "    while os.getppid() == parent:\n"
        "        time.sleep(0.001)\n"
        "    confine.end_with(parent)\n"
        "    print('outlived its parent')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=60, check=True)
    assert ran.stdout == ""


def test_a_child_whose_parent_is_there_goes_on(in_child: InChild) -> None:
    parent = os.getpid()
    assert in_child(lambda: [confine.end_with(parent), "goes on"]) == [None, "goes on"]
