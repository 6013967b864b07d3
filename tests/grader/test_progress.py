"""The ladder as it is: what passed and when, what broke since, checked again only where something changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import course, logbook, progress
from grader.commands import main
from grader.logbook import Entry
from grader.progress import Ladder, Row
from grader.reports import ladder as page
from grader.reports.style import Style

InChild = Callable[[Callable[[], Any]], Any]
BOX = '"""Step 1 · A box"""\n\n\nclass Variable:\n    def __init__(self, data):\n        self.data = data\n'
DOUBLE = BOX + "\n\ndef double(x):\n    return 2 * x.data\n"
WRONG = DOUBLE.replace("2 *", "3 *")


@pytest.fixture
def root(small_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(small_course, tmp_path / "kata")
    monkeypatch.setattr(course, "ROOT", tmp_path / "kata")
    monkeypatch.chdir(tmp_path / "kata")
    return tmp_path / "kata"


def exercise(root: Path, number: int) -> Path:
    return course.exercise_path(course.step(root, number))


def write(root: Path, number: int, text: str) -> None:
    exercise(root, number).write_text(text, encoding="utf-8")


def statuses(ladder: Ladder) -> dict[int, str]:
    return {row.step.number: row.status for row in ladder.rows}


@pytest.fixture
def seen(root: Path, in_child: InChild) -> Callable[[], dict[int, str]]:
    """The ladder after what has changed was checked again, by a real worker."""

    def work() -> list[list[Any]]:
        return [[row.step.number, row.status] for row in progress.progress(root).rows]

    return lambda: dict(in_child(work))


def test_what_has_changed_is_checked_again_and_what_broke_is_told(root: Path, seen: Callable[[], dict[int, str]]) -> None:
    write(root, 1, BOX)
    write(root, 2, DOUBLE)
    write(root, 3, "def f(:\n")
    write(root, 4, exercise(root, 4).read_text(encoding="utf-8") + "\n# begun\n")
    assert seen() == {1: "passed", 2: "passed", 3: "error", 4: "unwritten", 5: "open"}
    write(root, 2, WRONG)
    write(root, 4, "def pair():\n    return [1.0, 2.0]\n")
    assert statuses(progress.look(root)) == {1: "passed", 2: "changed", 3: "error", 4: "changed", 5: "open"}
    assert seen() == {1: "passed", 2: "broken", 3: "error", 4: "passed", 5: "open"}
    write(root, 2, DOUBLE)
    assert seen()[2] == "passed"


def test_where_nothing_has_changed_nothing_is_checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, 1, BOX)
    digest = logbook.digest(course.step(root, 1))
    logbook.update(root, lambda book: logbook.noting(book, 1, "passed", digest))
    monkeypatch.setattr(progress, "statuses", lambda steps: pytest.fail("checked again"))
    assert statuses(progress.progress(root))[1] == "passed"


def test_without_the_logbook_checking_finds_it_out_again(root: Path, seen: Callable[[], dict[int, str]]) -> None:
    write(root, 1, BOX)
    write(root, 2, WRONG)
    before = seen()
    logbook.path(root).unlink()
    assert seen() == before == {1: "passed", 2: "failed", 3: "open", 4: "open", 5: "open"}


def test_a_check_of_ours_that_breaks_is_noted_for_nobody(root: Path, seen: Callable[[], dict[int, str]]) -> None:
    write(root, 5, "def last():\n    return 1.0\n")
    assert seen()[5] == "changed"
    assert logbook.read(root).of(5) == Entry()


def test_files_that_can_not_be_read_need_no_worker(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise(root, 2).write_bytes(b"\0")
    monkeypatch.setattr(progress, "_judged", lambda *_: pytest.fail("nothing to judge"))
    assert statuses(progress.progress(root))[2] == "error"
    assert statuses(progress.look(root))[2] == "error", "and are not tried again until they change"


def test_an_exercise_that_was_deleted_stays_on_the_ladder(root: Path) -> None:
    exercise(root, 2).unlink()
    assert statuses(progress.look(root))[2] == "open"


def test_an_exercise_that_was_put_back_is_open_and_keeps_its_date(root: Path) -> None:
    logbook.update(root, lambda book: logbook.noting(book, 2, "passed", "00"))
    row = progress.look(root).of(2)
    assert row.status == "open" and row.entry.passed
    assert "then put back" in page.render(progress.look(root), Style())


# What is shown

WHEN = "2026-11-22 04:01"


def ladder(root: Path, *statuses: str, current: int = 4, **entries: Entry) -> Ladder:
    rows = []
    for step, status in zip(course.steps(root), statuses, strict=True):
        entry = Entry(passed=WHEN) if status in ("passed", "broken") else Entry()
        rows.append(Row(step, status, entries.get(f"step{step.number}", entry)))
    return Ladder(tuple(rows), current)


def test_a_stage_has_a_bar_and_the_one_that_one_is_on_its_steps(root: Path) -> None:
    made = ladder(root, "passed", "passed", "passed", "failed", "open", step4=Entry(hints=2, solution=WHEN))
    assert page.render(made, Style()) == (
        "The ladder                                                   3 of 5 steps passed\n"
        "\n"
        "Stage 1 · Boxes  ████████████████████  2 of 2  since 2026-11-22\n"
        "Stage 2 · Ends   ██████░░░░░░░░░░░░░░  1 of 3\n"
        "   ✓  3  Ways to end   passed 2026-11-22\n"
        " > ✗  4  A pair        not passed yet, 2 hints, solution seen\n"
        "   ·  5  The last one\n"
        "\n"
        "You are on step 4 · A pair\n"
        "  exercises/stage2_ends/step04_pair.py\n"
        "  check it   make check STEP=4\n"
        "  stuck?     make hint STEP=4\n"
    )


def test_without_colour_and_unicode_the_same_is_said(root: Path) -> None:
    made = ladder(root, "passed", "broken", "changed", "unwritten", "error")
    plain = page.render(made, Style(unicode=False))
    assert plain.isascii() and "[##########..........]  1 of 2" in plain
    for sign, words in {"+": "passed 2026-11-22", "x": "passed 2026-11-22, not now", "?": "changed", "o": "not written"}.items():
        assert any(line[3:4] == sign and words in line for line in plain.splitlines()), words
    painted = page.render(made, Style(colour=True))
    assert "\x1b[32m" in painted


def test_what_is_broken_since_is_said_with_what_to_type(root: Path) -> None:
    made = ladder(root, "passed", "broken", "open", "open", "open", current=3)
    said = " ".join(page.render(made, Style()).split())
    assert f"Broken since: step 2, Twice as much, passed on {WHEN} and does not pass now. What it sees: make check STEP=2" in said
    assert "Broken since: step 2" in page.brief(made, Style())


def test_all_steps_of_all_stages_can_be_listed(root: Path) -> None:
    made = ladder(root, "passed", "passed", "open", "open", "open", current=3)
    assert "A box" not in page.render(made, Style())
    assert "A box" in page.render(made, Style(), every=True)


def test_what_to_type_next_depends_on_where_one_is(root: Path) -> None:
    begins = ladder(root, "open", "open", "open", "open", "open", current=1)
    assert page.brief(begins, Style()).endswith(
        "You are on step 1 · A box\n"
        "  exercises/stage1_boxes/step01_box.py\n"
        "  read it    make lesson STEP=1\n"
        "  check it   make check STEP=1\n"
        "\n"
        "make progress shows the whole ladder, make help all doors.\n"
    )
    goes_on = ladder(root, "passed", "open", "open", "open", "open", current=2)
    assert "begin it from your own step 1   make carry STEP=2" in page.brief(goes_on, Style())
    done = ladder(root, "passed", "passed", "passed", "passed", "passed", current=5)
    assert "It has passed, and so has every step after it." in page.brief(done, Style())


def test_no_line_is_wider_than_the_terminal(root: Path) -> None:
    much = Entry(passed=WHEN, hints=3, solution=WHEN)
    made = ladder(root, "passed", "broken", "changed", "unwritten", "error", step3=much, step2=much)
    wide = [line for line in page.render(made, Style(80), every=True).splitlines() if len(line) > 80]
    assert wide == []


def test_json_is_one_document_with_everything_in_it(root: Path, capsys: Any) -> None:
    logbook.update(root, lambda book: logbook.noting(book, 2, "passed", "00").noting(2, hints=1))
    assert main(["progress", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == "" and (told["version"], told["current"], told["passed"], told["total"]) == (1, 1, 0, 5)
    assert told["broken"] == [] and [stage["total"] for stage in told["stages"]] == [2, 3]
    (step,) = (step for stage in told["stages"] for step in stage["steps"] if step["step"] == 2)
    assert step["status"] == "open" and step["passed"] and step["hints"] == 1 and step["solution"] is None
    assert step["file"] == "exercises/stage1_boxes/step02_double.py"


def test_the_command_shows_the_ladder_and_in_brief_only_where_one_stands(root: Path, capsys: Any) -> None:
    assert main(["progress"]) == 0
    whole = capsys.readouterr().out
    assert whole.startswith("The ladder ") and "Stage 2 · Ends" in whole
    assert main(["progress", "--brief"]) == 0
    assert "Stage 2" not in capsys.readouterr().out
    assert main(["progress", "--all"]) == 0
    assert "The last one" in capsys.readouterr().out


def test_in_brief_nothing_heavy_is_loaded() -> None:
    brief = "from grader.commands import main\nmain(['progress', '--brief'])\n"
    loaded = "import sys\nprint(sorted({'numpy', 'pytest'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-I", "-c", brief + loaded], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("[]\n")
