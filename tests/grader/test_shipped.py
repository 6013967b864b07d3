"""What was shipped is known without the solutions: who has touched what, where a learner is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grader import course, shipped
from grader.errors import Unusable

ENTRY = {"sha256": "", "asked": ["Variable.backward"], "definitions": {"Variable.backward": "aa", "add": "bb"}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of the real first two steps, as shipped."""
    shutil.copy(course.ROOT / "course.toml", tmp_path)
    shutil.copytree(course.ROOT / "exercises", tmp_path / "exercises")
    return tmp_path


def of(tmp_path: Path, **steps: dict) -> Path:
    (tmp_path / "exercises").mkdir()
    entries = {number.removeprefix("step"): entry for number, entry in steps.items()}
    shipped.path(tmp_path).write_text(json.dumps({"version": 1, "steps": entries}))
    return tmp_path


def test_a_step_knows_the_definitions_of_the_steps_before_it(tmp_path: Path) -> None:
    root = of(tmp_path, step1=ENTRY, step2={**ENTRY, "asked": ["add"], "definitions": {"add": "cc"}})
    assert shipped.shipped(root)[2].definitions == {"Variable.backward": "aa", "add": "cc"}


def test_what_is_asked_and_as_it_was_shipped_is_untouched(tmp_path: Path) -> None:
    root = of(tmp_path, step1=ENTRY)
    assert shipped.untouched(root, 1, {"Variable.backward": "aa"}) == ("Variable.backward",)
    assert shipped.untouched(root, 1, {"Variable.backward": "zz"}) == ()
    assert shipped.untouched(root, 1, {}) == ()


def test_older_code_is_somebody_s_own_when_it_is_not_what_was_shipped(tmp_path: Path) -> None:
    root = of(tmp_path, step1=ENTRY)
    assert not shipped.own_older_code(root, 1, {"Variable.backward": "zz", "add": "bb"})
    assert shipped.own_older_code(root, 1, {"Variable.backward": "aa", "add": "zz"})
    assert shipped.own_older_code(root, 1, {})


def test_a_name_is_brought_by_the_first_step_that_has_it(tmp_path: Path) -> None:
    root = of(tmp_path, step1=ENTRY, step4={**ENTRY, "definitions": {"mul": "dd"}})
    assert (shipped.brought_by(root, "add"), shipped.brought_by(root, "mul")) == (1, 4)
    assert shipped.brought_by(root, "nothing") is None


def test_a_pack_that_begins_later_does_not_say_that_its_first_step_brings_what_was_there_before(tmp_path: Path) -> None:
    root = of(tmp_path, step3=ENTRY, step4={**ENTRY, "definitions": {"mul": "dd"}})
    found = [shipped.brought_by(root, name) for name in ("add", "Variable.backward", "mul")]
    assert found == [None, 3, 4]


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"steps": {"1": {}}}', '{"steps": {"x": {}}}'])
def test_a_broken_list_is_told_with_its_cure(tmp_path: Path, text: str | None) -> None:
    (tmp_path / "exercises").mkdir()
    if text is not None:
        shipped.path(tmp_path).write_text(text)
    with pytest.raises(Unusable, match=r"shipped\.json is missing or broken .*git checkout"):
        shipped.shipped(tmp_path)
