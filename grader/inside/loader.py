"""Turn the text of a submission into a live namespace, whatever its demonstrations do.

A statement that raises is noted, and what stands after it is still read. A file that does not
parse is read as far as it does. Neighbouring files are imported from memory, none from disk.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import linecache
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, ModuleType
from typing import Any

from . import standins
from .definitions import digests

ROOT = "/submission/"
MAX_PROBLEMS = 20
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass
class Loaded:
    """A live submission: its names, what was noticed while it was read, its definitions' digests.

    `printed` is what it printed meanwhile, or the beginning of that.
    """

    namespace: dict[str, Any]
    notes: list[str]
    problems: list[dict[str, Any]]
    definitions: dict[str, str]
    left_behind: list[str]
    memory: list[tuple[Any, Any]] = field(default_factory=list)
    printed: str = ""

    def restore(self) -> None:
        """Put module globals, class attributes and module-level containers back as they were after loading."""
        for target, content in self.memory:
            _put_back(target, content)


def load(main: str, files: Mapping[str, str], blocks: Sequence[Mapping[str, Any]], order: str) -> Loaded:
    """Execute the blocks of the main file in one namespace, `as-written` or with definitions `last-first`.

    In the second order the last definition of each name stands where the name was first defined, and
    demonstrations follow behind all of them: so no class is left with a base that was replaced later.
    """
    notes: list[str] = []
    problems: list[dict[str, Any]] = []
    standins.install(notes)
    sys.meta_path.append(_Neighbours(files, main, problems))
    warnings.simplefilter("ignore")
    module = _module(main)
    sys.modules[module.__name__] = module
    text = "\n".join(block["text"] for block in blocks)
    _remember_lines(ROOT + main, text)
    trees = [_parse(block["text"], ROOT + main, block["first_line"], problems) for block in blocks]
    for tree in trees if order == "as-written" else [_last_definitions_first(trees)]:
        execute(tree, ROOT + main, vars(module), problems)
    loaded = Loaded(vars(module), notes, problems[:MAX_PROBLEMS], _digests(blocks), _left_behind(vars(module)))
    loaded.memory = _memory(vars(module))
    return loaded


def _last_definitions_first(trees: Sequence[ast.Module]) -> ast.Module:
    statements = [statement for tree in trees for statement in tree.body]
    last = {statement.name: statement for statement in statements if isinstance(statement, DEFINITIONS)}
    early: dict[str, ast.stmt] = {}
    late: list[ast.stmt] = []
    for statement in statements:
        if isinstance(statement, DEFINITIONS):
            early.setdefault(statement.name, last[statement.name])
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            early[f"import {len(early)}"] = statement
        else:
            late.append(statement)
    return ast.Module([*early.values(), *late], [])


def _left_behind(scope: Mapping[str, Any]) -> list[str]:
    """Classes that were defined again after others had been built on them: those others keep the older one."""
    classes = [value for value in scope.values() if isinstance(value, type) and value.__module__ == scope["__name__"]]
    bases = {base.__name__: base for kind in classes for base in kind.__mro__[1:] if base.__module__ == kind.__module__}
    return [name for name, base in bases.items() if isinstance(scope.get(name), type) and scope[name] is not base]


def execute(tree: ast.Module, filename: str, scope: dict[str, Any], problems: list[dict[str, Any]]) -> None:
    """Run a file's or a cell's statements in `scope`; each that raises becomes a problem, not an end."""
    start, alone = 0, False
    while start < len(tree.body):
        part = ast.Module(tree.body[start : start + 1 if alone else None], [])
        try:
            code = _compile(part, filename, tree)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if alone:
                problems.append(_problem(error, _line_in(error, filename), filename))
                start += 1
            alone = True  # `return` outside a function parses, and would keep all the rest from running
            continue
        try:
            exec(code, scope)
            start += len(part.body)
        except BaseException as error:  # a demonstration may raise anything, SystemExit too
            line = _line_in(error, filename)
            problems.append(_problem(error, line, filename))
            start = start + 1 if alone else _statement_after(tree.body, start, line)


def _parse(text: str, filename: str, first_line: int, problems: list[dict[str, Any]]) -> ast.Module:
    """The syntax tree, or that of the longest run of lines from the top that is whole."""
    try:
        return ast.increment_lineno(ast.parse(text, filename), first_line - 1)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        problems.append(_problem(error, line + first_line - 1, filename))
        return ast.increment_lineno(_longest_prefix(text.splitlines(keepends=True), line), first_line - 1)


def _longest_prefix(lines: list[str], bad_line: int) -> ast.Module:
    starts = [i for i, line in enumerate(lines[:bad_line]) if line[:1].strip() and line[:1] not in "#)]}"]
    for cut in reversed(starts[-60:]):
        try:
            return ast.parse("".join(lines[:cut]))
        except (SyntaxError, ValueError):
            continue
    return ast.Module([], [])


def _compile(part: ast.Module, filename: str, tree: ast.Module) -> CodeType:
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(getattr(__import__("__future__"), alias.name, None), "compiler_flag", 0)
    code: CodeType = compile(part, filename, "exec", flags=flags, dont_inherit=True)
    return code


def _line_in(error: BaseException, filename: str) -> int:
    """The line of the top-level statement that raised."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename and trace.tb_frame.f_code.co_name == "<module>":
            return trace.tb_lineno
        trace = trace.tb_next
    return getattr(error, "lineno", None) or 0


def _statement_after(body: list[ast.stmt], start: int, line: int) -> int:
    for index in reversed(range(start, len(body))):
        decorators = getattr(body[index], "decorator_list", [])
        first = min([body[index].lineno, *(node.lineno for node in decorators)])
        if first <= line <= (body[index].end_lineno or first):
            return index + 1
    return start + 1 if line == 0 else len(body)


def _problem(error: BaseException, line: int, filename: str) -> dict[str, Any]:
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:
        message = ""
    return {"type": type(error).__name__, "message": str(message)[:500], "file": filename[len(ROOT) :], "line": line}


def _digests(blocks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in blocks:
        try:
            found.update(digests(block["text"]))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return found


def _module(main: str) -> ModuleType:
    """The main file as a module: of its package, if it lies in one, so that relative imports find their way."""
    *folders, stem = main.rsplit(".", 1)[0].split("/")
    names = folders if stem == "__init__" else [*folders, stem]
    name = ".".join(names)
    taken = sys.stdlib_module_names | sys.modules.keys()
    whole = names and all(part.isidentifier() for part in names) and names[0] not in taken
    module = ModuleType(name if whole else "submission")
    module.__file__ = ROOT + main
    if whole:
        module.__package__ = ".".join(folders)
    if whole and stem == "__init__":
        module.__path__ = [ROOT + "/".join(folders)]
    return module


def _remember_lines(filename: str, text: str) -> None:
    lines = text.splitlines(keepends=True)
    linecache.cache[filename] = (len(text), None, lines, filename)


class _Neighbours(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the other files of a submission from memory."""

    def __init__(self, files: Mapping[str, str], main: str, problems: list[dict[str, Any]]) -> None:
        self.files = files
        self.problems = problems
        parts = main.split("/")[:-1]
        self.bases = ["/".join(parts[:depth]) for depth in range(len(parts), -1, -1)]

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        """The spec of a module that travels with the submission, or None."""
        stem = name.rpartition(".")[2]
        bases = self.bases if path is None else [p[len(ROOT) :] for p in path if p.startswith(ROOT)]
        for base in bases:
            place = f"{base}/{stem}" if base else stem
            for file, package in ((f"{place}/__init__.py", True), (f"{place}.py", False)):
                if file in self.files:
                    return self._spec(name, file, place if package else None)
            if any(file.startswith(place + "/") for file in self.files):
                return self._spec(name, None, place)
        return None

    def _spec(self, name: str, file: str | None, package: str | None) -> importlib.machinery.ModuleSpec:
        origin = ROOT + (file or package or "")
        spec = importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=package is not None)
        spec.has_location = file is not None
        spec.loader_state = file
        if package is not None:
            spec.submodule_search_locations = [ROOT + package]
        return spec

    def create_module(self, spec: Any) -> None:
        """Let the import system make the module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a neighbour's text as leniently as the main file's."""
        file = module.__spec__.loader_state if module.__spec__ else None
        if file is not None:
            _remember_lines(ROOT + file, self.files[file])
            tree = _parse(self.files[file], ROOT + file, 1, self.problems)
            execute(tree, ROOT + file, vars(module), self.problems)


def _memory(scope: dict[str, Any]) -> list[tuple[Any, Any]]:
    """What to put back before each scenario: the globals, and one level of what they hold."""
    memory: list[tuple[Any, Any]] = [(scope, dict(scope))]
    for value in tuple(scope.values()):
        if type(value) in (list, dict, set):
            memory.append((value, value.copy()))
        elif isinstance(value, type) and value.__module__ == scope.get("__name__"):
            memory.append((value, _own_attributes(value)))
            memory += [
                (item, item.copy()) for item in vars(value).values() if type(item) in (list, dict, set)
            ]
    return memory


def _own_attributes(kind: type) -> dict[str, Any]:
    return {k: v for k, v in vars(kind).items() if k not in ("__dict__", "__weakref__", "__doc__")}


def _put_back(target: Any, content: Any) -> None:
    if isinstance(target, type):
        now = _own_attributes(target)
        for name in now.keys() - content.keys():
            delattr(target, name)
        for name, value in content.items():
            if now.get(name, target) is not value:
                setattr(target, name, value)
    elif isinstance(target, list):
        target[:] = content
    elif isinstance(target, dict):  # never empty in between: a hook or a thread of theirs may be looking
        for name in target.keys() - content.keys():
            del target[name]
        target.update(content)
    else:
        target.clear()
        target.update(content)
