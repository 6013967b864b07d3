"""The grader → the part of it that a learner needs: the commands of their loop, and every module that these lead to."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from grader import course
from grader.commands import COMMANDS as KNOWN
from grader.commands.shared import SYSTEMS

PACKAGE = "grader"
COMMANDS = ("check", "place", "watch", "progress", "lesson", "predict", "notebook", "graph", "hint", "solution", "carry", "reset")
STARTED = ("grader", "grader.__main__", "grader.checks", "grader.notebook_check")  # from outside: by Python, checks, a notebook
DOORS = ("here", "help", "clean", *COMMANDS)
LEFT_OUT = "classroom"  # instructors' work; nothing that a learner calls leads there, and a test says so
ANSWERS = ("framework.py",)  # a framework of ours for files that only draw graphs; where it is absent none is lent
UNUSED_TABLES = ("tool.pytest", "tool.ruff", "tool.mypy")
UNUSED_EXTRAS = ("dev", "cluster", "similar")
RULE = re.compile(r"^([a-z]+):.*\n(?:\t.*\n)*\n?", re.MULTILINE)
TO_TEST = re.compile(r"^\$\(VENV\)/\.ready-to-test:.*\n(?:\t.*\n)*\n?", re.MULTILINE)


def modules(root: Path = course.ROOT, also: Iterable[str] = ()) -> tuple[Path, ...]:
    """The files of the modules that a learner's commands lead to, wherever in them an import stands, and of `also`."""
    waiting = [*STARTED, *(f"{PACKAGE}.commands.{name}" for name in COMMANDS), *also]
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        path = _file(root, name)
        if path is not None and name not in found:
            found[name] = path
            waiting += [name.rpartition(".")[0], *_imports(path)]
    inside = (root / PACKAGE / "inside").glob("*.py")  # is sent to the worker as a whole
    return tuple(sorted(path for path in {*found.values(), *inside} if path.name not in ANSWERS))


def _file(root: Path, name: str) -> Path | None:
    path = root / name.replace(".", "/")
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if name and file.is_file()), None)


@cache
def _imports(path: Path) -> tuple[str, ...]:
    return tuple(_imported(ast.parse(path.read_text(encoding="utf-8"))))


def _imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports, also those whose names it puts together: `import_module(f"grader.reports.{form}")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (item.name for item in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{item.name}" for item in node.names)
    if any(isinstance(node, ast.Name) and node.id == "SYSTEMS" for node in ast.walk(tree)):
        yield from (f"{PACKAGE}.reports.{name}" for name in SYSTEMS)


def makefile(text: str, first: int) -> str:
    """The Makefile with a learner's doors, and `first` for the step to begin with.

    Behind every other command of the grader it says there that it is not in this pack.
    """
    gone = [door for door in RULE.findall(text) if door not in DOORS]
    text = without(text, gone).replace("STEP=1 ", f"STEP={first} ")
    commands = [door for door in gone if door in KNOWN]
    text = re.sub(r"^(\.PHONY: .*)$", rf"\1 {' '.join(commands)}", text, count=1, flags=re.MULTILINE)
    at = text.index("clean:")
    return f"{text[:at]}{' '.join(commands)}: $(VENV)/.ready\n\t@$(RUN) $@\n\n{text[at:]}"


def without(text: str, doors: Collection[str]) -> str:
    """The Makefile without these doors and what only they need."""
    text = RULE.sub(lambda rule: "" if rule[1] in doors else rule[0], text)
    if "test" in doors:
        text = TO_TEST.sub("", text)
    return re.sub(r"^\.PHONY: .*$", lambda line: _spared(line[0], doors), text, count=1, flags=re.MULTILINE)


def _spared(line: str, doors: Collection[str]) -> str:
    return " ".join(word for word in line.split() if word not in doors)


def project(text: str) -> str:
    """The pyproject.toml without what only the course's authors use."""
    tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    kept = [table for table in tables if not table.lstrip("[").startswith(UNUSED_TABLES)]
    extras = "|".join(UNUSED_EXTRAS)
    return re.sub(rf"^(?:{extras}) = .*\n", "", "".join(kept), flags=re.MULTILINE).rstrip("\n") + "\n"
