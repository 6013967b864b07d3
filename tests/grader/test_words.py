"""Every sentence has a key that is used, every key that is used has a sentence, every placeholder is filled."""

from __future__ import annotations

import ast
import doctest
import itertools
import os
import re
import shutil
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import grader.words
from grader.commands import COMMANDS, Parser
from grader.outcome import Outcome
from grader.verdict import KINDS
from grader.words import FOLDER, either, language, listed, say, speak_english, texts
from grader.worker import Isolation

GRADER = Path(grader.words.__file__).parents[1]


def all_texts(code: str) -> dict[str, str]:
    """Every sentence of a language by its whole key."""
    tables = sorted(path.stem for path in (FOLDER / code).glob("*.json"))
    return {f"{table}.{key}": text for table in tables for key, text in texts(code, table).items()}


KEYS = all_texts("en")
TABLES = {key.partition(".")[0] for key in KEYS}
SOURCES = [path for path in sorted(GRADER.rglob("*.py")) if "inside" not in path.parts]
ANYTHING = r"[\w-]+"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def spellings(node: ast.expr) -> list[str]:
    """The texts that an expression may come to, as patterns; what can not be read off is any word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return spellings(node.body) + spellings(node.orelse)
    if isinstance(node, ast.FormattedValue):
        return spellings(node.value)
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in itertools.product(*map(spellings, node.values))]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [left + right for left in spellings(node.left) for right in spellings(node.right)]
    return [ANYTHING]


def keys_in(path: Path) -> Iterator[str]:
    """Patterns of the keys that a module writes down, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
            for pattern in spellings(node):
                table, dot, rest = pattern.partition(r"\.")
                whole = re.fullmatch(r"(?:[\w\\-]|\[\\w-\]\+)+", rest) and not rest.endswith("-")
                if dot and table in TABLES and whole:
                    yield pattern


def tables_said_again() -> Iterator[str]:
    """Tables of what others say in English, which is looked up by its text."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("retold", "_retold")
            if named and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def calls_of_say() -> Iterator[tuple[str, str, set[str]]]:
    """Each call with keys that are written in it: where, one of its keys, the names it fills in."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                given = {keyword.arg for keyword in node.keywords}
                keys = spellings(node.args[0]) if None not in given else []
                for key in (key for key in keys if key != ANYTHING):
                    yield f"{path.name}:{node.lineno}", key, {name for name in given if name}


CALLS = list(calls_of_say())
USED = {(path.name, key) for path in SOURCES for key in keys_in(path)}


def test_every_key_that_a_module_writes_down_has_a_sentence() -> None:
    assert len(USED) > 60
    strays = {(file, key) for file, key in USED if not any(re.fullmatch(key, known) for known in KEYS)}
    files = {(file, key) for file, key in strays if re.fullmatch(r"[\w\\-]+\\\.(?:toml|py|ini|css|js|json)", key)}
    assert strays - files == set()


def test_every_sentence_is_said_somewhere() -> None:
    patterns = {key for _, key in USED} | {rf"{table}\.{ANYTHING}" for table in tables_said_again()}
    assert [key for key in KEYS if not any(re.fullmatch(pattern, key) for pattern in patterns)] == []


def test_every_command_and_every_option_says_what_it_is_for_and_nothing_else_does() -> None:
    due = {"any-step", "any-step-or-current"}
    for command in COMMANDS:
        parser = Parser(command)
        import_module(f"grader.commands.{command}").arguments(parser)
        due |= {command, f"{command}-long"}
        for action in parser._actions[1:]:
            assert action.help is None, "what an option is for stands in the table"
            keys = f"{command}-{action.dest}".replace("_", "-"), f"any-{action.dest}".replace("_", "-")
            assert any(key in texts("en", "help") for key in keys), keys
            due |= set(keys)
    assert set(texts("en", "help")) <= due


def test_every_placeholder_is_filled_where_the_sentence_is_said() -> None:
    checked = 0
    for where, pattern, given in CALLS:
        for key in (key for key in KEYS if re.fullmatch(pattern, key)):
            checked += 1
            assert placeholders(KEYS[key]) <= given, (where, key)
    assert checked > 50


def test_no_value_is_handed_over_that_no_sentence_shows() -> None:
    shown: dict[str, set[str]] = {where: set() for where, _, _ in CALLS}
    for where, pattern, _ in CALLS:
        shown[where].update(*(placeholders(KEYS[key]) for key in KEYS if re.fullmatch(pattern, key)))
    assert [(where, given - shown[where]) for where, _, given in CALLS if given - shown[where]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_verdict_has_a_word(kind: str) -> None:
    assert say(f"kind.{kind}")


def test_every_status_and_every_phase_has_words() -> None:
    statuses = {key.partition(".")[2] for key in KEYS if key.startswith("status.")}
    assert statuses == {"passed", "failed", "unwritten", "error", "grader-error"}
    outcomes = [Outcome(1, "", "", "", s, Isolation("none", (), ()), 1, (), 0.0) for s in statuses]
    assert {outcome.exit_code for outcome in outcomes} == {0, 1, 3}
    assert {key for key in KEYS if key.startswith("phase.")} == {"phase.loading", "phase.running"}


def test_no_sentence_is_empty_or_has_room_at_its_ends_that_nobody_sees() -> None:
    for key, text in KEYS.items():
        assert text.strip() and text == text.rstrip() and "  " not in text, key
        assert text == text.lstrip() or key == "ended.so-far", key


def test_sentences_fill_in_names_only() -> None:
    for key, text in KEYS.items():
        for _, name, form, conversion in string.Formatter().parse(text):
            assert name is None or (name.isidentifier() and not form and not conversion), key


def test_a_sentence_is_filled_in_and_an_unknown_key_is_an_error() -> None:
    assert say("report.title", step=14, title="A title") == "Step 14 · A title"
    assert say("report.seed", seed="{}") == "seed {}", "a value is never read as a pattern"
    for key in ("report.nothing", "nothing", "report"):
        with pytest.raises(KeyError):
            say(key)


def test_a_sentence_without_its_values_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("report.seed")


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(grader.words)
    assert told.attempted > 0 and told.failed == 0


def test_of_many_names_a_few_are_listed() -> None:
    names = list("abcdefgh")
    assert listed(names[:4]) == "a, b, c and d"
    assert listed(names[:5]) == "a, b, c and 2 more" and listed(names) == "a, b, c and 5 more"
    assert listed(names, most=8) == "a, b, c, d, e, f, g and h" and listed(names, most=2) == "a and 7 more"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


# Other languages


@pytest.fixture
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place with a language that has one sentence of its own."""
    shutil.copytree(FOLDER / "en", tmp_path / "en")
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "report.json").write_text('{"seed": "semen {seed}"}', encoding="utf-8")
    monkeypatch.setattr(grader.words, "FOLDER", tmp_path)
    for variable in ("KATA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    texts.cache_clear()
    yield
    texts.cache_clear()


@pytest.mark.usefixtures("abroad")
def test_a_language_says_what_it_has_and_english_says_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "xx_YY.UTF-8")
    assert (language(), say("report.seed", seed=3), say("kind.failed")) == ("xx", "semen 3", "failed")


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zz_ZZ.UTF-8"}, "en"),
        ({"LANG": "xx"}, "xx"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "xx_YY"}, "xx"),
        ({"LC_MESSAGES": "xx", "LANG": "en"}, "xx"),
        ({"KATA_LANG": "XX", "LC_ALL": "en_US.UTF-8"}, "xx"),
        ({"KATA_LANG": "", "LANG": "xx"}, "xx"),
        ({"KATA_LANG": "../en"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_if_there_are_texts(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], code: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == code


@pytest.mark.usefixtures("abroad")
def test_english_from_now_on_is_english_also_in_what_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KATA_LANG", "xx")
    assert say("report.seed", seed=3) == "semen 3"
    speak_english()
    assert (say("report.seed", seed=3), os.environ["KATA_LANG"]) == ("seed 3", "en")


def test_one_of_several_is_meant() -> None:
    assert [either(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a or b", "a or b or c"]


# What stands in code


AUTHORS = frozenset(  # what these say is for authors of steps, checks and packs, who read the code beside it
    "bank dot exercise matrix merging mutation precision shipping source state weave".split()
)
DATA = ("INSERT", "SELECT", "\nCREATE", "\ndef ")


def texts_in(path: Path) -> Iterator[str]:
    """What a module holds in quotes, but for docstrings and whatever is no text of several words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        if id(node) not in inner | said:
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_sentence_stands_in_code(path: Path) -> None:
    """A sentence: several plain words, one of them an article, a preposition or a verb that joins others."""
    if path.stem not in AUTHORS and "packs" not in path.parts:
        found = [t for t in texts_in(path) if SENTENCE.search(t) and not t.startswith(DATA)]
        assert found == KEPT.get(path.stem, [])


SENTENCE = re.compile(r"[a-z{}'] (?:the|an|of|is|are|was|not|no|can|to|with|for|it|that|this|has|have|there|than)\b(?!-)")
KEPT = {  # what others say, or nobody ever reads
    "along_book": ["truth value of an array"],
    "gradebook": ["unable to open"],
    "logbook": ["a value of another kind"],
    "scripts": [r"name '(\w+)' is not defined"],
    "walks": ["the functions of this small graph ran more than 100 times"],
}
