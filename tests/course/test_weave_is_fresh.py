"""The exercises are what the solutions make, and every file that comes of it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader import course, weave
from grader.inside.definitions import digests

RUNGS = weave.rungs()
IDS = [rung.step.stem for rung in RUNGS]
TREES = ("exercises", "solutions", "tests/steps", "tests/mistakes", "tests/variants")

# Runs the files that it is given, each as a script on its own, in one process with NumPy loaded once.
RUN = """
import contextlib, io, json, runpy, sys, traceback, warnings
import numpy
warnings.simplefilter("error")
ran = {}
for path in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            runpy.run_path(path, run_name="__main__")
        except BaseException:
            traceback.print_exc()
    ran[path] = [out.getvalue(), err.getvalue()]
json.dump(ran, sys.stdout)
"""


def run(files: Mapping[str, Path]) -> dict[str, tuple[str, str]]:
    """What each file, by name, prints to stdout and to stderr when it is run as a script."""
    ran = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([str(path) for path in files.values()]),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    printed = json.loads(ran.stdout)
    return {name: tuple(printed[str(path)]) for name, path in files.items()}


def put(folder: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    """The texts as files of a folder."""
    paths = {name: folder / f"{name}.py" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def test_a_fresh_weave_is_what_is_committed() -> None:
    assert weave.weave_all(check=True) == (), "run: python -m grader.weave"


def test_every_state_runs_with_its_demonstration_and_says_nothing_on_stderr(tmp_path: Path) -> None:
    printed = run(put(tmp_path, {rung.step.stem: weave.script(rung.before, rung.source) for rung in RUNGS}))
    assert {name: err for name, (_, err) in printed.items() if err} == {}
    assert [name for name, (out, _) in printed.items() if not out] == [], "the demonstration prints nothing"


def test_every_exercise_runs_as_it_is_shipped(tmp_path: Path) -> None:
    printed = run(put(tmp_path, {path.stem: text for path, text in weave.woven().items()}))
    assert {name: err for name, (_, err) in printed.items() if err} == {}


def test_the_trees_agree_on_the_stem_of_every_step() -> None:
    known = {step.number: (step.folder, step.stem) for step in course.steps(course.ROOT, "solutions")}
    for tree in TREES:
        for step in course.steps(course.ROOT, tree):
            assert known.get(step.number) == (step.folder, step.stem), f"{tree} has {step.stem}"


@pytest.mark.parametrize("rung", RUNGS, ids=IDS)
def test_every_step_asks_for_something_that_its_exercise_does_not_have(rung: weave.Rung) -> None:
    asked = weave.asked(rung.before, rung.source)
    shipped = digests(weave.exercise(rung.before, rung.source, rung.step.number))
    solved = digests(weave.render(rung.after))
    assert asked
    assert [item.name for item in asked if shipped.get(item.name, "none") == solved.get(item.name)] == []


@pytest.mark.parametrize("rung", RUNGS, ids=IDS)
def test_what_an_exercise_does_not_ask_for_is_as_in_the_solution(rung: weave.Rung) -> None:
    asked = {item.name for item in weave.asked(rung.before, rung.source)}
    shipped = digests(weave.exercise(rung.before, rung.source, rung.step.number))
    solved = digests(weave.render(rung.after))
    assert {n: d for n, d in shipped.items() if n not in asked} == {n: d for n, d in solved.items() if n not in asked}


@pytest.mark.parametrize("rung", RUNGS, ids=IDS)
def test_every_step_has_a_title_a_lesson_a_demonstration_and_three_hints(rung: weave.Rung) -> None:
    source = rung.source
    assert source.title and source.lesson and source.demo
    assert not source.title.endswith(".")
    assert len(source.hints) >= 3
    assert len(set(source.hints)) == len(source.hints)


@pytest.mark.parametrize("rung", RUNGS, ids=IDS)
def test_no_hint_stands_in_an_exercise(rung: weave.Rung) -> None:
    text = weave.exercise(rung.before, rung.source, rung.step.number)
    assert [hint for hint in rung.source.hints if hint in text] == []


@pytest.mark.parametrize("rung", RUNGS, ids=IDS)
def test_every_definition_says_what_it_does(rung: weave.Rung) -> None:
    for unit in weave.flat(rung.after.units):
        assert '"""' in unit.text or unit.kind != "function", f"{unit.name} has no docstring"


@pytest.mark.parametrize("rung", RUNGS, ids=IDS)
def test_an_exercise_that_is_woven_is_titled_as_its_step(rung: weave.Rung) -> None:
    assert rung.step.title == rung.source.title
