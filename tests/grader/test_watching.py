"""The parts of watching, without a terminal: how saves are noticed, what is heard, what is drawn."""

from __future__ import annotations

import doctest
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.outcome import Outcome
from grader.reports.style import Style
from grader.watching import ears as ears_module
from grader.watching import files, screen
from grader.watching.ears import Ears, Event, keys_in
from grader.watching.files import Means, Watcher, file_system, look, means
from grader.watching.screen import View
from grader.watching.terminal import Terminal
from grader.worker import Isolation

MOUNTS = r"""21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/c rw,noatime - 9p drvfs rw,aname=drvfs
31 21 0:41 / /mnt/my\040disk rw - nfs4 server:/home rw
32 30 0:42 / /mnt/c/linux rw - ext4 /dev/sdb rw
a line that says nothing
"""


# How saves are noticed


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/etc", "ext4"),
        ("/mnt/c", "9p"),
        ("/mnt/c/Users", "9p"),
        ("/mnt/cc", "ext4"),
        ("/mnt/my disk/a", "nfs4"),
        ("/mnt/c/linux/a", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(mounts: Path, folder: str, kind: str) -> None:
    assert file_system(Path(folder), mounts) == kind


def test_where_nobody_tells_of_file_systems_events_are_expected(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "none") == ""
    assert means(tmp_path, mounts=tmp_path / "none") == Means("events")


def test_on_a_foreign_file_system_files_are_looked_at(mounts: Path) -> None:
    assert means(Path("/mnt/c/kata"), mounts=mounts) == Means("foreign", "9p")
    assert means(Path("/etc"), mounts=mounts) == Means("events")
    assert means(Path("/etc"), looking=True, mounts=mounts) == Means("asked")


def test_every_change_that_matters_is_seen_by_looking(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    seen = [look(file)]
    file.write_text("a = 1\n", encoding="utf-8")
    seen.append(look(file))
    at = file.stat()
    file.write_text("a = 2\n", encoding="utf-8")
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))  # in the same tick of the clock
    seen.append(look(file))
    (tmp_path / "beside.py").write_text("b = 1\n", encoding="utf-8")
    seen.append(look(file))
    file.unlink()
    seen.append(look(file))
    assert len(set(seen)) == len(seen)


def test_what_does_not_matter_is_not_seen(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("a = 1\n", encoding="utf-8")
    before = look(file)
    (tmp_path / ".mine.py.swp").write_text("an editor's own", encoding="utf-8")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper/other.py").write_text("b = 1\n", encoding="utf-8")
    assert look(file) == before


def test_of_a_folder_every_python_file_in_it_is_looked_at_but_not_without_end(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    before = look(tmp_path)
    (tmp_path / "deeper/other.py").write_text("b = 1\n", encoding="utf-8")
    (tmp_path / "cells.ipynb").write_text("{}", encoding="utf-8")
    assert len(look(tmp_path)) == len(before) + 2
    for number in range(files.MOST_FILES + 10):
        (tmp_path / f"f{number}.py").touch()
    assert len(look(tmp_path)) == files.MOST_FILES + 1


def test_a_pipe_in_the_place_of_the_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.py")
    assert look(tmp_path / "mine.py")


class Told:
    """Counts calls, and lets a test wait for them."""

    def __init__(self) -> None:
        self.calls = threading.Semaphore(0)

    def __call__(self) -> None:
        self.calls.release()

    def wait(self) -> None:
        assert self.calls.acquire(timeout=60)


@pytest.mark.parametrize("way", ["events", "asked"])
def test_a_save_is_told_by_events_and_by_looking(tmp_path: Path, way: str) -> None:
    if way == "events":
        pytest.importorskip("watchfiles")
    file, told = tmp_path / "mine.py", Told()
    file.write_text("a = 1\n", encoding="utf-8")
    stop = threading.Event()

    def save() -> None:  # again and again, because nobody can tell when the watcher is ready
        number = 0
        while not stop.wait(0.05):
            number += 1
            file.write_text(f"a = {number}\n", encoding="utf-8")

    saving = threading.Thread(target=save)
    with Watcher((file,), Means(way), told) as watcher:
        saving.start()
        told.wait()
        stop.set()
        saving.join()
        assert watcher.means == Means(way)


def fake_events(monkeypatch: pytest.MonkeyPatch, watch: object) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", SimpleNamespace(watch=watch))


def test_saves_without_events_are_seen_and_events_are_no_longer_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, told = tmp_path / "mine.py", Told()

    def silent(*folders: object, stop_event: threading.Event, **_: object) -> Iterator[set[object]]:
        for number in range(5):
            file.write_text(f"a = {number}\n", encoding="utf-8")
            yield set()  # a tick, as when nothing has happened

    fake_events(monkeypatch, silent)
    with Watcher((file,), Means("events"), told) as watcher:
        for _ in range(files.MISSED + 1):
            told.wait()
        assert watcher.means == Means("missed")
        file.write_text("a = 99\n", encoding="utf-8")
        told.wait()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ImportError("none"), Means("absent")),
        (OSError("too many files are  watched"), Means("refused", "too many files are watched")),
        (RuntimeError("x" * 200), Means("refused", "x" * 80)),
    ],
)
def test_where_events_can_not_be_had_files_are_looked_at_for_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, expected: Means
) -> None:
    def refuse(*_: object, **__: object) -> Iterator[set[object]]:
        raise error

    fake_events(monkeypatch, refuse)
    told = Told()
    with Watcher((tmp_path / "mine.py",), Means("events"), told) as watcher:
        told.wait()
        assert watcher.means == expected


# What is heard


@pytest.fixture
def keyboard() -> Iterator[tuple[int, int]]:
    """A pipe in the place of a keyboard: its end for reading, its end for typing."""
    reader, writer = os.pipe()
    yield reader, writer
    for descriptor in (reader, writer):
        try:
            os.close(descriptor)
        except OSError:
            pass


def test_the_examples_of_keys_are_true() -> None:
    told = doctest.testmod(ears_module)
    assert told.attempted > 0 and told.failed == 0


@pytest.mark.parametrize(
    ("typed", "keys", "rest"),
    [
        (b"", [], b""),
        (b"hH\r\n \x04", ["h", "h", "enter", "enter", "space", "q"], b""),
        (b"\x1b", [], b""),
        (b"\x1bOPq", ["q"], b""),
        (b"\x1bO", [], b"\x1bO"),
        (b"\x1bxq", ["q"], b""),
        (b"\x1b[200~rm\x1b[201~", ["r", "m"], b""),
        (b"\x1b[" + b"1" * 100 + b"q", ["1"] * 70 + ["q"], b""),
        ("ä한\t".encode(), [], b""),
    ],
)
def test_keys_are_told_from_sequences_and_other_letters(typed: bytes, keys: list[str], rest: bytes) -> None:
    assert keys_in(typed) == (keys, rest)


def test_a_sequence_that_comes_in_two_parts_is_no_key(keyboard: tuple[int, int]) -> None:
    with Ears(keyboard[0]) as ears:
        os.write(keyboard[1], b"h\x1b[")
        assert ears.next() == Event("key", "h")
        os.write(keyboard[1], b"Aq")
        assert ears.next() == Event("key", "q")


def test_news_of_files_are_saves_only_if_something_changed_and_are_told_once() -> None:
    with Ears(None) as ears:
        ears.changed = lambda: False
        ears.tell()
        assert ears.next() == Event("told")
        ears.changed = lambda: True
        for _ in range(100_000):  # more than the pipe holds
            ears.tell()
        assert ears.next() == Event("saved")
        while (event := ears.next(0)) is not None:
            assert event == Event("saved")


def test_a_save_or_leaving_gives_up_what_runs_and_other_keys_do_not(keyboard: tuple[int, int]) -> None:
    with Ears(keyboard[0]) as ears:
        ears.begin()
        os.write(keyboard[1], b"hl")
        assert not ears.heard()
        os.write(keyboard[1], b"q")
        assert ears.heard() and ears.heard()
        assert [ears.next(0) for _ in range(4)] == [*(Event("key", key) for key in "hlq"), None]
        assert ears.heard()
        ears.begin()
        assert not ears.heard()
        ears.tell()
        assert ears.heard()


def test_what_was_typed_before_a_question_is_forgotten_and_nothing_else(keyboard: tuple[int, int]) -> None:
    with Ears(keyboard[0]) as ears:
        os.write(keyboard[1], b"yyy")
        ears.tell()
        ears.forget_keys()
        assert ears.next(0) == Event("saved") and ears.next(0) is None


def test_a_keyboard_that_is_gone_ends_it(keyboard: tuple[int, int]) -> None:
    with Ears(keyboard[0]) as ears:
        os.close(keyboard[1])
        assert ears.next() == Event("ended")
        assert len(ears.descriptors) == 1 and ears.next(0) is None


def test_signals_become_events_in_order_and_handlers_are_put_back(keyboard: tuple[int, int]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Ears(keyboard[0]) as ears:
        for number, event in (
            (signal.SIGWINCH, Event("resized")),
            (signal.SIGCONT, Event("continued")),
            (signal.SIGTERM, Event("ended", "SIGTERM")),
            (signal.SIGINT, Event("ended")),
        ):
            os.kill(os.getpid(), number)
            assert ears.next(60) == event
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            ears.next(60)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_that_was_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Ears(None) as ears:
            os.kill(os.getpid(), signal.SIGHUP)
            assert ears.next(0) is None
    finally:
        signal.signal(signal.SIGHUP, before)


# What is drawn

STYLE = Style(width=60, colour=False, unicode=True)
VIEW = View("Step 2\n\nwrong\nmore\n", status="Watching", prompt="h hint · q quit")


def plain(text: str) -> list[str]:
    for escape in (screen.HOME, screen.CLEAR_LINE, screen.CLEAR_BELOW):
        text = text.replace(escape, "")
    return text.split("\n")


def test_a_screen_is_the_report_then_the_hint_then_remarks_then_the_keys() -> None:
    told = plain(screen.drawn(VIEW._replace(below="A hint\n", remarks=("A remark",)), STYLE, 40))
    assert told == ["Step 2", "", "wrong", "more", "", "A hint", "", "A remark", "Watching", "h hint · q quit"]


def test_a_screen_is_drawn_over_the_last_one_without_scrolling() -> None:
    text = screen.drawn(VIEW, STYLE, 40)
    assert text.startswith(screen.HOME) and text.endswith("q quit" + screen.CLEAR_LINE + screen.CLEAR_BELOW)


@pytest.mark.parametrize("rows", range(12, 30))
def test_a_screen_is_never_higher_than_the_terminal(rows: int) -> None:
    long = VIEW._replace(body="\n".join(map(str, range(100))))
    told = plain(screen.drawn(long, STYLE, rows))
    assert len(told) <= rows and told[0] == "0" and told[-1] == "h hint · q quit"
    shown = [line for line in told if line.isdigit()]
    assert f"… {100 - len(shown)} more lines; a shows them" in told


def test_the_whole_report_is_there_when_asked_for() -> None:
    long = VIEW._replace(body="\n".join(map(str, range(100))), whole=True)
    assert set(map(str, range(100))) <= set(plain(screen.drawn(long, STYLE, 20)))


def test_where_nothing_can_be_cleared_there_are_no_escapes() -> None:
    assert screen.appended(VIEW, STYLE).split("\n") == ["", *"Step 2,,wrong,more,,Watching,h hint · q quit".split(",")]
    assert screen.appended(VIEW._replace(prompt=""), STYLE).endswith("\nWatching")


def test_that_it_is_checked_again_is_said_in_the_place_of_the_keys() -> None:
    text = screen.checking(VIEW, STYLE, "Saved")
    assert text == "\r" + screen.UP + screen.CLEAR_BELOW + "Saved"


def test_a_page_is_turned_until_its_end() -> None:
    text, at, seen = "\n".join(map(str, range(50))) + "\n", 0, []
    while True:
        shown, is_end = screen.page(text, at, 20)
        seen += shown.split("\n")
        at += screen.page_rows(20)
        if is_end:
            break
    assert seen == list(map(str, range(50)))


def test_letters_beyond_ascii_are_spelled_out_where_there_are_none() -> None:
    assert screen.drawn(VIEW, STYLE._replace(unicode=False), 40).isascii()


OUTCOME = Outcome(2, "Twice", "mine.py", "", "passed", Isolation("none", (), ()), 7, (), 0.1, asked=("double",), following=3)


@pytest.mark.parametrize(
    ("changes", "keys", "told"),
    [
        ({}, True, "press n for step 3"),
        ({}, False, ""),
        ({"following": None}, True, ""),
        ({"status": "grader-error"}, True, "press c to check again"),
        ({"status": "grader-error"}, False, ""),
        ({"status": "error"}, True, "mend mine.py, and save the file."),
        ({"status": "error", "problems": ({"place": "line 4"},)}, True, "mend line 4, and save the file."),
        ({"status": "unwritten", "is_exercise": True}, True, "write double in mine.py, and save it."),
        ({"status": "failed", "is_exercise": True}, True, "change double in mine.py, and save it."),
        ({"status": "unwritten"}, True, "write what is missing in mine.py, and save it."),
        ({"status": "failed"}, False, "work the example above by hand, change mine.py, and save it."),
    ],
)
def test_what_to_do_next_asks_for_a_save_and_for_no_command(changes: dict[str, object], keys: bool, told: str) -> None:
    advice = screen.advice(replace(OUTCOME, **changes), keys)  # type: ignore[arg-type]
    assert told in advice and bool(advice) == bool(told) and "make" not in advice


# The terminal


def test_without_a_terminal_there_is_no_keyboard_and_nothing_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal() as terminal:
        assert terminal.keyboard is None and not terminal.redraws
        terminal.write("a text\n")
    assert capsys.readouterr().out == "a text\n"


def test_a_stdin_that_is_closed_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert Terminal().keyboard is None


class Gone:
    """A stdout whose other end has gone away."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> None:
        raise self.error


def test_whoever_reads_a_pipe_and_goes_away_is_noticed_and_a_closed_terminal_is_left_to_its_signal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", Gone(BrokenPipeError()))
    with pytest.raises(BrokenPipeError):
        terminal.write("a")
    monkeypatch.setattr("sys.stdout", Gone(OSError(5, "Input/output error")))
    with pytest.raises(OSError, match="Input/output error"):
        terminal.write("a")
    terminal.keyboard = 0
    terminal.write("a")
