"""One submission in the worker: how each scenario ends, and what happens after it has."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from grader import session as module
from grader.errors import GraderError, Unusable
from grader.inside import plain
from grader.observation import Frame, Observation
from grader.session import Session
from grader.shipping import ship
from grader.submission import Block, Submission
from grader.words import say
from grader.worker import Limits, Worker

LEVELS = ("bwrap", "landlock", "none")
LIMITS = Limits(load_seconds=5.0, memory_bytes=256 << 20, output_bytes=1 << 16, shown_bytes=2000)
SECONDS = 5.0
SHORT = 0.4


@pytest.fixture(scope="module", params=LEVELS)
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    """A Worker at each level; a level that can not be had is skipped with its reason."""
    try:
        with Worker(request.param, LIMITS) as worker:
            worker.isolation()
            yield worker
    except Unusable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def one(worker_of_none: Worker) -> Worker:
    """A Worker for what has nothing to do with the level."""
    return worker_of_none


@pytest.fixture(scope="module")
def worker_of_none() -> Iterator[Worker]:
    with Worker("none", LIMITS) as worker:
        yield worker


@pytest.fixture
def limits(one: Worker) -> Iterator[Worker]:
    """The Worker, with its limits put back afterwards."""
    yield one
    one.limits = LIMITS


def submission(text: str, **files: str) -> Submission:
    others = {f"{name}.py": other for name, other in files.items()}
    return Submission("mine.py", "", "mine.py", {**others, "mine.py": text}, (Block(text),))


def go(kata, argument=None):
    return kata.go(argument)


go.__defaults__ = None  # a scenario is shipped without defaults


def run(worker: Worker, text: str, argument: Any = None, seconds: float = SECONDS) -> Observation:
    """What the function `go` of a submission comes to."""
    with Session(worker, submission(text)) as session:
        return session.run(ship(go), {"argument": argument}, seconds)


def frames(*places: tuple[int, str]) -> tuple[Frame, ...]:
    return tuple(Frame("mine.py", line, function) for line, function in places)


def test_a_value_comes_back_as_it_is(worker: Worker) -> None:
    value = [None, True, 1.5, "text", {"key": [float("inf")]}]
    observation = run(worker, "def go(x): return x", value)
    assert (observation.kind, observation.value, observation.phase) == ("value", value, "running")
    assert 0 < observation.seconds < SECONDS


GIL = "import itertools\ndef go(x):\n    return sum(itertools.repeat(1))"
ENDS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "error": (
        "def deeper():\n    1 / 0\ndef go(x):\n    deeper()",
        {"detail": "ZeroDivisionError", "message": "division by zero", "frames": frames((4, "go"), (2, "deeper"))},
    ),
    "unwritten": (
        "def go(x):\n    raise NotImplementedError('write me')",
        {"message": "write me", "frames": frames((2, "go"))},
    ),
    "absent": ("def goo(x): pass", {"detail": "go", "message": "goo", "frames": ()}),
    "memory": ("import numpy\ndef go(x):\n    numpy.ones(1 << 40)", {"frames": frames((3, "go"))}),
    "recursion": ("def go(x):\n    go(x)", {"detail": "RecursionError"}),
    "exited": (
        "def go(x):\n    raise SystemExit(3)",
        {"detail": "SystemExit", "message": "3", "frames": frames((2, "go"))},
    ),
    "exited for good": ("import os\ndef go(x):\n    os._exit(3)", {"detail": "3"}),
    "crashed": ("import ctypes\ndef go(x):\n    ctypes.string_at(0)", {"detail": "SIGSEGV"}),
    "flood": ("def go(x):\n    while True:\n        print('x' * 1000)", {}),
    "too-big": ("import numpy\ndef go(x):\n    return numpy.ones(1 << 20)", {"message": "an array of 8388608 bytes"}),
    "not-plain": ("def go(x):\n    return {1, 2}", {"message": "the answer is a set"}),
}


@pytest.mark.parametrize("end", ENDS)
def test_each_end_is_told_from_the_others(worker: Worker, end: str) -> None:
    text, expected = ENDS[end]
    observation = run(worker, text)
    assert (observation.kind, observation.phase) == (end.split()[0], "running")
    for name, value in expected.items():
        assert getattr(observation, name) == value


def test_the_crash_names_the_line(worker: Worker) -> None:
    assert run(worker, ENDS["crashed"][0]).frames[-1:] == frames((3, "go"))


@pytest.mark.parametrize("text", ["def go(x):\n    while True:\n        x = 1", GIL], ids=["python", "GIL held"])
def test_running_out_of_time_names_the_line(worker: Worker, text: str) -> None:
    observation = run(worker, text, seconds=SHORT)
    assert (observation.kind, observation.seconds) == ("timeout", SHORT)
    assert observation.frames[-1].function == "go" and observation.frames[-1].line >= 2


STUBBORN = "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\nwhile True: pass"  # else it would be left


@pytest.mark.parametrize("text, kind", [("import os\nos._exit(1)", "exited"), (STUBBORN, "timeout")])
def test_what_ends_the_reading_ends_every_scenario(limits: Worker, text: str, kind: str) -> None:
    limits.limits = Limits(load_seconds=SHORT)
    with Session(limits, submission(text)) as session:
        observations = [session.reading().failure, *(session.run(ship(go), {}, SECONDS) for _ in range(2))]
    assert [(o.kind, o.phase) for o in observations if o] == [(kind, "loading")] * 3


def test_a_child_that_has_died_is_replaced(worker: Worker) -> None:
    text = "import os\ncalls = []\ndef go(x):\n    calls.append(x)\n    return len(calls) if x else os._exit(1)"
    with Session(worker, submission(text)) as session:
        kinds = [session.run(ship(go), {"argument": argument}, SECONDS) for argument in (1, 0, 1, 0, 1)]
    assert [o.kind for o in kinds] == ["value", "exited", "value", "exited", "value"]
    assert [o.value for o in kinds if o.kind == "value"] == [1, 1, 1]


def test_after_two_timeouts_nothing_is_run_any_more(limits: Worker) -> None:
    text = "def go(x):\n    while x: pass\n    return 1"
    with Session(limits, submission(text)) as session:
        seconds = {True: SHORT, False: SECONDS}
        kinds = [session.run(ship(go), {"argument": x}, seconds[x]).kind for x in (True, False, True, False)]
    assert kinds == ["timeout", "value", "timeout", "skipped"]


def test_after_a_timeout_the_next_ones_have_a_third_of_their_time(limits: Worker) -> None:
    with Session(limits, submission("def go(x):\n    while x: pass\n    return 1")) as session:
        first = session.run(ship(go), {"argument": True}, 0.4)
        ends = session.run(ship(go), {"argument": False}, SECONDS)
        second = session.run(ship(go), {"argument": True}, 3.0)
    assert (first.kind, first.seconds, ends.kind) == ("timeout", 0.4, "value")
    assert (second.kind, second.seconds) == ("timeout", 1.0)


def test_what_is_short_already_is_not_shortened(limits: Worker) -> None:
    with Session(limits, submission("def go(x):\n    while x: pass\n    return 1")) as session:
        seconds = [session.run(ship(go), {"argument": True}, budget).seconds for budget in (0.2, 0.2)]
    assert seconds == [0.2, 0.2]


def test_a_scenario_has_at_most_what_the_limits_say(limits: Worker) -> None:
    limits.limits = Limits(scenario_seconds=0.2)
    assert run(limits, "def go(x):\n    while True: pass", seconds=60.0).seconds == 0.2


SLOW = "import time\ndef go(x):\n    time.sleep(x)\n    return x"


def test_slow_scenarios_use_up_the_patience_and_then_have_a_tenth_of_their_time(limits: Worker) -> None:
    limits.limits = Limits(patience_seconds=1.0)
    with Session(limits, submission(SLOW)) as session:
        first = session.run(ship(go), {"argument": 0.6}, 5.0)
        quick = session.run(ship(go), {"argument": 0.0}, 5.0)
        slow = session.run(ship(go), {"argument": 9.0}, 5.0)
        last = session.run(ship(go), {"argument": 0.0}, 5.0)
    assert (first.value, quick.value) == (0.6, 0.0)
    assert (slow.kind, slow.seconds) == ("timeout", 0.5)
    assert last.kind == "skipped"


def test_a_child_that_dies_again_and_again_is_not_replaced_for_ever(limits: Worker) -> None:
    limits.limits = Limits(patience_seconds=0.3)
    text = "import os, time\nend = time.monotonic() + 0.2\nwhile time.monotonic() < end: pass\ndef go(x):\n    os._exit(1)"
    with Session(limits, submission(text)) as session:
        kinds = [session.run(ship(go), {"argument": 1}, SECONDS).kind for _ in range(6)]
    assert kinds[:2] == ["exited", "exited"] and kinds[-1] == "skipped"


def test_processor_time_runs_out_too() -> None:
    with Worker("none", Limits(cpu_seconds=1)) as worker:
        observation = run(worker, "def go(x):\n    while True: pass", seconds=30.0)
    assert observation.kind == "timeout"


def test_big_messages_pass_both_ways(worker: Worker) -> None:
    comment = "# " + "x" * 900_000
    observation = run(worker, f"import numpy\n{comment}\ndef go(x):\n    return x + 1", np.zeros(380_000))
    assert observation.kind == "value" and np.array_equal(observation.value, np.ones(380_000))


def test_the_reading_says_what_was_printed_defined_and_raised(worker: Worker) -> None:
    text = "print('hello')\n1 / 0\ndef go(x): pass\nimport matplotlib"
    with Session(worker, submission(text)) as session:
        reading = session.reading()
        assert session.reading() is reading
    assert reading.failure is None and "go" in (reading.definitions or {})
    assert reading.output == "hello\n"
    assert [(p["type"], p["line"]) for p in reading.problems] == [("ZeroDivisionError", 2)]
    assert reading.notes == ("matplotlib is replaced by a stand-in that does nothing",)


def test_what_was_printed_before_the_end_is_kept(one: Worker) -> None:
    with Session(one, submission("import os\nprint('last words', flush=True)\nos._exit(0)")) as session:
        reading = session.reading()
    assert (reading.output, reading.failure.output if reading.failure else "") == ("last words\n",) * 2


def test_output_is_cut_to_what_is_shown(one: Worker) -> None:
    assert len(run(one, "def go(x):\n    print('é' * 5000)").output) <= LIMITS.shown_bytes


def test_a_scenario_that_runs_alone_meets_nobody(worker: Worker) -> None:
    text = "import types\nkept = types.SimpleNamespace(n=0)\ndef go(x):\n    kept.n += 1\n    return kept.n"
    with Session(worker, submission(text)) as session:
        values = [session.run(ship(go), {"argument": 0}, SECONDS).value for _ in range(2)]
        values += [session.run_alone(ship(go), {"argument": 0}, SECONDS).value for _ in range(2)]
    assert values == [1, 2, 1, 1]


def test_sessions_share_nothing(worker: Worker) -> None:
    text = "import sys\nsys.kept = []\ndef go(x):\n    sys.kept.append(x)\n    return len(sys.kept)"
    with Session(worker, submission(text)) as first, Session(worker, submission(text)) as second:
        values = [session.run(ship(go), {"argument": 0}, SECONDS).value for session in (first, second, first)]
    assert values == [1, 1, 2]


def test_closing_ends_the_child_and_its_descriptors(worker: Worker) -> None:
    before = len(os.listdir("/proc/self/fd"))
    with Session(worker, submission("def go(x): pass")) as session:
        session.reading()
        assert len(os.listdir("/proc/self/fd")) == before + 4
    assert len(os.listdir("/proc/self/fd")) == before
    session.close()


REPLY = (
    "import fcntl, os, stat\n"
    "def writable(number):\n"
    "    try:\n"
    "        return stat.S_ISFIFO(os.fstat(number).st_mode) and fcntl.fcntl(number, fcntl.F_GETFL) & 3 == 1\n"
    "    except OSError:\n"
    "        return False\n"
    "reply = min(filter(writable, range(3, 64)))\n"
    "def send(text):\n"
    "    os.write(reply, len(text).to_bytes(4, 'big') + text)\n"
)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense",
        b"[1]",
        b'{"kind": "passed"}',
        b'{"kind": "grader-error", "seconds": 0}',
        b'{"kind": "value", "seconds": 0}',
        b'{"kind": "value", "value": 1, "seconds": "soon"}',
        b'{"kind": {}, "seconds": 0}',
        b'{"kind": "value", "value": {"$array": ["float64", [9], ""]}, "seconds": 0}',
    ],
    ids=lambda answer: answer.decode()[:40] or "empty",
)
def test_an_answer_of_no_known_form_is_none_and_ends_the_child(one: Worker, answer: bytes) -> None:
    text = f"{REPLY}def go(x):\n    if x: send({answer!r})\n    while x: pass\n    return 7"
    with Session(one, submission(text)) as session:
        forged, honest = (session.run(ship(go), {"argument": x}, SECONDS) for x in (1, 0))
    assert (forged.kind, honest.value) == ("not-plain", 7)


@pytest.mark.parametrize("when", ["before it was asked", "beside another one"])
def test_an_answer_that_nobody_asked_for_is_not_taken(one: Worker, when: str) -> None:
    late = "import threading\ndef later():\n    threading.Event().wait(0.05)\n    send(b'{}')\n"
    call = "threading.Thread(target=later).start()" if when.startswith("before") else "send(b'{}')"
    with Session(one, submission(f"{REPLY}{late}def go(x):\n    {call}\n    return 7")) as session:
        session.reading()
        kinds = []
        while "not-plain" not in kinds and len(kinds) < 1000:
            kinds.append(session.run(ship(go), {"argument": 0}, SECONDS).kind)
    assert kinds[-1] == "not-plain"


def test_a_reading_of_a_wrong_form_is_a_failure_of_its_own(one: Worker) -> None:
    text = f"{REPLY}send(b'{{\"kind\": \"loaded\", \"notes\": 7, \"seconds\": 0}}')\nwhile True: pass"
    with Session(one, submission(text)) as session:
        failure = session.reading().failure
    assert failure is not None and (failure.kind, failure.phase) == ("not-plain", "loading")


def test_a_reading_is_cut_to_what_a_report_can_use(one: Worker) -> None:
    text = f"""{REPLY}
import json
problem = {{"type": "T" * 999, "message": "m" * 999, "file": "f" * 999, "line": 3}}
send(json.dumps({{"kind": "loaded", "notes": [["stand-in", "n" * 999]] * 99, "problems": [problem] * 99, "definitions": {{}},
     "left_behind": ["l" * 999] * 99, "defined_again": []}}).encode())
while True: pass
"""
    with Session(one, submission(text)) as session:
        reading = session.reading()
    assert len(reading.notes) == module.NOTES and len(reading.problems) == module.PROBLEMS
    assert max(map(len, map(str, reading.problems[0].values()))) == module.NOTE_LENGTH
    assert set(reading.notes) == {say("loading.stand-in", name="n" * (module.NAME_LENGTH - 1) + "…")}


@pytest.mark.parametrize(
    "note", ['["praise", "mine.py"]', '["loading.stand-in", "x"]', '"All checks passed."', '[["stand-in"], "x"]']
)
def test_a_note_that_is_none_of_ours_is_no_sentence(one: Worker, note: str) -> None:
    text = f"""{REPLY}
send(b'{{"kind": "loaded", "notes": [{note}], "problems": [], "definitions": {{}}, "left_behind": [], "seconds": 0}}')
while True: pass
"""
    with Session(one, submission(text)) as session:
        reading = session.reading()
    assert reading.notes == () and reading.failure is not None and reading.failure.kind == "not-plain"


def test_an_announced_message_of_four_gigabytes_is_too_big(one: Worker) -> None:
    observation = run(one, f"{REPLY}def go(x):\n    os.write(reply, b'\\xff' * 4)\n    while True: pass")
    assert (observation.kind, observation.message) == ("too-big", f"more than {plain.MAX_BYTES >> 20} MiB")


def test_a_trace_pipe_that_is_flooded_is_not_read_to_its_end(one: Worker) -> None:
    text = (
        f"{REPLY}trace = max(filter(writable, range(3, 64)))\n"
        "def go(x):\n    while True: os.write(trace, b'  File \"/submission/x\", line 1 in f\\n' * 1000)"
    )
    observation = run(one, text, seconds=SHORT)
    assert observation.kind == "timeout" and len(observation.frames) <= 8


@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError])
def test_an_interruption_ends_the_child_and_goes_on(one: Worker, monkeypatch: pytest.MonkeyPatch, kind: type) -> None:
    with Session(one, submission("def go(x): return 7")) as session:
        session.reading()
        with monkeypatch.context() as patch, pytest.raises(kind):
            patch.setattr(module._Child, "exchange", lambda *_: (_ for _ in ()).throw(kind))
            session.run(ship(go), {"argument": 0}, SECONDS)
        assert session._child is None
        assert session.run(ship(go), {"argument": 0}, SECONDS).value == 7


def test_our_own_clock_is_theirs_while_we_wait_for_them(one: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session(one, submission("def go(x): return 7")) as session:
        session.reading()
        monkeypatch.setattr(module._Child, "exchange", lambda *_: pytest.fail("Timeout (>36.0s) from pytest-timeout."))
        assert session.run(ship(go), {"argument": 0}, SECONDS).kind == "timeout"


def test_reading_ahead_reads_once(one: Worker) -> None:
    with Session(one, submission("print('once')\ndef go(x): return 7")) as session:
        session.read_ahead()
        assert session.run(ship(go), {"argument": 0}, SECONDS).value == 7
        assert session.reading().output == "once\n"


def test_a_worker_that_has_died_is_our_failure_and_leaves_no_descriptor() -> None:
    with Worker("none", LIMITS) as worker:
        session = Session(worker, submission("def go(x): return 7"))
        before = len(os.listdir("/proc/self/fd"))
        session.reading()
        worker._process.kill()
        worker._process.wait()
        with pytest.raises(GraderError) as failure:
            session.run(ship(go), {"argument": 0}, SECONDS)
        assert failure.value.exit_code == 3
        session.close()
        assert len(os.listdir("/proc/self/fd")) == before
        with pytest.raises(GraderError):
            session.run(ship(go), {"argument": 0}, SECONDS)
        assert len(os.listdir("/proc/self/fd")) == before


# What a scenario learns of the import of a submission


def at_import(kata):
    return {"printed": kata.printed, "raised": [problem["type"] for problem in kata.problems]}


def star_import(kata):
    names = kata.star()
    return {"names": sorted(names), "foreign": [name for name, value in names.items() if kata.is_foreign_module(value)]}


def observed(worker: Worker, scenario: Any, text: str, **files: str) -> Observation:
    with Session(worker, submission(text, **files)) as session:
        return session.run(ship(scenario), {}, SECONDS)


def test_a_scenario_sees_what_was_printed_and_raised_while_the_file_was_read(one: Worker) -> None:
    seen = observed(one, at_import, "print('one')\n1 / 0\nprint('two')").value
    assert seen == {"printed": "one\ntwo\n", "raised": ["ZeroDivisionError"]}


def test_of_much_output_the_beginning_is_kept(one: Worker) -> None:
    assert observed(one, at_import, "print('x' * 3000)").value["printed"] == "x" * 2000


def test_what_a_scenario_prints_is_not_part_of_the_import(one: Worker) -> None:
    assert observed(one, at_import, "def f(): print('later')").value["printed"] == ""


def test_import_star_brings_what_is_listed(one: Worker) -> None:
    text = "import math\n__all__ = ['f', 'math']\ndef f(): pass\ndef g(): pass"
    assert observed(one, star_import, text).value == {"names": ["f", "math"], "foreign": ["math"]}


def test_import_star_without_a_list_is_right_where_nothing_foreign_comes_along(one: Worker) -> None:
    text = "import other\nfrom other import f"
    seen = observed(one, star_import, text, other="def f(): pass").value
    assert seen == {"names": ["f", "other"], "foreign": []}


def test_import_star_that_needs_a_list_says_that_there_is_none(one: Worker) -> None:
    seen = observed(one, star_import, "import math\ndef f(): pass")
    assert (seen.kind, seen.detail) == ("absent", "__all__")


def test_import_star_fails_as_it_does_in_a_program(one: Worker) -> None:
    assert observed(one, star_import, "__all__ = ['missing']").detail == "AttributeError"


# Giving up


class Bell:
    """An interrupt that rings when somebody pulls it."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()
        self.rung = False

    @property
    def descriptors(self) -> tuple[int, ...]:
        return (self._reader,)

    def pull(self) -> None:
        os.write(self._writer, b"!")

    def heard(self) -> bool:
        ready, _, _ = select.select([self._reader], [], [], 0)
        self.rung = self.rung or bool(ready and os.read(self._reader, 1))
        return self.rung

    def close(self) -> None:
        os.close(self._reader)
        os.close(self._writer)


@pytest.fixture
def bell(one: Worker) -> Iterator[Bell]:
    bell = Bell()
    one.interrupt = bell
    yield bell
    one.interrupt = None
    bell.close()


def test_a_scenario_that_is_no_longer_wanted_is_given_up_while_it_runs(one: Worker, bell: Bell) -> None:
    ring = threading.Timer(0.1, bell.pull)
    ring.start()
    with Session(one, submission("def go(_):\n    while True: pass\n")) as session:
        assert session.run(ship(go), {"argument": None}, 600.0) is module.GIVEN_UP
        assert session.run(ship(go), {"argument": None}, 600.0) is module.GIVEN_UP
    ring.join()


def test_loading_is_given_up_too_and_begins_anew_when_it_is_wanted_again(one: Worker, bell: Bell) -> None:
    bell.pull()
    with Session(one, submission("while True: pass\n")) as session:
        assert session.reading().failure is module.GIVEN_UP
    bell.rung = False
    assert run(one, "def go(_):\n    return 1.0\n").value == 1.0


class Noise:
    """What can be heard of a bell, without a meaning."""

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        self.descriptors = bell.descriptors

    def heard(self) -> bool:
        self.bell.heard()
        return False


def test_an_interrupt_that_means_something_else_gives_up_nothing(
    one: Worker, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one, "interrupt", Noise(bell))
    bell.pull()
    assert run(one, "import time\ndef go(_):\n    time.sleep(0.2)\n    return 1.0\n").value == 1.0
