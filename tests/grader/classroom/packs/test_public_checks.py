"""The public checks of a file come out with all that they use, and with nothing else."""

from __future__ import annotations

import ast

import pytest

from grader.classroom.packs.public_checks import names, public_checks
from grader.errors import GraderError

TEXT = '''"""Step 7: a secret plan of all the checks."""

import math
from functools import cache, partial

import numpy as np
import pytest

from grader.checks import alone, expect, public, until

NEAR = 1e-9  # why it is so small
HIDDEN = {"a": 1}


@cache
def helper(x):
    return NEAR * math.pi * x


def seen(kata, x):
    return helper(x)


# Spies are not for everybody.


def spied(kata):
    return HIDDEN


@public
@until(9)
@pytest.mark.timeout(5)
def test_one(observe, draw):
    """It is one."""  # said
    expect(observe(seen, x=draw.number()), np.ones(1), "one")


@alone
def test_two(observe):
    """It is two."""
    expect(observe(spied), 2, "two")
'''


def test_what_is_kept_stands_as_it_was_written_in_its_order() -> None:
    made = public_checks(TEXT, 7, "test_step07.py")
    kept = [node.name for node in ast.parse(made).body if isinstance(node, ast.FunctionDef)]
    assert kept == ["helper", "seen", "test_one"] and names(TEXT) == ("one",)
    assert "@public\n@until(9)\n@pytest.mark.timeout(5)\ndef test_one" in made and "# said" in made
    assert "NEAR = 1e-9  # why it is so small" in made and "@cache\ndef helper" in made


def test_nothing_else_is_left_neither_code_nor_prose() -> None:
    made = public_checks(TEXT, 7, "test_step07.py")
    for hidden in ("test_two", "two", "HIDDEN", "spied", "Spies", "alone", "partial", "secret plan"):
        assert hidden not in made
    assert made.startswith('"""The public checks of step 7; the hidden ones are run by your instructor."""')


def test_the_file_is_a_module_that_runs_by_itself() -> None:
    scope: dict[str, object] = {}
    made = public_checks(TEXT, 7, "test_step07.py").replace("@public\n@until(9)\n", "")  # marks that pytest has here of its own
    exec(compile(made, "public", "exec"), scope)
    assert callable(scope["test_one"])


def test_a_step_without_a_public_check_is_refused_with_the_cure() -> None:
    with pytest.raises(GraderError, match="test_step07.py has no public check; put @public above"):
        public_checks(TEXT.replace("@public\n", ""), 7, "test_step07.py")
