"""The last cell of a notebook: what was run in a real kernel goes to the grader, and its report is shown there."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import __main__
from grader import bank, course, exercise_notebook, lessons, notebook_check
from grader.notebook_check import SET_ASIDE, Report, check, in_force

ROOT = course.ROOT
needs_a_kernel = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("nbclient", "ipykernel")),
    reason="nbclient and ipykernel are not installed (pip install -e .[dev])",
)
RUN = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=240, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(book, sys.argv[1])
"""


def executed(folder: Path, book: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of a notebook after a kernel of this Python has run them, in a process of its own."""
    path = folder / "it.ipynb"
    path.write_bytes(exercise_notebook.dumped(book))
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "IPYTHONDIR": str(folder), "PYTHONWARNINGS": "ignore"}
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(folder)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert ran.returncode == 0, ran.stderr
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def shown(cell: dict[str, Any]) -> dict[str, str]:
    """What a cell shows, by its kind."""
    found: dict[str, str] = {}
    for output in cell["outputs"]:
        found |= {kind: "".join(lines) for kind, lines in output.get("data", {}).items()}
    return found


def notebook(text: str) -> dict[str, Any]:
    return exercise_notebook.to_notebook(course.step(ROOT, 14), exercise_notebook.Text(text))


def right() -> str:
    submission = bank.reference(ROOT, 14)
    assert submission is not None
    return submission.files[submission.main]


def added(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "id": "new", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


@needs_a_kernel
def test_a_stub_run_in_a_kernel_is_not_written_yet(tmp_path: Path) -> None:
    cells = executed(tmp_path, notebook(lessons.stub(ROOT, 14).text))
    told = shown(cells[-1])
    assert "Step 14 · A variable used more than once: not written yet" in told["text/html"]
    assert told["text/plain"].startswith("Step 14 · A variable used more than once")
    assert "this notebook" in told["text/plain"] and "then this one again." in told["text/plain"]


@needs_a_kernel
def test_a_cell_that_was_mended_and_run_again_is_the_one_that_is_checked(tmp_path: Path) -> None:
    wrong = right().replace("x.grad = gx if x.grad is None else x.grad + gx", "x.grad = gx")
    assert wrong != right()
    book = notebook(wrong)
    place = next(n for n, cell in enumerate(book["cells"]) if cell["source"].startswith("class Variable"))
    mended = next(cell for cell in notebook(right())["cells"] if cell["source"].startswith("class Variable"))
    end = book["cells"].pop()
    first = added("from grader.notebook_check import check\ncheck(14)")
    broken = {**added("%matplotlib_is_no_magic_we_have = 1\nx ="), "metadata": {"tags": ["raises-exception"]}}
    book["cells"] += [first, broken, {**mended, "id": "mended"}, {**end, "source": "check(14, seed=7)"}]
    assert book["cells"][place]["source"] != mended["source"]
    cells = executed(tmp_path, book)
    before, after = shown(cells[-4]), shown(cells[-1])
    assert "x.grad = 1.0" in before["text/html"] and "1 and 1 arrived at x" in before["text/html"]
    assert "Step 14 · A variable used more than once: passed" in after["text/html"]
    assert "seed 7" in after["text/plain"] and "SyntaxError" not in after["text/plain"]


# Which cells count


def cells(*texts: str) -> list[tuple[int, str]]:
    return in_force(["", *texts], ["", *texts])


def test_a_cell_gives_its_place_to_the_one_that_defines_all_of_it_anew() -> None:
    first, second, third = "class A:\n    x = 1", "class B(A):\n    pass", "class A:\n    x = 2"
    assert cells(first, second, third) == [(3, third), (2, second)]
    fourth = "class A:\n    x = 3"
    assert cells(first, second, third, fourth) == [(4, fourth), (2, second)]


def test_a_cell_of_which_something_is_left_stays() -> None:
    both, one = "def f(): pass\ndef g(): pass", "def f(): return 1"
    assert cells(both, one) == [(1, both), (2, one)]
    assert cells("f()", "f()") == [(1, "f()"), (2, "f()")]


def test_what_is_no_python_is_left_out() -> None:
    assert cells("x = 1", "x =", "", "def f(:") == [(1, "x = 1")]


def test_what_was_typed_is_sent_and_what_ipython_made_of_it_is_read() -> None:
    assert in_force(["", "%time f"], ["", "get_ipython().run_line_magic('time', 'f')"]) == [(1, "%time f")]


@pytest.mark.parametrize(
    "text", ["from grader.notebook_check import check\n\ncheck(14)", "check(14)  # again", "notebook_check.check(14, seed=3)"]
)
def test_calls_of_the_check_are_set_aside(text: str) -> None:
    assert cells("x = 1", text) == [(1, "x = 1"), (2, SET_ASIDE)]
    kept = cells(f"y = 2\n{text}")[0][1]
    assert kept.startswith("y = 2\n") and "check" not in kept


# Outside of a kernel


def test_where_no_cell_was_run_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "In", ["", "check(14)"], raising=False)
    found = check(14)
    assert "No cell has been run" in repr(found) and found.passed is False
    assert found._repr_html_().startswith("<p>No cell has been run")


class Shell:
    """What IPython calls itself, as far as it is asked."""

    class history_manager:  # noqa: N801 - as IPython has it
        input_hist_raw = ["", "x = 1"]


def answered(monkeypatch: pytest.MonkeyPatch, code: int, out: bytes, err: bytes = b"") -> Report:
    """The report where the grader answers so."""
    monkeypatch.setattr(__main__, "In", ["", "x = 1"], raising=False)
    monkeypatch.setattr(__main__, "get_ipython", Shell, raising=False)
    sent: list[Any] = []

    def run(words: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        sent.append(json.loads(more["input"]))
        assert words[1:] == ["-I", "-m", "grader", "notebook", "14", "--check"]
        return subprocess.CompletedProcess(words, code, out, err)

    monkeypatch.setattr(notebook_check.subprocess, "run", run)
    found = check(14, seed=3)
    assert sent == [{"folder": str(Path.cwd()), "seed": 3, "cells": [[1, "x = 1"]]}]
    return found


def test_the_answer_of_the_grader_is_shown_in_both_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answered(monkeypatch, 0, json.dumps({"html": "<p>all</p>", "text": "all\n"}).encode())
    assert (found._repr_html_(), repr(found), found.passed) == ("<p>all</p>", "all", True)


def test_a_refusal_is_shown_as_a_sentence_and_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answered(monkeypatch, 2, b"", b"kata: there is no step <99>\n")
    assert repr(found) == "there is no step <99>" and found._repr_html_() == "<p>there is no step &lt;99&gt;</p>"


@pytest.mark.parametrize(("out", "err", "says"), [(b"{}", b"oops", "oops"), (b"", b"", "exit code 3"), (b"[]", b"x", "x")])
def test_a_grader_that_gives_no_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, out: bytes, err: bytes, says: str
) -> None:
    assert repr(answered(monkeypatch, 3, out, err)) == f"the grader gave no answer. What it said: {says}"
