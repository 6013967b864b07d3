"""`make graph`: a drawing of a file that goes wrong, and a sentence where there is none to draw."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader import bank, course, drawn, lessons
from grader.check import Options
from grader.commands import main
from grader.counterexample import Search
from grader.errors import Unusable

ROOT = course.ROOT
OPTIONS = Options(seed=5)
SENTENCE = "1 and 1 arrived at x, whose gradient is 1 and should be 2."
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def written(folder: Path, step: int, name: str = "") -> Path:
    """A file with our framework of a step, or with a known mistake of it."""
    submission = bank.reference(ROOT, step)
    if name:
        submission = next(made for known, made in bank.mistakes(course.step(ROOT, step)) if known.name == name)
    assert submission is not None
    path = folder / "mine.py"
    path.write_text(submission.files[submission.main], encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return written(tmp_path, 14, "overwrites")


def test_a_file_that_goes_wrong_is_drawn_and_that_is_not_a_pass(wrong: Path, capsys: Any) -> None:
    assert main(["graph", "14", str(wrong), "--seed", "5"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("Step 14 · the smallest graph found that goes wrong\n") and err == ""
    assert SENTENCE in out and "└ add(x, x) · run 1" in out


def test_a_file_that_is_right_is_told_how_much_was_tried(tmp_path: Path, capsys: Any) -> None:
    assert main(["graph", "14", str(written(tmp_path, 14)), "--seed", "5"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert re.fullmatch(r"No counter-example among 1\d\d small graphs of step 14: .*\.", out)


def test_a_stub_as_shipped_is_not_written_yet(tmp_path: Path) -> None:
    found = drawn.draw(ROOT, 14, shipped_stub(tmp_path), OPTIONS)
    assert (found.found, found.all_right) == (None, False)
    told = " ".join(" ".join(found.lines()).split())
    assert told == (
        "There is nothing to draw yet: Variable.backward and Variable.cleargrad are still as they were shipped"
    )


def shipped_stub(folder: Path) -> Path:
    """The exercise of step 14 as it is woven, whatever somebody who runs this has made of theirs."""
    path = folder / "stub.py"
    path.write_text(lessons.stub(ROOT, 14).text, encoding="utf-8")
    return path


def test_a_file_that_can_not_be_tried_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text("import os\nos._exit(0)\n")
    found = drawn.draw(ROOT, 14, path, OPTIONS)
    assert not found.all_right and "make check STEP=14 says more" in " ".join(" ".join(found.lines()).split())


def test_what_is_missing_is_told_without_terminal_escapes() -> None:
    told = drawn.Drawn(7, Search(None, 0, "write \x1b[31mit")).lines()
    assert list(told) == ["There is nothing to draw yet: write it"]


def test_before_step_6_there_are_no_graphs(capsys: Any) -> None:
    assert main(["graph", "5"]) == 2
    assert capsys.readouterr().err == "kata: graphs begin with step 6, where gradients begin; this is step 5\n"
    with pytest.raises(Unusable, match="there is no step 99"):
        drawn.draw(ROOT, 99)


def test_json_on_stdout_is_one_document(wrong: Path, capsys: Any) -> None:
    assert main(["graph", "14", str(wrong), "--seed", "5", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["step"], told["graph"]["says"]) == (1, 14, SENTENCE)


@pytest.mark.parametrize("name", ["graph.dot", "graph.JSON", "graph.txt"])
def test_the_ending_of_a_file_says_its_format(wrong: Path, tmp_path: Path, capsys: Any, name: str) -> None:
    assert main(["graph", "14", str(wrong), "--seed", "5", "--out", str(tmp_path / name)]) == 1
    text = (tmp_path / name).read_text(encoding="utf-8")
    begins = {"graph.dot": "digraph", "graph.JSON": "{", "graph.txt": "Step 14"}[name]
    assert text.startswith(begins)
    assert capsys.readouterr().out == f"The drawing is in {tmp_path / name}.\n"


@needs_dot
@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_picture_is_written(wrong: Path, tmp_path: Path, form: str) -> None:
    assert main(["graph", "14", str(wrong), "--seed", "5", "--out", str(tmp_path / f"graph.{form}")]) == 1
    assert "<svg" in (tmp_path / f"graph.{form}").read_text(encoding="utf-8")


def test_a_format_may_be_asked_for_whatever_the_file_is_called(wrong: Path, tmp_path: Path) -> None:
    assert main(["graph", "14", str(wrong), "--seed", "5", "--format", "dot", "--out", str(tmp_path / "graph")]) == 1
    assert (tmp_path / "graph").read_text(encoding="utf-8").startswith("digraph")


def test_a_file_without_a_known_ending_is_refused_before_anything_runs(capsys: Any) -> None:
    assert main(["graph", "14", "nowhere.py", "--out", "graph.png"]) == 2
    assert "graph.png does not end in .svg, .html, .dot, .json or .txt" in capsys.readouterr().err


def test_what_stood_in_the_file_before_is_kept(
    wrong: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader.commands import graph

    monkeypatch.setattr(course, "ROOT", tmp_path)
    target = tmp_path / "graph.txt"
    target.write_text("mine")
    graph._write(target, "ours")
    kept, said = capsys.readouterr().out.splitlines()
    copy = tmp_path / kept.rpartition(" ")[2].rstrip(".")
    assert copy.read_text() == "mine" and target.read_text() == "ours" and said == f"The drawing is in {target}."
    graph._write(target, "ours")
    assert len(list((tmp_path / ".kata" / "backup").iterdir())) == 1


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    from grader.commands import graph

    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="can not be written"):
        graph._write(tmp_path / "file" / "graph.txt", "text")


def test_the_report_of_a_check_shows_the_graph_unasked(wrong: Path, capsys: Any) -> None:
    assert main(["check", "14", str(wrong), "--seed", "5"]) == 1
    out = capsys.readouterr().out
    assert out.index("expected  x.grad = 2.0") < out.index("The smallest graph found") < out.index(SENTENCE)
    assert out.index(SENTENCE) < out.index("This is just what a known mistake does")
    assert main(["check", "14", str(wrong), "--seed", "5", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["graph"]["says"] == SENTENCE


def test_a_check_that_passes_or_fails_otherwise_looks_for_no_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader import check as checking
    from grader import counterexample

    def never(*_: object) -> None:
        raise AssertionError("a graph was looked for")

    monkeypatch.setattr(counterexample, "wrong_number", never)
    right = checking.check(ROOT, 14, written(tmp_path, 14), OPTIONS)
    assert right.status == "passed" and right.graph is None
    other = checking.check(ROOT, 19, written(tmp_path, 18), OPTIONS)
    assert other.status != "passed" and other.graph is None
    stub = checking.check(ROOT, 14, shipped_stub(tmp_path), OPTIONS)
    assert stub.status == "unwritten" and stub.graph is None


def test_a_drawing_that_can_not_be_had_does_not_take_the_verdict_with_it(
    wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from grader import check as checking
    from grader import counterexample
    from grader.errors import GraderError

    def fails(*_: object) -> None:
        raise GraderError("the worker has died")

    monkeypatch.setattr(counterexample, "wrong_number", fails)
    found = checking.check(ROOT, 14, wrong, OPTIONS)
    assert found.status == "failed" and found.graph is None
