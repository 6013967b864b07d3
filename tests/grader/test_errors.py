"""The tree of refusals: which exit code each one has, and what the tree's drawing says of it."""

from __future__ import annotations

import re

from grader import errors


def test_a_call_that_can_not_be_used_ends_with_2_and_our_own_failure_with_3() -> None:
    assert errors.Unusable.exit_code == 2
    assert errors.GraderError.exit_code == 3
    assert errors.KataError.exit_code == 3, "what is not told apart is ours, never a learner's"


def test_one_class_catches_all_and_neither_branch_catches_the_other() -> None:
    assert issubclass(errors.Unusable, errors.KataError) and issubclass(errors.GraderError, errors.KataError)
    assert not issubclass(errors.GraderError, errors.Unusable) and not issubclass(errors.Unusable, errors.GraderError)


def test_the_tree_that_is_drawn_is_the_tree_that_there_is() -> None:
    drawn = set(re.findall(r"^[├└─ ]*([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE)) - {"Every"}
    there = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert drawn == there


def test_the_message_is_the_sentence() -> None:
    assert str(errors.Unusable("step 99 is not there")) == "step 99 is not there"
