"""What is read out of a solution file, and how a malformed one is refused."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from grader.errors import GraderError
from grader.source import Class, Import, bank, definitions, flat, parse, shift

SOLUTION = '''"""Two of them

A lesson with a \\\\ in it.

    and code
"""

from __future__ import annotations

import heapq, math  # for the order
import numpy as np
from itertools import count as counter, chain

HINTS = ("mild", "plainer", "all but " "the line")

# Belongs to the constant.
LIMIT = 3
low, high = 0, 1

# Belongs to nobody.

# Belongs to the class.
@decorated
class Variable(
    Box,  # a comment in the header
):
    """A box."""

    name: str = "x"

    # begin answer: the answer to everything
    answer = 42

    # Says so.
    def also(self): return 42
    # end answer

    async def backward(self):
        """Go back."""
        for f in self:
            # begin answer: one step
            f()
            # end answer
        text = """
# begin answer: this is no marker
"""
        # begin answer: and an end
        return text
        # end answer

    @property
    def data(self):
        return 1

    @data.setter
    def data(self, value):
        def inner():
            pass


Variable.__add__ = add
try:
    import cupy
except ImportError:
    cupy = None
register(Variable)

if __name__ == "__main__":
    # What it does.
    print("demo")
    # The end.
'''


def test_title_lesson_and_hints_are_read() -> None:
    source = parse(SOLUTION, "s.py")
    assert source.title == "Two of them"
    assert source.lesson == "A lesson with a \\ in it.\n\n    and code"
    assert source.hints == ("mild", "plainer", "all but the line")


def test_every_imported_name_is_kept_on_its_own() -> None:
    assert parse(SOLUTION, "s.py").imports == {
        Import("__future__", "annotations"),
        Import("heapq"),
        Import("math"),
        Import("numpy", "", "np"),
        Import("itertools", "count", "counter"),
        Import("itertools", "chain"),
    }


def test_units_come_in_the_order_of_the_file() -> None:
    assert [(unit.name.split("\n")[0], unit.kind) for unit in flat(parse(SOLUTION, "s.py").units)] == [
        ("LIMIT", "constant"),
        ("low, high", "constant"),
        ("Variable", "class"),
        ("Variable.name", "constant"),
        ("Variable.answer", "constant"),
        ("Variable.also", "function"),
        ("Variable.backward", "function"),
        ("Variable.data", "function"),
        ("Variable.data.setter", "function"),
        ("Variable.__add__", "statement"),
        ("try:", "statement"),
        ("register(Variable)", "statement"),
    ]


def test_comments_directly_above_and_decorators_belong_to_a_unit_and_distant_comments_to_none() -> None:
    units = {unit.name: unit for unit in flat(parse(SOLUTION, "s.py").units)}
    assert units["LIMIT"].text == "# Belongs to the constant.\nLIMIT = 3"
    assert units["Variable"].text.startswith("# Belongs to the class.\n@decorated\nclass Variable(")
    assert units["Variable"].text.endswith("\n):")
    assert units["Variable.also"].text == "    # Says so.\n    def also(self): return 42"
    assert "nobody" not in "".join(unit.text for unit in units.values())


def test_answers_are_found_inside_of_functions_and_around_members() -> None:
    units = {unit.name: unit for unit in flat(parse(SOLUTION, "s.py").units)}
    assert [answer.says for answer in units["Variable.backward"].answers] == ["one step", "and an end"]
    for name in ("Variable.answer", "Variable.also"):
        enclosed = units[name].enclosed
        assert enclosed and enclosed.says == "the answer to everything"


def test_a_marker_in_a_string_is_text() -> None:
    unit = next(unit for unit in flat(parse(SOLUTION, "s.py").units) if unit.name == "Variable.backward")
    assert "# begin answer: this is no marker" in unit.text


def test_the_demonstration_is_kept_with_its_comments() -> None:
    assert parse(SOLUTION, "s.py").demo == (
        'if __name__ == "__main__":\n    # What it does.\n    print("demo")\n    # The end.'
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(newline: str, mark: str) -> None:
    assert parse(mark + SOLUTION.replace("\n", newline), "s.py") == parse(SOLUTION, "s.py")


def test_a_class_written_on_one_line_has_no_members() -> None:
    (unit,) = definitions("class Stop(Exception): ...  # the end", "s.py").units
    assert isinstance(unit, Class)
    assert (unit.text, unit.members) == ("class Stop(Exception):", ())


def refusal(text: str, read: Any = parse) -> str:
    with pytest.raises(GraderError) as caught:
        read('"""Title"""\n' + textwrap.dedent(text), "s.py")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "row", "seen"),
    [
        ("def f(:", 2, "not Python"),
        ("def f():\n    # begin answer: x\n    return 1\n", 3, "never closed"),
        ("def f():\n    return 1\n    # end answer\n", 4, "without a beginning"),
        ("def f():\n    # begin answer: x\n    # begin answer: y\n    return 1\n    # end answer", 3, "not closed"),
        ("def f():\n    # begin answer: x\n    return 1\n# end answer\n", 5, "not indented"),
        ("def f():\n    # begin answer\n    return 1\n", 3, "looks like a marker"),
        ("def f():\n    # Begin answer: x\n    return 1\n", 3, "looks like a marker"),
        ("def f():\n    # begin anwser: x\n    return 1\n", 3, "looks like a marker"),
        ("def f():\n    # begin solution: x\n    return 1\n", 3, "looks like a marker"),
        ("def f():\n    return 1  # begin answer: x\n", 3, "behind code"),
        ("# begin answer: x\n# end answer\n", 2, "outside of any definition"),
        ("if __name__ == '__main__':\n    # begin answer: x\n    f()\n    # end answer", 3, "outside"),
        ("class A:\n    def f(self): ...\n    # begin answer: x\n    # end answer", 4, "outside"),
        ("A = [\n    # begin answer: x\n    1,\n    # end answer\n]", 3, "inside A"),
        ("def f():\n    # begin answer: x\n    return 1\n\n\ndef g():\n    # end answer\n    ...", 3, "cuts through"),
        ("def f():\n    # begin answer: x\n    '''Say.'''\n    return 1\n    # end answer", 3, "the docstring"),
        ("def f():\n    # begin answer: x\n    # end answer\n    return 1", 3, "no whole statement"),
        ("def f():\n    g(\n        # begin answer: x\n        1,\n        # end answer\n    )", 4, "no whole"),
        ("HINTS = ('a', 'b')", 2, "HINTS has 2"),
        ("HINTS = ()", 2, "HINTS has 0"),
        ("HINTS = ('a', 'b', '')", 2, "not a tuple of sentences"),
        ("HINTS = ('a', 'b', c)", 2, "not a tuple of sentences"),
        ("def f(): ...\ndef f(): ...", 3, "defined twice"),
        ("a = 1; b = 2", 2, "two statements on one line"),
        ("class A: x = 1", 2, "a class on a single line"),
        ("if __name__ == '__main__':\n    f()\nx = 1", 2, "behind the demonstration"),
        ("if __name__ == '__main__': f()", 2, "on a single line"),
    ],
)
def test_a_malformed_solution_is_refused_with_its_line(text: str, row: int, seen: str) -> None:
    told = refusal(text)
    assert told.startswith(f"s.py:{row}: ")
    assert seen in told
    assert "; " in told, "the cure is missing"


def test_a_solution_without_title_is_refused() -> None:
    with pytest.raises(GraderError, match=r"^s\.py:1: no docstring"):
        parse("x = 1\n", "s.py")


def test_a_comment_that_only_speaks_of_an_end_is_no_marker() -> None:
    definitions("def f():\n    # end of the chain\n    return 1\n", "s.py")


MISTAKES = '''"""Known-wrong ways."""

import numpy as np


def overwrites():
    """Each use replaces
    what an earlier one gave."""

    # Why it is wrong.
    class Variable:
        TEXT = """
        kept as it is
"""

        def backward(self): ...

    import math

    LIMIT = math.pi
    # the end


def second():
    "Another."
    x = 1
'''


def test_a_bank_is_read_function_by_function() -> None:
    first, second = bank(MISTAKES, "m.py")
    assert (first.name, first.says) == ("overwrites", "Each use replaces what an earlier one gave.")
    assert (second.name, second.says, second.definitions) == ("second", "Another.", "import numpy as np\nx = 1\n")


def test_definitions_of_a_mistake_are_dedented_but_for_the_insides_of_strings() -> None:
    first, _ = bank(MISTAKES, "m.py")
    assert first.definitions == (
        'import numpy as np\n# Why it is wrong.\nclass Variable:\n    TEXT = """\n        kept as it is\n"""\n\n'
        "    def backward(self): ...\n\nimport math\n\nLIMIT = math.pi\n# the end\n"
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("x = 1", "no function"),
        ("def f():\n    x = 1", "no docstring"),
        ("def f():\n    'Say.'", "defines nothing"),
        ("def f():\n    'Say.'\n    ...", "defines nothing"),
        ("def f():\n    'Say.'\n    # begin answer: x\n    x = 1\n    # end answer", "outside of any definition"),
    ],
)
def test_a_malformed_bank_is_refused(text: str, seen: str) -> None:
    assert seen in refusal(text, bank)


def test_shifting_leaves_the_insides_of_strings() -> None:
    text = 'x = f"""\n  {1}\n"""\nif x:\n    y = 1\n'
    assert shift(text, 2) == '  x = f"""\n  {1}\n"""\n  if x:\n      y = 1\n'
    assert shift(shift(text, 2), -2) == text
