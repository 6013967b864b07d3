"""Exercises of a pack leave every answer of its steps out, and `carry` makes of them what the woven ones are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from grader import course, handwritten, weave
from grader.classroom.packs.withheld import withheld
from grader.exercise import asked
from grader.inside.definitions import digests
from grader.merging import Stub, merged
from grader.source import flat
from grader.state import render, script

RUNGS = weave.rungs()
LEFT = withheld(RUNGS)
WOVEN = list(weave.exercises_of(RUNGS).values())
TEXTS = list(weave.exercises_of(LEFT).values())
# What a later step writes anew for its learner; where answers are withheld, the learner brings their own up to it.
BROUGHT_UP = {9: {"numerical_diff"}, 21: {"as_array"}}


@cache
def answers() -> dict[str, set[str]]:
    """The digests of each definition that a step asks for, as it is once the step is written."""
    found: dict[str, set[str]] = {}
    for rung in RUNGS:
        after = digests(render(rung.after))
        for item in asked(rung.before, rung.source):
            if item.name in after:  # an attribute of a class has no digest
                found.setdefault(item.name, set()).add(after[item.name])
    return found


def stub(place: int) -> Stub:
    rung = LEFT[place]
    brings = tuple(unit.name for unit in flat(rung.source.units))
    return Stub(rung.step.number, TEXTS[place], brings, tuple(item.name for item in asked(rung.before, rung.source)))


def test_woven_exercises_do_hold_the_answers_that_the_next_test_looks_for() -> None:
    known = answers()
    assert all(any(digest in known.get(name, ()) for name, digest in digests(text).items()) for text in WOVEN[1:])


@pytest.mark.parametrize("text", TEXTS, ids=[rung.step.stem for rung in LEFT])
def test_no_definition_that_a_step_asks_for_stands_answered(text: str) -> None:
    known = answers()
    assert [name for name, digest in digests(text).items() if digest in known.get(name, ())] == []


@pytest.mark.parametrize("place", range(1, len(RUNGS)), ids=[rung.step.stem for rung in RUNGS[1:]])
def test_a_right_step_carried_over_is_the_woven_exercise(place: int) -> None:
    head = TEXTS[place - 1][: TEXTS[place - 1].index('"""\n\n') + 5]
    own = head + script(RUNGS[place - 1].before, RUNGS[place - 1].source)
    made = merged(handwritten.read(own, "mine.py"), stub(place - 1), stub(place))
    found, due = digests(made.text), digests(WOVEN[place])
    differing = {name for name in found.keys() | due.keys() if found.get(name) != due.get(name)}
    assert differing == BROUGHT_UP.get(RUNGS[place].step.number, set())
    for name in differing:
        assert f"bring yours up to this step, where it does not do yet what stands above: `{name}(" in made.text
        assert f"change `{name}`" in made.text


def test_steps_before_the_first_of_a_pack_are_given() -> None:
    late = withheld(RUNGS[4:])
    text = next(iter(weave.exercises_of(late).values()))
    assert text == WOVEN[4]
    assert "return 2 * x.data" not in text and "np.exp(x)" in text


def test_each_asks_for_what_the_woven_one_asks_for_and_what_is_to_be_brought_up() -> None:
    for woven, left in zip(RUNGS, LEFT, strict=True):
        names = {item.name for item in asked(left.before, left.source)}
        assert names - {item.name for item in asked(woven.before, woven.source)} == BROUGHT_UP.get(left.step.number, set())


def test_the_rungs_that_were_handed_in_stay_as_they_are() -> None:
    assert list(weave.exercises_of(RUNGS).values()) == WOVEN
    assert course.exercise_path(LEFT[0].step) == Path(course.exercise_path(RUNGS[0].step))
