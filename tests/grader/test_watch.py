"""Watching, in a real pseudo-terminal: real saves, keys, signals, resizes, and what is left behind."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pexpect
import pytest

from grader import course, lessons

DRIVER = """
import sys
from pathlib import Path
{before}
from grader import course
course.ROOT = Path({root!r})
from grader.commands import main
sys.exit(main(sys.argv[1:]))
"""
SECONDS = 20
ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
KEYS = "q quit"
RIGHT = "    return 2 * x.data\n"
WRONG = "    return x.data\n"  # the known mistake `forgets`


class Learner:
    """Somebody who watches a step in a terminal and edits its file elsewhere."""

    def __init__(self, root: Path, *words: str, size: tuple[int, int] = (60, 100), before: str = "", **env: str) -> None:
        self.root = root
        self.file = self.exercise(2)
        driver = root / "driver.py"
        driver.write_text(DRIVER.format(root=str(root), before=before), encoding="utf-8")
        self.heard = ""
        self.terminal = pexpect.spawn(
            sys.executable,
            [str(driver), "watch", *words],
            cwd=str(root),
            env={**environment(), **env},
            dimensions=size,
            encoding="utf-8",
            timeout=SECONDS,
        )

    def exercise(self, number: int) -> Path:
        return course.exercise_path(course.step(self.root, number))

    def write(self, body: str, tail: str = "") -> None:
        """Save step 2 with a body for `double`."""
        self.file.write_text(doubling(self.root, body) + tail, encoding="utf-8")

    def sees(self, pattern: str) -> str:
        """Wait until the terminal shows this; what it showed on the way, without escapes."""
        self.terminal.expect(pattern)
        return ESCAPE.sub("", self.terminal.before + self.terminal.after)

    def sees_report(self, number: int) -> str:
        """Wait for the report of this check, whole, with the keys below it."""
        return self.sees(rf"check {number} at [\d:]+") + self.sees(KEYS)

    def types(self, keys: str) -> None:
        self.terminal.send(keys)

    def ends(self) -> None:
        self.terminal.expect(pexpect.EOF)
        self.terminal.close()

    def leaves(self) -> None:
        """Quit with the key, and be back in the shell with everything as it was."""
        self.types("q")
        self.sees("Stopped watching")
        self.ends()
        assert (self.terminal.exitstatus, self.terminal.signalstatus) == (0, None)


def environment() -> dict[str, str]:
    kept = ("PATH", "HOME")
    own = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**{name: os.environ[name] for name in kept if name in os.environ}, **own}


def doubling(root: Path, body: str) -> str:
    """The exercise of step 2 with a body for its function."""
    text = lessons.stub(root, 2).text
    head, _, _ = text.partition('    """Return the array 2x."""\n')
    return f'{head}    """Return the array 2x."""\n{body}'


@pytest.fixture
def root(tmp_path: Path, small_course: Path) -> Path:
    shutil.copytree(small_course, tmp_path / "kata")
    return tmp_path / "kata"


@pytest.fixture
def watching(root: Path) -> Iterator[Callable[..., Learner]]:
    """Begin to watch; whoever still watches when the test ends is ended."""
    begun: list[Learner] = []

    def begin(*words: str, **options: object) -> Learner:
        begun.append(Learner(root, *words, **options))  # type: ignore[arg-type]
        return begun[-1]

    yield begin
    for learner in begun:
        learner.terminal.close(force=True)


@pytest.fixture
def learner(watching: Callable[..., Learner]) -> Learner:
    """Somebody who watches step 2 and has seen the first report."""
    begun = watching("2")
    begun.first = begun.sees_report(1)
    return begun


def is_cooked(terminal: pexpect.spawn) -> bool:
    """Whether a terminal echoes and reads by lines."""
    flags = termios.tcgetattr(terminal.child_fd)[3]
    return bool(flags & termios.ICANON) and bool(flags & termios.ECHO)


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def wait_until_gone(pids: list[int]) -> None:
    """Ends when they have; if they never do, the test's own time limit says so."""
    for pid in pids:
        with suppress(ProcessLookupError):
            descriptor = os.pidfd_open(pid)
            select.select([descriptor], [], [])
            os.close(descriptor)


# Reports


def test_the_first_report_comes_by_itself_with_the_keys_below_it(learner: Learner) -> None:
    assert "not written yet" in learner.first and "Step 2 · Twice as much" in learner.first
    assert "write double in" in learner.first and "and save it." in learner.first
    assert "make check" not in learner.first
    learner.leaves()


def test_every_save_is_checked_and_a_pass_is_noted_without_going_ahead(learner: Learner) -> None:
    learner.write(WRONG)
    told = learner.sees_report(2)
    assert "not passed" in told
    learner.write(RIGHT)
    told = learner.sees_report(3)
    assert "Saved; checking step 2 again" in told
    assert re.search(r"Twice as much +passed", told) and "press n for step 3" in told
    learner.leaves()
    book = json.loads((learner.root / ".kata/progress.json").read_text(encoding="utf-8"))
    assert book["steps"]["2"]["status"] == "passed"


def test_a_known_mistake_is_named(learner: Learner) -> None:
    learner.write(WRONG)
    learner.sees("This is just what a known mistake does, “forgets”")
    learner.sees(KEYS)
    learner.leaves()


def test_the_numbers_of_an_example_stand_still_until_the_step_passes(learner: Learner) -> None:
    numbers = []
    for check, body in enumerate((WRONG, "    return 3 * x.data\n", RIGHT, WRONG), start=2):
        learner.write(body)
        numbers.append(re.findall(r"seed (\d+)", learner.sees_report(check))[-1])
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3


def test_an_answer_that_fits_only_the_numbers_shown_does_not_pass(learner: Learner) -> None:
    learner.write(WRONG)
    told = learner.sees_report(2)
    due = re.findall(r"expected +double\(x\) = (\[.*\])", told)[-1]
    learner.write(f"    return np.array({due})\n")
    told = learner.sees_report(3)
    assert "not passed" in told and f"expected  double(x) = {due}" not in told


def test_an_older_step_that_is_wrong_in_the_same_file_is_said(learner: Learner) -> None:
    wrong_box = "\n\nclass Variable:\n    def __init__(self, data):\n        self.data = data + 0 * data + 1 - 1e-9\n"
    learner.write(RIGHT, tail=wrong_box)
    learner.sees("An older step in this file is not right")
    learner.sees(KEYS)
    learner.leaves()


def test_a_broken_check_is_told_as_our_fault_and_watching_goes_on(watching: Callable[..., Learner]) -> None:
    learner = watching("5")
    learner.sees_report(1)
    exercise = learner.exercise(5)
    text = exercise.read_text(encoding="utf-8")
    exercise.write_text(text.replace('raise NotImplementedError("return one")', "return 1.0"), encoding="utf-8")
    assert "press c to check again" in learner.sees_report(2)
    learner.leaves()


def test_a_logbook_that_is_none_of_ours_is_remarked_beside_the_report(root: Path, watching: Callable[..., Learner]) -> None:
    (root / ".kata").mkdir(exist_ok=True)
    (root / ".kata/progress.json").write_text("nothing", encoding="utf-8")
    learner = watching("2")
    assert ".kata/backup" in learner.sees_report(1)
    learner.leaves()


# Saves, as editors do them


def test_a_syntax_error_saved_half_way_is_said_and_then_mended(learner: Learner) -> None:
    learner.write("    return 2 * (\n")
    assert "SyntaxError" in learner.sees_report(2)
    learner.write(RIGHT)
    assert re.search(r"Twice as much +passed", learner.sees_report(3))


def test_an_editor_that_replaces_the_file_is_noticed(learner: Learner) -> None:
    fresh = learner.file.with_suffix(".new")
    for check, body in ((2, WRONG), (3, RIGHT)):
        fresh.write_text(doubling(learner.root, body), encoding="utf-8")
        os.replace(fresh, learner.file)
        told = learner.sees_report(check)
    assert re.search(r"Twice as much +passed", told)


def test_an_editor_that_moves_the_old_file_away_first_is_noticed(learner: Learner) -> None:
    backup = learner.file.with_name(learner.file.name + "~")
    os.replace(learner.file, backup)
    learner.write(RIGHT)
    backup.unlink()
    assert re.search(r"Twice as much +passed", learner.sees_report(2))


def test_a_file_that_is_gone_is_said_and_checked_when_it_is_back(learner: Learner) -> None:
    learner.file.unlink()
    learner.sees("is not there at the moment")
    learner.sees(KEYS)
    learner.write(RIGHT)
    learner.sees(r"Twice as much +\S*passed")
    learner.sees(KEYS)
    learner.leaves()


def test_of_many_saves_the_last_one_counts(learner: Learner) -> None:
    for turn in range(30):
        learner.write(f"    return {turn} * x.data + 0.5\n")
    learner.write(RIGHT)
    told = learner.sees(r"check (\d+) at [\d:]+ · 1 of 5 steps passed")
    assert re.search(r"Twice as much +passed", told[told.rindex("Step 2 ·") :])
    assert int(learner.terminal.match[1]) < 31
    learner.leaves()


def test_a_file_that_is_no_text_is_refused_and_watched_on(learner: Learner) -> None:
    learner.file.write_bytes(b"\x00\xff\x00")
    learner.sees("UTF-8|text|null|NUL")
    learner.sees(KEYS)
    learner.write(RIGHT)
    learner.sees(r"Twice as much +\S*passed")
    learner.leaves()


def test_saving_another_exercise_changes_nothing(learner: Learner) -> None:
    other = learner.exercise(1)
    other.write_text(other.read_text(encoding="utf-8") + "\n# a thought\n", encoding="utf-8")
    learner.write(RIGHT)
    assert re.search(r"Twice as much +passed", learner.sees_report(2))


def test_a_file_of_ones_own_is_watched_where_it_lies(root: Path, tmp_path: Path, watching: Callable[..., Learner]) -> None:
    own = tmp_path / "mine.py"
    own.write_text(doubling(root, WRONG), encoding="utf-8")
    learner = watching("2", str(own))
    told = learner.sees_report(1)
    assert "not passed" in told and "steps passed" not in told and "r reset" not in told
    own.write_text(doubling(root, RIGHT), encoding="utf-8")
    assert re.search(r"Twice as much +passed", learner.sees_report(2))
    learner.leaves()
    assert not (root / ".kata/progress.json").exists()


# While a check runs

ENDLESS = "    while True:\n        pass\n"
AT_TOP = "\n\nwhile True:\n    pass\n"


def test_an_endless_loop_that_is_mended_meanwhile_is_never_reported(learner: Learner) -> None:
    learner.write(RIGHT, tail=AT_TOP)
    learner.sees("Saved; checking step 2 again")
    learner.write(RIGHT)
    told = learner.sees(r"1 of 5 steps passed")
    assert "out of time" not in told and re.search(r"Twice as much +passed", told)
    learner.leaves()


def test_an_endless_loop_is_reported_when_nobody_mends_it(learner: Learner) -> None:
    learner.write(ENDLESS)
    assert "out of time" in learner.sees_report(2)
    learner.leaves()


def test_keys_typed_during_a_check_are_obeyed_after_it(learner: Learner) -> None:
    learner.write(ENDLESS)
    learner.sees("Saved; checking step 2 again")
    learner.types("h")
    told = learner.sees("Hint 1 of 3")
    assert "out of time" in told
    learner.leaves()


def test_an_answer_typed_before_its_question_does_not_count(learner: Learner) -> None:
    learner.write(ENDLESS)
    learner.sees("Saved; checking step 2 again")
    learner.types("ry")
    learner.sees(r"back as it was shipped\?")
    learner.sees("y yes · n no")
    learner.types("n")
    learner.sees("Nothing was reset")
    assert ENDLESS in learner.file.read_text(encoding="utf-8")
    learner.leaves()


def test_leaving_does_not_wait_for_a_check(learner: Learner) -> None:
    learner.write(RIGHT, tail=AT_TOP)
    learner.sees("Saved; checking step 2 again")
    learner.types("q")
    told = learner.sees("Stopped watching")
    assert "out of time" not in told
    learner.ends()


def test_a_worker_that_dies_is_replaced_and_that_is_said(learner: Learner) -> None:
    for pid in children(learner.terminal.pid):
        os.kill(pid, signal.SIGKILL)
    learner.write(RIGHT)
    told = learner.sees(r"1 of 5 steps passed")
    assert "The process that your code runs in had ended, and a new one was started." in " ".join(told.split())
    learner.leaves()


# Keys


def test_hints_come_one_by_one_and_stay_while_the_file_is_saved(learner: Learner) -> None:
    learner.types("h")
    learner.sees("Hint 1 of 3")
    learner.types("h")
    learner.sees("Hint 2 of 3")
    learner.write(WRONG)
    assert "Hint 2 of 3" in learner.sees_report(2)
    learner.leaves()


def test_list_lesson_and_graph_open_a_page_and_q_goes_back_to_the_report(learner: Learner) -> None:
    for key, shown in (("l", "The ladder"), ("o", "What is in the box, twice"), ("g", "step 6|graphs|Graphs")):
        learner.types(key)
        learner.sees(shown)
        learner.sees("q to the report")
        learner.types("q")
        assert "not written yet" in learner.sees(KEYS)
    learner.leaves()


def test_a_save_closes_a_page(learner: Learner) -> None:
    learner.types("o")
    learner.sees("q to the report")
    learner.write(RIGHT)
    assert re.search(r"Twice as much +passed", learner.sees_report(2))


def test_a_long_page_is_turned(watching: Callable[..., Learner], root: Path) -> None:
    learner = watching("2", size=(12, 80))
    learner.sees_report(1)
    learner.types("l")
    learner.sees("space more")
    learner.types(" ")
    learner.sees("b back")
    learner.types("b")
    learner.sees("The ladder")
    learner.types("q")
    learner.sees(KEYS)
    learner.leaves()


def test_going_on_works_only_after_a_pass(learner: Learner) -> None:
    learner.types("n")
    learner.write(WRONG)
    assert "n next" not in learner.sees_report(2)
    learner.write(RIGHT)
    learner.sees("n next")
    learner.types("n")
    told = learner.sees("Watching step 3 by")
    assert "Step 3 · Ways to end" in told and "make carry STEP=3" in told
    learner.leaves()


def test_checking_again_takes_other_numbers(learner: Learner) -> None:
    learner.write(WRONG)
    first = re.findall(r"seed (\d+)", learner.sees_report(2))
    learner.types("c")
    second = re.findall(r"seed (\d+)", learner.sees_report(3))
    assert first and second and first[-1] != second[-1]


def test_with_a_seed_the_numbers_stay(watching: Callable[..., Learner]) -> None:
    learner = watching("2", "--seed", "77")
    assert "seed 77" in learner.sees_report(1)
    learner.types("c")
    assert "seed 77" in learner.sees_report(2)


def test_reset_asks_first_and_keeps_what_stood_there(learner: Learner) -> None:
    learner.write(WRONG)
    learner.sees_report(2)
    learner.types("r")
    learner.sees("y yes · n no")
    learner.types("y")
    told = learner.sees(r"check 3 at")
    assert "is as it was shipped" in told and ".kata/backup" in told
    assert learner.file.read_text(encoding="utf-8") == lessons.stub(learner.root, 2).text
    kept = list((learner.root / ".kata/backup").iterdir())
    assert [copy.read_text(encoding="utf-8") for copy in kept] == [doubling(learner.root, WRONG)]


def test_a_report_that_does_not_fit_is_cut_and_shown_in_full_when_asked_for(watching: Callable[..., Learner]) -> None:
    learner = watching("3", size=(16, 80))
    told = learner.sees("a shows them")
    assert "checks passed" not in told
    learner.sees(KEYS)
    learner.types("a")
    learner.sees("checks passed")
    learner.leaves()


def test_arrows_and_other_keys_do_nothing(learner: Learner) -> None:
    learner.types("\x1b[A\x1b[B\x1bOPxyz,.\t")
    learner.write(RIGHT)
    assert re.search(r"Twice as much +passed", learner.sees_report(2))
    learner.leaves()


# The terminal


def test_no_line_is_longer_than_the_terminal_is_wide_after_it_was_resized(learner: Learner) -> None:
    learner.write(WRONG)
    learner.sees("“forgets”")
    learner.sees(KEYS)
    learner.types("h")
    learner.sees(KEYS)
    learner.terminal.setwinsize(50, 44)
    told = learner.sees(r"c again ·\s+q quit")
    lines = told.replace("\r", "").split("\n")
    assert "Hint 1 of 3" in told and len(lines) > 20 and max(map(len, lines)) <= 44
    learner.leaves()


def test_a_page_is_drawn_anew_when_the_terminal_was_resized(learner: Learner) -> None:
    learner.types("l")
    learner.sees("q to the report")
    learner.terminal.setwinsize(20, 50)
    assert "The ladder" in learner.sees("q to the report")
    learner.types("q")
    learner.leaves()


def test_no_colour_is_used_where_none_is_wanted_and_some_where_it_is(watching: Callable[..., Learner]) -> None:
    plain = watching("2")
    plain.sees_report(1)
    coloured = watching("2", NO_COLOR="")
    coloured.terminal.expect("check 1 at")
    assert "\x1b[1m" in coloured.terminal.before
    plain.types("c")
    plain.terminal.expect("check 2 at")
    assert not re.search(r"\x1b\[[\d;]*m", plain.terminal.before)


def test_a_terminal_without_letters_beyond_ascii_gets_none(watching: Callable[..., Learner]) -> None:
    learner = watching("2", PYTHONIOENCODING="ascii")
    told = learner.sees_report(1)
    assert told.isascii() and "Step 2 - Twice as much" in told and "\\u" not in told
    learner.leaves()


def test_on_a_dumb_terminal_reports_follow_each_other_and_keys_work(watching: Callable[..., Learner]) -> None:
    learner = watching("2", TERM="dumb")
    learner.sees_report(1)
    learner.write(RIGHT)
    learner.terminal.expect("check 2 at")
    assert "\x1b" not in learner.terminal.before
    learner.types("h")
    learner.sees("Hint 1 of 3")
    learner.types("l")
    learner.sees("The ladder")
    learner.leaves()


def test_the_terminal_is_as_it_was_after_leaving(watching: Callable[..., Learner]) -> None:
    learner = watching("2")
    before = termios.tcgetattr(learner.terminal.child_fd)
    learner.sees_report(1)
    assert not is_cooked(learner.terminal)
    workers = children(learner.terminal.pid)
    learner.types("q")
    learner.sees("Stopped watching")
    assert termios.tcgetattr(learner.terminal.child_fd) == before
    learner.ends()
    wait_until_gone(workers)


def test_ctrl_c_leaves_also_during_a_check(learner: Learner) -> None:
    learner.write(RIGHT, tail=AT_TOP)
    learner.sees("Saved; checking step 2 again")
    learner.types("\x03")
    learner.sees("Stopped watching")
    assert is_cooked(learner.terminal)
    learner.ends()
    assert learner.terminal.exitstatus == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_leaves_nothing_behind(learner: Learner, number: signal.Signals) -> None:
    learner.write(RIGHT, tail=AT_TOP)
    learner.sees("Saved; checking step 2 again")
    workers = children(learner.terminal.pid)
    os.kill(learner.terminal.pid, number)
    while learner.terminal.isalive() and not is_cooked(learner.terminal):
        learner.terminal.expect([pexpect.EOF, ".+"])
    learner.ends()
    assert learner.terminal.signalstatus == number
    wait_until_gone(workers)


def test_a_terminal_that_is_closed_ends_it_and_its_worker(learner: Learner) -> None:
    workers = [learner.terminal.pid, *children(learner.terminal.pid)]
    learner.terminal.ptyproc.fileobj.close()
    wait_until_gone(workers)


def test_who_is_killed_leaves_no_worker(learner: Learner) -> None:
    workers = children(learner.terminal.pid)
    assert workers
    os.kill(learner.terminal.pid, signal.SIGKILL)
    learner.ends()
    wait_until_gone(workers)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash, whose job control is used, is not installed")
def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(root: Path) -> None:
    driver = root / "driver.py"
    driver.write_text(DRIVER.format(root=str(root), before=""), encoding="utf-8")
    shell = pexpect.spawn(
        "bash", ["--norc", "--noprofile", "-i"],
        cwd=str(root), env={**environment(), "PS1": "here> "}, dimensions=(50, 100), encoding="utf-8", timeout=SECONDS,
    )
    shell.expect("here> ")
    shell.sendline(f"{sys.executable} {driver} watch 2")
    shell.expect("check 1 at")
    shell.expect(KEYS)
    shell.send("\x1a")
    shell.expect("Stopped")
    shell.expect("here> ")
    shell.sendline("stty -a | tr ' ' '\\n' | grep -x icanon; echo asked")
    shell.expect("icanon\r\n")
    shell.expect("asked\r\n")
    exercise = course.exercise_path(course.step(root, 2))
    exercise.write_text(doubling(root, RIGHT), encoding="utf-8")
    shell.sendline("fg")
    shell.expect("1 of 5 steps passed")
    shell.expect(KEYS)
    shell.send("q")
    shell.expect("Stopped watching")
    shell.expect("here> ")
    shell.sendline("exit")
    shell.expect(pexpect.EOF)
    shell.close()


# No terminal


@pytest.fixture
def piped(root: Path) -> Iterator[subprocess.Popen[str]]:
    driver = root / "driver.py"
    driver.write_text(DRIVER.format(root=str(root), before=""), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(driver), "watch", "2"],
        cwd=root, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    with process:
        yield process
        process.kill()


def read_until(process: subprocess.Popen[str], wanted: str) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if wanted in line:
            break
    return "".join(lines)


def test_in_a_pipe_each_report_is_printed_below_the_last_without_keys_or_escapes(
    root: Path, piped: subprocess.Popen[str]
) -> None:
    told = read_until(piped, "check 1 at")
    assert "Every save of" in told and "not written yet" in told
    course.exercise_path(course.step(root, 2)).write_text(doubling(root, WRONG), encoding="utf-8")
    told += read_until(piped, "check 2 at")
    assert "“forgets”" in told and told.count("Step 2 ·") == 2
    assert "\x1b" not in told and "\r" not in told and KEYS not in told and "press" not in told
    piped.send_signal(signal.SIGINT)
    assert "Stopped watching" in read_until(piped, "Stopped")
    assert piped.wait(SECONDS) == 0


def test_in_a_pipe_that_is_closed_it_ends_with_the_next_report(root: Path, piped: subprocess.Popen[str]) -> None:
    read_until(piped, "check 1 at")
    assert piped.stdout is not None
    piped.stdout.close()
    course.exercise_path(course.step(root, 2)).write_text(doubling(root, WRONG), encoding="utf-8")
    assert piped.wait(SECONDS) == 2


# How saves are noticed


def test_looking_is_said_with_its_reason_and_notices_saves(watching: Callable[..., Learner]) -> None:
    learner = watching("2", "--look")
    assert "by looking every 0.3 s, as asked" in learner.sees_report(1)
    learner.write(RIGHT)
    assert re.search(r"Twice as much +passed", learner.sees_report(2))


def test_without_watchfiles_it_looks_and_says_so(watching: Callable[..., Learner]) -> None:
    learner = watching("2", before="sys.modules['watchfiles'] = None")
    learner.sees("the package watchfiles is not installed")
    learner.write(RIGHT)
    learner.sees(r"Twice as much +\S*passed")
    learner.leaves()


def test_while_looking_a_save_interrupts_a_check_too(watching: Callable[..., Learner]) -> None:
    learner = watching("2", "--look")
    learner.sees_report(1)
    learner.write(RIGHT, tail=AT_TOP)
    learner.sees("Saved; checking step 2 again")
    learner.write(RIGHT)
    assert "out of time" not in learner.sees("1 of 5 steps passed")


# Authors


def test_checks_that_their_author_changes_are_read_anew(learner: Learner) -> None:
    checks = course.checks_path(course.step(learner.root, 2))
    text = checks.read_text(encoding="utf-8")
    learner.write(RIGHT)
    learner.sees_report(2)
    checks.write_text(text.replace("What comes out is twice", "What comes out is just twice") + "\n\n(", encoding="utf-8")
    learner.sees("The grader itself failed, which says nothing about your code")
    checks.write_text(text.replace("2 * x", "3 * x"), encoding="utf-8")
    assert "not passed" in learner.sees_report(1)
    learner.leaves()


# Calls that can not be


def test_a_step_that_there_is_not_is_refused_and_the_terminal_is_left_alone(watching: Callable[..., Learner]) -> None:
    learner = watching("99")
    learner.sees("there is no step 99")
    learner.ends()
    assert learner.terminal.exitstatus == 2


def test_a_level_that_does_not_work_here_is_refused(watching: Callable[..., Learner], root: Path) -> None:
    if shutil.which("bwrap") is not None:
        before = "import os; os.environ['PATH'] = '/nowhere'"
    else:
        before = ""
    learner = watching("2", "--isolation", "bwrap", before=before)
    learner.sees("isolation level 'bwrap' does not work on this machine")
    learner.ends()
    assert learner.terminal.exitstatus == 2
