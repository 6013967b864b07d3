"""The notes that the project comes from, graded as submissions that nobody here wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import bank, course
from grader.session import Session
from grader.state import lay
from grader.submission import load
from grader.worker import Worker

SEEDS = Path(__file__).parent / "seeds"


def failed(document: dict) -> list[str]:
    return [check["name"] for check in document["checks"] if check["verdict"] != "passed"]


def test_the_notebook_of_step_14_passes_14(grader) -> None:
    ran = grader("check", 14, SEEDS / "step14.ipynb", "--format", "json")
    assert (ran.code, ran.document["status"], failed(ran.document)) == (0, "passed", [])


def test_the_notebook_of_step_14_is_placed_at_14_and_not_at_16(grader) -> None:
    standing = grader("place", SEEDS / "step14.ipynb", "--format", "json").document["standing"]
    assert standing["reached"] == 14
    assert 16 not in standing["beyond"]


def test_the_notebook_of_step_14_fails_16_with_96_for_64(grader) -> None:
    ran = grader("check", 16, SEEDS / "step14.ipynb")
    assert ran.code == 1
    assert "96" in ran.out and "64" in ran.out


@pytest.mark.parametrize("step", [6, 7, 8])
def test_the_note_on_steps_5_to_7_passes_6_and_7_and_its_loop_8(grader, step: int) -> None:
    ran = grader("check", step, SEEDS / "steps_5_to_7.py", "--format", "json")
    assert failed(ran.document) == [] and ran.code == 0


def test_the_note_on_steps_5_to_7_is_told_how_it_was_read(grader) -> None:
    document = grader("check", 7, SEEDS / "steps_5_to_7.py", "--format", "json").document
    assert any("defined again" in note for note in document["notes"])


@pytest.fixture
def core_of_32(tmp_path: Path) -> Path:
    base = bank.state(course.ROOT, 22)
    path = tmp_path / "core.py"
    path.write_text(lay(base, (SEEDS / "step32_core.py").read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_the_core_of_32_passes_all_of_32_but_the_power_and_is_told_so_in_a_sentence(grader, core_of_32: Path) -> None:
    checks = grader("check", 32, core_of_32, "--format", "json").document["checks"]
    wrong = [check for check in checks if check["verdict"] != "passed"]
    assert wrong and all("power" in check["name"] or "pow" in check["name"] for check in wrong), wrong
    assert any("power" in f"{check['says']} {check['message']}".lower() for check in wrong), wrong


@pytest.fixture
def walk_of_33(tmp_path: Path) -> Path:
    reference = bank.reference(course.ROOT, 32)
    assert reference is not None
    path = tmp_path / "walk.py"
    walk = (SEEDS / "step33_walk.py").read_text(encoding="utf-8")
    path.write_text(reference.files[reference.main] + "\n\n" + walk, encoding="utf-8")
    return path


def test_the_walk_of_33_gives_24_and_44_and_reaches_1(walk_of_33: Path) -> None:
    with Worker() as worker, Session(worker, load(walk_of_33)) as session:
        printed = session.reading().output
    assert "first 24.0 second 44.0" in printed
    assert printed.strip().endswith("end 1.0")


def test_the_walk_of_33_lacks_only_the_function_newton(grader, walk_of_33: Path) -> None:
    ran = grader("check", 33, walk_of_33, "--format", "json")
    verdicts = [check["verdict"] for check in ran.document["checks"]]
    assert (ran.code, set(verdicts)) == (0, {"passed", "skipped"})
    assert any("no newton in this file" in check["message"] for check in ran.document["checks"])
