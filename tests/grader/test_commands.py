"""The command line: its options, its exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import grader.check
import grader.place
from grader import bank, course, matrix
from grader.commands import COMMANDS, _asks_for_ascii, main
from grader.commands.shared import style
from grader.errors import GraderError, Unusable
from grader.outcome import Outcome, Standing
from grader.reports import wide
from grader.verdict import Verdict
from grader.worker import Isolation

OUTCOME = Outcome(
    step=14,
    title="A title · 14",
    file="mine.py",
    sha256="00",
    status="passed",
    isolation=Isolation("bwrap", ("files",), ()),
    seed=5,
    verdicts=(Verdict(14, "a", "It holds.", "passed"),),
    seconds=0.1,
)
PLACED = replace(OUTCOME, step=None, standing=Standing(14, 2, "A title", 15, "More.", ()))


class Calls:
    """What check and place were called with; they give back an outcome made by hand, or raise an error."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.outcome: Outcome | BaseException = OUTCOME

    def __call__(self, *arguments: Any) -> Outcome:
        self.calls.append(arguments)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    made = Calls()
    monkeypatch.setattr(sys.modules["grader.check"], "check", made)
    monkeypatch.setattr(sys.modules["grader.place"], "place", made)
    return made


# Options


@pytest.mark.parametrize("word", ["14", "014", "step14", "Step 14", "STEP14"])
def test_a_step_may_be_written_in_any_of_these_ways(calls: Calls, word: str) -> None:
    assert main(["check", word]) == 0
    assert calls.calls == [(course.ROOT, 14, None, grader.check.Options())]


def test_without_a_step_the_one_that_the_learner_is_on_is_checked(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.logbook.current", lambda root: 7)
    assert main(["check", "--seed", "3"]) == 0
    assert calls.calls == [(course.ROOT, 7, None, grader.check.Options(3))]


def test_every_option_reaches_the_check(calls: Calls) -> None:
    words = ["check", "3", "a/b.ipynb", "--seed", "123", "--isolation", "landlock", "--format", "text"]
    assert main(words) == 0
    assert calls.calls == [(course.ROOT, 3, Path("a/b.ipynb"), grader.check.Options(123, "landlock"))]


def test_every_option_reaches_the_placement(calls: Calls) -> None:
    calls.outcome = PLACED
    assert main(["place", "mine.py", "--seed", "0", "--isolation", "none"]) == 0
    assert calls.calls == [(course.ROOT, Path("mine.py"), grader.check.Options(0, "none"))]


@pytest.mark.parametrize("level", ["auto", "bwrap", "landlock", "none"])
def test_every_isolation_level_of_the_contract_may_be_asked_for(calls: Calls, level: str) -> None:
    assert main(["check", "1", "--isolation", level]) == 0
    assert calls.calls[0][3].isolation == level


# Exit codes


@pytest.mark.parametrize(
    ("status", "code"), [("passed", 0), ("failed", 1), ("unwritten", 1), ("error", 1), ("grader-error", 3)]
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_exit_code_is_that_of_the_status(calls: Calls, status: str, code: int, form: str, capsys: Any) -> None:
    calls.outcome = replace(OUTCOME, status=status)
    assert main(["check", "14", "--format", form]) == code
    calls.outcome = replace(PLACED, status=status)
    assert main(["place", "mine.py", "--format", form]) == code


def test_what_is_not_usable_is_2_and_a_sentence_on_stderr(calls: Calls, capsys: Any) -> None:
    calls.outcome = Unusable("there is no step 99; the nearest is 60.\x1b[2J")
    assert main(["check", "99"]) == 2
    assert capsys.readouterr() == ("", "kata: there is no step 99; the nearest is 60.\n")


def test_our_own_failure_is_3_and_a_sentence_on_stderr(calls: Calls, capsys: Any) -> None:
    calls.outcome = GraderError("the worker process has died")
    assert main(["check", "14"]) == 3
    assert capsys.readouterr() == ("", "kata: the worker process has died\n")


def test_what_nobody_foresaw_is_3_with_the_traceback_for_whoever_mends_it(calls: Calls, capsys: Any) -> None:
    calls.outcome = ZeroDivisionError("oops")
    assert main(["check", "14"]) == 3
    out, err = capsys.readouterr()
    assert out == "" and "Traceback" in err and "oops" in err
    assert err.endswith("kata: the grader itself failed (ZeroDivisionError); this says nothing about the code.\n")


def test_an_interrupt_ends_quietly(calls: Calls, capsys: Any) -> None:
    calls.outcome = KeyboardInterrupt()
    assert main(["check", "14"]) == 2
    assert capsys.readouterr() == ("", "kata: stopped.\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "there is a command missing: one of check, place"),
        (["chek"], "there is no command 'chek'; did you mean check?"),
        (["check", "x"], "'x' is not the number of a step, such as 14"),
        (["check", "a.py"], "'a.py' is a file; say its step too, as in make check STEP=14 FILE=a.py"),
        (["check", "0"], "'0' is not the number of a step"),
        (["check", "-3"], "'-3' is not the number of a step"),
        (["check", "1.5"], "'1.5' is not the number of a step"),
        (["check", "²"], "'²' is not the number of a step"),
        (["check", "99999"], "'99999' is not the number of a step"),
        (["check", "1", "a.py", "b.py"], "unrecognized arguments: b.py"),
        (["check", "1", "--seed", "-1"], "--seed"),
        (["check", "1", "--seed", "x"], "'x' is not a seed: a whole number of at most 18 digits"),
        (["check", "1", "--seed", "1" * 19], "is not a seed"),
        (["check", "1", "--seed", "²"], "is not a seed"),
        (["check", "1", "--format", "xml"], "invalid choice: 'xml'"),
        (["check", "1", "--isolation", "docker"], "invalid choice: 'docker'"),
        (["check", "1", "--colour"], "unrecognized arguments: --colour"),
        (["place"], "the following arguments are required: path"),
    ],
)
def test_bad_words_are_2_and_a_sentence_with_the_cure_on_stderr(
    calls: Calls, capsys: Any, words: list[str], says: str
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == "" and calls.calls == []
    assert err.startswith("kata: ") and says in err and err.count("\n") == 1
    assert re.search(r"[.?] Try: python -m grader\b.* --help\n$", err)


def help_page(words: list[str], capsys: Any) -> str:
    try:
        code = main([*words, "--help"])
    except SystemExit as ended:
        code = ended.code
    assert code == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out)


def test_help_of_every_command_goes_to_stdout_with_0(capsys: Any) -> None:
    page = help_page([], capsys)
    named = re.findall(r"^  (\w+)  ", page, re.MULTILINE)
    assert named == list(COMMANDS)
    for command in named:
        own = help_page([command], capsys)
        assert own.startswith(f"usage: python -m grader {command}"), command


def test_help_says_what_every_option_is_for(capsys: Any) -> None:
    for command in ("check", "place"):
        page = help_page([command], capsys)
        for option in ("--seed", "--format", "--isolation"):
            assert re.search(rf"^  {option} \S+\s+\w+", page, re.MULTILINE), (command, option)


# What is written


def test_json_is_the_only_thing_on_stdout(calls: Calls, capsys: Any) -> None:
    for words, outcome, step in ((["check", "14"], OUTCOME, 14), (["place", "mine.py"], PLACED, None)):
        calls.outcome = outcome
        main([*words, "--format", "json"])
        out, err = capsys.readouterr()
        assert json.loads(out)["step"] == step and err == ""


def test_text_is_the_report(calls: Calls, capsys: Any) -> None:
    main(["check", "14"])
    assert capsys.readouterr().out.startswith("Step 14 · A title · 14")
    calls.outcome = PLACED
    main(["place", "mine.py"])
    assert capsys.readouterr().out.startswith("Where mine.py stands\n")


class Terminal(io.StringIO):
    """A stdout that may be a terminal, of any encoding."""

    def __init__(self, is_one: bool, encoding: str | None = "utf-8") -> None:
        super().__init__()
        self.is_one, self._encoding = is_one, encoding

    def isatty(self) -> bool:
        return self.is_one

    @property
    def encoding(self) -> Any:
        return self._encoding


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def become(is_one: bool, encoding: str | None = "utf-8", **environment: str) -> None:
        for name in ("NO_COLOR", "TERM", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdout", Terminal(is_one, encoding))

    return become


def test_colour_is_for_terminals_whose_owner_wants_it(terminal: Callable[..., None]) -> None:
    for is_one, environment, colour in (
        (True, {}, True),
        (True, {"TERM": "xterm"}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
        (False, {"TERM": "xterm"}, False),
    ):
        terminal(is_one, **environment)
        assert style().colour is colour, (is_one, environment)


@pytest.mark.parametrize(
    ("encoding", "letters"),
    [("utf-8", True), ("UTF8", True), ("utf-8-sig", True), ("ascii", False), ("latin-1", False), (None, False)],
)
def test_letters_beyond_ascii_are_for_those_who_can_show_them(
    terminal: Callable[..., None], encoding: str | None, letters: bool
) -> None:
    terminal(True, encoding)
    assert style().unicode is letters


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("20", 40), ("93", 93), ("500", 100)])
def test_the_width_is_the_terminal_s_within_reason_and_80_in_a_file(
    terminal: Callable[..., None], columns: str, width: int
) -> None:
    terminal(True, COLUMNS=columns)
    assert style().width == width
    terminal(False, COLUMNS=columns)
    assert style().width == 80


# The other commands


def test_weave_hands_on_what_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def take(words: list[str]) -> int:
        asked.append(words)
        return len(words)

    monkeypatch.setattr("grader.weave.main", take)
    assert [main(["weave"]), main(["weave", "--check"])] == [0, 1]
    assert asked == [[], ["--check"]]


@pytest.mark.parametrize(("problems", "code"), [([], 0), (["mistake a: caught by no check of its own step"], 1)])
def test_matrix_is_0_when_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, problems: list[str], code: int
) -> None:
    rows = [matrix.Row(course.step(course.ROOT, 1), 3, 4, 1, problems)]
    asked: list[Any] = []
    monkeypatch.setattr(matrix, "matrix", lambda root, steps: asked.append(steps) or rows)
    assert main(["matrix", "1", "step14"]) == main(["matrix"]) == code
    assert asked == [[1, 14], None]
    assert all(problem in capsys.readouterr().out for problem in problems)


def test_a_letter_that_stdout_can_not_show_is_no_failure(monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    monkeypatch.setattr("grader.weave.main", lambda _: print("勾配 →") or 0)
    assert main(["weave"]) == main(["check", "14"]) == 0
    sys.stdout.flush()
    assert rb"\u52fe\u914d ->" in written.getvalue() and b"Step 14 - A title" in written.getvalue()


# Languages


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KATA_LANG", "ko")


@pytest.mark.usefixtures("korean")
def test_a_report_is_in_the_language_asked_for(calls: Calls, capsys: Any) -> None:
    assert main(["check", "14"]) == 0
    assert capsys.readouterr().out.startswith("14단계 · A title · 14")
    assert main(["chek"]) == 2
    assert re.search("[가-힣]", capsys.readouterr().err)


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("form", ["json", "junit", "gradescope", "exercism", "github"])
def test_what_programs_read_is_english_in_every_language(calls: Calls, capsys: Any, form: str) -> None:
    assert main(["check", "14", "--format", form]) == 0
    assert not re.search("[가-힣]", capsys.readouterr().out) and os.environ["KATA_LANG"] == "en"


@pytest.mark.usefixtures("korean")
def test_the_ladder_for_programs_is_english_too(capsys: Any) -> None:
    assert main(["progress", "--brief", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [stage["title"] for stage in told["stages"]][:1] == ["Gradients by machine"]
    assert "A variable used more than once" in [step["title"] for stage in told["stages"] for step in stage["steps"]]


@pytest.mark.usefixtures("korean")
def test_where_korean_can_not_be_shown_all_is_english_and_plain(monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr("grader.weave.main", lambda _: print("“a” … – b") or 0)
    assert main(["check", "14"]) == main(["weave"]) == 0 and main(["check", "99", "x…"]) == 0
    assert main(["chek…"]) == 2
    sys.stdout.flush()
    sys.stderr.flush()
    assert out.getvalue().startswith(b"Step 14 - A title - 14") and b'"a" ... - b' in out.getvalue()
    assert err.getvalue() == b"kata: there is no command 'chek...'; did you mean check? Try: python -m grader --help\n"
    assert (out.getvalue() + err.getvalue()).isascii() and b"\\u" not in out.getvalue()


@pytest.mark.parametrize(
    ("environment", "ascii_alone"),
    [
        ({}, False),
        ({"LANG": "ko_KR.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, True),
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "C"}, False),
        ({"LC_CTYPE": "C", "LANG": "ko_KR.UTF-8"}, True),
        ({"LC_CTYPE": "ko_KR.UTF-8", "LANG": "C"}, False),
    ],
)
def test_a_locale_that_is_plainly_c_is_taken_at_its_word(environment: dict[str, str], ascii_alone: bool) -> None:
    assert _asks_for_ascii(environment) is ascii_alone


def test_the_locale_c_is_seen_also_where_python_has_made_the_best_of_it() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_CTYPE", "PYTHONUTF8")}
    for locale in ("LANG", "LC_ALL"):
        done = run("check", "--help", env={**environment, "PYTHONPATH": str(course.ROOT), locale: "C", "KATA_LANG": "ko"})
        assert done.returncode == 0 and done.stdout.isascii() and done.stdout.startswith("usage: "), locale


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("columns", ["40", "80"])
def test_a_help_page_fits_also_in_wide_letters(monkeypatch: pytest.MonkeyPatch, capsys: Any, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with pytest.raises(SystemExit):
        main(["reset", "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(wide.width, lines)) <= int(columns) and any(re.search("[가-힣]", line) for line in lines)


def test_a_question_is_asked_of_the_step_that_one_is_on(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("grader.logbook.current", lambda root: 14)
    assert main(["predict"]) == 0 and "make predict STEP=14 ANSWER=" in capsys.readouterr().out
    assert main(["predict", "--answer", "1"]) == 1 and main(["predict", "14", "1"]) == 1
    assert main(["predict", "--answer", "1x"]) == 2


# From outside, as a learner or a script runs it


def run(*words: str, cwd: Path | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(course.ROOT), "KATA_LANG": "en"}
    return subprocess.run(
        (sys.executable, "-m", "grader", *words),
        **{"capture_output": True, "text": True, "cwd": cwd or course.ROOT, "env": environment, **more},
    )


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own first step, with a demonstration that prints."""
    reference = bank.reference(course.ROOT, 1)
    assert reference is not None
    path = tmp_path_factory.mktemp("right") / "mine.py"
    path.write_text(reference.files[reference.main] + "\nprint('{} from the demonstration')\n")
    return path


def test_a_right_file_is_0_and_stdout_is_json_whatever_the_file_prints(right: Path) -> None:
    ended = run("check", "1", str(right), "--format", "json")
    assert (ended.returncode, ended.stderr) == (0, "")
    told = json.loads(ended.stdout)
    assert told["status"] == "passed" and told["checks"] and "demonstration" not in ended.stdout


def test_a_wrong_file_is_1_and_the_page_has_no_colour_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("class Variable:\n    def __init__(self, data):\n        self.data = None\n")
    ended = run("check", "1", "mine.py", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("Step 1 · ") and "\x1b" not in ended.stdout


def test_a_file_that_is_not_there_is_2_and_nothing_is_on_stdout(tmp_path: Path) -> None:
    ended = run("place", "nowhere.py", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("kata: ") and "nowhere.py" in ended.stderr and "Traceback" not in ended.stderr


def test_modules_in_the_folder_it_is_called_from_are_not_ours_and_are_not_run(tmp_path: Path) -> None:
    for name in ("json", "random", "numpy", "pytest", "argparse", "grader", "conftest"):
        (tmp_path / f"{name}.py").write_text("print('I ran')\nraise SystemExit(0)\n")
    (tmp_path / "mine.py").write_text("x = 1\n")
    (tmp_path / "grader.py").unlink()  # `-m` itself would find that one
    ended = run("check", "1", "mine.py", "--format", "json", cwd=tmp_path)
    assert "I ran" not in ended.stdout + ended.stderr
    assert ended.returncode == 1 and json.loads(ended.stdout)["status"] == "unwritten"


def test_a_reader_that_leaves_early_is_no_failure_of_anybody(right: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = run("check", "1", str(right), capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_with_stdout_closed_the_exit_code_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("x = 1\n", encoding="utf-8")
    words = [sys.executable, "-I", "-m", "grader", "check", "1", str(tmp_path / "mine.py")]
    ended = subprocess.run(["/bin/sh", "-c", '"$@" >&-', "sh", *words], stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "")
