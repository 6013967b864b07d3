"""A name is no verdict: with every name of the course exchanged for another, right files pass and wrong ones do not.

The files are those of `real_forms/` that stand alone; what they are called by is found by what they do.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

import pytest

from tests.submissions.test_real_forms import CASES, HERE, Case

STEPS = range(6, 23)
OF_EACH = 2  # right ones, and as many wrong ones, of a step

# No word of these is a spelling that the grader knows, or looks like one.
WORDS = {
    "Variable": "Kasten", "Function": "Regel", "Square": "Quadrat", "Exp": "Kurve", "Add": "Summe", "Mul": "Malnehmen",
    "Neg": "Kehrseite", "Sub": "Unterschied", "Div": "Geteilt", "Config": "Schalter", "data": "inhalt", "grad": "steigung",
    "creator": "vater", "generation": "stufe", "inputs": "hinein", "outputs": "hinaus", "input": "davor", "output": "danach",
    "forward": "rechne", "backward": "zurueck", "cleargrad": "leeren", "set_creator": "entstanden_aus", "square": "quadriert",
    "exp": "gewachsen", "add": "addiert", "mul": "malgenommen", "numerical_diff": "gemessene_steigung",
}  # fmt: skip
OF_OTHERS = r"\bnp\.\w+(?:\.\w+)*|\.(?:add|exp|square|mul)\b"  # a set has an `add` too


def renamed(text: str) -> str:
    """The text with each word of the course exchanged; what is NumPy's, or Python's, keeps its name."""
    pattern = re.compile(rf"{OF_OTHERS}|(?<!\w)(?P<word>{'|'.join(WORDS)})(?!\w)")
    return pattern.sub(lambda found: WORDS.get(found["word"] or "", found[0]), text)


def stands_alone(case: Case) -> bool:
    """Whether this is one .py file, and can be read by itself."""
    return case.path.suffix == ".py" and len(list(case.path.parent.iterdir())) == 2 and not case.problems


def chosen() -> Iterator[Case]:
    """The cases that are renamed."""
    alone = [case for case in CASES if case.step in STEPS and stands_alone(case)]
    for step in STEPS:
        for right in (True, False):
            yield from islice((c for c in alone if c.step == step and (c.status == "passed") is right), OF_EACH)


RENAMED = list(chosen())


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What `check` says of each renamed file, by the name of its case."""
    folder = tmp_path_factory.mktemp("renamed")
    plan = []
    for case in RENAMED:
        text = renamed(case.path.read_text(encoding="utf-8"))
        ast.parse(text)
        path = folder / case.name / case.path.name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        plan.append({"name": case.name, "step": case.step, "path": str(path)})
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    command = [sys.executable, "-I", str(HERE / "real_forms_driver.py"), str(folder / "plan.json")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert ran.returncode == 0, ran.stderr
    return {seen["name"]: seen["document"]["status"] for seen in map(json.loads, ran.stdout.splitlines())}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", RENAMED, ids=lambda case: case.name)
def test_names_do_not_decide(case: Case, statuses: dict[str, str]) -> None:
    assert (statuses[case.name] == "passed") is (case.status == "passed")


def test_there_is_something_of_every_step() -> None:
    assert {case.step for case in RENAMED} >= set(STEPS) - {15, 19} and len(RENAMED) > 2 * len(STEPS)
