"""The learner's part of the grader is whole, leads to nothing of the instructors', and its doors are the learner's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader import commands, course
from grader.classroom.packs import student_grader
from grader.classroom.packs.student_grader import COMMANDS, DOORS, LEFT_OUT, makefile, modules, project, without

GRADER = course.ROOT / "grader"
MAKEFILE = (course.ROOT / "Makefile").read_text(encoding="utf-8")


def names() -> set[str]:
    return {path.relative_to(GRADER).as_posix() for path in modules()}


def test_nothing_of_a_class_and_none_of_the_authors_tools_is_led_to() -> None:
    assert not any(name.startswith(LEFT_OUT) for name in names())
    assert names().isdisjoint({"weave.py", "exercise.py", "matrix.py", "mutation.py", "precision.py", "commands/seal.py"})


def test_the_learners_commands_are_commands_and_each_other_one_is_left_out() -> None:
    assert set(COMMANDS) <= set(commands.COMMANDS) and set(COMMANDS) <= set(DOORS)
    there = {name.removeprefix("commands/").removesuffix(".py") for name in names() if name.startswith("commands/")}
    assert there & set(commands.COMMANDS) == set(COMMANDS)


@pytest.mark.parametrize("needed", "inside/zygote.py reports/junit.py notebook_check.py judge.py bank.py merging.py".split())
def test_what_is_imported_late_or_by_a_name_put_together_is_there(needed: str) -> None:
    assert needed in names()


def test_our_own_framework_stays_at_home() -> None:
    assert "inside/framework.py" not in names() and (GRADER / "inside/framework.py").is_file()


def test_what_the_checks_import_comes_along() -> None:
    assert "dot.py" not in names()
    assert GRADER / "dot.py" in modules(also=("grader.dot",))


def test_every_module_of_it_can_be_imported_by_itself(tmp_path: Path) -> None:
    for path in modules():
        copy = tmp_path / path.relative_to(course.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    found = sorted(name.removesuffix(".py").replace("/", ".") for name in names() if not name.startswith("inside/"))
    wanted = [f"grader.{name}".removesuffix(".__init__") for name in found if name != "__main__.py" and name != "__main__"]
    code = f"import importlib\nfor name in {wanted!r}: importlib.import_module(name)\nimport grader; print(grader.__file__)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == str(tmp_path / "grader/__init__.py")


def test_the_makefile_has_the_learners_doors_and_says_no_at_the_others() -> None:
    made = makefile(MAKEFILE, 5)
    for door in ("test", "bench", "lint"):
        assert f"\n{door}:" not in made and f" {door} " not in next(line for line in made.split("\n") if ".PHONY" in line)
    assert ".ready-to-test" not in made and "make check STEP=5 " in made and "STEP=1 " not in made
    refusing = next(line for line in made.split("\n") if line.startswith("grade "))
    assert {"weave", "release", "matrix", "replay"} <= set(refusing.partition(":")[0].split())
    for door in COMMANDS:
        assert f"\n{door}: $(VENV)/.ready ##" in made


def test_doors_that_are_taken_out_take_nothing_else_with_them() -> None:
    made = without(MAKEFILE, ("test", "bench", "lint"))
    gone = [line for line in MAKEFILE.split("\n") if line not in made.split("\n")]
    assert len(gone) < 16 and all(word not in made for word in ("scripts/bench.py", "/ruff", "scripts/test.py"))
    assert without(MAKEFILE, ()) == MAKEFILE


def test_the_project_file_keeps_what_an_installation_needs() -> None:
    made = project((course.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for kept in ("[build-system]", "[project]", '"numpy>=', "\nwatch = ", "[tool.hatch.version]", "kata = "):
        assert kept in made
    for gone in ("ruff", "mypy", "distributed", "dask", "copydetect", "[tool.pytest"):
        assert gone not in made
    assert student_grader.project(made) == made
