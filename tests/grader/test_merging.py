"""Carrying keeps what a learner wrote and brings what the step asks for, in whatever form the file is."""

from __future__ import annotations

import ast
import re

import pytest

from grader import course, handwritten, lessons, shipped, weave
from grader.exercise import _guarded
from grader.inside.definitions import digests
from grader.merging import Merged, Stub, merged

RUNGS = weave.rungs()
PAIRS = list(zip(RUNGS, RUNGS[1:], strict=False))
IDS = [upper.step.stem for _, upper in PAIRS]


def stub(number: int) -> Stub:
    text, brings = lessons.stub(course.ROOT, number)
    return Stub(number, text, brings, shipped.asked(course.ROOT, number))


def head(number: int) -> str:
    text = stub(number).text
    return text[: text.index('"""', 5) + 3] + "\n\n"


def carried(text: str, before: int, after: int) -> Merged:
    return merged(handwritten.read(text, "mine.py"), stub(before), stub(after))


def named_rows(text: str) -> dict[str, str]:
    """What stands on each row that the head of an exercise names."""
    lines = text.split("\n")
    found = re.findall(r"^- line +(\d+), (?:write|change) `([^`]+)`", text, re.MULTILINE)
    return {name: lines[int(row) - 1].strip() for row, name in found}


# Our own solutions, carried, are the stubs


@pytest.mark.parametrize(("lower", "upper"), PAIRS, ids=IDS)
def test_our_own_solution_carried_is_the_next_stub(lower: weave.Rung, upper: weave.Rung) -> None:
    own = head(lower.step.number) + weave.render(lower.after, _guarded(lower.source.demo))
    made = carried(own, lower.step.number, upper.step.number)
    new = stub(upper.step.number).text
    assert made.notes == ()
    assert digests(made.text) == digests(new)
    assert sorted(made.text.split("\n")) == sorted(new.split("\n")), "comments, docstrings, lesson and layout too"
    assert named_rows(made.text) == named_rows(new)


@pytest.mark.parametrize(("lower", "upper"), PAIRS, ids=IDS)
def test_other_right_ways_keep_every_line_of_code_and_comment(lower: weave.Rung, upper: weave.Rung) -> None:
    path = course.variants_path(lower.step)
    before, after = stub(lower.step.number), stub(upper.step.number)
    ours = set(weave.render(lower.after).split("\n")) | set(before.text.split("\n"))
    for variant in weave.bank(path.read_text(encoding="utf-8"), path.name):
        own = weave.lay(lower.after, variant.definitions, variant.name)
        made = merged(handwritten.read(own, "mine.py"), before, after)
        lost = set(own.split("\n")) - set(made.text.split("\n")) - ours
        assert lost == set(), variant.name
        new = set(after.brings) & (digests(after.text).keys() - digests(before.text).keys())
        assert new - digests(made.text).keys() == set(), variant.name


# What learners do to a file

OWN = '''"""Step 13 · Many inputs: backward

What I learned: a pair goes back.

Check with: make check STEP=13"""
import numpy as np


def show(x):  # a helper of mine
    print(x.data)


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError("no")
        self.data, self.grad, self.creator = data, None, None

    def set_creator(self, func):
        self.creator = func

    # the heart of it
    def backward(self):
        """My own words."""
        todo = [self.creator]  # a list of mine
        while todo:
            f = todo.pop()
            for x, gx in zip(f.inputs, f.backward(*[y.grad for y in f.outputs])):
                x.grad = gx


class Function:
    def __call__(self, *inputs): ...


def add(x0, x1):
    return Add()(x0, x1)


if __name__ == "__main__":
    show(add(1, 2))
'''


def test_names_code_and_comments_stay_and_the_holes_come_in() -> None:
    made = carried(OWN, 13, 14)
    text = made.text
    for line in OWN.split("\n")[5:]:
        assert line in text.split("\n"), line
    assert '"""My own words."""\n        # TODO: when x has a gradient already' in text
    assert 'raise NotImplementedError("make the gradient what it is before any backward pass")' in text
    assert text.startswith('"""Step 14 · A variable used more than once')
    assert text.index("# the heart of it") < text.index("def cleargrad") < text.index("class Function")
    assert "# From your notes at step 13:\n# What I learned: a pair goes back." in text
    assert any("Your own lines under if __name__ stay" in note for note in made.notes)
    assert text.index("show(add(1, 2))") < text.rindex("x.cleargrad()")


def test_the_head_names_the_rows_as_they_are_in_this_file() -> None:
    rows = named_rows(carried(OWN, 13, 14).text)
    assert rows["Variable.backward"].startswith("# TODO: when x has a gradient")
    assert rows["Variable.cleargrad"].startswith("raise NotImplementedError(")


def test_a_todo_that_was_done_goes_and_one_that_was_not_is_said() -> None:
    shipped_text = stub(16).text
    todo = next(line for line in shipped_text.split("\n") if line.strip().startswith("# TODO: set the generation"))
    done = shipped_text.replace("self.creator = func\n", "self.creator = func\n        self.generation = 1\n")
    made = carried(done, 16, 17)
    assert todo in done and todo not in made.text
    assert any(note.startswith("Still as step 16 shipped it: ") and "set_creator" not in note for note in made.notes)


def test_what_is_ours_and_changes_is_replaced_and_the_learners_comments_in_it_stay() -> None:
    old = stub(12).text.replace("def forward(self, *xs):", "def forward(self, *xs):\n        # note to self")
    made = carried(old, 12, 13)
    assert "# note to self" in made.text
    old = stub(10).text.replace("def forward(self, x):\n", "def forward(self, x):\n        # note to self\n", 1)
    made = carried(old, 10, 11)
    assert "    # note to self\n    def forward(self, xs):" in made.text


def test_what_the_learner_has_changed_stays_where_the_step_brings_another_text() -> None:
    own = stub(20).text.replace("def as_array(x):", "def as_array(x, *more):")
    made = carried(own, 20, 21)
    assert "def as_array(x, *more):" in made.text
    assert any(note.startswith("Step 21 brings another text of as_array; yours stays") for note in made.notes)


def test_a_name_in_another_spelling_is_carried_in_that_spelling() -> None:
    own = re.sub(r"\bVariable\b", "Tensor", OWN)
    made = carried(own, 13, 14)
    assert any("Tensor (Variable)" in note for note in made.notes)
    assert "Tensor.cleargrad" in digests(made.text) and "class Variable" not in made.text
    own = re.sub(r"\bcleargrad\b", "zero_grad", stub(14).text)
    made = carried(own, 14, 15)
    assert "zero_grad (cleargrad)" in " ".join(made.notes) and "def cleargrad" not in made.text


def test_what_has_no_place_is_said_and_the_rest_is_done() -> None:
    own = OWN.replace("class Variable:", "class Kasten:")
    made = carried(own, 13, 14)
    assert any(note.startswith("Not put in") and "Variable.backward" in note for note in made.notes)
    assert "- by hand, change `Variable.backward`" in made.text and "class Kasten:" in made.text
    single = "import numpy as np\nclass Variable: pass\n"
    assert any("Variable.cleargrad" in note for note in carried(single, 13, 14).notes)


def test_what_the_learner_has_already_stays() -> None:
    own = OWN.replace("    # the heart", "    def cleargrad(self):\n        self.grad = None\n\n    # the heart")
    made = carried(own, 13, 14)
    assert made.text.count("def cleargrad") == 1
    assert any("which you have already; yours stay: Variable.cleargrad" in note for note in made.notes)
    assert named_rows(made.text)["Variable.cleargrad"] == "def cleargrad(self):"


def test_tabs_stay_tabs_and_twos_stay_twos() -> None:
    for unit in ("\t", "  "):
        own = re.sub(r"^( +)", lambda found, unit=unit: unit * (len(found[1]) // 4), OWN, flags=re.MULTILINE)
        made = carried(own, 13, 14)
        ast.parse(made.text)
        assert f"\n{unit}def cleargrad(self):\n{unit}{unit}" in made.text
        assert f"\n{unit}{unit}# TODO: when x" in made.text


def test_a_file_without_a_docstring_or_with_one_of_its_own_gets_the_lesson_above_it() -> None:
    for text in (OWN.partition('"""\n')[2], '#!/usr/bin/env python\n# me\n"""My file."""\n' + OWN.partition('"""\n')[2]):
        made = carried(text, 13, 14)
        assert 'Step 14 · A variable used more than once' in made.text
        assert ast.get_docstring(ast.parse(made.text)).startswith("Step 14 ·")
        assert all(line in made.text.split("\n") for line in text.split("\n"))


def test_an_import_that_must_be_first_stays_first() -> None:
    own = '"""My file."""\nfrom __future__ import annotations\n' + OWN.partition('"""\n')[2]
    compile(carried(own, 13, 14).text, "mine.py", "exec")


def test_new_imports_come_in_once_standard_ones_first() -> None:
    own = OWN.replace("Step 13", "Step 15")
    assert "import heapq\nimport itertools\n\nimport numpy as np\n" in carried(own, 15, 16).text
    assert carried("import heapq\n" + own, 15, 16).text.count("import heapq") == 1
    beside = own.replace("import numpy as np", "import math\nimport numpy as np")
    assert "import math\nimport heapq\nimport itertools\nimport numpy as np\n" in carried(beside, 15, 16).text


def test_a_new_definition_comes_behind_what_it_needs() -> None:
    body = stub(19).text.partition('"""\n\n')[2]
    classes = re.split(r"\n\n\n(?=class Function)", body)
    made = carried(body, 19, 20).text
    compile(made, "mine.py", "exec")
    assert len(classes) == 2 and made.index("class Function") < made.index("class Mul(Function)")
    late = OWN.replace("class Function:\n    def __call__(self, *inputs): ...\n", "") + "\n\nclass Function:\n    pass\n"
    made = carried(late.replace("Step 13", "Step 19"), 19, 20).text
    assert made.index("class Function") < made.index("class Mul(Function)")


def test_a_class_that_is_defined_twice_gets_what_is_new_where_it_counts() -> None:
    own = OWN + "\n\nclass Variable:\n    def backward(self):\n        self.grad = 1\n"
    made = carried(own, 13, 14)
    assert made.text.index("self.grad = 1") < made.text.index("def cleargrad")
    assert any(note.startswith("Defined more than once in your file; the last one was taken: Variable") for note in made.notes)


def test_functions_on_one_line_and_empty_files_are_carried_too() -> None:
    own = re.sub(r"    def backward\(self\):.*?(?=\n\n\nclass Function)", "    def backward(self): pass", OWN, flags=re.DOTALL)
    assert "    # TODO: when x has a gradient" in carried(own, 13, 14).text
    made = carried("\n", 13, 14)
    assert made.text.startswith('"""Step 14') and made.notes


def test_a_carried_file_is_carried_on() -> None:
    text = head(13) + weave.render(RUNGS[12].after, _guarded(RUNGS[12].source.demo)) + "\n# mine, at the end\n"
    for number in (14, 15, 16, 17):
        text = carried(text, number - 1, number).text
        assert text.startswith(f'"""Step {number} ·') and text.count('"""Step ') == 1
        assert "# mine, at the end" in text and "From your notes" not in text
