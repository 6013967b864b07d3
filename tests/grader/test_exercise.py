"""Answers taken out: what a new and a changed definition leave, and what the head of an exercise says."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.errors import GraderError
from grader.exercise import Asked, asked, exercise
from grader.source import parse
from grader.state import State, state

EARLIER = '''"""Earlier

Before.
"""

import numpy as np


class Variable:
    # Why it is here.
    def __init__(self, data):
        """Keep the data."""
        self.data = data

    def bare(self):
        return 1

    def short(self): return 1

    limit = 1
'''

LATER = '''"""Later

A lesson.
"""

import heapq

HINTS = ("first", "second", "third")


class Variable:
    def __init__(self, data, name=None):
        """Keep the data and the name."""
        # begin answer: keep the name, too
        self.data = data
        self.name = name
        # end answer

    def bare(self):
        # begin answer: make it two
        return 2
        # end answer

    def short(self):
        # begin answer: make it three
        return 3
        # end answer

    # begin answer: make the limit larger
    limit = 2
    # end answer

    # begin answer: two more attributes
    low = 0

    high = 1
    # end answer


class Config:
    # begin answer: a mode
    mode = True
    # end answer


def order(graph):
    """Order the graph."""
    done = []
    while graph:
        # begin answer: take a node
        node = graph.pop()
        # end answer
        done.append(node)
    # begin answer: give it back
    return done
    # end answer


def helper():
    """Is given."""
    return heapq


# begin answer: a class of your own
class Own:
    def f(self): ...
# end answer


if __name__ == "__main__":
    text = """
as it is"""
    print(order([1]))  # the demonstration
'''


def before() -> State:
    return state([parse(EARLIER, "earlier.py")])


def later(text: str = LATER) -> str:
    return exercise(before(), parse(text, "later.py"), 14)


def test_a_new_function_keeps_what_lies_outside_of_its_answers() -> None:
    assert textwrap.dedent(
        '''
        def order(graph):
            """Order the graph."""
            done = []
            while graph:
                raise NotImplementedError("take a node")
                done.append(node)
            raise NotImplementedError("give it back")
        '''
    ) in later()


def test_a_changed_function_keeps_its_earlier_signature_and_body_under_the_new_docstring() -> None:
    assert textwrap.indent(
        textwrap.dedent(
            '''
            # Why it is here.
            def __init__(self, data):
                """Keep the data and the name."""
                # TODO: keep the name, too
                self.data = data

            def bare(self):
                # TODO: make it two
                return 1

            # TODO: make it three
            def short(self): return 1
            '''
        ),
        "    ",
    ) in later()


def test_what_is_no_function_becomes_a_todo_and_keeps_what_was_there() -> None:
    assert "    # TODO: make the limit larger\n    limit = 1\n\n    # TODO: two more attributes\n\n" in later() + "\n"
    assert "low = 0" not in later()
    assert "high = 1" not in later()
    assert "class Config:\n    # TODO: a mode\n    pass\n" in later()
    assert "# TODO: a class of your own\n" in later()
    assert "class Own" not in later()


def test_a_definition_without_answers_is_given() -> None:
    assert 'def helper():\n    """Is given."""\n    return heapq\n' in later()


def test_hints_and_markers_never_appear() -> None:
    for word in ("HINTS", "first", "second", "begin answer", "end answer", "\0"):
        assert word not in later()


def test_the_demonstration_stops_with_a_sentence_where_something_is_not_written() -> None:
    assert later().endswith(
        'if __name__ == "__main__":\n    try:\n        text = """\nas it is"""\n'
        "        print(order([1]))  # the demonstration\n"
        '    except NotImplementedError as todo:\n        print("not written yet:", todo)\n'
    )


def test_the_head_names_the_step_and_every_hole_with_its_line() -> None:
    lines = later().splitlines()
    assert lines[:3] == ['"""Step 14 · Later', "", "A lesson."]
    told = [line for line in lines if line.startswith("- line ")]
    assert [line.partition(", ")[2] for line in told] == [
        "change `Variable.__init__`: keep the name, too",
        "change `Variable.bare`: make it two",
        "change `Variable.short`: make it three",
        "change `Variable.limit`: make the limit larger",
        "write `Variable.low`, `Variable.high`: two more attributes",
        "write `Config.mode`: a mode",
        "write `Own`: a class of your own",
        "write `order`: take a node",
        "write `order`: give it back",
    ]
    for line in told:
        row, says = int(line.split()[2].rstrip(",")), line.partition(": ")[2]
        assert says in lines[row - 1]
    assert 'Check with: make check STEP=14"""' in lines


def test_the_head_goes_on_where_a_backslash_stands_in_the_lesson() -> None:
    text = later(LATER.replace('"""Later\n\nA lesson.', 'r"""Later\n\nA \\lesson.'))
    docstring = ast.get_docstring(ast.parse(text))
    assert text.startswith('r"""') and docstring and "A \\lesson." in docstring


def test_long_words_of_an_answer_are_wrapped_and_kept() -> None:
    says = ("write " * 40).strip() + ' "all" of it'
    text = later(LATER.replace("take a node", says).replace("keep the name, too", says))
    assert max(map(len, text.splitlines())) <= 110
    raised = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Raise)]
    assert says in [node.exc.args[0].value for node in raised]  # type: ignore[union-attr]
    assert says in " ".join(line.strip().lstrip("#").replace(" TODO:", "").strip() for line in text.splitlines())


def test_what_is_asked_is_said_with_whether_it_is_there_already() -> None:
    found = asked(before(), parse(LATER, "later.py"))
    assert found[0] == Asked("Variable.__init__", ("keep the name, too",), changed=True)
    assert Asked("order", ("take a node", "give it back"), changed=False) in found
    assert [item.name for item in found] == [
        "Variable.__init__", "Variable.bare", "Variable.short", "Variable.limit", "Variable.low", "Variable.high",
        "Config.mode", "order", "Own",
    ]  # fmt: skip


def test_an_exercise_is_python_and_no_line_of_ours_is_too_wide() -> None:
    ast.parse(later())
    assert max(map(len, later().splitlines())) <= 110


def refused(body: str) -> str:
    with pytest.raises(GraderError) as caught:
        exercise(State(), parse(f"'Title'\n\ndef f(x):\n{textwrap.indent(body, '    ')}", "s.py"), 1)
    return str(caught.value)


def test_an_answer_that_leaves_no_python_is_refused() -> None:
    told = refused("try:\n    # begin answer: y\n    a = 1\nexcept E:\n    a = 2\n    # end answer\nreturn a\n")
    assert told.startswith("s.py: with its answers taken out, line ")


def test_three_quotes_in_an_answer_are_refused() -> None:
    assert "cannot quote" in refused('# begin answer: write """\nreturn x\n# end answer\n')


def test_a_whole_class_that_is_there_already_cannot_be_taken_out() -> None:
    text = '"""T"""\n\n# begin answer: anew\nclass Variable:\n    x = 1\n# end answer\n'
    with pytest.raises(GraderError, match=r"^s\.py:3: .*Variable"):
        exercise(before(), parse(text, "s.py"), 2)
