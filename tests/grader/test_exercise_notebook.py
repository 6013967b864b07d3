"""An exercise ↔ its notebook, on disk: valid, complete, and nothing of a learner's is lost in either direction."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader import course, lessons, shipped
from grader.commands import main
from grader.errors import Unusable
from grader.exercise_notebook import (
    Text,
    bring_back,
    decoded,
    dumped,
    loaded,
    make,
    notebook_path,
    to_notebook,
    to_python,
)
from grader.submission import load

STEPS = [step.number for step in course.steps(course.ROOT)]
OUTPUT = {"output_type": "stream", "name": "stdout", "text": ["hello\n"]}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A kata of one's own: the exercises as they were shipped."""
    shutil.copy(course.ROOT / "course.toml", tmp_path)
    for step in course.steps(course.ROOT):
        path = tmp_path / course.exercise_path(step).relative_to(course.ROOT)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lessons.stub(course.ROOT, step.number).text, encoding="utf-8")
    for source in (shipped.path, lessons.stubs_path, lessons.lessons_path):
        shutil.copy(source(course.ROOT), source(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course, "ROOT", tmp_path)
    yield tmp_path


@pytest.fixture
def step(root: Path) -> course.Step:
    return course.step(root, 14)


def book_of(step: course.Step) -> dict[str, Any]:
    return loaded(notebook_path(course.exercise_path(step)).read_bytes(), "it")


def put(step: course.Step, book: dict[str, Any]) -> None:
    notebook_path(course.exercise_path(step)).write_bytes(dumped(book))


def code(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "id": "mine", "metadata": {}, "source": source, "outputs": [], "execution_count": None} | more


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "words", "metadata": {}, "source": source}


def sources(book: dict[str, Any]) -> list[tuple[str, str]]:
    return [(cell["cell_type"], "".join(cell["source"])) for cell in book["cells"]]


@pytest.mark.parametrize("number", STEPS)
def test_the_notebook_of_every_step_is_valid_and_comes_back_byte_for_byte(root: Path, number: int) -> None:
    step = course.step(root, number)
    path = course.exercise_path(step)
    before = path.read_bytes()
    assert make(step).wrote
    book = nbformat.reads(notebook_path(path).read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.cells[0].source.startswith(f"**Step {number} as a notebook.**")
    assert book.cells[1].source.startswith(f"# Step {number} · ")
    assert book.cells[-1].source == f"from grader.notebook_check import check\n\ncheck({number})"
    path.unlink()
    assert bring_back(step).wrote and path.read_bytes() == before


def test_the_same_exercise_gives_the_same_notebook(step: course.Step) -> None:
    file = decoded(course.exercise_path(step).read_bytes(), "it")
    assert dumped(to_notebook(step, file)) == dumped(to_notebook(step, file))
    make(step)
    assert make(step).told[0].endswith("holds already; nothing was written.")


def test_what_a_step_asks_for_stands_in_a_cell_of_its_own(step: course.Step) -> None:
    make(step)
    found = [source for kind, source in sources(book_of(step)) if kind == "code"]
    assert [source.partition("\n")[0] for source in found][:2] == ["import numpy as np", "class Variable:"]
    assert found[-2].startswith('if __name__ == "__main__":')


def test_code_that_is_written_in_the_notebook_comes_back_into_the_exercise(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"]).replace("raise NotImplementedError", "return None  # 지운다")
    put(step, book)
    path = course.exercise_path(step)
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "# mine\n", encoding="utf-8")
    done = bring_back(step)
    assert path.read_text(encoding="utf-8") == before.replace("raise NotImplementedError", "return None  # 지운다")
    (copy,) = (step.root / ".kata" / "backup").glob("step14_accumulate-*.py")
    assert copy.read_text(encoding="utf-8") == before + "# mine\n"
    assert done.told[0] == "Both had been changed since the notebook was made." and str(copy.name) in done.told[1]


def test_cells_of_ones_own_stay_cells(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    mine = [text("## 메모\n\nMy *notes*."), code("%matplotlib inline\nx = Variable(np.array(3.0))\n%time x"), code("%%bash\nls")]
    mine.append(code("!ls", id="mine", outputs=[OUTPUT], execution_count=7))  # the id of another cell too, as after a copy
    book["cells"][-1:-1] = mine
    put(step, book)
    bring_back(step)
    whole = course.exercise_path(step).read_text(encoding="utf-8")
    compile(whole, "exercise", "exec")
    assert "# ## 메모" in whole and "# ipython: %matplotlib inline\nx = Variable(np.array(3.0))" in whole
    notebook_path(course.exercise_path(step)).unlink()
    make(step)
    assert sources(book_of(step)) == sources(book)
    assert course.exercise_path(step).read_text(encoding="utf-8") == whole


def test_outputs_and_foreign_metadata_stay_where_the_code_stays(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    book["metadata"]["theirs"] = {"a": 1}
    kept, changed = book["cells"][3], book["cells"][4]
    for cell in (kept, changed):
        cell.update(outputs=[OUTPUT], execution_count=3)
    kept["metadata"]["tags"] = ["mine"]
    put(step, book)
    path = course.exercise_path(step)
    path.write_text(path.read_text(encoding="utf-8").replace("class Function:", "class Function:  # new"), encoding="utf-8")
    done = make(step)
    after = book_of(step)
    assert after["metadata"]["theirs"] == {"a": 1}
    assert after["cells"][3] | {"source": []} == kept | {"source": []} and after["cells"][4]["outputs"] == []
    nbformat.validate(nbformat.from_dict(after))  # type: ignore[no-untyped-call]
    assert "is kept as" in done.told[0] and len(list((step.root / ".kata" / "backup").glob("*.ipynb"))) == 1


@pytest.mark.parametrize(
    "data",
    [
        b'"""Step 14"""\r\n\r\nx = 1\r\n\r\n\r\nclass Variable:\r\n    pass\r\n',
        b"\xef\xbb\xbfx = 1\n",
        "# 한국어\nx = '값'".encode(),
        b"x = 1\r\ny = 2\n",
        b"x = 1\ry = 2\n",
        b"",
        b"def broken(:\n",
        b"# %%\nx = 1\n\n# %% [markdown]\n# text\n",
        b"# %%\r\nx = 1\r\n\r\n# %% [markdown]\r\n# text\r\n",
    ],
)
def test_a_file_of_any_kind_comes_back_byte_for_byte(step: course.Step, data: bytes) -> None:
    path = course.exercise_path(step)
    path.write_bytes(data)
    make(step)
    nbformat.validate(nbformat.from_dict(book_of(step)))  # type: ignore[no-untyped-call]
    path.unlink()
    bring_back(step)
    assert path.read_bytes() == data


def test_a_foreign_notebook_becomes_an_exercise_and_stays_as_it_is(step: course.Step, tmp_path: Path) -> None:
    book = {"cells": [text("# Mine"), code("x = 1\r\ny = 2"), code("")], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps(book))
    before = path.read_bytes()
    assert bring_back(step, path).wrote
    assert path.read_bytes() == before
    made = to_notebook(step, decoded(course.exercise_path(step).read_bytes(), "it"))
    assert sources(made)[1:-1] == sources(book)


def test_a_notebook_of_ours_is_a_submission_like_any_other(step: course.Step) -> None:
    make(step)
    made = load(notebook_path(course.exercise_path(step)), 14)
    assert "notebook_check" not in made.files[made.main] and not made.notes
    assert made.blocks[-1].text.startswith('if __name__ == "__main__":')


# What is newer


def test_work_in_the_notebook_is_not_replaced_by_an_exercise_that_stood_still(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    book["cells"].insert(2, code("x = 1"))
    put(step, book)
    data = notebook_path(course.exercise_path(step)).read_bytes()
    done = make(step)
    assert not done.wrote and "BACK=1" in done.told[0]
    assert notebook_path(course.exercise_path(step)).read_bytes() == data


def test_work_in_the_exercise_is_not_replaced_by_a_notebook_that_stood_still(step: course.Step) -> None:
    make(step)
    path = course.exercise_path(step)
    path.write_text("x = 1\n")
    done = bring_back(step)
    assert not done.wrote and "has been changed since" in done.told[0] and path.read_text() == "x = 1\n"


def test_after_bringing_back_neither_is_newer(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    book["cells"].insert(2, code("x = 1"))
    put(step, book)
    assert bring_back(step).wrote
    assert not bring_back(step).wrote and bring_back(step).told[0].endswith("nothing was written.")
    path = course.exercise_path(step)
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert not bring_back(step).wrote and make(step).wrote


def test_where_both_are_newer_what_is_replaced_is_kept(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    book["cells"].insert(2, code("x = 1"))
    put(step, book)
    course.exercise_path(step).write_text("y = 2\n")
    done = make(step)
    assert done.told[0].startswith("Both") and "is kept as" in done.told[1]
    (copy,) = (step.root / ".kata" / "backup").glob("*.ipynb")
    assert sources(loaded(copy.read_bytes(), "it")) == sources(book)


def test_a_guide_or_a_check_that_somebody_wrote_in_is_theirs(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    book["cells"][-1]["source"] = "from grader.notebook_check import check\n\nprint('hi')\ncheck(14)"
    put(step, book)
    bring_back(step)
    assert "print('hi')" in course.exercise_path(step).read_text(encoding="utf-8")


def test_a_notebook_of_another_language_has_its_lesson_and_comes_back_as_it_was(
    step: course.Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    korean = '{"steps": {"14": {"title": "여러 번 쓰기", "lesson": "역전파의 레슨"}}}'
    lessons.lessons_path(step.root, "ko").write_text(korean, encoding="utf-8")
    before = course.exercise_path(step).read_bytes()
    monkeypatch.setenv("KATA_LANG", "ko")
    make(step)
    (_, guide), (_, lesson), *_ = sources(book_of(step))
    assert "14단계 노트북" in guide and guide.endswith("\n\n## 14단계 · 여러 번 쓰기\n\n역전파의 레슨")
    assert "A variable used more than once" in lesson, "the file's own text is one in every language"
    monkeypatch.setenv("KATA_LANG", "en")
    book = book_of(step)
    cell = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    cell["source"] = "".join(cell["source"]) + "\n# mine"
    put(step, book)
    bring_back(step)
    after = course.exercise_path(step).read_bytes()
    assert b"# mine" in after and after.replace(b"\n# mine", b"") == before


# What can not be done


def test_what_is_no_text_or_no_notebook_is_refused_with_the_cure(step: course.Step) -> None:
    path = course.exercise_path(step)
    path.write_bytes(b"x = '\xff'\n")
    with pytest.raises(Unusable, match="is not UTF-8 text; save it as UTF-8"):
        make(step)
    with pytest.raises(Unusable, match="there is no notebook .*Make it with: make notebook STEP=14"):
        bring_back(step)
    for data, says in (
        (b"{", "its JSON breaks at line 1"),
        (b"[]", "not a notebook"),
        (b"\xff", "not UTF-8"),
        (b'{"cells": [], "metadata": {"kernelspec": {"language": "R"}}, "nbformat": 4}', "is written for R"),
        (b'{"worksheets": [], "metadata": {}, "nbformat": 3}', "of format 3; open it in Jupyter"),
    ):
        notebook_path(path).write_bytes(data)
        with pytest.raises(Unusable, match=says):
            bring_back(step)
        assert path.read_bytes() == b"x = '\xff'\n"


def test_a_notebook_with_half_a_letter_is_refused(step: course.Step) -> None:
    book = {"cells": [code("x = '\ud800'")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    with pytest.raises(Unusable, match="not UTF-8"):
        to_python(step, book, "it")


def test_a_place_that_can_not_be_written_is_told(step: course.Step, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.exercise_notebook.backup.write", full)
    with pytest.raises(Unusable, match=r"step14_accumulate.ipynb can not be written \(No space left on device\)"):
        make(step)


def test_an_exercise_that_is_gone_is_told(step: course.Step, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="No such file"):
        make(step, tmp_path / "nowhere.py")


def test_a_notebook_damaged_in_its_notes_is_read_as_if_there_were_none(step: course.Step) -> None:
    make(step)
    book = book_of(step)
    book["metadata"]["kata"] = "gone"
    book["cells"][1]["metadata"]["kata"] = {"opening": 7, "end": [], "mark": {}, "is_title": "x"}
    assert to_python(step, book, "it").text.startswith("# %% [markdown]")
    assert Text("x\n", "\r\n", bom=True).data == b"\xef\xbb\xbfx\r\n"


# The command


def test_the_command_goes_both_ways(root: Path, capsys: Any) -> None:
    assert main(["notebook", "7"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("exercises/stage1_gradients/step07_creator_chain.ipynb is written. Open it")
    assert main(["notebook", "7", "--back"]) == 0
    assert "nothing was written" in capsys.readouterr().out
    mine = root / "mine.ipynb"
    mine.write_bytes(dumped({"cells": [code("x = 1")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    assert main(["notebook", "7", "mine.ipynb"]) == 0
    assert "now holds the code of mine.ipynb. Check it with: make check STEP=7" in capsys.readouterr().out
    assert (root / "exercises/stage1_gradients/step07_creator_chain.py").read_text() == "x = 1\n"
    (root / "mine.py").write_text("y = 2\n")
    mine.unlink()
    assert main(["notebook", "7", "mine.py"]) == 0 and mine.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["7", "mine.txt"], "mine.txt is neither a .py nor a .ipynb"),
        (["7", "mine.py", "--back"], "mine.py is not the notebook of a file"),
        (["99"], "there is no step 99"),
        (["7", "mine.ipynb"], "there is no notebook mine.ipynb"),
    ],
)
def test_calls_that_make_no_sense_are_refused(root: Path, capsys: Any, words: list[str], says: str) -> None:
    assert main(["notebook", *words]) == 2
    assert says in capsys.readouterr().err
