"""A Python file ↔ the cells of a notebook, without losing anything on the way there or back.

A file is in one of two forms. Plain: its docstring is a text cell, its code falls into cells by definitions. Marked:
each cell begins with a line `# %%`, text stands in comments, and what only IPython knows stands behind `# ipython:`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.notebook import BODY_IS_PYTHON, CELL_MAGIC, is_only_ipython, only_ipython

CODE, TEXT, RAW = "code", "markdown", "raw"
PLAIN, MARKED = "plain", "marked"
BETWEEN = {PLAIN: "\n\n\n", MARKED: "\n\n"}  # what stands behind a cell, unless it says otherwise
MARK = "# %%"
TAGS = {TEXT: " [markdown]", RAW: " [raw]", CODE: ""}
COMMENTED = " [ipython]"  # a cell of code that is none for Python, all of it in comments
ASIDE = "# ipython: "
ASIDE_LINE = re.compile(rf"(?P<indent>[ \t]*)(?P<stand_in>pass  )?{ASIDE}(?P<rest>.*)")
LINE_OF_MARK = re.compile(r"# (\\*)%%")  # with a backslash more for each time that it was written
DOCSTRING = re.compile(r"(?P<opening>[rR]?(?P<quotes>\"\"\"|'''))(?P<text>.*?)(?P=quotes)(?P<end>\n+|\Z)", re.DOTALL)
DEFAULT_OPENING = '"""'
HEADING = "# "


@dataclass(frozen=True)
class Cell:
    """One cell. What is needed to write it into a file exactly as it stood there, where that is not the usual:

    `end` is what stands behind it, `mark` the line before it ("" for none), `opening` the quotes of a docstring (`is_title`
    where its first line is made a heading), `is_verbatim` where nothing in it stands for something else.
    """

    kind: str
    source: str
    end: str | None = None
    mark: str | None = None
    opening: str = ""
    is_title: bool = False
    is_verbatim: bool = False

    @property
    def bare(self) -> Cell:
        """The same cell written in the usual way."""
        opening = self.opening and DEFAULT_OPENING
        return Cell(self.kind, self.source, opening=opening, is_title=self.is_title)

    @property
    def seen(self) -> tuple[str, str]:
        """What somebody sees of it."""
        return self.kind, self.source


@dataclass(frozen=True)
class Page:
    """The cells of a file, and the form that it has."""

    form: str
    cells: tuple[Cell, ...]


def read(text: str, alone: Collection[str] = ()) -> Page:
    """The cells of a Python text with line feeds; classes and functions named in `alone` have cells of their own."""
    marked = any(_is_mark(line) for line in text.split("\n"))
    page = Page(MARKED, tuple(_marked(text))) if marked else Page(PLAIN, tuple(_plain(text, alone)))
    if write(page) == text and (marked or _all_python(page.cells)):
        return page
    verbatim = Cell(CODE, text, end="", mark="", is_verbatim=True)
    return Page(MARKED, (verbatim,))


def write(page: Page) -> str:
    """The Python text of a page."""
    between = BETWEEN[page.form]
    parts = []
    for place, cell in enumerate(page.cells):
        usual = "\n" if place == len(page.cells) - 1 else "\n\n" if cell.opening else between
        parts.append(_written(cell, page.form) + (usual if cell.end is None else cell.end))
    return "".join(parts)


def rewrite(page: Page, alone: Collection[str] = ()) -> str | None:
    """The Python text from which the same cells are read again, as little marked as may be; None if there is none.

    The page may have been edited since it was read, so the ends and marks that its cells remember may be of no use.
    """
    wanted = [cell.seen for cell in page.cells]
    bare = tuple(cell.bare for cell in page.cells)
    for candidate in (page, Page(PLAIN, bare), Page(MARKED, tuple(replace(cell, opening="") for cell in bare))):
        text = write(candidate)
        fits = candidate.form == MARKED or _all_python(candidate.cells)
        if fits and [cell.seen for cell in read(text, alone).cells] == wanted:
            return text
    return None


def _all_python(cells: Sequence[Cell]) -> bool:
    """Whether no cell holds what only IPython knows, so that the code can stand in a file as it is."""
    code = [cell.source for cell in cells if cell.kind == CODE]
    return not any(_is_no_python(source) or any(only_ipython(source.split("\n"))) for source in code)


# The plain form


def _plain(text: str, alone: Collection[str]) -> Iterator[Cell]:
    head = _docstring(text)
    if head is not None:
        cell, text = head
        yield _ended(cell, "\n\n" if text else "\n")
    chunks = list(_chunks(text, alone))
    for place, chunk in enumerate(chunks):
        source = chunk.rstrip("\n")
        usual = "\n" if place == len(chunks) - 1 else BETWEEN[PLAIN]
        yield _ended(Cell(CODE, source, end=chunk[len(source) :]), usual)


def _ended(cell: Cell, usual: str) -> Cell:
    return replace(cell, end=None) if cell.end == usual else cell


def _docstring(text: str) -> tuple[Cell, str] | None:
    """A file's docstring as a cell of text, and the rest; None where Python reads it otherwise than it is written."""
    found = DOCSTRING.match(text)
    if found is None or ("\\" in found["text"] and found["opening"][0] not in "rR"):
        return None
    if found["quotes"] in found["text"] or found["text"].endswith((found["quotes"][0], "\\")):
        return None
    source, is_title = found["text"], bool(found["text"].strip()) and not found["text"].startswith(("#", "\n"))
    cell = Cell(TEXT, HEADING + source if is_title else source, found["end"], None, found["opening"], is_title)
    return cell, text[found.end() :]


def _chunks(text: str, alone: Collection[str]) -> Iterator[str]:
    """The code in pieces: each definition that has a cell of its own, and all that stands between two of them."""
    lines = text.split("\n")
    starts = [0, *_cuts(text, lines, alone), len(lines)]
    for start, end in zip(starts, starts[1:], strict=False):
        chunk = "\n".join(lines[start:end]) + ("\n" if end < len(lines) else "")
        if chunk:
            yield chunk


def _cuts(text: str, lines: Sequence[str], alone: Collection[str]) -> list[int]:
    """The lines at which a new cell begins."""
    try:
        body = ast.parse(text).body if "\r" not in text and "\f" not in text else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    cuts: list[int] = []
    before = False
    for place, node in enumerate(body):
        apart = _stands_alone(node, alone)
        start = _first_line(node, lines)
        if place and (apart or before) and start > max(cuts, default=0):
            cuts.append(start)
        before = apart
    return cuts


def _stands_alone(node: ast.stmt, alone: Collection[str]) -> bool:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return node.name in alone
    return isinstance(node, ast.If) and "__name__" in ast.dump(node.test)


def _first_line(node: ast.stmt, lines: Sequence[str]) -> int:
    """The line on which a statement begins, with its decorators and the comment that stands directly above."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    line = min([node.lineno, *(item.lineno for item in decorators)]) - 1
    while line and lines[line - 1].startswith("#"):
        line -= 1
    return line


# The marked form


def _is_mark(line: str) -> bool:
    return line == MARK or line.startswith(f"{MARK} ")


def _marked(text: str) -> Iterator[Cell]:
    lines = text.split("\n")
    marks = [place for place, line in enumerate(lines) if _is_mark(line)]
    head = "".join(f"{line}\n" for line in lines[: marks[0]])
    if head:
        yield from _before_the_first_mark(head)
    for start, end in zip(marks, [*marks[1:], None], strict=True):
        rows = lines[start + 1 : end]
        whole = "\n".join(rows) if end is None else "".join(f"{row}\n" for row in rows)
        yield _read_marked(lines[start], whole if end is not None or rows else None, end is None)


def _before_the_first_mark(head: str) -> Iterator[Cell]:
    found = _docstring(head)
    if found is not None:
        cell, head = found
        yield replace(cell, mark="", end=None if cell.end == "\n\n" else cell.end)
    if head:
        source = head.rstrip("\n")
        end = head[len(source) :]
        yield Cell(CODE, _decoded(source), None if end == "\n\n" else end, mark="")


def _read_marked(mark: str, body: str | None, is_last: bool) -> Cell:
    """A cell from its mark and what stands below it; a body of None is a mark at the very end, without a line end."""
    usual = "\n" if is_last else BETWEEN[MARKED]
    if body is None:
        return Cell(CODE, "", end="", mark=mark, is_verbatim=True)
    end = next(end for end in (usual, "\n", "") if body.endswith(end))
    source = body[: len(body) - len(end)]
    kept = None if end == usual else end
    for kind, tag in ((TEXT, TAGS[TEXT]), (RAW, TAGS[RAW]), (CODE, COMMENTED)):
        if mark == MARK + tag and all(line.startswith("#") for line in source.split("\n")):
            return Cell(kind, _uncommented(source), kept)
    return Cell(CODE, _decoded(source), kept, None if mark == MARK else mark)


def _written(cell: Cell, form: str) -> str:
    if cell.opening:
        return _written_docstring(cell)
    if form == PLAIN or cell.is_verbatim:
        return f"{cell.mark}\n{cell.source}" if cell.mark and cell.source else (cell.mark or "") + cell.source
    usual, body = _written_cell(cell)
    mark = usual if cell.mark is None else cell.mark
    return f"{mark}\n{body}" if mark else body


def _written_docstring(cell: Cell) -> str:
    source = cell.source.removeprefix(HEADING) if cell.is_title else cell.source
    opening = cell.opening
    if "\\" in source and opening[0] not in "rR":
        opening = f"r{opening}"
    return opening + source + opening[-3:]


def _written_cell(cell: Cell) -> tuple[str, str]:
    """The usual mark of a cell, and what stands below it."""
    if cell.kind != CODE:
        return MARK + TAGS[cell.kind], _commented(cell.source)
    if cell.mark is None and _is_no_python(cell.source):
        return MARK + COMMENTED, _commented(cell.source)
    return MARK, _encoded(cell.source)


def _is_no_python(source: str) -> bool:
    """Whether a cell begins with a magic that makes something else of it than Python."""
    first = next((line.strip() for line in source.split("\n") if line.strip()), "")
    magic = CELL_MAGIC.fullmatch(first)
    return magic is not None and magic[1] not in BODY_IS_PYTHON


def _commented(source: str) -> str:
    return "\n".join("#" + (line if line in ("", "\r") else f" {line}") for line in source.split("\n"))


def _uncommented(source: str) -> str:
    return "\n".join(line[1:].removeprefix(" ") for line in source.split("\n"))


def _encoded(source: str) -> str:
    """A cell of code as Python: what only IPython knows in comments, lines that look like marks with a backslash."""
    lines = source.split("\n")
    rows = []
    for line, magic in zip(lines, only_ipython(lines), strict=True):
        aside = ASIDE_LINE.fullmatch(line)
        if magic or (aside and is_only_ipython(_innermost(aside["rest"]))):
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            line = f"{indent}{'pass  ' if indent else ''}{ASIDE}{line[len(indent) :]}"
        rows.append(line.replace("%%", "\\%%", 1) if LINE_OF_MARK.match(line) else line)
    return "\n".join(rows)


def _decoded(source: str) -> str:
    """The cell that was written as `source`."""
    lines = [_unmarked(line) for line in source.split("\n")]
    bare = [_brought_back(line) for line in lines]
    known = only_ipython([line if back is None else back for line, back in zip(lines, bare, strict=True)])
    rows = []
    for line, back, magic in zip(lines, bare, known, strict=True):
        nested = back is not None and ASIDE_LINE.fullmatch(back) and is_only_ipython(_innermost(back))
        rows.append(back if back is not None and (magic or nested) else line)
    return "\n".join(rows)


def _unmarked(line: str) -> str:
    found = LINE_OF_MARK.match(line)
    return line if found is None or not found[1] else line.replace("\\", "", 1)


def _brought_back(line: str) -> str | None:
    found = ASIDE_LINE.fullmatch(line)
    if found is None or bool(found["indent"]) != bool(found["stand_in"]):
        return None
    return found["indent"] + found["rest"]


def _innermost(line: str) -> str:
    while found := ASIDE_LINE.fullmatch(line):
        line = found["rest"]
    return line
