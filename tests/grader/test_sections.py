"""Where a file of several steps has its headings, and how it stands at the end of one section."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from grader import sections
from grader.sections import Head
from grader.submission import Block, Submission, load


def lone(text: str) -> Submission:
    return Submission("all.py", "", "all.py", {"all.py": text}, (Block(text),))


@pytest.mark.parametrize(
    "line",
    [
        "# step 7", "#step07", "# Step07.py", "## ---- STEP 7: creators ----", "#%% step 7", "# [step 7]",
        "# 7단계 역전파 자동화",
        "# 스텝 7", "# 제7단계", "# ステップ 7", "# 第7步", '"""step 7"""', "'''Step 7: creators'''", 'print("--- step 7 ---")',
        '"""\nstep 7\n"""',
    ],
)  # fmt: skip
def test_a_heading(line: str) -> None:
    text = f"a = 1\n{line}\nb = 2\n"
    assert sections.heads(lone(text)) == (Head(7, 2),)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ([19, 20, 20, 22], [19, 20, 21, 22]),
        ([19, 20, 20, 21, 22], [19, 20, 20, 21, 22]),
        ([20, 20], [20, 20]),
        ([20, 20, 20, 22], [20, 21, 21, 22]),
    ],
)
def test_a_number_given_twice_before_one_that_is_left_out(said: list[int], meant: list[int]) -> None:
    text = "".join(f"# step {number}\na = 1\n" for number in said)
    assert [head.step for head in sections.heads(lone(text))] == meant


@pytest.mark.parametrize(
    "text",
    [
        "x = 7  # step 7",  # beside a line
        "class A:\n# step 7\n    def f(self):\n        pass",  # within a class
        "class A:\n    # step 7\n    b = 1",
        "# 第2章",
        "# steps are small",
        "step = 7",
        "# the function of step 7 is kept",
        "# 1. a list in words",
    ],
)
def test_no_heading(text: str) -> None:
    assert sections.heads(lone(text)) == ()


def cut(text: str, step: int) -> str | None:
    """What is left of a file at the end of a step; None where that is all of it."""
    submission = lone(text)
    for line, _ in sections.cuts(sections.heads(submission), [step]):
        left = sections.before(submission, line)
        assert left is not None and left.blocks[-1].text == left.files[left.main].removesuffix("\n")
        return left.files[left.main]
    return None


ALL = "# step 6\na = 6\n# step 7\na = 7\n# step 9\na = 9\n"


def test_a_section_ends_where_a_later_step_begins() -> None:
    assert cut(ALL, 6) == "# step 6\na = 6\n"
    assert cut(ALL, 7) == cut(ALL, 8) == "# step 6\na = 6\n# step 7\na = 7\n"
    assert cut(ALL, 9) is cut(ALL, 12) is None


def test_steps_before_the_first_heading_are_in_its_section() -> None:
    assert cut(ALL, 2) == "# step 6\na = 6\n"


def test_a_section_may_go_on_after_another() -> None:
    text = "# step 6\na = 6\n# step 7 will do this by itself\nb = 6\n# step 6, as a script\nc = 6\n# step 7\nd = 7\n"
    assert cut(text, 6) == text[: text.index("# step 7\n")]


def test_steps_that_end_together_are_read_together() -> None:
    found = sections.heads(lone(ALL))
    assert list(sections.cuts(found, [6, 7, 8, 9])) == [(3, frozenset({6})), (5, frozenset({7, 8}))]
    assert not list(sections.cuts((), [6, 7]))


def test_no_code_is_left() -> None:
    assert sections.before(lone("# step 6\n\n# step 7\na = 7\n"), 3) is None


def test_the_headings_of_a_notebook(tmp_path: Path) -> None:
    book = v4.new_notebook()
    book.cells = [
        v4.new_markdown_cell("# Chapter 1"),
        v4.new_code_cell("import numpy as np\nnp.set_printoptions(4)"),
        v4.new_markdown_cell("Words.\n\n## Step 7\n\nMore words, also of step 8."),
        v4.new_markdown_cell("### 7.1 The beginning"),
        v4.new_code_cell("a = 7"),
        v4.new_code_cell(""),
        v4.new_markdown_cell("**8.1 A loop**"),
        v4.new_code_cell("%matplotlib inline"),
        v4.new_code_cell("# step 8, by hand\na = 8"),
    ]
    path = tmp_path / "chapter1.ipynb"
    nbformat.write(book, path)
    submission = load(path)
    assert sections.heads(submission) == (Head(7, 3), Head(7, 3), Head(8, 4), Head(8, 4))
    left = sections.before(submission, 4)
    assert left is not None
    assert left.files[left.main] == "import numpy as np\nnp.set_printoptions(4)\na = 7\n"
    assert [block.text for block in left.blocks] == ["import numpy as np\nnp.set_printoptions(4)", "a = 7"]
