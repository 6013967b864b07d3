"""Definitions by qualified name, and which changes to a text change their digests."""

from __future__ import annotations

import ast

import pytest

from grader.inside.definitions import digests, digests_of, name_of

FRAMEWORK = '''
import numpy as np

LIMIT = 3
low, high = 0, 1


class Variable(Box):
    kind: str = "box"

    def __init__(self, data):
        """Keep the data."""
        self.data = data

    @property
    def size(self):
        return self.data.size

    @size.setter
    def size(self, value):
        raise AttributeError

    class Inner:
        x = 1


async def fetch():
    pass


Variable.__add__ = add
print(LIMIT)
'''


def test_every_definition_is_found_by_its_qualified_name() -> None:
    assert list(digests(FRAMEWORK)) == [
        "LIMIT",
        "low, high",
        "Variable",
        "Variable.kind",
        "Variable.__init__",
        "Variable.size",
        "Variable.size.setter",
        "Variable.Inner",
        "fetch",
        "Variable.__add__",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a = b = 1", "a = b"),
        ("(a, b) = 1, 2", "a, b"),
        ("table[0] = 1", "table[0]"),
        ("@functools.cache\ndef f(): ...", "f"),
        ("@f.register\ndef f(): ...", "f.register"),
        ("for i in   range(3): print( i )", "for i in range(3):\n    print(i)"),
    ],
)
def test_a_statement_goes_by_what_it_defines(text: str, name: str) -> None:
    assert name_of(ast.parse(text).body[0]) == name


def test_docstrings_comments_and_layout_make_no_difference() -> None:
    documented = 'def f(x):\n    """Say."""\n    # why\n    return (x +\n            1)\n'
    assert digests(documented) == digests("def f(x): return x + 1")


def test_a_tree_that_was_digested_is_as_it_was() -> None:
    tree = ast.parse(FRAMEWORK + 'def f(x):\n    """Say."""\n')
    before = ast.dump(tree)
    assert digests_of(tree) == digests(ast.unparse(tree)) and ast.dump(tree) == before


def test_a_function_that_is_all_docstring_is_one_that_passes() -> None:
    assert digests('def f():\n    """Say."""\n') == digests("def f():\n    pass\n")


def test_a_changed_body_changes_its_own_digest_and_no_other() -> None:
    before, after = digests(FRAMEWORK), digests(FRAMEWORK.replace("self.data = data", "self.data = [data]"))
    assert {name for name in before if before[name] != after[name]} == {"Variable.__init__"}


def test_other_bases_change_the_class_and_not_its_members() -> None:
    before, after = digests(FRAMEWORK), digests(FRAMEWORK.replace("(Box)", ""))
    assert {name for name in before if before[name] != after[name]} == {"Variable"}


def test_the_later_of_two_definitions_counts() -> None:
    assert digests("def f(): return 1\ndef f(): return 2") == digests("def f(): return 2")


def test_a_class_defined_again_loses_the_members_it_had() -> None:
    assert list(digests("class A:\n    def f(self): ...\nclass A:\n    def g(self): ...")) == ["A", "A.g"]


def test_text_that_is_not_python_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        digests("def f(:")
