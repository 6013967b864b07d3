"""What argparse and the worker say in English is said again in the language asked for."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader.inside.child
import grader.inside.kata
import grader.words
from grader.commands import COMMANDS, Parser
from grader.errors import Unusable
from grader.inside import plain
from grader.words import FOLDER, texts
from grader.words.retelling import retold


@pytest.fixture
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language that says everything as English does, in brackets."""
    for table in (FOLDER / "en").glob("*.json"):
        told = {key: f"<{text}>" for key, text in json.loads(table.read_text(encoding="utf-8")).items()}
        for code, text in (("en", table.read_text(encoding="utf-8")), ("xx", json.dumps(told))):
            (tmp_path / code).mkdir(exist_ok=True)
            (tmp_path / code / table.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(grader.words, "FOLDER", tmp_path)
    monkeypatch.setenv("KATA_LANG", "xx")
    texts.cache_clear()
    yield
    texts.cache_clear()


@pytest.mark.usefixtures("abroad")
def test_a_sentence_and_the_sentences_in_it_are_said_again() -> None:
    assert retold("answer", "the answer['a'] is a Variable") == "<<the answer['a']> is a Variable>"
    assert retold("answer", "the answer is nested more than 40 deep") == "<<the answer> is nested more than 40 deep>"


@pytest.mark.usefixtures("abroad")
def test_what_is_no_sentence_of_the_table_stays_as_it_is() -> None:
    assert retold("worker", "division by zero") == "division by zero"


def test_english_is_english() -> None:
    assert retold("answer", "the answer is a Variable") == "the answer is a Variable"


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize(
    "words",
    [
        ["check", "--format", "xml"],
        ["check", "--seed"],
        ["check", "--nothing"],
        ["place"],
        ["check", "--is", "auto", "--i=x", "1", "2", "3"],
        ["check", "--s=x"],
        ["grade", "x", "--s", "1"],
        ["hint", "--again=x"],
        ["check", "x"],
        ["grade", "class", "--jobs", "0"],
    ],
)
def test_whatever_argparse_refuses_is_said_in_our_words(words: list[str]) -> None:
    from importlib import import_module

    parser = Parser(words[0])
    import_module(f"grader.commands.{words[0]}").arguments(parser)
    with pytest.raises(Unusable) as refused:
        parser.parse_args(words[1:])
    assert str(refused.value).startswith("<<"), str(refused.value)


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_page_is_in_our_words(command: str) -> None:
    from importlib import import_module

    parser = Parser(command)
    import_module(f"grader.commands.{command}").arguments(parser)
    page = parser.format_help()
    assert page.startswith("<usage:> ") and "\n<options>:\n" in page and "<show this help message and exit>" in page
    assert not re.search(r"\n  \S+( [A-Z]+)?\n  \S", page), "an option without a word"


def raised(module: object, kinds: set[str], functions: str = "") -> Iterator[str]:
    """The texts with which a module, or some functions of it, raises errors of these kinds, {} for each value."""
    tree = ast.parse(Path(str(vars(module)["__file__"])).read_text(encoding="utf-8"))
    parts = [node for node in tree.body if not functions or getattr(node, "name", "") in functions.split()]
    for node in (inner for part in parts for inner in ast.walk(part)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") in kinds:
            text = node.exc.args[0]
            parts = text.values if isinstance(text, ast.JoinedStr) else [text]
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


def test_what_the_worker_says_of_an_answer_stands_in_a_table() -> None:
    known = [re.sub(r"\{\w+\}", "{}", text) for text in texts("en", "answer").values()]
    told = list(raised(plain, {"NotPlain", "TooBig"}, "encode _lower _key _lower_array"))
    assert len(told) == 8 and [text for text in told if text not in known] == []


def test_what_the_worker_raises_itself_stands_in_a_table() -> None:
    known = [re.sub(r"\{\w+\}", "{}", text) for text in texts("en", "worker").values()]
    assert [text for text in raised(grader.inside.kata, {"TypeError"}) if text not in known] == []
    assert grader.inside.child.UNTOLD in known
