"""The text of a learner's file → its definitions by qualified name, with the rows on which they stand.

Parsed and never run. `source` does the same for our own files, and is strict about their form; here any form will do.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.clean import clean_line
from grader.errors import Unusable
from grader.inside.definitions import FUNCTIONS, digests, name_of
from grader.words import say

MOST_CHARACTERS = 300_000  # our longest exercise has 30,000


class Piece(NamedTuple):
    """A definition, from its first row, with decorators and the comments directly above it, to its last.

    `last` counts the comments behind its last line that stand deeper than it. `owner` is the class it stands in.
    """

    name: str
    node: ast.stmt
    first: int
    last: int
    owner: str = ""


class Handwritten(NamedTuple):
    """A file taken apart: its lines, its top-level statements, and its definitions by qualified name.

    Of definitions with one name the last counts, as it does when the file is run; `twice` names those.
    """

    shown: str
    lines: tuple[str, ...]
    tree: ast.Module
    pieces: Mapping[str, Piece]
    twice: tuple[str, ...] = ()

    def text(self, piece: Piece) -> str:
        """The lines of a definition as they stand."""
        return "\n".join(self.lines[piece.first - 1 : piece.last])


def read(text: str, shown: str) -> Handwritten:
    """A learner's file, taken apart. Raises Unusable, with line and cure, for what is not Python."""
    tree = parsed(text, shown)
    lines = tuple(text.split("\n"))
    pieces: dict[str, Piece] = {}
    twice: dict[str, None] = {}
    for piece in _pieces(tree.body, lines):
        if piece.name in pieces:
            twice[piece.name] = None
        if isinstance(piece.node, ast.ClassDef):
            pieces = {name: kept for name, kept in pieces.items() if not name.startswith(f"{piece.name}.")}
        pieces[piece.name] = piece
    return Handwritten(shown, lines, tree, pieces, tuple(twice))


def parsed(text: str, shown: str) -> ast.Module:
    """The syntax tree of a text. Raises Unusable."""
    if len(text) > MOST_CHARACTERS:
        raise Unusable(say("own.long", file=shown, size=f"{len(text):,}", most=f"{MOST_CHARACTERS:,}"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an escape such as "\d", which is its owner's business
            digests(text)  # goes down as deep as anything here will; what is too deep for it is told now
            return ast.parse(text)
    except SyntaxError as error:
        what = clean_line(error.msg or type(error).__name__, 120)
        raise Unusable(say("own.syntax", file=shown, line=error.lineno or 1, what=what)) from None
    except ValueError:
        raise Unusable(say("own.null", file=shown)) from None
    except (RecursionError, MemoryError):
        raise Unusable(say("own.deep", file=shown)) from None


def _pieces(body: list[ast.stmt], lines: tuple[str, ...], owner: str = "", above: int = 0) -> Iterator[Piece]:
    """The definitions in a module or a class, members behind their class; `above` is the row before the first."""
    for node in body:
        if _defines(node):
            name = f"{owner}.{name_of(node)}" if owner else name_of(node)
            yield Piece(name, node, _start(node, lines, above), _end(node, lines), owner)
        if isinstance(node, ast.ClassDef) and not owner:
            yield from _pieces(node.body, lines, node.name, node.lineno)
        above = node.end_lineno or node.lineno


def _defines(node: ast.stmt) -> bool:
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return called or isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Assign, ast.AnnAssign))


def _start(node: ast.stmt, lines: tuple[str, ...], above: int) -> int:
    row = first_row(node)
    indent = lines[row - 1][: node.col_offset]
    while row - 1 > above and lines[row - 2].startswith(f"{indent}#"):
        row -= 1
    return row


def _end(node: ast.stmt, lines: tuple[str, ...]) -> int:
    last = row = node.end_lineno or node.lineno
    while row < len(lines):
        text = lines[row].strip()
        if text and not (text.startswith("#") and len(lines[row]) - len(lines[row].lstrip()) > node.col_offset):
            break
        row += 1
        last = row if text else last
    return last


def digest(text: str) -> list[str]:
    """What a definition comes to, whatever its comments and layout; one that is set in is read as a member."""
    return sorted(digests(f"class _:\n{text}" if text[:1].isspace() else text).values())


def first_row(node: ast.stmt) -> int:
    """The row on which a statement begins, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(item.lineno for item in decorators)])
