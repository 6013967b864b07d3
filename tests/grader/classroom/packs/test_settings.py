"""The ready-made settings: scripts and workflows are well formed, and what they run does what it says."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import course
from grader.classroom.packs.contents import SETTINGS, Wanted, filled
from grader.classroom.packs.release import Released

from .conftest import STEPS, Pack, environment, unpacked_flat

WANTED = Wanted(course.ROOT, STEPS)
FORMATS = Path(__file__).parents[2] / "formats"
SCRIPTS = ("gradescope/setup.sh", "gradescope/run_autograder")
WORKFLOWS = {
    "students": "github-classroom/template/.github/workflows/classroom.yml",
    "instructors": "github-classroom/grading/.github/workflows/grade.yml",
}


def schema(name: str) -> Any:
    return json.loads((FORMATS / f"{name}.json").read_text(encoding="utf-8"))


def workflow(name: str) -> dict[Any, Any]:
    yaml = pytest.importorskip("yaml", reason="a workflow can be read with PyYAML only, which is not here")
    told: dict[Any, Any] = yaml.safe_load(filled(WORKFLOWS[name], WANTED))
    return told


def steps_of(name: str) -> list[dict[str, Any]]:
    (job,) = workflow(name)["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def block(name: str, beginning: str) -> str:
    """The lines that a step of a workflow runs."""
    (found,) = (step["run"] for step in steps_of(name) if step.get("name", "").startswith(beginning))
    return str(found)


def run(script: str, cwd: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """Run lines as a runner of GitHub does: bash that ends at the first failure."""
    plain = {key: value for key, value in os.environ.items() if key not in ("KATA_LANG", "PYTHONPATH")}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=cwd, env={**plain, **values}, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_bash(name: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_bytes(filled(name, WANTED))
    ran = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert script.read_bytes().startswith(b"#!/usr/bin/env bash\n") and b"\r" not in script.read_bytes()


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_are_yaml_and_what_they_run_is_bash(name: str) -> None:
    told = workflow(name)
    assert told.get("on", told.get(True)), "yaml reads the word on as yes"
    lines = [step["run"] for step in steps_of(name) if "run" in step]
    assert len(lines) >= 2
    for line in lines:
        ran = subprocess.run(["bash", "-n", "-c", line], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr


def test_the_steps_are_filled_in_everywhere() -> None:
    for path in SETTINGS.rglob("*"):
        if path.is_file():
            text = filled(path.relative_to(SETTINGS).as_posix(), WANTED).decode()
            assert not any(f"@{word}@" in text for word in ("STEPS", "FIRST", "EXERCISES"))
    assert "--steps 1-16" in filled(WORKFLOWS["instructors"], WANTED).decode()


def test_a_students_repository_is_given_no_secret_and_no_way_to_the_hidden_checks() -> None:
    text = filled(WORKFLOWS["students"], WANTED).decode()
    assert "secrets." not in text and "GH_TOKEN" not in text and "instructor" not in text
    assert "secrets.CLASSROOM_TOKEN" in filled(WORKFLOWS["instructors"], WANTED).decode()


def test_the_students_workflow_hands_the_reporter_points_for_the_public_checks(
    released: Released, student: Pack, tmp_path: Path
) -> None:
    student.solve(1)
    output = tmp_path / "output"
    ran = run(block("students", "Steps"), student.root, GITHUB_OUTPUT=str(output))
    assert ran.returncode == 0, ran.stderr
    assert "the hidden ones are run by your instructor" in ran.stdout
    key, _, value = output.read_text(encoding="utf-8").partition("=")
    told = json.loads(base64.b64decode(value))
    jsonschema.validate(told, schema("github"))
    assert key == "result" and told["max_score"] == released.public and sum(test["score"] for test in told["tests"]) == 1
    (points,) = (step for step in steps_of("students") if step.get("name") == "Points")
    assert points["env"] == {"KATA_RESULTS": "${{ steps.kata.outputs.result }}"} and points["with"]["runners"] == "kata"


def test_the_students_workflow_fails_where_the_grader_does(student: Pack, tmp_path: Path) -> None:
    shutil.rmtree(student.root / "exercises")
    ran = run(block("students", "Steps"), student.root, GITHUB_OUTPUT=str(tmp_path / "output"))
    assert ran.returncode == 2 and not (tmp_path / "output").exists()


FAKE = '#!/bin/sh\nprintf "%s\\n" "$*" >> "$CALLS"\n'


@pytest.fixture
def classroom(instructor: Pack, student: Pack, tmp_path: Path) -> Path:
    """The grading repository as a runner has it, once what students have pushed is there."""
    if not all(map(shutil.which, ("git", "jq"))):
        pytest.skip("the grading workflow needs git and jq, which are not all here")
    root = tmp_path / "grading"
    root.mkdir()
    (root / ".venv").symlink_to(instructor.root / ".venv")
    student.solve(1)
    for name in ("jane", "kim"):
        clone = root / f"submissions/kata-submissions/kata-{name}"
        clone.mkdir(parents=True)
        if name == "jane":
            shutil.copy(student.exercise(1), clone)
        commit = "git init -q . && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x"
        address = f"git remote add origin https://github.com/school/kata-{name}.git"
        assert run(f"{commit} && {address}", clone).returncode == 0
    gh = root / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(FAKE, encoding="utf-8")
    gh.chmod(0o755)
    return root


def test_the_grading_workflow_grades_with_the_hidden_checks_and_tells_each_commit(classroom: Path, tmp_path: Path) -> None:
    output, calls = tmp_path / "output", tmp_path / "calls"
    graded = run(block("instructors", "Grade steps"), classroom, GITHUB_OUTPUT=str(output), KATA_SECRET="k" * 16)
    assert graded.returncode == 0, graded.stderr
    assert output.read_text(encoding="utf-8") == "folder=submissions/kata-submissions\n"
    jane = json.loads((classroom / "grades/exports/github/jane.json").read_text(encoding="utf-8"))
    jsonschema.validate(jane, schema("github"))
    assert sum(test["score"] for test in jane["tests"]) == 5, "all five checks of step 1, four of them hidden"
    path = f"{classroom / 'bin'}:{os.environ['PATH']}"
    told = run(block("instructors", "Points on"), classroom, FOLDER="submissions/kata-submissions", PATH=path, CALLS=str(calls))
    assert told.returncode == 0, told.stderr
    first, second = calls.read_text(encoding="utf-8").splitlines()
    sha = run("git rev-parse HEAD", classroom / "submissions/kata-submissions/kata-jane").stdout.strip()
    assert first.startswith(f"api --silent repos/school/kata-jane/statuses/{sha} -f state=failure -f context=kata 1-16")
    assert first.endswith(f"-f description=5 of {jane['max_score']:g} points") and "0 of" in second


@pytest.fixture
def container(released: Released, tmp_path: Path) -> Path:
    """What Gradescope makes of the upload: its files in source, run_autograder beside it, an environment as setup.sh makes it."""
    top = tmp_path / "autograder"
    unpacked_flat(released.gradescope, top / "source")
    shutil.copy(top / "source/run_autograder", top)
    for name in ("submission", "results"):
        (top / name).mkdir()
    environment(top / "venv", top / "source/kata")
    return top


def test_the_autograder_that_is_uploaded_writes_results(container: Path, student: Pack) -> None:
    shutil.copy(student.solve(1), container / "submission")
    shutil.copy(student.exercise(2), container / "submission")
    (container / "submission_metadata.json").write_text('{"assignment": {"total_points": "10.0"}}', encoding="utf-8")
    ran = run("exec ./run_autograder", container, AUTOGRADER_ROOT=str(container))
    assert ran.returncode == 0, ran.stderr
    told = json.loads((container / "results/results.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema("gradescope"))
    passed = [test["number"] for test in told["tests"] if test["score"]]
    assert passed == ["1.1", "1.2", "1.3", "1.4", "1.5"] and 0 < told["score"] < 10


def test_the_autograder_that_is_uploaded_has_no_settings_and_refuses_what_is_not_isolated(container: Path) -> None:
    assert sorted(path.name for path in (container / "source").iterdir()) == ["kata", "run_autograder", "setup.sh"]
    assert not (container / "source/kata/settings").exists()
    (container / "submission/step01_variable.py").write_text("x = 1\n", encoding="utf-8")
    script = (container / "run_autograder").read_text(encoding="utf-8").replace("--steps", "--isolation none --steps")
    (container / "run_autograder").write_text(script, encoding="utf-8")
    refused = run("exec ./run_autograder", container, AUTOGRADER_ROOT=str(container))
    assert refused.returncode == 2 and not (container / "results/results.json").exists()
    allowed = run("exec ./run_autograder", container, AUTOGRADER_ROOT=str(container), KATA_UNISOLATED="yes", KATA_STEPS="1")
    assert allowed.returncode == 0 and (container / "results/results.json").exists()


def test_setup_makes_the_environment_that_the_autograder_uses(container: Path) -> None:
    """With an apt-get and a pip that only note how they are called."""
    shutil.rmtree(container / "venv")
    tools = container / "bin"
    tools.mkdir()
    (tools / "apt-get").write_text(FAKE, encoding="utf-8")
    makes = '[ "$2" != venv ] || { mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; }\n'
    python = '#!/bin/sh\nprintf "python %s\\n" "$*" >> "$CALLS"\n' + makes
    (tools / "python3").write_text(python, encoding="utf-8")
    for tool in tools.iterdir():
        tool.chmod(0o755)
    calls = container / "calls"
    path = f"{tools}:{os.environ['PATH']}"
    ran = run("exec source/setup.sh", container, AUTOGRADER_ROOT=str(container), PATH=path, CALLS=str(calls))
    assert ran.returncode == 0, ran.stderr
    told = calls.read_text(encoding="utf-8")
    assert "python3-venv libseccomp2" in told and f"--editable {container}/source/kata" in told
    assert told.splitlines()[-1] == "python -I -m grader --help"
