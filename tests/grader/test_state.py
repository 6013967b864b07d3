"""Definitions laid over definitions: what replaces what, where new ones go, and how the text comes out."""

from __future__ import annotations

import ast
import textwrap

from grader.source import definitions, flat
from grader.state import lay, render, script, state


def woven(*texts: str) -> str:
    return render(state(definitions(textwrap.dedent(text), "s.py") for text in texts))


def names(*texts: str) -> list[str]:
    made = state(definitions(textwrap.dedent(text), "s.py") for text in texts)
    return [unit.name for unit in flat(made.units)]


BASE = """
class A:
    '''An a.'''

    def f(self):
        return 1

    def g(self):
        return 2


def h():
    return 3
"""


def test_a_member_replaces_the_member_of_its_name_in_its_place() -> None:
    assert woven(BASE, "class A:\n    def f(self):\n        return 10") == BASE.lstrip().replace("1", "10")


def test_a_new_member_goes_to_the_end_of_its_class() -> None:
    assert names(BASE, "class A:\n    x = 1\n    def k(self): ...") == ["A", "A.f", "A.g", "A.x", "A.k", "h"]


def test_a_setter_and_its_property_are_two_units() -> None:
    property_ = "class A:\n    @property\n    def x(self): ...\n    @x.setter\n    def x(self, to): ..."
    assert names(BASE, property_) == ["A", "A.f", "A.g", "A.x", "A.x.setter", "h"]
    assert woven(property_, "class A:\n    @property\n    def x(self): return 1").count("@") == 2


def test_new_definitions_go_behind_the_last_of_their_kind() -> None:
    later = "LIMIT = 1\nA.x = h\nclass B: ...\ndef k(): ..."
    assert names(BASE, later, "B.y = k\ndef m(): ...\nclass C: ...\nLOW = 0") == [
        "LIMIT", "LOW", "A", "A.f", "A.g", "B", "C", "h", "k", "m", "A.x", "B.y",
    ]  # fmt: skip


def test_a_definition_goes_behind_what_it_needs_while_the_file_is_read() -> None:
    assert names(BASE, "NUMBER = h()\nclass B(A, metaclass=k(NUMBER)): ...") == [
        "A", "A.f", "A.g", "h", "NUMBER", "B",
    ]  # fmt: skip
    assert names(BASE, "def k(x=A): return B\nclass B: ...\nLIMIT = 1") == ["LIMIT", "A", "A.f", "A.g", "B", "h", "k"]


def test_what_binds_a_name_in_a_compound_statement_is_needed_as_well() -> None:
    trying = "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp"
    assert names(trying, "ARRAY = xp.ndarray")[-1] == "ARRAY"


def test_the_header_of_a_class_is_kept_unless_bases_or_decorators_differ() -> None:
    base = "# Why.\nclass A(B):\n    x = 1"
    assert "# Why.\nclass A(B):\n" in woven(base, "class A(B):\n    y = 2")
    assert "# Why.\nclass A(B):\n" in woven(base, "class A:\n    y = 2")
    assert woven(base, "# New.\nclass A(C):\n    y = 2") == "# New.\nclass A(C):\n    x = 1\n    y = 2\n"
    assert woven(base, "@d\nclass A(B):\n    y = 2").startswith("@d\nclass A(B):\n    x = 1")


def test_the_docstring_of_a_class_is_replaced_only_by_another() -> None:
    assert "An a." in woven(BASE, "class A:\n    x = 1")
    assert "Another." in woven(BASE, "class A:\n    'Another.'")
    assert "An a." not in woven(BASE, "class A:\n    'Another.'")


def test_statements_are_kept_once() -> None:
    loop = "for i in range(3):\n    print(i)"
    assert woven(f"{loop}\nA.x = 1\n{loop}\nh()", "h()\nA.x = 2") == f"{loop}\n\n\nA.x = 2\nh()\n"


def test_tuples_are_replaced_as_a_whole() -> None:
    assert woven("a, b = 1, 2", "a, b = 3, 4\nb = 5") == "a, b = 3, 4\nb = 5\n"


def test_imports_are_sorted_and_unique_with_the_future_first() -> None:
    text = woven(
        "import numpy as np\nfrom . import beside\nfrom itertools import count, chain",
        "import heapq\nimport numpy as np\nfrom __future__ import annotations\nfrom itertools import count as c",
    )
    assert text == textwrap.dedent(
        """\
        from __future__ import annotations

        import heapq
        from itertools import chain, count
        from itertools import count as c

        import numpy as np

        from . import beside
        """
    )
    ast.parse(text)


def test_an_import_that_is_too_wide_is_broken() -> None:
    text = woven(f"from module import {', '.join(f'a_rather_long_name_{i}' for i in range(9))}")
    assert max(map(len, text.splitlines())) <= 110
    ast.parse(text)


def test_comments_and_layout_are_kept() -> None:
    text = (
        "# Above.\ndef f(x,\n      y):  # beside\n    table = [1,\n             2]   # aligned\n\n\n    # last\n"
    )
    assert woven(text) == text


def test_markers_do_not_come_into_a_state() -> None:
    text = "class A:\n    # begin answer: x\n    x = 1\n    # end answer\n\n    def f(self):\n        {}return 1{}\n"
    marked = text.format("# begin answer: y\n        ", "\n        # end answer")
    assert woven(marked) == "class A:\n    x = 1\n\n    def f(self):\n        return 1\n"


def test_definitions_are_two_lines_apart_members_one_and_constants_none() -> None:
    text = "def g(): ...\nclass A:\n    x = 1\n    y = 2\n    def f(self): ...\nB = 1\nC = 2\n# Why.\nD = 3"
    assert woven(text) == (
        "B = 1\nC = 2\n\n\n# Why.\nD = 3\n\n\n"
        "class A:\n    x = 1\n    y = 2\n\n    def f(self): ...\n\n\ndef g(): ...\n"
    )


def test_a_class_without_members_passes() -> None:
    assert woven("class Stop(Exception): ...\nclass A:\n    '''An a.'''") == (
        "class Stop(Exception):\n    pass\n\n\nclass A:\n    '''An a.'''\n"
    )


def test_a_framework_read_again_is_the_same() -> None:
    once = woven(BASE, "import math\nLIMIT = math.pi\nA.x = h")
    assert woven(once) == once


def test_a_mistake_is_laid_over_a_state_with_its_imports() -> None:
    base = state([definitions(BASE, "s.py")])
    laid = lay(base, "import math\n\nclass A:\n    def f(self):\n        return math.pi\n")
    assert laid.startswith("import math\n\n\nclass A:\n    '''An a.'''\n\n    def f(self):\n        return math.pi\n")


def test_a_script_is_the_next_state_with_its_demonstration() -> None:
    source = definitions("def k(): ...\n\nif __name__ == '__main__':\n    k()", "s.py")
    assert script(state([definitions("def h(): ...", "s.py")]), source) == (
        "def h(): ...\n\n\ndef k(): ...\n\n\nif __name__ == '__main__':\n    k()\n"
    )
