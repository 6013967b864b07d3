"""What is listed as an equivalent mutant exists, and says why; `make mutate` says whether it still survives."""

from __future__ import annotations

import re

import pytest

from grader import course, mutation

LISTED = mutation.reasons(course.ROOT)
STEPS = {step.stem: step for step in course.steps(course.ROOT)}


def test_some_mutants_are_listed_and_each_with_a_reason() -> None:
    reasons = [reason for entries in LISTED.values() for reason in entries.values()]
    assert reasons
    assert [reason for reason in reasons if len(reason.split()) < 4] == []


def test_what_is_listed_belongs_to_a_step() -> None:
    assert set(LISTED) - set(STEPS) == set()


@pytest.mark.parametrize("stem", sorted(LISTED))
def test_every_listed_mutant_is_one_that_the_step_has(stem: str) -> None:
    made = {mutant.name for mutant in mutation.mutants_of(STEPS[stem])}
    assert set(LISTED[stem]) - made == set()


def test_the_table_counts_what_is_listed_apart_from_what_survives() -> None:
    step = STEPS["step01_variable"]
    found = [mutation.Score(step, 10, 7, ("changes nothing",), ("slips through", "so does this"), ("was once",))]
    table = mutation.render(found)
    assert re.search(r"1 +10 +7 +1 +78 %", table)
    assert "survives: slips through" in table and "survives: changes nothing" not in table
    assert "gone or caught: was once" in table and table.endswith("7 of 9 mutants caught over 1 steps\n")


def test_a_change_has_a_name_that_says_what_became_of_what() -> None:
    names = {mutant.name for mutant in mutation.mutants_of(STEPS["step24_complicated_functions"])}
    assert "goldstein: 2 * x - 3 * y -> 3 * y - 2 * x" in names
    assert len(names) == len(list(mutation.mutants_of(STEPS["step24_complicated_functions"])))
