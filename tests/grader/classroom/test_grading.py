"""A class is graded once, and again only where something changed; nobody is dropped, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from grader.classroom import gradebook, lock
from grader.classroom.gradebook import NAME, Gradebook
from grader.classroom.grading import Plan, grade
from grader.classroom.summary import Klass, read
from grader.errors import Unusable

from .conftest import BOX, BROKEN, RIGHT, SPIN, WRONG, driven, statuses

Graded = Callable[..., tuple[object, Klass]]
HandIn = Callable[..., Path]


def result(klass: Klass, person: str, step: int = 2):
    found = next(one for one in klass.people if one.id == person)
    return next(one for one in found.results if one.step == step)


def test_each_gets_their_own_row(graded: Graded, hand_in: HandIn, small_course: Path) -> None:
    stub = next((small_course / "exercises").glob("*/step02_*.py")).read_text(encoding="utf-8")
    klass = hand_in({
        "ann/step02.py": RIGHT,
        "ben/step02.py": WRONG,
        "cas/step02.py": stub,
        "dot/step02.py": BROKEN,
        "eve/step01.py": BOX,
        "fay/step02.py": b"\xff\xfe\x00",
    })
    report, found = graded(klass, steps=(2,))
    assert statuses(found) == {
        "ann": ["passed"], "ben": ["failed"], "cas": ["unwritten"], "dot": ["error"], "eve": ["missing"], "fay": ["error"],
    }  # fmt: skip
    scores = {person.id: person.total for person in found.people}
    assert scores == {"ann": 2.0, "ben": 1.0, "cas": 0.0, "dot": 0.0, "eve": 0.0, "fay": 0.0}
    assert found.maximum == 2.0 and {person.maximum for person in found.people} == {2.0}
    assert [person.standing for person in found.people] == [2, 0, 0, 0, 0, 0]
    assert result(found, "ben").diagnosis.name.startswith("forgets")
    assert "UTF-16" in result(found, "fay").checks[0].message
    assert (report.graded, report.unchanged, report.missing) == (5, 0, 1)


def test_a_second_run_grades_only_what_changed(graded: Graded, hand_in: HandIn) -> None:
    klass = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": WRONG, "fay/step02.py": b"\x00"})
    graded(klass, steps=(2,))
    report, _ = graded(klass, steps=(2,))
    assert (report.graded, report.unchanged, report.moves) == (0, 3, ())
    hand_in({"ben/step02.py": RIGHT})
    report, found = graded(klass, steps=(2,))
    assert (report.graded, report.unchanged) == (1, 2)
    (move,) = report.moves
    assert (move.person, move.step, move.why) == ("ben", 2, "the file changed")
    assert move.before.startswith("failed") and move.after.startswith("passed")
    assert statuses(found)["ben"] == ["passed"]


def test_a_check_that_was_mended_moves_those_it_moves_and_says_why(
    graded: Graded, hand_in: HandIn, small_course: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(small_course, tmp_path / "course")
    klass = hand_in({"ann/step01.py": BOX, "ann/step02.py": RIGHT, "ben/step01.py": BOX, "ben/step02.py": WRONG})
    graded(klass, root=root)
    checks = next((root / "tests" / "steps").glob("*/test_step02_*.py"))
    checks.write_text(checks.read_text(encoding="utf-8").replace("2 * x, ", "1 * x, "), encoding="utf-8")
    _forget_digests()
    report, found = graded(klass, root=root)
    assert {(move.person, move.step, move.why) for move in report.moves} == {
        ("ann", 2, "the checks changed"), ("ben", 2, "the checks changed"),
    }  # fmt: skip
    assert report.graded == 2, "step 1 and its checks are as they were"
    assert statuses(found)["ann"] == ["passed", "failed"]
    _forget_digests()


def _forget_digests() -> None:
    from grader.classroom import grading

    grading._file_digest.cache_clear()


def test_rules_make_points_and_lateness_of_the_same_verdicts(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": RIGHT, "cas/step02.py": WRONG})
    due = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
    for name, late in (("ann", -1), ("ben", 3600 * 30), ("cas", 0)):
        os.utime(klass / name / "step02.py", (due.timestamp() + late,) * 2)
    roster = tmp_path / "roster.csv"
    roster.write_text("id,submitted_at\nann,\nben,\ncas,2026-11-21T11:00:00Z\n", encoding="utf-8")
    file = tmp_path / "rules.toml"
    file.write_text(
        "title = 'Homework'\n[late]\npercent_per_day = 10\n[due]\ndefault = 2026-11-20T12:00:00Z\n[step.2]\npoints = 10\n",
        encoding="utf-8",
    )
    graded(klass, steps=(2,), roster=roster)
    report, found = graded(klass, steps=(2,), roster=roster, rules=file)
    assert report.graded == 0, "points are not verdicts: nothing is judged again"
    assert found.title == "Homework" and found.steps[0].maximum == 10.0
    seen = {p.id: (p.results[0].raw, p.results[0].late_days, p.results[0].penalty, p.total) for p in found.people}
    assert seen == {"ann": (10.0, 0.0, 0.0, 10.0), "ben": (10.0, 2.0, 2.0, 8.0), "cas": (5.0, 1.0, 0.5, 4.5)}
    _, again = graded(klass, steps=(2,), roster=roster)
    assert [p.total for p in again.people] == [10.0, 8.0, 4.5], "rules are kept until others are given"


def test_another_grader_grades_anew_and_moves_nobody_without_cause(
    graded: Graded, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.classroom import engine

    klass = hand_in({"ann/step02.py": RIGHT})
    graded(klass, steps=(2,))
    monkeypatch.setattr(engine, "engine_version", lambda: "newer")
    report, _ = graded(klass, steps=(2,))
    assert (report.graded, report.moves) == (1, ())


def test_history_is_kept_beside_what_counts(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass = hand_in({"ann/step02.py": WRONG})
    graded(klass, steps=(2,))
    hand_in({"ann/step02.py": RIGHT})
    graded(klass, steps=(2,))
    with sqlite3.connect(tmp_path / "out" / NAME) as book:
        assert book.execute("SELECT status FROM gradings ORDER BY id").fetchall() == [("failed",), ("passed",)]
        assert book.execute("SELECT count(*) FROM current").fetchone() == (1,)
        assert book.execute("SELECT count(*) FROM submissions").fetchone() == (2,)
        assert book.execute("PRAGMA user_version").fetchone() == (1,)
    book.close()


def test_what_is_gone_from_the_folder_keeps_its_grade_and_is_said(graded: Graded, hand_in: HandIn) -> None:
    klass = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": RIGHT, "ben/step01.py": BOX})
    graded(klass, steps=(1, 2))
    shutil.rmtree(klass / "ann")
    (klass / "ben" / "step02.py").unlink()
    report, found = graded(klass, steps=(1, 2))
    assert statuses(found) == {"ben": ["passed", "passed"], "ann": ["missing", "passed"]}
    said = dict(report.problems)
    assert "not there any more" in said["ben"] and "what was graded is kept" in said["ann"]


def test_who_is_not_on_the_roster_and_who_is_missing_are_both_listed(
    graded: Graded, hand_in: HandIn, tmp_path: Path
) -> None:
    klass = hand_in({"ann/step02.py": RIGHT, "Ben Bee/step02.py": RIGHT, "annn/step02.py": WRONG})
    roster = tmp_path / "roster.csv"
    roster.write_text("\ufeffid;name;email\n7;Ann;ann@x.org\n8;Bee, Ben;\n9;Cas;\n", encoding="utf-8")
    report, found = graded(klass, steps=(2,), roster=roster)
    assert statuses(found) == {"7": ["passed"], "8": ["passed"], "9": ["missing"], "annn": ["failed"]}
    assert [person.on_roster for person in found.people] == [True, True, True, False]
    assert dict(report.problems) == {"annn": "not on the roster; did you mean Ann (7)?"}
    assert found.has_roster and found.people[0].email == "ann@x.org"


def test_without_steps_those_that_names_say_are_graded(graded: Graded, hand_in: HandIn) -> None:
    _, found = graded(hand_in({"ann/step02.py": RIGHT, "ben/step01.py": BOX}))
    assert [step.number for step in found.steps] == [1, 2]
    assert [step.title for step in found.steps] == ["A box", "Twice as much"]


def test_where_no_name_says_a_step_it_has_to_be_said(graded: Graded, hand_in: HandIn) -> None:
    klass = hand_in({"ann/main.py": RIGHT})
    with pytest.raises(Unusable, match="STEPS="):
        graded(klass)
    _, found = graded(klass, steps=(1, 2))
    assert statuses(found) == {"ann": ["passed", "passed"]}
    assert any("says no step" in note for note in result(found, "ann").notes)


def test_a_zip_of_a_whole_class_is_taken_as_it_comes(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    inner = tmp_path / "work.zip"
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("hw/step02.py", RIGHT)
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as packed:
        packed.writestr("Ann Ash_123_assignsubmission_file_/step02.py", RIGHT)
        packed.writestr("Ben Bee_124_assignsubmission_file_/step02.py", WRONG)
        packed.write(inner, "Cas Cox_125_assignsubmission_file_/work.zip")
    _, found = graded(tmp_path / "download.zip", steps=(2,))
    assert statuses(found) == {"123": ["passed"], "124": ["failed"], "125": ["passed"]}
    assert [person.name for person in found.people] == ["Ann Ash", "Ben Bee", "Cas Cox"]


def test_nobody_can_import_the_work_of_somebody_else(graded: Graded, hand_in: HandIn) -> None:
    thief = "from ann_step02 import *\nfrom ann.step02 import *\n"
    klass = hand_in({
        "ann/step02.py": RIGHT, "ann/__init__.py": "", "ben/step02.py": thief, "ben/sub/step01.py": thief,
        "ann_step02.py": RIGHT, "cas_step02.py": thief,
    })  # fmt: skip
    _, found = graded(klass, steps=(2,))
    assert statuses(found)["ann"] == ["passed"]
    for name in ("ben", "cas"):
        assert {check.verdict for check in result(found, name).checks} <= {"unwritten", "skipped", "error"}, name


def test_one_that_never_ends_costs_its_own_time_and_nothing_else(graded: Graded, hand_in: HandIn) -> None:
    from grader.worker import Limits

    klass = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": SPIN, "cas/step02.py": RIGHT})
    limits = Limits(scenario_seconds=0.2, timeouts=1)
    _, found = graded(klass, steps=(2,), limits=limits)
    assert statuses(found) == {"ann": ["passed"], "ben": ["failed"], "cas": ["passed"]}
    assert result(found, "ben").checks[0].verdict == "timeout"


def test_each_has_inputs_of_their_own_and_they_stay_the_same(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass = hand_in({"ann/step02.py": WRONG, "ben/step02.py": WRONG})
    _, found = graded(klass, steps=(2,))
    seeds = [result(found, name).seed for name in ("ann", "ben")]
    shown = [result(found, name).checks[0].message for name in ("ann", "ben")]
    assert len({*seeds}) == 2 and len({*shown}) == 2
    shutil.copy(tmp_path / "out" / "secret", tmp_path / "secret")
    _, again = graded(klass, steps=(2,), out=tmp_path / "other", secret=tmp_path / "secret")
    assert [result(again, name).checks[0].message for name in ("ann", "ben")] == shown
    assert (tmp_path / "out" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_check_of_ours_that_breaks_is_no_grade_and_no_zero(graded: Graded, hand_in: HandIn) -> None:
    klass = hand_in({"ann/step05.py": BOX + "def last():\n    return 1.0\n"})
    report, found = graded(klass, steps=(5,))
    assert statuses(found) == {"ann": ["grader-error"]} and result(found, "ann", 5).score is None
    assert (found.people[0].total, found.people[0].maximum) == (0.0, 0.0) and report.failed == 1
    assert any("no grade" in problem for problem in found.people[0].problems)
    report, _ = graded(klass, steps=(5,))
    assert report.failed == 1, "it is tried again"


def test_no_confinement_is_refused_unless_it_is_asked_for(graded: Graded, hand_in: HandIn) -> None:
    klass = hand_in({"ann/step02.py": RIGHT})
    with pytest.raises(Unusable, match="--allow-unisolated"):
        graded(klass, steps=(2,), isolation="none")
    _, found = graded(klass, steps=(2,), isolation="none", allow_unisolated=True)
    assert found.unisolated and found.isolation == "none"
    _, found = graded(klass, steps=(2,))
    assert found.unisolated, "what was graded without stays marked"


def test_a_confined_class_says_so(graded: Graded, hand_in: HandIn) -> None:
    _, found = graded(hand_in({"ann/step02.py": RIGHT}), steps=(2,))
    if found.isolation == "none":
        pytest.skip("nothing confines on this machine")
    assert not found.unisolated and found.isolation in ("bwrap", "landlock")


def test_two_at_a_time_in_one_folder_are_refused(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass = hand_in({"ann/step02.py": RIGHT})
    (tmp_path / "out").mkdir()
    with lock.held(tmp_path / "out", "noon"), pytest.raises(Unusable, match="since noon"):
        graded(klass, steps=(2,))
    report, _ = graded(klass, steps=(2,))
    assert report.graded == 1


def test_a_lock_of_a_process_that_has_gone_holds_nobody_up(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / lock.NAME).write_text("process 1 on nowhere, since ever", encoding="utf-8")
    report, _ = graded(hand_in({"ann/step02.py": RIGHT}), steps=(2,))
    assert report.graded == 1


def test_a_submission_that_changes_while_it_is_graded_is_graded_as_read_and_that_is_said(
    small_course: Path, hand_in: HandIn, tmp_path: Path
) -> None:
    from grader.classroom import engine

    klass = hand_in({"ann/step02.py": RIGHT})

    def meddled(tasks, config, jobs):
        for answer in engine.run(tasks, config, jobs):
            (klass / "ann" / "step02.py").write_text(WRONG, encoding="utf-8")
            yield answer

    plan = Plan(klass, tmp_path / "out", steps=(2,), jobs=1, root=small_course)
    report = grade(plan._replace(engine=meddled))
    found = read(tmp_path / "out")
    assert statuses(found) == {"ann": ["passed"]}
    assert any("changed while" in note for note in result(found, "ann").notes)
    assert any("run again" in problem for _, problem in report.problems)
    report = grade(plan)
    assert report.graded == 1 and statuses(read(tmp_path / "out")) == {"ann": ["failed"]}


def test_a_desk_that_dies_costs_a_second_try_and_three_cost_no_zero(
    small_course: Path, hand_in: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.classroom import engine

    klass = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": RIGHT})
    lives = {"ann": 1, "ben": 9}
    ask = engine.Desk.ask

    def dies(desk, task):
        name = task.key.member.entry.id
        lives[name] -= 1
        if lives[name] >= 0:
            desk._process.kill()
        return ask(desk, task)

    monkeypatch.setattr(engine.Desk, "ask", dies)
    plan = Plan(klass, tmp_path / "out", steps=(2,), jobs=1, root=small_course)
    grade(plan)
    assert statuses(read(tmp_path / "out")) == {"ann": ["passed"], "ben": ["grader-error"]}
    lives["ben"] = 0
    grade(plan)
    assert statuses(read(tmp_path / "out")) == {"ann": ["passed"], "ben": ["passed"]}


def test_nothing_is_left_beside_the_gradebook(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    graded(hand_in({"ann/step02.py": RIGHT}), steps=(2,))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".lock", "gradebook.sqlite", "secret"]
    assert (tmp_path / "out" / NAME).stat().st_mode & 0o777 == 0o600


def test_a_clock_that_is_set_back_loses_nothing(
    graded: Graded, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.classroom import gradebook, grading

    klass = hand_in({"ann/step02.py": WRONG})
    graded(klass, steps=(2,))
    for module in (gradebook, grading):
        monkeypatch.setattr(module, "now", lambda: "1970-01-01T00:00:00+00:00")
    hand_in({"ann/step02.py": RIGHT})
    report, found = graded(klass, steps=(2,))
    assert statuses(found) == {"ann": ["passed"]} and report.graded == 1, "rows are ordered by number, not by time"


def test_a_gradebook_that_is_none_is_refused_and_left_alone(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass = hand_in({"ann/step02.py": RIGHT})
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / NAME).write_bytes(b"not a gradebook, but somebody's file" * 99)
    with pytest.raises(Unusable, match="no gradebook"):
        graded(klass, steps=(2,))
    assert (tmp_path / "out" / NAME).read_bytes().startswith(b"not a gradebook")


def test_what_is_kept_can_be_read_while_the_class_is_graded_and_is_one_file_afterwards(
    graded: Graded, hand_in: HandIn, tmp_path: Path
) -> None:
    klass, out = hand_in({"ann/step02.py": RIGHT, "ben/step02.py": WRONG}), tmp_path / "out"
    graded(klass, steps=(2,))
    with Gradebook.opened(out, create=True) as writing:
        run = writing.begin_run("tested", "3", [2], 1)
        reader = sqlite3.connect(out / NAME)
        assert reader.execute("SELECT count(*) FROM current").fetchone() == (2,)
        assert reader.execute("SELECT max(id) FROM runs").fetchone() == (run,), "at once, however late it reaches the disk"
        reader.close()
    assert not [path.name for path in out.iterdir() if path.name.startswith(f"{NAME}-")]


def test_somebody_who_looks_into_a_gradebook_holds_nobody_up(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass, out = hand_in({"ann/step02.py": RIGHT}), tmp_path / "out"
    graded(klass, steps=(2,))
    book = Gradebook(sqlite3.connect(out / NAME, isolation_level=None, timeout=0.1))
    gradebook._begin_log(book._connection)
    reader = sqlite3.connect(out / NAME)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM runs").fetchall()
    gradebook._end_log(book._connection)  # which would have to wait for the reader
    reader.close()
    book._connection.close()
    with Gradebook.opened(out) as again:
        assert len(again.people()) == 1


def test_a_gradebook_of_another_version_is_refused(graded: Graded, hand_in: HandIn, tmp_path: Path) -> None:
    klass = hand_in({"ann/step02.py": RIGHT})
    graded(klass, steps=(2,))
    book = sqlite3.connect(tmp_path / "out" / NAME)
    book.execute("PRAGMA user_version = 7")
    book.close()
    with pytest.raises(Unusable, match="version 7"):
        graded(klass, steps=(2,))


def test_there_is_no_gradebook_before_there_is_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no gradebook in"), Gradebook.opened(tmp_path):
        pass


@pytest.mark.parametrize("room", [20_000, 60_000])
def test_a_full_disk_is_a_sentence_and_the_next_run_goes_on(
    small_course: Path, hand_in: HandIn, tmp_path: Path, room: int
) -> None:
    klass = hand_in({f"s{n:02}/step02.py": RIGHT + f"# {n}\n" for n in range(60)})
    process = driven(klass, tmp_path / "out", small_course, file_bytes=room)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 2 and "same line again" in err, (out, err)
    process = driven(klass, tmp_path / "out", small_course)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found = read(tmp_path / "out")
    assert len(found.people) == 60 and all(value == ["passed"] for value in statuses(found).values())
