"""The text of a solution, mistakes or variants file → its parts: lesson, hints, definitions, answers.

What the syntax tree leaves out (comments, layout, markers) is kept by cutting the text at the tree's rows.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import NoReturn, TypeAlias, TypeGuard

from grader.errors import GraderError
from grader.inside.definitions import FUNCTIONS, name_of

FEWEST_HINTS = 3
SEALED = re.compile(r"[0-9a-f]{32}")
BEGIN = re.compile(r"# begin answer: (\S.*)")
END = "# end answer"
MARKER_LIKE = re.compile(r"#+\s*(?:begin|end)\W+(\w+)", re.IGNORECASE)
MARKERS = 'a marker is "# begin answer: what to write" or "# end answer", on a line of its own'
IS_MAIN = ast.dump(ast.parse("__name__ == '__main__'", mode="eval").body)


Documented: TypeAlias = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Import:
    """One imported name: `import module as alias`, or `from module import name as alias`."""

    module: str
    name: str = ""
    alias: str = ""


@dataclass(frozen=True)
class Answer:
    """What stands between two markers, on rows `first` and `last` of its file, and what it asks for."""

    says: str
    first: int
    last: int
    indent: str


@dataclass(frozen=True)
class Unit:
    """A function, constant or statement, with its decorators and the comments directly above it.

    `answers` lie inside it, `enclosed` lies around it. `binds` and `needs` are the names that it
    makes and uses while its file is being read.
    """

    name: str
    kind: str
    text: str
    line: int = 0
    answers: tuple[Answer, ...] = ()
    enclosed: Answer | None = None
    binds: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Class(Unit):
    """A class: its text is the header up to the colon; docstring and members stand apart."""

    bases: str = ""
    docstring: str = ""
    members: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Source:
    """A file of definitions, taken apart. `predict` is a question and its sealed answer (`predict.seal`)."""

    name: str
    title: str
    lesson: str
    hints: tuple[str, ...]
    imports: frozenset[Import]
    units: tuple[Unit, ...]
    demo: str
    predict: tuple[str, str] | None = None


@dataclass(frozen=True)
class Mistake:
    """A way of writing a step: its name, a sentence about it, and the definitions that make it."""

    name: str
    says: str
    definitions: str


def parse(text: str, name: str) -> Source:
    """A solution file, taken apart. Raises GraderError with file, line and cure where it is malformed."""
    file = _File.read(text, name)
    docstring = ast.get_docstring(file.tree)
    if not docstring:
        file.fail(1, "no docstring", "open the file with the title, a blank line and the lesson")
    title, _, lesson = docstring.partition("\n")
    return replace(_source(file), title=title.strip(), lesson=lesson.strip())


def definitions(text: str, name: str) -> Source:
    """The same for a text without title and lesson: the definitions of a mistake."""
    return _source(_File.read(text, name))


def bank(text: str, name: str) -> tuple[Mistake, ...]:
    """The mistakes or variants that a file holds, in order. Imports at its top go with every one of them."""
    file = _File.read(text, name)
    _refuse_strays(file, ())
    imports = [node for node in file.body if _is_import(node)]
    above = "".join(f"{file.text(node.lineno, file.end(node))}\n" for node in imports)
    return tuple(_mistake(file, node, above) for node in file.body if node not in imports)


def flat(units: Iterable[Unit]) -> Iterator[Unit]:
    """Every unit, with the members of each class behind it."""
    for unit in units:
        yield unit
        if isinstance(unit, Class):
            yield from unit.members


def shift(text: str, by: int) -> str:
    """`text` moved right by so many columns, or left when `by` is negative; the insides of strings stay."""
    fixed = _string_rows(_tokens(text))
    return "\n".join(
        line if row in fixed or not line.strip() else _moved(line, by)
        for row, line in enumerate(text.split("\n"), start=1)
    )


def _moved(line: str, by: int) -> str:
    return " " * by + line if by >= 0 else line[min(-by, _indent(line)) :]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(text).readline))


def _string_rows(tokens: Iterable[tokenize.TokenInfo]) -> frozenset[int]:
    """The rows on which a string goes on that began on an earlier one."""
    rows: set[int] = set()
    opened = []
    for token in tokens:
        kind = tokenize.tok_name[token.type]
        if kind.endswith("STRING_START"):  # f-strings, from Python 3.12 on
            opened.append(token.start[0])
        elif kind.endswith("STRING_END"):
            rows.update(range(opened.pop() + 1, token.end[0] + 1))
        elif kind == "STRING":
            rows.update(range(token.start[0] + 1, token.end[0] + 1))
    return frozenset(rows)


@dataclass(frozen=True)
class _File:
    """A text being taken apart: its lines and tree, the rows that are comments, and its answers."""

    name: str
    lines: tuple[str, ...]
    tree: ast.Module
    comments: frozenset[int]
    answers: tuple[Answer, ...]

    @classmethod
    def read(cls, text: str, name: str) -> _File:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        try:
            tree, tokens = ast.parse(text), _tokens(text)
        except (SyntaxError, ValueError) as error:
            row = getattr(error, "lineno", None) or 1
            _fail(name, row, f"this is not Python ({getattr(error, 'msg', error)})", "mend the syntax")
        lines = tuple(text.split("\n"))
        comments = [token for token in tokens if token.type == tokenize.COMMENT]
        starts = [token.start for token in comments]
        whole = frozenset(row for row, column in starts if not lines[row - 1][:column].strip())
        return cls(name, lines, tree, whole, tuple(_answers(comments, whole, name)))

    @property
    def body(self) -> list[ast.stmt]:
        return _without_docstring(self.tree)

    @property
    def markers(self) -> frozenset[int]:
        return frozenset(row for answer in self.answers for row in (answer.first, answer.last))

    def text(self, first: int, last: int) -> str:
        return "\n".join(self.lines[first - 1 : last])

    def start(self, node: ast.stmt) -> int:
        """The first row of a statement, with its decorators and the comments directly above it."""
        row = _first_row(node)
        while row - 1 in self.comments - self.markers and _indent(self.lines[row - 2]) == node.col_offset:
            row -= 1
        return row

    def end(self, node: ast.stmt) -> int:
        """The last row of a statement, with the comments behind its last line that stand deeper than it."""
        last = row = node.end_lineno or node.lineno
        while row < len(self.lines) and (row + 1 in self.comments or not self.lines[row].strip()):
            row += 1
            if row in self.comments and _indent(self.lines[row - 1]) <= node.col_offset:
                break
            last = row if row in self.comments else last
        return last

    def begins_its_row(self, node: ast.stmt) -> bool:
        return _indent(self.lines[node.lineno - 1]) == node.col_offset

    def fail(self, row: int, seen: str, cure: str) -> NoReturn:
        _fail(self.name, row, seen, cure)


def _fail(name: str, row: int, seen: str, cure: str) -> NoReturn:
    raise GraderError(f"{name}:{row}: {seen}; {cure}")


def _answers(comments: Sequence[tokenize.TokenInfo], whole: frozenset[int], name: str) -> Iterator[Answer]:
    opened: tuple[str, int, int] | None = None
    for token in comments:
        (row, column), said = token.start, token.string.rstrip()
        begin = BEGIN.fullmatch(said)
        if not begin and said != END:
            _refuse_near_marker(said, row, name)
            continue
        if row not in whole:
            _fail(name, row, f'"{said}" stands behind code', MARKERS)
        if begin:
            if opened:
                _fail(name, opened[1], "this answer is not closed before the next one", f'add "{END}"')
            opened = (begin[1], row, column)
        elif opened is None:
            _fail(name, row, f'"{END}" without a beginning', MARKERS)
        elif column != opened[2]:
            _fail(name, row, f'"{END}" is not indented as its beginning', "give both the same indentation")
        else:
            yield Answer(opened[0], opened[1], row, " " * column)
            opened = None
    if opened:
        _fail(name, opened[1], "this answer is never closed", f'add "{END}"')


def _refuse_near_marker(comment: str, row: int, name: str) -> None:
    match = MARKER_LIKE.match(comment)
    if match and get_close_matches(match[1].lower(), ["answer", "answers", "solution"]):
        _fail(name, row, f'"{comment}" looks like a marker and is none', MARKERS)


def _source(file: _File) -> Source:
    body = file.body
    demo = _demo(file, body)
    if demo:
        body.pop()
    hints = [node for node in body if isinstance(node, ast.Assign) and name_of(node) == "HINTS"]
    predict = [node for node in body if isinstance(node, ast.Assign) and name_of(node) == "PREDICT"]
    imports = [node for node in body if _is_import(node)]
    units = _units(file, [node for node in body if node not in (*hints, *predict, *imports)])
    _refuse_strays(file, units)
    return Source(
        name=file.name,
        title="",
        lesson="",
        hints=tuple(hint for node in hints for hint in _hints(file, node)),
        imports=frozenset(item for node in imports for item in _imports(node)),
        units=units,
        demo=file.text(demo.lineno, file.end(demo)) if demo else "",
        predict=_predict(file, predict[0]) if predict else None,
    )


def _demo(file: _File, body: Sequence[ast.stmt]) -> ast.If | None:
    found = [node for node in body if _is_demo(node)]
    for node in found:
        if node is not body[-1]:
            file.fail(node.lineno, "code stands behind the demonstration", "put the demonstration last")
        if not file.begins_its_row(node.body[0]):
            file.fail(node.lineno, "a demonstration on a single line", "put its code on the lines below")
    return found[0] if found else None


def _hints(file: _File, node: ast.Assign) -> tuple[str, ...]:
    try:
        hints = ast.literal_eval(node.value)
    except ValueError:
        hints = None
    if not isinstance(hints, tuple) or not all(isinstance(hint, str) and hint.strip() for hint in hints):
        file.fail(node.lineno, "HINTS is not a tuple of sentences", "write each hint as a plain string")
    if len(hints) < FEWEST_HINTS:
        seen = f"HINTS has {len(hints)}"
        file.fail(node.lineno, seen, f"write at least {FEWEST_HINTS}, from mild to strong, or none at all")
    return hints


def _predict(file: _File, node: ast.Assign) -> tuple[str, str]:
    try:
        question, answer = ast.literal_eval(node.value)
    except (ValueError, TypeError):
        question = answer = None
    if not isinstance(question, str) or not isinstance(answer, str) or not SEALED.fullmatch(answer):
        file.fail(
            node.lineno,
            "PREDICT is not a question and a sealed answer",
            'write PREDICT = ("the question", "…") with what python -m grader seal STEP ANSWER prints',
        )
    return question, answer


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[Import]:
    for item in node.names:
        if isinstance(node, ast.Import):
            yield Import(item.name, "", item.asname or "")
        else:
            yield Import("." * node.level + (node.module or ""), item.name, item.asname or "")


def _units(file: _File, body: Sequence[ast.stmt], owner: str = "") -> tuple[Unit, ...]:
    found: dict[str, Unit] = {}
    last = 0
    for node in body:
        if node.lineno <= last or not file.begins_its_row(node):
            file.fail(node.lineno, "two statements on one line", "give each a line of its own")
        last = node.end_lineno or node.lineno
        unit = _unit(file, node, owner)
        if unit.name in found and unit.kind != "statement":
            seen = f"{unit.name} is defined twice, first on line {found[unit.name].line}"
            file.fail(node.lineno, seen, "keep one of the two")
        found.setdefault(unit.name, unit)
    return tuple(found.values())


def _unit(file: _File, node: ast.stmt, owner: str) -> Unit:
    if isinstance(node, ast.ClassDef) and not owner:
        return _class(file, node)
    first, last = file.start(node), file.end(node)
    unit = Unit(
        name=f"{owner}{name_of(node)}",
        kind=_kind(node),
        text=file.text(first, last),
        line=first,
        binds=frozenset(_binds(node)),
        needs=frozenset(needs(node)),
    )
    enclosed = _enclosing(file, first, last)
    return replace(unit, enclosed=enclosed, answers=() if enclosed else _inside(file, node, unit, last))


def _class(file: _File, node: ast.ClassDef) -> Class:
    first = file.start(node)
    body = [child for child in _without_docstring(node) if not _is_placeholder(child)]
    documented = ast.get_docstring(node) is not None
    enclosed = _enclosing(file, first, file.end(node))
    if body and not file.begins_its_row(node.body[0]):
        file.fail(node.lineno, "a class on a single line", "put its body on the lines below")
    return Class(
        name=node.name,
        kind="class",
        text=_header(file, node, first),
        line=first,
        enclosed=enclosed,
        binds=frozenset([node.name]),
        needs=frozenset(needs(node)),
        bases=", ".join(map(ast.dump, [*node.decorator_list, *node.bases, *node.keywords])),
        docstring=file.text(node.body[0].lineno, node.body[0].end_lineno or 0) if documented else "",
        members=tuple(
            replace(member, enclosed=None) if enclosed else member
            for member in _units(file, body, f"{node.name}.")
        ),
    )


def _header(file: _File, node: ast.ClassDef, first: int) -> str:
    inside = node.body[0]
    if not file.begins_its_row(inside):
        last = file.lines[inside.lineno - 1].encode()[: inside.col_offset].decode().rstrip()
        return "\n".join([*file.lines[first - 1 : inside.lineno - 1], last])
    row = _first_row(inside) - 1
    while row in file.comments or not file.lines[row - 1].strip():
        row -= 1
    return file.text(first, row)


def _first_row(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(item.lineno for item in decorators)])


def _kind(node: ast.stmt) -> str:
    if isinstance(node, FUNCTIONS):
        return "function"
    if isinstance(node, ast.ClassDef):
        return "class"
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    plain = isinstance(node, (ast.Assign, ast.AnnAssign)) and all(
        isinstance(target, (ast.Name, ast.Tuple)) for target in targets
    )
    return "constant" if plain else "statement"


def _binds(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield node.name
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    if isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from _binds(child)


def needs(node: ast.AST) -> Iterator[str]:
    """The names that must be there when a statement is first run: what a function's body uses need not be."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
    later = node.body if isinstance(node, FUNCTIONS) else [node.body] if isinstance(node, ast.Lambda) else []
    for child in ast.iter_child_nodes(node):
        if child not in later:
            yield from needs(child)


def _enclosing(file: _File, first: int, last: int) -> Answer | None:
    return next((answer for answer in file.answers if answer.first < first and last < answer.last), None)


def _inside(file: _File, node: ast.stmt, unit: Unit, last: int) -> tuple[Answer, ...]:
    touching = [answer for answer in file.answers if answer.first <= last and answer.last >= unit.line]
    for answer in touching:
        if answer.first < unit.line or answer.last > last:
            file.fail(answer.first, f"this answer cuts through {unit.name}", "enclose all of it")
        if not isinstance(node, FUNCTIONS):
            seen = f"this answer lies inside {unit.name}, which is no function"
            file.fail(answer.first, seen, "enclose all of it")
        _refuse_cut(file, node, answer)
    return tuple(touching)


def _refuse_cut(file: _File, node: ast.FunctionDef | ast.AsyncFunctionDef, answer: Answer) -> None:
    """Refuse an answer that holds the docstring, or no whole statement."""
    own = _without_docstring(node)
    if len(own) < len(node.body) and answer.first < node.body[0].lineno:
        file.fail(answer.first, "this answer holds the docstring", "begin it below the docstring")
    nodes = [child for part in own for child in ast.walk(part) if isinstance(child, ast.stmt)]
    if not any(answer.first < child.lineno and (child.end_lineno or 0) < answer.last for child in nodes):
        file.fail(answer.first, "this answer holds no whole statement", "enclose the lines to be written")


def _refuse_strays(file: _File, units: Iterable[Unit]) -> None:
    used = {answer for unit in flat(units) for answer in (*unit.answers, unit.enclosed)}
    for answer in file.answers:
        if answer not in used:
            file.fail(answer.first, "an answer outside of any definition", "move it into one")


def _mistake(file: _File, node: ast.stmt, above: str) -> Mistake:
    if not isinstance(node, ast.FunctionDef):
        file.fail(node.lineno, "this is no function", "write each mistake as a function")
    says = ast.get_docstring(node)
    if not says:
        file.fail(node.lineno, f"{node.name} has no docstring", "write the sentence that its owner reads")
    body = _without_docstring(node)
    if not body or all(map(_is_placeholder, body)):
        file.fail(node.lineno, f"{node.name} defines nothing", "write the definitions below its docstring")
    text = file.text((node.body[0].end_lineno or 0) + 1, file.end(node)).strip("\n")
    return Mistake(node.name, " ".join(says.split()), above + shift(text, -body[0].col_offset) + "\n")


def _without_docstring(node: Documented) -> list[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node) is not None else node.body[:]


def _is_import(node: ast.stmt) -> TypeGuard[ast.Import | ast.ImportFrom]:
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _is_demo(node: ast.stmt) -> TypeGuard[ast.If]:
    return isinstance(node, ast.If) and not node.orelse and ast.dump(node.test) == IS_MAIN


def _is_placeholder(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value is Ellipsis
    return isinstance(node, ast.Pass)
