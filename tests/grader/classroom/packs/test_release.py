"""The packs: what a student gets works and holds nothing hidden, what an instructor keeps grades it."""

from __future__ import annotations

import ast
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from grader import course, lessons, shipped, weave
from grader.classroom.packs.contents import Wanted, for_instructors, for_students
from grader.classroom.packs.public_checks import names
from grader.classroom.packs.release import prove, release
from grader.classroom.packs.zipped import zipped
from grader.commands import main
from grader.errors import GraderError, Unusable

from .conftest import STEPS, Pack, unpacked

LATER = "step17 step22 step36 create_graph".split()
SHORTEST = 16  # letters of a line of an answer that nobody writes by chance


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def steps_of_the_pack() -> list[course.Step]:
    return [step for step in course.steps(course.ROOT, "solutions") if step.number in STEPS]


def answer_lines() -> set[str]:
    """Lines that stand between markers in the solutions of the pack, and nowhere else in them."""
    inside: set[str] = set()
    outside: set[str] = set()
    for step in steps_of_the_pack():
        answering = False
        for line in map(str.strip, course.solution_path(step).read_text(encoding="utf-8").split("\n")):
            answering = line.startswith("# begin answer") or (answering and line != "# end answer")
            (inside if answering else outside).add(line)
    return {line for line in inside - outside if len(line) >= SHORTEST and not line.startswith("#")}


def hidden_checks() -> Iterator[tuple[str, str, list[str]]]:
    """Of each check that is not public: its name, its sentence, and the lines of it that stand in no public one."""
    for step in steps_of_the_pack():
        text = course.checks_path(step).read_text(encoding="utf-8")
        tests = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        lines = {n.name: [line.strip() for line in ast.unparse(n).split("\n")[1:]] for n in tests}
        open_ones = {line for n in tests if n.name[5:] in names(text) for line in lines[n.name]}
        for test in tests:
            if test.name[5:] not in names(text):
                said = (ast.get_docstring(test) or "").split("\n")[0]
                own = [line for line in lines[test.name] if line.startswith("expect(") and line not in open_ones]
                yield test.name[5:], said, own


def test_the_students_pack_holds_what_they_need_and_nothing_else(handed_out: Path) -> None:
    found = set(texts(handed_out))
    tops = {name.partition("/")[0] for name in found}
    assert tops == {
        *(".gitignore", ".vscode", "Makefile", "README.md", "course.toml", "exercises", "grader", "pack.json"),
        *("pyproject.toml", "scripts", "tests"),
    }
    assert len([name for name in found if name.startswith("exercises/") and name.endswith(".py")]) == 16
    assert {name.split("/")[1] for name in found if name.startswith("tests/")} == {"steps"}
    assert not any(part in name for name in found for part in ("solution_", "mistakes/", "variants/", "foreign", "classroom"))
    assert not any(later in name for name in found for later in LATER)


def test_no_line_of_an_answer_is_in_it_but_where_a_strong_hint_says_it(handed_out: Path) -> None:
    lines = answer_lines()
    assert len(lines) > 80
    found = {
        (name, line) for name, text in texts(handed_out).items() for line in lines if line in text and "lessons" not in name
    }
    assert found == set()
    hints = " ".join(hint for n in STEPS for hint in lessons.lesson(course.ROOT, n).hints)
    pages = json.loads((handed_out / "exercises/lessons.json").read_text(encoding="utf-8"))["steps"]
    in_lessons = {line for line in lines for page in pages.values() if line in page["lesson"]}
    assert in_lessons == set() and any(line in hints for line in lines), "the hints are there, and they alone say so much"


def test_no_hidden_check_is_in_it_neither_name_nor_sentence_nor_claim(handed_out: Path) -> None:
    everything = texts(handed_out)
    checks = "\n".join(text for name, text in everything.items() if name.startswith("tests/"))
    data = "\n".join(text for name, text in everything.items() if name.endswith(".json"))
    code = ast.unparse(ast.parse("\n".join(line for line in checks.split("\n") if "__future__" not in line)))
    count = 0
    for name, said, claims in hidden_checks():
        count += 1
        assert f"test_{name}" not in checks and f'"{name}"' not in data, name
        assert said not in checks and said not in data, said
        assert not [claim for claim in claims if claim in code], name
    assert count > 90


def test_no_known_mistake_is_in_it(handed_out: Path) -> None:
    everything = "\n".join(texts(handed_out).values())
    for step in steps_of_the_pack():
        bank = ast.parse(course.mistakes_path(step).read_text(encoding="utf-8"))
        for mistake in (node for node in bank.body if isinstance(node, ast.FunctionDef)):
            assert (ast.get_docstring(mistake) or "none") not in everything, mistake.name


def test_its_data_are_cut_to_its_steps_and_agree_with_its_exercises(handed_out: Path) -> None:
    assert sorted(shipped.shipped(handed_out)) == list(STEPS)
    for number in STEPS:
        path = course.exercise_path(course.step(handed_out, number))
        assert lessons.stub(handed_out, number).text == path.read_text(encoding="utf-8")
        assert lessons.lesson(handed_out, number).hints == lessons.lesson(course.ROOT, number).hints
    for path in (handed_out / "exercises").glob("*.json"):
        assert {int(n) for n in json.loads(path.read_text(encoding="utf-8"))["steps"]} == set(STEPS), path.name


@pytest.mark.parametrize("make", [partial(for_students, proved={1: ("a",)}), for_instructors])
def test_a_pack_is_the_same_each_time_it_is_made(
    make: Callable[[Wanted], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    once = zipped(make(Wanted(course.ROOT, STEPS)), "top")
    monkeypatch.setenv("TZ", "Asia/Seoul")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    assert zipped(make(Wanted(course.ROOT, STEPS)), "top") == once


def test_a_student_checks_carries_and_goes_on(student: Pack) -> None:
    fresh = student.make("check", "STEP=1")
    assert fresh.code == 2 and "not written yet" in fresh.out and "0 of 1 public checks passed" in fresh.out  # make's own 2
    student.solve(1)
    passed = student.make("check")
    told = " ".join(passed.out.split())
    assert passed.code == 0 and "all public checks of step 1 passed. Go on with: make carry STEP=2" in told
    assert "the hidden ones are run by your instructor" in told and "all checks" not in told
    carried = student.make("carry", "STEP=2")
    assert carried.code == 0 and "is now your own step 1 with what step 2 asks for" in carried.out
    path = student.exercise(2)
    assert "self.data = data" in path.read_text(encoding="utf-8")
    assert student.json("check", 2)["status"] == "unwritten"
    path.write_text(path.read_text(encoding="utf-8").replace("raise NotImplementedError(", "return ("), encoding="utf-8")
    wrong = student.json("check", 2)
    assert wrong["status"] == "failed" and wrong["public"] is True and wrong["diagnosis"] is None
    assert "step 2 is back" in student.make("reset", "STEP=2").out or student.make("hint", "STEP=2").code == 0


def test_every_public_check_passes_there_on_a_right_framework(student: Pack) -> None:
    student.solve(16)
    path = student.exercise(16)
    whole = student.json("place", path)
    assert whole["standing"]["reached"] == 16 and whole["public"] is True
    assert {check["verdict"] for check in whole["checks"]} == {"passed"}
    told = " ".join(student.grader("place", path).out.split())
    assert "Reached, by the public checks: step 16" in told and "Every public check that there is here is passed." in told
    for number in (10, 11, 13):  # where what a later step ends is checked too
        student.solve(number)
        assert student.json("check", number)["status"] == "passed", number


def test_a_check_that_a_step_beyond_the_pack_ends_can_fail_there(student: Pack) -> None:
    path = student.solve(8)
    path.write_text(path.read_text(encoding="utf-8").replace("while functions:", "while False:"), encoding="utf-8")
    assert student.json("check", 8)["status"] == "failed"


@pytest.mark.parametrize("command", ["weave", "matrix", "grade", "release", "replay", "mutate"])
def test_what_needs_the_instructors_files_says_so(student: Pack, command: str) -> None:
    asked = student.make(command)
    assert asked.code == 2 and f"{command} needs the instructor's files, which this copy does not have" in asked.err
    assert student.grader(command).code == 2


def test_solutions_and_the_doors_say_what_there_is(student: Pack) -> None:
    refused = student.make("solution", "STEP=3")
    assert refused.code == 2 and "this copy of the course was handed out without solutions" in refused.err
    listed = student.make("help").out
    assert "make carry" in listed and not any(f"make {door} " in listed for door in ("grade", "weave", "test", "bench"))
    overview = student.grader("--help").out
    assert "carry" in overview and "weave" not in overview
    assert "did you mean make check" in student.make("chekc").err
    assert "the steps are 1 to 16" in student.make("check", "STEP=20").err


def test_the_instructors_pack_grades_what_students_hand_in(instructor: Pack, student: Pack, tmp_path: Path) -> None:
    student.solve(1)
    for number in (1, 8):  # 8 as it was handed out
        (tmp_path / "class/jane").mkdir(parents=True, exist_ok=True)
        shutil.copy(student.exercise(number), tmp_path / "class/jane")
    out = tmp_path / "grades"
    ran = instructor.make("grade", f"CLASS={tmp_path / 'class'}", f"OUT={out}", "STEPS=1-16", "JOBS=1")
    assert ran.code == 0, ran.err
    header, jane = (out / "exports/grades.csv").read_text(encoding="utf-8-sig").splitlines()
    row = dict(zip(header.split(","), jane.split(","), strict=True))
    assert (row["step01_status"], row["step08_status"], row["step02_status"]) == ("passed", "unwritten", "missing")
    assert float(row["step01"]) == 5, "the hidden checks count, not only the public one"


def test_the_instructors_pack_is_a_whole_course_up_to_its_last_step(instructor: Pack) -> None:
    assert instructor.grader("weave", "--check").out == "the exercises are what the solutions make\n"
    assert "all well" in instructor.make("matrix", "STEP=2").out
    found = {path.relative_to(instructor.root).as_posix() for path in instructor.root.rglob("*.py")}
    assert not any(later in name for name in found for later in LATER if ".venv" not in name)
    assert (instructor.root / "INSTRUCTOR.md").read_text(encoding="utf-8").startswith("# Grading steps 1-16\n")
    assert "public" not in instructor.json("check", 1)
    doors = instructor.make("help").out
    assert "make grade" in doors and "make test" not in doors


def test_a_later_pack_begins_on_our_framework_and_says_when_to_hand_it_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "--steps", "5-6", "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "hand the pack out when step 4 is over" in told and "steps 5-6" in told
    folder = unpacked(tmp_path / "student.zip", tmp_path / "student")
    woven = weave.woven()
    first, second = sorted((folder / "exercises").rglob("step*.py"))
    assert first.read_text(encoding="utf-8") in woven.values() and second.read_text(encoding="utf-8") not in woven.values()
    assert "STEP=5 " in (folder / "Makefile").read_text(encoding="utf-8")
    assert "goes on from your own one before it" in (folder / "README.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "instructor.zip") as archive:
        kept = archive.namelist()
    assert any("solutions/stage1_gradients/step01_variable.py" in name for name in kept), "step 6 stands on it"


def test_an_open_pack_brings_the_answers_of_earlier_steps_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "--steps", "1-2", "--open", "--out", str(tmp_path)]) == 0
    assert "whoever opens a later one sees those of the earlier ones" in capsys.readouterr().out
    folder = unpacked(tmp_path / "student.zip", tmp_path / "student")
    second = next((folder / "exercises").rglob("step02*.py")).read_text(encoding="utf-8")
    assert second in weave.woven().values() and "self.data = data" in second
    assert "brings our way of writing the steps before it" in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("steps", "said"),
    [("1-3,7", "one after the other; put in 4 to 6 too"), ("1-999", "there is no step"), ("x", "are no steps")],
)
def test_steps_that_make_no_pack_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], steps: str, said: str
) -> None:
    assert main(["release", "--steps", steps, "--out", str(tmp_path / "dist")]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("words", "due"),
    [("STEPS=1-3", '--steps "1-3" --out "dist"'), ("STEPS=1-3 OUT=a OPEN=1", '--steps "1-3" --out "a" --open'), ("", "release")],
)
def test_the_door_hands_on_what_it_is_given(words: str, due: str) -> None:
    shown = Pack(course.ROOT).run("make", "-n", "-o", ".venv/.ready", "release", *words.split())
    assert f"-m grader release {due.removeprefix('release')}".strip() in " ".join(shown.out.split()), shown.err


def test_without_solutions_there_is_no_pack(handed_out: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="made from the solutions, which this copy does not have"):
        release(Wanted(handed_out, STEPS), tmp_path)


@pytest.fixture
def marked(small_course: Path, tmp_path: Path) -> Callable[[int], Path]:
    """The small course with all checks of one step public."""

    def mark(number: int) -> Path:
        shutil.copytree(small_course, tmp_path / "kata")
        path = course.checks_path(course.step(tmp_path / "kata", number))
        text = path.read_text(encoding="utf-8").replace("\ndef test_", "\n@public\ndef test_")
        path.write_text(text.replace("import expect,", "import expect, public,"), encoding="utf-8")
        return tmp_path / "kata"

    return mark


def test_a_public_check_has_to_pass_on_our_own_solution(marked: Callable[[int], Path]) -> None:
    with pytest.raises(GraderError, match=r"do not pass: breaks of step 5 \(grader-error: KeyError: 'ours'\)"):
        prove(Wanted(marked(5), (5,)))


def test_public_checks_that_pass_are_named(marked: Callable[[int], Path]) -> None:
    assert prove(Wanted(marked(4), (4,))) == {4: ("two_numbers",)}
