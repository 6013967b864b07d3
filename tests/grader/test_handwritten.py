"""A learner's file is taken apart, however it is written, and is never run; what is no Python is said with its line."""

from __future__ import annotations

import sys
import warnings

import pytest

from grader import handwritten
from grader.errors import Unusable
from grader.handwritten import MOST_CHARACTERS, digest, read

TEXT = '''"""Mine."""
import numpy as np

# about the class
@decorated
class A(B):
    """Doc."""
    limit = 3

    # about f
    @property
    def f(self):
        return 1
        # behind it

    # below it

    def g(self): return 2


A.h = A.g
raise SystemExit("never run")
'''


def test_definitions_come_with_their_decorators_and_comments() -> None:
    own = read(TEXT, "mine.py")
    assert list(own.pieces) == ["A", "A.limit", "A.f", "A.g", "A.h"]
    assert own.text(own.pieces["A.f"]) == (
        "    # about f\n    @property\n    def f(self):\n        return 1\n        # behind it"
    )
    assert own.text(own.pieces["A"]).startswith("# about the class\n@decorated\nclass A(B):")
    assert own.text(own.pieces["A.g"]) == "    def g(self): return 2"
    assert (own.pieces["A.g"].owner, own.pieces["A.h"].owner) == ("A", "")


def test_of_two_definitions_the_last_counts_and_they_are_named() -> None:
    own = read("class A:\n    def f(self): ...\n\nclass A:\n    def g(self): ...\n\ndef h(): ...\ndef h(): return 1\n", "x")
    assert list(own.pieces) == ["A", "A.g", "h"] and own.twice == ("A", "h")
    assert own.pieces["A"].first == 4 and own.pieces["h"].first == 8


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("x = 1\ndef f(:\n", "mine.py is not Python at line 2: invalid syntax. Mend that line first"),
        ("def f():\n  x\n y\n", "mine.py is not Python at line 3"),
        ("x = '\0'", "mine.py holds a null byte|mine.py is not Python at line 1: source code string cannot contain null"),
        ("-" * 100_000 + "1", "mine.py is nested too deeply"),
        ("(" * 150 + ")" * 150 + "[0]" * 50_000, "mine.py is nested too deeply|too many nested"),
        ("x = " + "1 + " * 2_000 + "1\n", "mine.py is nested too deeply"),
        ("x" * (MOST_CHARACTERS + 1), "mine.py has 300,001 characters, and at most 300,000 are taken apart"),
    ],
)
def test_what_can_not_be_taken_apart_is_said_with_its_cure(text: str, seen: str) -> None:
    with pytest.raises(Unusable, match=seen):
        read(text, "mine.py")


def test_a_parser_that_runs_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (MemoryError(), RecursionError()):

        def fail(_: str, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(handwritten, "digests", fail)
        with pytest.raises(Unusable, match="nested too deeply"):
            read("x = 1", "mine.py")


def test_what_python_warns_of_is_its_owners_business() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read('x = "\\d"\nassert (1, "x")\n', "mine.py")


def test_nothing_that_is_read_is_run() -> None:
    read("import sys\nsys.modules['was run'] = 1\nraise SystemExit\n", "mine.py")
    assert "was run" not in sys.modules


def test_comments_and_layout_make_no_difference_to_what_a_definition_comes_to() -> None:
    assert digest("def f(x):\n    return (x)  # so\n") == digest('def f(x):\n    """Doc."""\n    return x')
    assert digest("    def f(x):\n        return x") == digest("  # a\n  def f(x): return x")
    assert digest("def f(x):\n    return x") != digest("def f(x):\n    return -x")
