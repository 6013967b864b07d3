"""A class under attack, a grader that is killed: nothing is lost, nothing is doubled, nothing is left over."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.classroom.gradebook import NAME
from grader.classroom.summary import read

from .conftest import RIGHT, WRONG, driven, statuses

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = ROOT / "tests" / "submissions" / "hostile"
LIMITS = {
    "load_seconds": 1.5,
    "scenario_seconds": 0.5,
    "patience_seconds": 2.0,
    "timeouts": 1,
    "memory_bytes": 256 << 20,
    "output_bytes": 1 << 16,
}

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc, which is not here"),
]


def hostile_cases() -> list[tuple[Path, list[str]]]:
    """Hostile submissions of step 14, with the statuses that each may come to."""
    cases = []
    for path in sorted(HOSTILE.glob("*/expected.toml")):
        expected = tomllib.loads(path.read_text(encoding="utf-8"))
        if expected.get("step", 14) == 14 and not {"levels", "limits", "doors"} & expected.keys():
            may_be = expected.get("status_may_be", expected.get("status"))
            cases.append((path.parent, may_be if isinstance(may_be, list) else [may_be]))
    return cases


def below(pid: int) -> set[int]:
    """The processes below one, and itself."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        threads = [p for p in Path(f"/proc/{pid}/task").iterdir() if p.name != str(pid)]
        children += [c for thread in threads for c in (thread / "children").read_text(encoding="ascii").split()]
    except OSError:
        return {pid}
    return {pid}.union(*(below(int(child)) for child in children))


def gone(pids: set[int]) -> bool:
    """Whether all of them end, given a moment to die in. A zombie that its new parent has not noticed has ended."""
    deadline = time.monotonic() + 30
    while left := {pid for pid in pids if alive(pid)}:
        if time.monotonic() > deadline:
            return False
        pids = left
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def one_row_each(out: Path, people: int) -> None:
    """The gradebook is whole: one grading that counts for each, and no grading of the same thing twice."""
    book = sqlite3.connect(out / NAME)
    try:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert book.execute("SELECT count(*), count(DISTINCT person) FROM current").fetchone() == (people, people)
        assert book.execute("SELECT count(*) FROM submissions").fetchone() == (people,)
        rested = "SELECT count(*) FROM gradings LEFT JOIN verdicts ON grading = gradings.id WHERE name IS NULL"
        assert book.execute(rested).fetchone() == (0,)
        again = "SELECT submission FROM gradings WHERE status != 'grader-error' GROUP BY submission HAVING count(*) > 1"
        assert book.execute(again).fetchall() == []
    finally:
        book.close()


def test_a_class_of_200_in_which_every_fourth_is_hostile(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("hostile_tests", ROOT / "tests" / "submissions" / "test_hostile.py")
    assert spec is not None and spec.loader is not None
    hostile_tests = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = hostile_tests  # its dataclasses look their module up
    spec.loader.exec_module(hostile_tests)
    course = hostile_tests.private_course(tmp_path, 14)
    right = (HOSTILE / "framework" / "__init__.py").read_text(encoding="utf-8")
    cases = hostile_cases()
    assert len(cases) > 50
    expected: dict[str, list[str]] = {}
    for number in range(200):
        name = f"s{number:03}"
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        if number % 4:
            (folder / "step14.py").write_text(right, encoding="utf-8")
            expected[name] = ["passed"]
        else:
            case, expected[name] = cases[number // 4 * len(cases) // 50]
            source = next(path for path in sorted(case.iterdir()) if path.suffix in (".py", ".ipynb"))
            shutil.copy(source, folder / f"step14{source.suffix}")
            shutil.copytree(HOSTILE / "framework", folder / "framework")
    process = driven(tmp_path / "class", tmp_path / "out", course, steps=[14], limits=LIMITS)
    family: set[int] = set()
    watcher = threading.Thread(target=watch, args=(process, family))
    watcher.start()
    out, err = process.communicate(timeout=800)
    watcher.join()
    assert process.returncode == 0, (out, err)
    klass = read(tmp_path / "out")
    assert len(klass.people) == 200
    wrong = {
        person.id: (person.results[0].status, expected[person.id])
        for person in klass.people
        if person.results[0].status not in expected[person.id]
    }
    assert not wrong
    assert {p.total for n, p in enumerate(klass.people) if n % 4} == {klass.maximum}
    one_row_each(tmp_path / "out", 200)
    assert gone(family - {os.getpid()})
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".lock", NAME, "secret"]


def watch(process: subprocess.Popen[str], family: set[int]) -> None:
    """Note every process that a grading ever has."""
    while process.poll() is None:
        family |= below(process.pid)
        time.sleep(0.05)


@pytest.fixture
def class_of_80(tmp_path: Path) -> Path:
    for number in range(80):
        folder = tmp_path / "class" / f"s{number:02}"
        folder.mkdir(parents=True)
        (folder / "step02.py").write_text((WRONG if number % 5 == 0 else RIGHT) + f"# {number}\n", encoding="utf-8")
    return tmp_path / "class"


def expected_of_80() -> dict[str, list[str]]:
    return {f"s{number:02}": ["failed" if number % 5 == 0 else "passed"] for number in range(80)}


def test_a_grader_that_is_killed_20_times_finishes_what_is_left(small_course: Path, class_of_80: Path, tmp_path: Path) -> None:
    chance = random.Random(14)
    out = tmp_path / "out"
    done = [0]
    for number in range(20):
        process = driven(class_of_80, out, small_course)
        while number % 2 and process.poll() is None and graded_so_far(out) in (done[-1], 80):
            time.sleep(0.01)  # half of the kills are to hit it at work, on a slow machine as well
        time.sleep(chance.uniform(0.0, 0.1 if number % 2 else 2.0))
        family = below(process.pid)
        process.kill()
        process.communicate(timeout=60)
        assert gone(family - {process.pid}), "its desks and their workers go with it"
        done.append(graded_so_far(out))
        assert done[-1] >= done[-2], "what was graded stays graded"
    assert any(0 < count < 80 for count in done)
    process = driven(class_of_80, out, small_course)
    said, err = process.communicate(timeout=300)
    assert process.returncode == 0, (said, err)
    assert statuses(read(out)) == expected_of_80()
    one_row_each(out, 80)
    assert sorted(path.name for path in out.iterdir()) == [".lock", NAME, "secret"]


def graded_so_far(out: Path) -> int:
    try:
        book = sqlite3.connect(f"file:{out / NAME}?mode=rw", uri=True, timeout=30)
        try:
            return int(book.execute("SELECT count(*) FROM current").fetchone()[0])
        finally:
            book.close()
    except sqlite3.OperationalError:  # it was killed before there was a table
        return 0


def test_workers_that_are_killed_50_times_cost_nobody_their_grade(small_course: Path, class_of_80: Path, tmp_path: Path) -> None:
    chance = random.Random(50)
    out = tmp_path / "out"
    killed = 0
    for _ in range(60):
        process = driven(class_of_80, out, small_course)
        for victim in victims(process, out, chance):
            os.kill(victim, signal.SIGKILL)
            killed += 1
        said, err = process.communicate(timeout=300)
        assert process.returncode in (0, 3), (said, err)
        assert "Traceback" not in err
        if killed >= 50:
            break
        shutil.rmtree(out)
    assert killed >= 50
    process = driven(class_of_80, out, small_course)
    said, err = process.communicate(timeout=300)
    assert process.returncode == 0, (said, err)
    assert statuses(read(out)) == expected_of_80()
    one_row_each(out, 80)


def victims(process: subprocess.Popen[str], out: Path, chance: random.Random) -> Iterator[int]:
    """Whenever somebody more has been graded, and a moment has passed, one of the processes that judge."""
    before = 0
    while process.poll() is None:
        time.sleep(0.01)
        count = graded_so_far(out)
        if count == before:
            continue
        before = count
        time.sleep(chance.uniform(0.0, 0.2))
        found = sorted(pid for pid in below(process.pid) - {process.pid} if alive(pid))
        if found and process.poll() is None:
            yield chance.choice(found)
