"""Turn the text of a submission into a live namespace, whatever its demonstrations do.

A statement that raises is noted, and what stands after it is still read. A file that does not
parse is read as far as it does. Neighbouring files are imported from memory, none from disk.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.machinery
import linecache
import re
import signal
import sys
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import CodeType, FrameType, ModuleType
from typing import Any

from . import ages, parts, standins
from .definitions import digests_of

ROOT = "/submission/"
MAX_PROBLEMS = 20
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
RUNNERS = frozenset({"unittest.main", "pytest.main", "nose.main", "nose.run", "doctest.testmod"})
PROGRAM = frozenset({"__name__ == '__main__'", "'__main__' == __name__"})
PATIENCE = 0.15  # of the time for loading: for the first demonstration that does not end; the next has half of that
SHORTLY = 0.01
INDENTED = re.compile(r"^[ \t]+from[ \t]*\.", re.MULTILINE)
ANNOTATIONS = __import__("__future__").annotations.compiler_flag
# What a line that this Python can not read tells: its version, where the line or the complaint looks like that.
SYNTAX: Sequence[tuple[str, str, str]] = (
    ("2", r"^\s*(print|exec)\s+[^=(\s]|^\s*print\s*>>|^\s*raise\s+\w+\s*,|^\s*except\s+\w+\s*,\s*[a-z_]+\s*:|<>", ""),
    ("2", "", r"Missing parentheses in call to|leading zeros in decimal integer"),
    ("3.14", r"^\s*except\s+\w[\w.]*\s*,\s*\w[^()]*:", ""),
    ("3.14", r"""(?:^|[^\w'"])[tT][rR]?['"]""", ""),
    ("3.13", r"^\s*(?:class|def|type|async def)\s+\w+\s*\[[^\]()]*=[^\]]*\]", ""),
    ("3.12", r"^\s*type\s+\w+\s*(?:\[.*\]\s*)?=", ""),
    ("3.12", r"^\s*(?:class|def|async\s+def)\s+\w+\s*\[", ""),
    ("3.12", r"""(?:^|[^\w'"])(?:[fF][rR]?|[rR][fF])['"]""", r"f-string"),
    ("3.11", r"^\s*except\s*\*", ""),
    ("3.11", r"\[\s*\*\w|:\s*\*\w", ""),
)


class TooLong(BaseException):
    """A demonstration that was left because it went on and on; told as a TimeoutError after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass
class Loaded:
    """A live submission: its names, what was noticed while it was read, its definitions' digests.

    A note is a key of what is to be said of a name, and the name. `printed` is what it printed meanwhile, or the
    beginning of that.
    """

    namespace: dict[str, Any]
    notes: list[tuple[str, str]]
    problems: list[dict[str, Any]]
    definitions: dict[str, str]
    left_behind: list[str]
    memory: list[tuple[Any, Any]] = field(default_factory=list)
    printed: str = ""
    known: dict[str, Any] = field(default_factory=dict)  # what scenarios found out about its names

    def restore(self) -> None:
        """Put module globals, class attributes and module-level containers back as they were after loading."""
        for target, content in self.memory:
            _put_back(target, content)


def load(
    main: str, files: Mapping[str, str], blocks: Sequence[Mapping[str, Any]], order: str, seconds: float = 10.0
) -> Loaded:
    """Execute the blocks of the main file in one namespace, `as-written` or with definitions `last-first`.

    In the second order the last definition of each name stands where the name was first defined, and
    demonstrations follow behind all of them: so no class is left with a base that was replaced later. One that goes
    on for a good part of the `seconds` there are is left where it is.
    """
    notes: list[tuple[str, str]] = []
    problems: list[dict[str, Any]] = []
    standins.install(notes)
    ages.install(notes)
    warnings.simplefilter("ignore")
    text = "\n".join(block["text"] for block in blocks)
    trees, definitions = _parsed(blocks, ROOT + main, problems)
    trees = [_with_those_of_the_program(tree) for tree in trees]
    neighbours = _Neighbours({**files, main: text}, main, problems)
    neighbours.parsed[main] = trees if order == "as-written" else [_last_definitions_first(trees)]
    sys.meta_path.append(neighbours)
    neighbours.lender = parts.install([text, *files.values()], notes)
    with _patience(seconds * PATIENCE):
        module = _run_main(main, neighbours)
    loaded = Loaded(vars(module), notes, problems[:MAX_PROBLEMS], definitions, _left_behind(vars(module)))
    for own in [module, *(each for each in neighbours.loaded if each is not module)]:
        loaded.memory += _memory(vars(own))
    return loaded


def _run_main(main: str, neighbours: _Neighbours) -> ModuleType:
    """The main file as a module that has been run.

    In a package it is imported as the others import it, the package first: run beside that, its classes would be there twice.
    """
    module = _module(main)
    package = module.__name__.rpartition(".")[0]
    if package and f"{package.replace('.', '/')}/__init__.py" in neighbours.files:
        with suppress(BaseException):  # whatever it raises has been noted
            __import__(module.__name__)
        imported = sys.modules.get(module.__name__)
        if isinstance(imported, ModuleType) and getattr(imported, "__file__", "") == module.__file__:
            return imported
    sys.modules[module.__name__] = module
    neighbours.run(main, module)
    return module


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    """For a `with` block, leave a demonstration after so many seconds of processor time, the next ones sooner.

    Nobody waits for a pause. What does not let itself be left is ended by the parent's clock.
    """
    waits = [seconds / 4, seconds / 2, seconds]

    def leave(_: int, frame: FrameType | None) -> None:
        if not _is_theirs(frame):  # we are between two of their statements, and would break our own
            signal.setitimer(signal.ITIMER_PROF, SHORTLY)
            return
        used = waits.pop()
        signal.setitimer(signal.ITIMER_PROF, waits[-1] if waits else 0)
        raise TooLong(used)

    sleep, before = time.sleep, signal.signal(signal.SIGPROF, leave)
    time.sleep = lambda _: None
    signal.setitimer(signal.ITIMER_PROF, waits[-1])
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        time.sleep = sleep


def _is_theirs(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith(ROOT):
        frame = frame.f_back
    return frame is not None


def _last_definitions_first(trees: Sequence[ast.Module]) -> ast.Module:
    statements = [statement for tree in trees for statement in tree.body]
    last = {statement.name: statement for statement in statements if isinstance(statement, DEFINITIONS)}
    early: dict[str, ast.stmt] = {}
    late: list[ast.stmt] = []
    for statement in statements:
        if isinstance(statement, DEFINITIONS):
            early.setdefault(statement.name, last[statement.name])
        elif isinstance(statement, (ast.Import, ast.ImportFrom)) or _is_constant(statement):
            early[f"statement {len(early)}"] = statement
        else:
            late.append(statement)
    return ast.Module([*early.values(), *late], [])


def _with_those_of_the_program(tree: ast.Module) -> ast.Module:
    """The tree, with what a file does only where it is run as a program behind that place, for the rest of the file.

    Modules that it imports (`import numpy as np`), which what stands above asks for; what it defines, and hangs on a class.
    """
    body: list[ast.stmt] = []
    for statement in tree.body:
        body.append(statement)
        if isinstance(statement, ast.If) and ast.unparse(statement.test) in PROGRAM:
            body += [each for each in statement.body if isinstance(each, ast.Import)]
            body += [each for each in statement.body if isinstance(each, DEFINITIONS) or _sets_an_operator(each)]
    return ast.Module(body, tree.type_ignores)


def _sets_an_operator(statement: ast.stmt) -> bool:
    """Whether this hangs a special method on something: `Variable.__mul__ = mul`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return bool(targets) and all(isinstance(each, ast.Attribute) and each.attr[:2] == "__" for each in targets)


def _is_constant(statement: ast.stmt) -> bool:
    """Whether this gives names to values that are there already, as a setting above a class does."""
    return (
        isinstance(statement, ast.Assign)
        and all(isinstance(target, ast.Name) for target in statement.targets)
        and all(isinstance(node, (ast.Constant, ast.Name, ast.expr_context)) for node in ast.walk(statement.value))
    )


def _left_behind(scope: Mapping[str, Any]) -> list[str]:
    """Classes that were defined again after others had been built on them: those others keep the older one."""
    classes = [value for value in scope.values() if isinstance(value, type) and value.__module__ == scope["__name__"]]
    bases = {base.__name__: base for kind in classes for base in kind.__mro__[1:] if base.__module__ == kind.__module__}
    return [name for name, base in bases.items() if isinstance(scope.get(name), type) and scope[name] is not base]


def execute(tree: ast.Module, filename: str, scope: dict[str, Any], problems: list[dict[str, Any]]) -> None:
    """Run a file's or a cell's statements in `scope`; each that raises becomes a problem, not an end."""
    flags = _future_flags(tree)
    body = [statement for statement in tree.body if not _runs_tests(statement)]
    start, alone = 0, False
    while start < len(body):
        part = body[start : start + 1 if alone else None]
        try:
            code = _compile(part, filename, flags)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if alone:
                problems.append(_problem(error, _line_in(error, filename), filename))
                start += 1
            alone = True  # `return` outside a function parses, and would keep all the rest from running
            continue
        try:
            exec(code, scope)
            start += len(part)
        except BaseException as error:  # a demonstration may raise anything, SystemExit too
            line = _line_in(error, filename)
            start = start + 1 if alone else _statement_after(body, start, line)
            if not _goes_otherwise(body[start - 1], filename, scope, flags):
                problems.append(_problem(error, line, filename))


def _runs_tests(statement: ast.stmt) -> bool:
    """Whether this hands the program over to a runner of tests, which would look for them elsewhere and then end it."""
    if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return False
    return ast.unparse(statement.value.func) in RUNNERS


def _goes_otherwise(statement: ast.stmt, filename: str, scope: dict[str, Any], flags: int) -> bool:
    """Whether a statement that raised could be run in another way that means the same.

    A definition: without evaluating its annotations. A relative import: from beside the file, which is no package
    here; one from a private module of NumPy: from NumPy itself. Of an import of several names those that are there
    are taken, and the others remain a problem.
    """
    if isinstance(statement, DEFINITIONS):
        return _runs(statement, filename, scope, flags | ANNOTATIONS)
    if isinstance(statement, ast.Import) and len(statement.names) > 1:
        for name in statement.names:
            _runs(ast.copy_location(ast.Import([name]), statement), filename, scope, flags)
    if not isinstance(statement, ast.ImportFrom):
        return False
    if _asks_for_the_main_file_half_read(statement):
        del sys.modules[str(statement.module)]  # as in a program, where the main file has another name and is read again
        return _runs(statement, filename, scope, flags)
    level = 0 if statement.module else statement.level
    names = [name for name in statement.names if name.name != "*"]
    ways = [ast.ImportFrom(statement.module, statement.names, 0)] if statement.level and statement.module else []
    if str(statement.module).startswith("numpy."):  # a private module that no longer has what is public
        ways.append(ast.ImportFrom("numpy", statement.names, 0))
    if statement.level and not statement.module:
        ways.append(ast.Import(names))  # type: ignore[arg-type]
    if any(_runs(ast.copy_location(way, statement), filename, scope, flags) for way in ways):
        return True
    single = [ast.ImportFrom(statement.module, [name], level) for name in names if len(names) > 1]
    for way in single:
        _runs(ast.copy_location(way, statement), filename, scope, flags)
    return False


def _asks_for_the_main_file_half_read(statement: ast.ImportFrom) -> bool:
    """Whether the module of an import that raised is the main file, which no import has brought."""
    module = None if statement.level else sys.modules.get(str(statement.module))
    return module is not None and module.__spec__ is None and str(getattr(module, "__file__", "")).startswith(ROOT)


def _runs(statement: ast.stmt, filename: str, scope: dict[str, Any], flags: int) -> bool:
    try:
        exec(_compile([statement], filename, flags), scope)
    except TooLong:
        return False
    except BaseException:  # the first way is the one to be told of
        return False
    return True


def _parse(text: str, filename: str, first_line: int, problems: list[dict[str, Any]]) -> ast.Module:
    """The syntax tree, or that of the longest run of lines from the top that is whole."""
    try:
        tree = ast.parse(text, filename)
        return ast.increment_lineno(tree, first_line - 1) if first_line > 1 else tree
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


def _future_flags(tree: ast.Module) -> int:
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(getattr(__import__("__future__"), alias.name, None), "compiler_flag", 0)
    return flags


def _compile(statements: list[ast.stmt], filename: str, flags: int) -> CodeType:
    part = ast.Module(statements, [])
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
    kind = "TimeoutError" if isinstance(error, TooLong) else type(error).__name__
    needs = needed_version(error.text or "", message) if isinstance(error, SyntaxError) else ""
    told = {"type": kind, "message": str(message)[:500], "file": filename[len(ROOT) :], "line": line}
    left = {"left": error.seconds} if isinstance(error, TooLong) else {}
    return {**told, **left, **({"needs": needs} if needs else {})}


def needed_version(text: str, message: str, here: tuple[int, ...] = sys.version_info[:2]) -> str:
    """The Python whose syntax a line is that could not be read here: "3.12", "2"; "" where that can not be told.

    >>> needed_version("type Shape = tuple", "invalid syntax", (3, 10)), needed_version("print x", "", (3, 10))
    ('3.12', '2')
    """
    for version, line, complaint in SYNTAX:
        newer = tuple(map(int, version.split("."))) > here or version == "2"
        if newer and re.search(line, text) and re.search(complaint, message):
            return version
    return ""


def _parsed(
    blocks: Sequence[Mapping[str, Any]], filename: str, problems: list[dict[str, Any]]
) -> tuple[list[ast.Module], dict[str, str]]:
    """The syntax trees of the blocks, and the digests of what those that are whole define.

    All of it is ours and makes nothing but objects that stay, so nobody looks for garbage meanwhile.
    """
    trees: list[ast.Module] = []
    definitions: dict[str, str] = {}
    gc.disable()
    try:
        for block in blocks:
            before = len(problems)
            trees.append(_parse(block["text"], filename, block["first_line"], problems))
            if len(problems) == before:
                with suppress(ValueError, RecursionError, MemoryError):
                    definitions.update(digests_of(trees[-1]))
    finally:
        gc.enable()
    return trees, definitions


def _module(main: str) -> ModuleType:
    """The main file as a module: of its package, if it lies in one, so that relative imports find their way."""
    *folders, stem = main.rsplit(".", 1)[0].split("/")
    names = folders if stem == "__init__" else [*folders, stem]
    name = ".".join(names)
    taken = bool(names) and (names[0] in sys.stdlib_module_names or names[0] in sys.modules)
    whole = names and all(part.isidentifier() for part in names) and not taken
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


class _FromBeside(ast.NodeTransformer):
    """Relative imports inside of functions → imports from beside the file, where it lies in no package."""

    def within(self, tree: ast.Module) -> None:
        """Change the definitions of a file; what stands at its left margin has a second way of its own."""
        for statement in tree.body:
            if isinstance(statement, DEFINITIONS):
                self.visit(statement)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        """The import from beside."""
        way = ast.ImportFrom(node.module, node.names, 0) if node.module else ast.Import(node.names)
        return ast.copy_location(way, node) if node.level else node


class _Neighbours(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the other files of a submission from memory."""

    def __init__(self, files: Mapping[str, str], main: str, problems: list[dict[str, Any]]) -> None:
        self.files = files
        self.problems = problems
        self.loaded: list[ModuleType] = []
        self.parsed: dict[str, list[ast.Module]] = {}
        self.lender: parts.Lender | None = None
        folders = main.split("/")[:-1]
        self.bases = ["/".join(folders[:depth]) for depth in range(len(folders), -1, -1)]

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
        if self.lender is not None:
            self.lender.complete(module, self.files)
        if file is not None:
            self.loaded.append(module)
            self.run(file, module)

    def run(self, file: str, module: ModuleType) -> None:
        """Run a file in the namespace of a module, block by block where it was taken apart."""
        _remember_lines(ROOT + file, self.files[file])
        trees = self.parsed.get(file)
        for tree in [_parse(self.files[file], ROOT + file, 1, self.problems)] if trees is None else trees:
            if not module.__package__ and INDENTED.search(self.files[file]):
                _FromBeside().within(tree)
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
