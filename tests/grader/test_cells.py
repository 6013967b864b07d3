"""A Python file ↔ the cells of a notebook: nothing is lost on the way there, nor on the way back."""

from __future__ import annotations

import random

import pytest

from grader import course
from grader.cells import CODE, MARKED, PLAIN, RAW, TEXT, Cell, Page, read, rewrite, write

ROOT = course.ROOT
FILES = sorted([*ROOT.glob("exercises/*/*.py"), *ROOT.glob("solutions/*/*.py"), *ROOT.glob("grader/*.py")])
# What lines of files and cells are made of, the awkward ones above all.
LINES = (
    "# %%;# %% [markdown];# %% [raw];# %% [ipython];# %% a title;# \\%%;# a;#;x = 1;'''doc;doc;class Variable:;    pass;;;"
    "# ipython: %x;# ipython: foo;    pass  # ipython: %x;# ipython: # ipython: !ls;\ta;변수 = 3;\\;r'''x\\n;'''"
    ";if __name__ == '__main__':;    x = 1;\r"
).split(";")
MAGIC = ["%matplotlib inline", "%time y = 2", "    %time", "!ls", "!ls \\", "x?", "%%bash", "%%time", "%d items'''"]


def seen(text: str, *alone: str) -> list[tuple[str, str]]:
    return [cell.seen for cell in read(text, alone).cells]


def again(cells: list[tuple[str, str]], *alone: str) -> str:
    text = rewrite(Page(PLAIN, tuple(Cell(kind, source) for kind, source in cells)), alone)
    assert text is not None and seen(text, *alone) == cells
    return text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_ours_comes_back_as_it_was(path: object) -> None:
    text = path.read_bytes().decode()  # type: ignore[attr-defined]
    for alone in ((), ("Variable", "Function", "square")):
        page = read(text, alone)
        assert write(page) == text == rewrite(page, alone)
        assert not any(cell.is_verbatim for cell in page.cells)


def test_a_plain_file_falls_into_its_lesson_its_definitions_and_its_demonstration() -> None:
    text = (
        '"""Step 7 · A title\n\nThe lesson.\n"""\n\nimport numpy as np\n\n\nclass A:\n    pass\n\n\n'
        '# of B\n@wrap\nclass B:\n    pass\n\n\ndef f():\n    pass\n\n\nif __name__ == "__main__":\n    f()\n'
    )
    assert seen(text, "B") == [
        (TEXT, "# Step 7 · A title\n\nThe lesson.\n"),
        (CODE, "import numpy as np\n\n\nclass A:\n    pass"),
        (CODE, "# of B\n@wrap\nclass B:\n    pass"),
        (CODE, "def f():\n    pass"),
        (CODE, 'if __name__ == "__main__":\n    f()'),
    ]
    assert read(text, ("B",)).form == PLAIN and rewrite(read(text, ("B",)), ("B",)) == text


def test_a_marked_file_falls_into_its_cells() -> None:
    text = "# %%\nx = 1\n\n# %% [markdown]\n# A *text*.\n#\n#   more\n\n# %% [raw]\n# raw\n\n"
    text += "# %% [ipython]\n# %%bash\n# ls\n\n# %% named\ny\n"
    assert read(text).form == MARKED
    assert seen(text) == [(CODE, "x = 1"), (TEXT, "A *text*.\n\n  more"), (RAW, "raw"), (CODE, "%%bash\nls"), (CODE, "y")]
    assert write(read(text)) == text == rewrite(read(text))


def test_random_files_come_back_byte_for_byte() -> None:
    dice = random.Random(1)
    for _ in range(5_000):
        text = "\n".join(dice.choice(LINES) for _ in range(dice.randint(0, 8))) + dice.choice(("", "\n", "\n\n"))
        page = read(text, ("Variable",))
        assert write(page) == text and rewrite(page, ("Variable",)) == text


def test_random_cells_come_back_as_they_were() -> None:
    dice = random.Random(2)
    for _ in range(5_000):
        cells = tuple(
            Cell(
                dice.choice((CODE, CODE, TEXT, RAW)),
                "\n".join(dice.choice((*LINES, *MAGIC)) for _ in range(dice.randint(0, 4))),
            )
            for _ in range(dice.randint(1, 4))
        )
        text = rewrite(Page(PLAIN, cells), ("Variable",))
        assert text is not None and seen(text, "Variable") == [cell.seen for cell in cells]


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "!ls -l", "x = !ls", "%time f(x)", "f?", "?f", "pip install numpy", "    %time f(x)"]
)
def test_what_only_ipython_knows_is_a_comment_in_the_file(line: str) -> None:
    above = "if True:" if line.startswith(" ") else "import numpy as np"
    text = again([(CODE, f"{above}\n{line}"), (CODE, "x = 1")])
    assert "# ipython: " + line.strip() in text
    compile(text, "exercise", "exec")


def test_a_command_that_goes_on_over_two_lines_is_one_comment_of_two() -> None:
    text = again([(CODE, "!ls \\\n-l\nx = 1")])
    assert "# ipython: !ls \\\n# ipython: -l\nx = 1\n" in text
    compile(text, "exercise", "exec")


@pytest.mark.parametrize(
    "source", ['print("""\n%d items\n!ls\n""")', "x = (1\n%2)", "# ipython: %time is what we write", "# %% no mark", "# \\%% x"]
)
def test_python_that_looks_like_something_else_stays_python(source: str) -> None:
    assert again([(CODE, source), (TEXT, "between"), (CODE, source)]).count(source.split("\n")[-1].lstrip("# \\%")) >= 2


def test_a_cell_of_another_language_is_no_python_in_the_file() -> None:
    text = again([(CODE, "%%bash\nls $HOME"), (CODE, "%%time\nx = 1")])
    assert "# %% [ipython]\n# %%bash\n# ls $HOME\n" in text and "# ipython: %%time\nx = 1\n" in text


def test_text_in_any_alphabet_and_of_any_form_stays() -> None:
    text = again([(TEXT, "# 역전파\n\n- 기울기: $\\frac{dy}{dx}$\n\n    code\n"), (CODE, "변수 = '값'"), (TEXT, ""), (CODE, "")])
    assert "역전파" in text
    compile(text, "exercise", "exec")


def test_a_lesson_that_is_edited_is_still_a_docstring() -> None:
    page = read('"""A title\n\nText.\n"""\n\nx = 1\n')
    lesson, code = page.cells
    for source in ("# Another\n\n$\\sin x$", "no heading", "# with 'quotes'"):
        text = rewrite(Page(PLAIN, (Cell(TEXT, source, opening=lesson.opening, is_title=True), code)))
        assert text is not None and seen(text)[0] == (TEXT, source)
        compile(text, "exercise", "exec")
    quoted = rewrite(Page(PLAIN, (Cell(TEXT, '# say """this"""', opening='"""', is_title=True), code)))
    assert quoted is not None and quoted.startswith("# %% [markdown]\n") and seen(quoted)[1] == (CODE, "x = 1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "x",
        "# %%",
        "x = 1\n# %%",
        '"""Only a docstring"""',
        '"""An \\n escape"""\nx = 1\n',
        '"""Two""" + "parts"\n',
        "def f(:\n    no python\n",
        "x = 1; y = 2\nclass A: pass; class_B = 1\n",
        "a = 1\r\nb = 2\n",
        "\x0cx = 1\n\n\nclass A:\n    pass\n",
        '# %% [markdown]\nnot in a comment\n',
        '"""A title"""\n\n# %%\nx = 1\n',
    ],
)
def test_odd_files_come_back_too(text: str) -> None:
    page = read(text, ("A",))
    assert write(page) == text == rewrite(page, ("A",))


def test_cells_that_were_moved_are_still_told_apart() -> None:
    page = read("first = 1\n# %%\nx = 1", ())
    turned = Page(page.form, tuple(reversed(page.cells)))
    text = rewrite(turned)
    assert text is not None and seen(text) == [cell.seen for cell in turned.cells]
