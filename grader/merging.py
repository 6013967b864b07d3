"""A learner's own step n-1 and the stub of step n → the stub of step n with the learner's code in it.

The learner's names, bodies, comments and order stay; the new holes come in. What can not be merged is said and left.
Works on rows: nothing is unparsed, and nothing of the learner's is run.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from grader import handwritten
from grader.handwritten import Handwritten, Piece, digest, first_row
from grader.inside.definitions import FUNCTIONS
from grader.inside.naming import ALIASES
from grader.source import IS_MAIN, needs
from grader.words import listed, say

Bodied: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

BODIED = (*FUNCTIONS, ast.ClassDef)
INDENT = "    "
MARK = "\0"  # ends a line whose row a head names, until rows are counted; no Python text holds it
ENTRY = re.compile(r"- line +(\d+), (?:write|change) (.*)")
NAMED = re.compile(r"`([^`]+)`")


class Stub(NamedTuple):
    """An exercise as it was shipped: its number, text, and what its step brings and asks for."""

    number: int
    text: str
    brings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class Edit(NamedTuple):
    """Rows `first` to `last`, without the last, that give way to lines; nothing gives way where they are equal."""

    first: int
    last: int
    lines: tuple[str, ...]


class Merged(NamedTuple):
    """The text of the exercise, and what is to be said about it."""

    text: str
    notes: tuple[str, ...]


def merged(own: Handwritten, old: Stub, new: Stub) -> Merged:
    """The stub `new` with what the learner wrote into `old`. Raises Unusable for what is not Python."""
    names = _renamed(own, _read(old, {}))
    merge = _Merge(own, _read(old, names), _read(new, names), old, new, names)
    merge.all()
    text = _applied(own, merge.edits, merge.marked, new)
    handwritten.parsed(text, own.shown)
    return Merged(text, tuple(merge.notes))


def _renamed(own: Handwritten, old: Handwritten) -> dict[str, str]:
    """Names that the stub defines and the learner's file spells in another known way, and that spelling."""
    found: dict[str, str] = {}
    for whole in old.pieces:
        owner, _, name = whole.rpartition(".")
        owner = found.get(owner, owner)
        dotted = f"{owner}." if owner else ""
        spellings = (other for other in ALIASES.get(name, ()) if dotted + other in own.pieces.keys() - old.pieces.keys())
        if dotted + name not in own.pieces and (other := next(spellings, "")):
            found[name] = other
    return found


def _read(stub: Stub, names: Mapping[str, str]) -> Handwritten:
    return handwritten.read(_spelled(stub.text, names), f"step {stub.number}")


def _spelled(text: str, names: Mapping[str, str]) -> str:
    """A text in the learner's spelling of its names; strings and comments stay."""
    if not names:
        return text
    lines = text.split("\n")
    found = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.NAME]
    for token in reversed(found):
        row, column = token.start[0] - 1, token.start[1]
        name = names.get(token.string, token.string)
        lines[row] = lines[row][:column] + name + lines[row][column + len(token.string) :]
    return "\n".join(lines)


class _Merge:
    """The edits to a learner's file, collected definition by definition."""

    def __init__(
        self, own: Handwritten, old: Handwritten, new: Handwritten, before: Stub, after: Stub, names: Mapping[str, str]
    ) -> None:
        self.own, self.old, self.new = own, old, new
        self.before, self.after, self.names = before, after, names
        self.edits: list[Edit] = []
        self.marked: dict[int, int] = {}
        self.notes: list[str] = []
        self.holes: dict[str, list[int]] = {}
        for row, named in _holes(new):
            for name in map(self._spell, named):
                self.holes.setdefault(name, []).append(row)
        self.missing: list[str] = []
        self.kept: list[str] = []
        self.differing: list[str] = []

    def _spell(self, name: str) -> str:
        return ".".join(self.names.get(part, part) for part in name.split("."))

    def all(self) -> None:
        """Collect everything."""
        brings = [self._spell(name) for name in self.after.brings]
        asked = {self._spell(name) for name in self.after.asked}
        whole = {name for name in brings if self._is_new_class(name)}
        for name in brings:
            if name.partition(".")[0] in whole - {name}:
                continue  # comes with its class
            if name in asked:
                self._ask(name)
            else:
                self._bring(name)
        self._forget_done()
        self._imports()
        self._demo()
        self._head()
        self._say()

    def _is_new_class(self, name: str) -> bool:
        piece = self.new.pieces.get(name)
        return piece is not None and isinstance(piece.node, ast.ClassDef) and not self._has(name)

    def _has(self, name: str) -> bool:
        return name in self.own.pieces or name in self.old.pieces

    def _ask(self, name: str) -> None:
        """Something that the learner is to write or to change."""
        own = self.own.pieces.get(name)
        if own is None and name in self.old.pieces:
            self.missing.append(name)
        elif own is None:
            self._insert(name, self._hole_text(name))
        elif name in self.old.pieces:
            self._put_todo(name, own)
        else:
            self.kept.append(name)
            self.marked[first_row(own.node)] = self.holes[name][0]

    def _bring(self, name: str) -> None:
        """Something that the step changes or adds by itself."""
        new, old, own = (of.pieces.get(name) for of in (self.new, self.old, self.own))
        if new is None:
            return
        if own is not None and isinstance(own.node, ast.ClassDef):
            self._docstring(name, own.node, _unit(own.node, self.own.lines) or INDENT)
            return
        if own is None:
            self.missing.append(name) if old is not None else self._insert(name, self._lines(new))
        elif digest(self.own.text(own)) == digest(self.new.text(new)):
            return
        elif old is not None and digest(self.own.text(own)) == digest(self.old.text(old)):
            self._replace(own, old, new)
        else:
            self.differing.append(name)

    def _lines(self, piece: Piece) -> list[str]:
        """The lines of a definition of the stub, those with holes marked."""
        rows = range(piece.first, piece.last + 1)
        holes = {row for rows in self.holes.values() for row in rows}
        return [self.new.lines[row - 1] + (f"{MARK}{row}" if row in holes else "") for row in rows]

    def _hole_text(self, name: str) -> list[str]:
        """What stands in the stub for something new: a definition, or a comment where there is to be one."""
        piece = self.new.pieces.get(name)
        return self._lines(piece) if piece is not None else self._todo(name)

    def _todo(self, name: str) -> list[str]:
        """The comments that say what is to be written, the first line of each marked; none where none do."""
        told: list[str] = []
        for row in self.holes[name]:
            first, *more = _comment(self.new.lines, row) or [""]
            told += [f"{first}{MARK}{row}", *more] if first else []
        return told

    # Where something goes

    def _insert(self, name: str, lines: list[str]) -> None:
        owner = self._owner(name)
        if not owner:
            at = self._below(name, lines)
            self.edits.append(Edit(at, at, ("", "", *lines)))
            return
        home = self.own.pieces.get(owner)
        unit = _unit(home.node, self.own.lines) if home is not None and isinstance(home.node, ast.ClassDef) else None
        if home is None or unit is None:
            self.missing.append(name)
            return
        at = self._behind(name, owner) or home.last
        self.edits.append(Edit(at, at, ("", *(_set_in(line, unit) for line in lines))))

    def _behind(self, name: str, owner: str) -> int:
        """The row behind which it goes: the nearest above it in the stub that the learner has; 0 for none."""
        piece = self.new.pieces.get(name)
        row = piece.first if piece is not None else self.holes[name][0]
        above = sorted((p for p in self.new.pieces.values() if p.owner == owner and p.first < row), key=lambda p: p.first)
        found = (self.own.pieces.get(other.name) for other in reversed(above))
        return next((other.last for other in found if other is not None and other.owner == owner), 0)

    def _owner(self, name: str) -> str:
        """The class of the stub in which it stands; empty at the top level."""
        piece, first = self.new.pieces.get(name), name.partition(".")[0]
        if piece is not None:
            return piece.owner
        return first if first != name and first in self.new.pieces else ""

    def _below(self, name: str, lines: Sequence[str]) -> int:
        """The same at the top level; also behind whatever is needed while the file is being read."""
        piece = self.new.pieces.get(name)
        wanted = set(needs(piece.node)) if piece is not None else set()
        rows = [own.last for used in wanted if (own := self.own.pieces.get(used)) is not None]
        return max([self._behind(name, "") or self._top(), *rows])

    def _top(self) -> int:
        """The last row of the docstring and the imports."""
        rows = [0]
        for node in self.own.tree.body:
            if not (isinstance(node, (ast.Import, ast.ImportFrom)) or _is_text(node)):
                break
            rows.append(node.end_lineno or node.lineno)
        return rows[-1]

    # What is there already

    def _put_todo(self, name: str, own: Piece) -> None:
        """Say in the learner's function what is to be changed, below its docstring, which is replaced if it is ours."""
        todo, node = [line.strip() for line in self._todo(name)], own.node
        indent = self.own.lines[first_row(node) - 1][: node.col_offset]
        at = own.first - 1
        if isinstance(node, FUNCTIONS) and (inner := _body_indent(node, self.own.lines)) is not None:
            indent, body = inner, node.body[0]
            documented = ast.get_docstring(node) is not None
            at = (body.end_lineno or body.lineno) if documented else first_row(body) - 1
            if documented:
                self._docstring(name, node, indent)
        if todo:
            self.edits.append(Edit(at, at, tuple(indent + line for line in todo)))
        else:
            self.marked[first_row(node)] = self.holes[name][0]

    def _docstring(self, name: str, node: Bodied, indent: str) -> None:
        """Replace a docstring by the new one if it is still ours."""
        old, new = self.old.pieces.get(name), self.new.pieces[name].node
        was = ast.get_docstring(old.node) if old is not None and isinstance(old.node, BODIED) else None
        said = ast.get_docstring(new) if isinstance(new, BODIED) else None
        if not isinstance(new, BODIED) or None in (was, said) or ast.get_docstring(node) != was or said == was:
            return
        text, theirs = new.body[0], node.body[0]
        rows = self.new.lines[text.lineno - 1 : text.end_lineno]
        lines = (indent + row[text.col_offset :] if row.strip() else "" for row in rows)
        self.edits.append(Edit(theirs.lineno - 1, theirs.end_lineno or theirs.lineno, tuple(lines)))

    def _replace(self, own: Piece, old: Piece, new: Piece) -> None:
        """Put the new text in the place of one that is still ours; comments that the learner added go above it."""
        unit = _unit(self.own.pieces[own.owner].node, self.own.lines) if own.owner else INDENT
        indent = (unit or INDENT) if own.owner else ""
        theirs = self.own.text(own).split("\n")
        ours = {line.strip() for line in self.old.text(old).split("\n")}
        said = [line.strip() for line in theirs if line.strip().startswith("#") and line.strip() not in ours]
        lines = [_set_in(line, unit or INDENT) if own.owner else line for line in self._lines(new)]
        self.edits.append(Edit(own.first - 1, own.last, (*(indent + line for line in said), *lines)))

    def _forget_done(self) -> None:
        """Take out what the step before said was to do, where it has been done."""
        done: set[str] = set()
        unwritten: list[str] = []
        for row, names in _holes(self.old):
            for name in map(self._spell, names):
                own, old = self.own.pieces.get(name), self.old.pieces.get(name)
                if own is not None and old is not None and digest(self.own.text(own)) == digest(self.old.text(old)):
                    unwritten.append(name)
                else:
                    done.update(line.strip() for line in _comment(self.old.lines, row))
        gone = [row for row, line in enumerate(self.own.lines) if line.strip().startswith("#") and line.strip() in done]
        taken = {row for edit in self.edits for row in range(edit.first, edit.last)}
        self.edits += [Edit(row, row + 1, ()) for row in gone if row not in taken]
        if unwritten:
            self.notes.append(say("carry.unwritten", step=self.before.number, names=listed(unwritten)))

    def _imports(self) -> None:
        had = {_import(node, item) for node, item in _imported(self.own.tree)}
        lines = [_import(node, item) for node, item in _imported(self.new.tree)]
        wanted = [line for line in dict.fromkeys(lines) if line not in had]
        own = [node for node in self.own.tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        standard = tuple(line for line in wanted if _is_standard(line))
        others = tuple(line for line in wanted if not _is_standard(line))
        beside = [node for node in own if all(_is_standard(_import(node, item)) for item in node.names)]
        if standard and own and not beside:
            at = own[0].lineno - 1
            self.edits.insert(0, Edit(at, at, (*standard, "")))
        elif standard:
            at = (beside[-1].end_lineno or 0) if beside else self._top()
            self.edits.insert(0, Edit(at, at, standard))
        if others:
            self.edits.insert(0, Edit(self._top(), self._top(), others))

    def _demo(self) -> None:
        """The demonstration of the step before gives way to the new one, unless the learner has changed it."""
        new, old, own = (_demos(of.tree) for of in (self.new, self.old, self.own))
        if not new:
            return
        lines = tuple(self.new.lines[new[-1].lineno - 1 : new[-1].end_lineno])
        if len(own) == 1 and old and _text(own[0], self.own) == _text(old[-1], self.old):
            self.edits.append(Edit(own[0].lineno - 1, own[0].end_lineno or own[0].lineno, lines))
            return
        end = len(self.own.lines)
        while end and not self.own.lines[end - 1].strip():
            end -= 1
        self.edits.append(Edit(end, len(self.own.lines), ("", "", *lines, "")))
        if own:
            self.notes.append(say("carry.demo", step=self.after.number))

    def _head(self) -> None:
        """The lesson of the step before gives way to the new one; what the learner noted in it becomes comments."""
        lesson, old, own = (_text_rows(of.tree) for of in (self.new, self.old, self.own))
        lines = self.new.lines[slice(*lesson)]
        if self._is_ours(own):
            ours = {_plain(line) for line in self.old.lines[slice(*old)]}
            noted = [_plain(line) for line in self.own.lines[slice(*own)] if _plain(line) not in {*ours, ""}]
            notes = ["", say("carry.noted", step=self.before.number), *(f"# {line}" for line in noted)] if noted else []
            self.edits.append(Edit(*own, (*lines, *notes)))
        elif own == (0, 0) or not _has_future(self.own.tree):  # two texts may not stand above such an import
            first = next((row for row, line in enumerate(self.own.lines) if not line.startswith("#")), 0)
            self.edits.insert(0, Edit(first, first, (*lines, "")))

    def _is_ours(self, rows: tuple[int, int]) -> bool:
        return rows != (0, 0) and _plain(self.own.lines[rows[0]]).startswith(f"Step {self.before.number} ·")

    def _twice(self) -> list[str]:
        brings = {self._spell(name) for name in self.after.brings}
        return [name for name in self.own.twice if name in brings]

    def _say(self) -> None:
        groups = {
            "carry.missing": self.missing,
            "carry.kept": self.kept,
            "carry.differing": self.differing,
            "carry.twice": self._twice(),
        }
        for key, names in groups.items():
            if names:
                self.notes.append(say(key, names=listed(names, most=8), step=self.after.number))
        if self.names:
            spelled = [f"{other} ({name})" for name, other in self.names.items()]
            self.notes.append(say("carry.renamed", names=listed(spelled)))


def _holes(stub: Handwritten) -> Iterator[tuple[int, list[str]]]:
    """The rows that the head of a stub names, each with the names of what is to be written there."""
    first, last = _text_rows(stub.tree)
    entry = ""
    for line in [*stub.lines[first:last], ""]:
        if entry and not line.startswith("  "):
            found = ENTRY.fullmatch(entry)
            assert found is not None
            yield int(found[1]), NAMED.findall(found[2].partition("`: ")[0] + "`")
            entry = ""
        if ENTRY.match(line):
            entry = line
        elif entry:
            entry += f" {line.strip()}"


def _applied(own: Handwritten, edits: Sequence[Edit], marked: Mapping[int, int], new: Stub) -> str:
    """The learner's lines with the edits made, and the rows that the head names as they have become."""
    lines = [line + (f"{MARK}{marked[row]}" if row in marked else "") for row, line in enumerate(own.lines, 1)]
    order = sorted(enumerate(edits), key=lambda item: (item[1].first, item[1].last, item[0]))
    for _, edit in reversed(order):
        lines[edit.first : edit.last] = edit.lines
    rows = {line.partition(MARK)[2]: row for row, line in enumerate(lines, 1) if MARK in line}
    return "\n".join(_numbered(line.partition(MARK)[0], rows) for line in lines)


def _numbered(line: str, rows: Mapping[str, int]) -> str:
    found = ENTRY.match(line)
    if found is None:
        return line
    row = rows.get(found[1])
    return line.replace(f"line {found[1]:>3}", f"line {row:>3}" if row else say("carry.by-hand"), 1)


def _comment(lines: Sequence[str], row: int) -> list[str]:
    """The lines of a TODO that begins on a row; none where something else stands there."""
    if not lines[row - 1].lstrip().startswith("# TODO: "):
        return []
    last = row
    while last < len(lines) and lines[last].lstrip().startswith("#       "):
        last += 1
    return list(lines[row - 1 : last])


def _unit(node: ast.stmt, lines: Sequence[str]) -> str | None:
    """How far the members of a class are set in; None for a class on a single line."""
    return _body_indent(node, lines) if isinstance(node, ast.ClassDef) else None


def _body_indent(node: Bodied, lines: Sequence[str]) -> str | None:
    row = first_row(node.body[0])
    indent = lines[row - 1][: node.body[0].col_offset]
    return None if indent.strip() else indent


def _set_in(line: str, unit: str) -> str:
    """A line that is set in by fours, set in as the learner does it."""
    steps, rest = divmod(len(line) - len(line.lstrip()), len(INDENT))
    return unit * steps + " " * rest + line.lstrip() if line.strip() else line


def _imported(tree: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, ast.alias]]:
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((node, item) for item in node.names)


def _import(node: ast.Import | ast.ImportFrom, item: ast.alias) -> str:
    """One imported name as a line of its own."""
    alias = f" as {item.asname}" if item.asname else ""
    if isinstance(node, ast.Import):
        return f"import {item.name}{alias}"
    return f"from {'.' * node.level}{node.module or ''} import {item.name}{alias}"


def _is_standard(line: str) -> bool:
    return line.split()[1].partition(".")[0] in sys.stdlib_module_names


def _has_future(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)


def _demos(tree: ast.Module) -> list[ast.stmt]:
    return [node for node in tree.body if isinstance(node, ast.If) and ast.dump(node.test) == IS_MAIN]


def _text(node: ast.stmt, of: Handwritten) -> str:
    return "\n".join(line.rstrip() for line in of.lines[node.lineno - 1 : node.end_lineno])


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _text_rows(tree: ast.Module) -> tuple[int, int]:
    """The rows of the docstring, counted from 0, without the last; none where there is no docstring."""
    if not tree.body or not _is_text(tree.body[0]):
        return 0, 0
    return tree.body[0].lineno - 1, tree.body[0].end_lineno or 0


def _plain(line: str) -> str:
    """A line of a head without what differs from file to file: quotes, and the rows that it names."""
    bare = re.sub(r'^[rR]?"""|"""$', "", line.strip())
    return re.sub(r"^- .*?, (write|change) ", r"- \1 ", bare)
