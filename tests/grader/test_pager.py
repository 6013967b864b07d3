"""A long text goes through the learner's pager on a terminal, and straight out everywhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from grader.reports import pager


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pager, "is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")


def program(folder: Path, name: str, code: str = "") -> Path:
    """A pager that writes what it is given, and its settings, into a file beside it."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys\n{code or KEEPS}")
    path.chmod(0o755)
    return path


KEEPS = "open(sys.argv[0] + '.got', 'w').write(os.environ['LESS'] + '|' + ' '.join(sys.argv[1:]) + '|' + sys.stdin.read())\n"


def test_where_there_is_no_terminal_the_text_goes_straight_out(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", sys.executable)
    pager.show("text\n")
    assert capsys.readouterr().out == "text\n" and not pager.is_terminal()


@pytest.mark.usefixtures("terminal")
def test_the_learners_pager_is_used_with_its_options(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = program(tmp_path, "own")
    monkeypatch.setenv("PAGER", f"{own} -a 'b c'")
    monkeypatch.delenv("LESS", raising=False)
    pager.show("∂x\n")
    assert Path(f"{own}.got").read_text() == f"{pager.LESS}|-a b c|∂x\n" and capsys.readouterr().out == ""
    monkeypatch.setenv("LESS", "mine")
    pager.show("x")
    assert Path(f"{own}.got").read_text() == "mine|-a b c|x"


@pytest.mark.usefixtures("terminal")
def test_without_a_wish_it_is_less_and_without_less_more(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    pager.show("nothing there\n")
    assert capsys.readouterr().out == "nothing there\n"
    for name in ("more", "less"):
        path = program(tmp_path, name)
        pager.show(name)
        assert Path(f"{path}.got").read_text().endswith(f"|{name}")


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("asked", ["cat", "", "/nowhere/pager"])
def test_some_wishes_mean_no_pager(asked: str, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PAGER", asked)
    pager.show("text\n")
    assert capsys.readouterr().out == "text\n"


@pytest.mark.usefixtures("terminal")
def test_a_dumb_terminal_has_no_pages(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    pager.show("text\n")
    assert capsys.readouterr().out == "text\n"


@pytest.mark.usefixtures("terminal")
def test_a_wish_with_an_open_quote_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, "less")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PAGER", "less 'open")
    pager.show("x")
    assert Path(f"{path}.got").exists()


@pytest.mark.usefixtures("terminal")
def test_a_pager_that_is_left_early_or_can_not_start_is_no_failure(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", str(program(tmp_path, "quits", "sys.exit(3)\n")))
    pager.show("x" * 1_000_000)
    assert capsys.readouterr().out == ""
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    monkeypatch.setenv("PAGER", str(broken))
    pager.show("text\n")
    assert capsys.readouterr().out == "text\n"
