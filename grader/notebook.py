"""The JSON of a notebook → the Python of its code cells, line for line; what only IPython knows is set aside.

nbformat reads and upgrades every version; what it insists on and nobody misses (metadata, outputs) is filled in
before. It takes 0.2 s to import, so it is imported here, where a notebook is at hand.
"""

from __future__ import annotations

import json
import logging
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from grader.clean import clean, clean_line
from grader.errors import Unusable
from grader.words import say

VERSIONS = range(1, 5)
BODY_IS_PYTHON = frozenset("time timeit capture prun lprun memit mprun debug".split())
WRITES_A_FILE = frozenset("writefile file".split())
INSTALLS = ("pip install ", "conda install ")  # Jupyter lets the % be left out

CELL_MAGIC = re.compile(r"%%(\w+|!)[ \t]*(.*)")
WRITTEN_NAME = re.compile(r"""(?:(-a|--append)[ \t]+)?["']?([^"']+\.py)["']?[ \t]*""")
CHECKS = re.compile(r"\s*from grader\.notebook_check import check\s+check\([^()]*\)\s*")
TIMED = re.compile(r"(?:%time[ \t]+(?:--[\w-]+[ \t]+)*)+(?=\S)")
RUN = re.compile(r"""%run[ \t]+(?:-[a-ln-z][ \t]+)*(?:"([^"]+)"|'([^']+)'|([^\s"'-]\S*))""")
ASSIGNED = re.compile(r"[\w.,\s*\[\]()]+")
ASKS_FOR_HELP = re.compile(r"%{0,2}[\w.*]+(?:\[-?\d+\])*\?{1,2}[ \t]*")
SAYS_SOMETHING = re.compile(r"^[ \t\f]*[^\s#]", re.MULTILINE)
OPENS = re.compile(r"#|\"\"\"|'''|[\"'()\[\]{}]")
CLOSES = {
    "'": re.compile(r"(?:[^'\\]|\\.)*'"),
    '"': re.compile(r'(?:[^"\\]|\\.)*"'),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*'''"),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"""'),
}


@dataclass(frozen=True)
class Piece:
    """Lines of a cell that stand or fall together; or, in `runs`, a file to be put in their place.

    `title` is what the notebook says in words before a cell, with its first piece.
    """

    text: str
    label: str = ""
    line: int = 1
    runs: str = ""
    title: str = ""


@dataclass(frozen=True)
class Notebook:
    """What a notebook says in Python: its pieces in order, the files it writes, and what was set aside."""

    pieces: tuple[Piece, ...]
    written: Mapping[str, str]
    aside: tuple[str, ...]


class _Line(NamedTuple):
    text: str
    aside: str = ""
    runs: str = ""


class _State(NamedTuple):
    """How a line ends: inside which quotes, how many brackets deep, after a backslash or not."""

    quote: str = ""
    depth: int = 0
    continued: bool = False


def read(text: str, shown: str) -> Notebook:
    """The Python of a notebook of any version up to 4, its cells numbered as by a run from the top, `In [n]`.

    Raises Unusable for text that is not JSON, JSON that is not a notebook, and kernels other than Python's.
    """
    document = _document(text, shown)
    _refuse_other_languages(document, shown)
    pieces: list[Piece] = []
    aside: list[str] = []
    written: dict[str, str] = {}
    title = ""
    for number, (said, source) in enumerate(_sources(document, shown), start=1):
        cell = _cell(say("ipynb.cell", number=number), source, written)
        title += said
        if cell.pieces:
            first, *others = cell.pieces
            pieces += [replace(first, title=title), *others]
            title = ""
        aside += cell.aside
        written = dict(cell.written)
    return Notebook(tuple(pieces), written, tuple(aside))


def document(text: str, shown: str) -> dict[str, Any]:
    """The JSON of a notebook for Python. Raises Unusable."""
    found = _document(text, shown)
    _refuse_other_languages(found, shown)
    return found


def _document(text: str, shown: str) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_int=_short_int)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno, "why": error.msg}
        raise Unusable(say("ipynb.broken", shown=shown, **place)) from None
    except RecursionError:
        raise Unusable(say("ipynb.deep", shown=shown)) from None
    if not isinstance(document, dict) or not ("cells" in document or "worksheets" in document):
        raise Unusable(say("ipynb.no-cells", shown=shown))
    version = document.get("nbformat", 1)
    if version not in VERSIONS:
        raise Unusable(say("ipynb.format", shown=shown, version=f"{version!r:.20}"))
    return document


def _short_int(digits: str) -> int:
    """Read no long integers: nothing in a notebook needs one, and they take quadratic time."""
    return int(digits) if len(digits) < 20 else 0


def _refuse_other_languages(document: Mapping[str, Any], shown: str) -> None:
    metadata = _mapping(document.get("metadata"))
    spec, info = _mapping(metadata.get("kernelspec")), _mapping(metadata.get("language_info"))
    language = spec.get("language") or info.get("name") or "python"
    if not str(language).lower().startswith(("python", "ipython")):
        raise Unusable(say("ipynb.language", shown=shown, language=clean_line(str(language), 60)))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _sources(document: dict[str, Any], shown: str) -> list[tuple[str, str]]:
    """What stands in words before each code cell that is not blank, and its text.

    Blank ones get no number from Jupyter either.
    """
    sources: list[tuple[str, str]] = []
    said, cells = "", _upgraded(document, shown)
    for place, cell in enumerate(cells, start=1):
        source = _code(cell, place, shown)
        if source.strip():
            sources.append((said, source))
            said = ""
        elif isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            said += f"{cell.get('source', '')}\n"
    if not sources:
        raise Unusable(say("ipynb.no-code", shown=shown, count=len(cells)))
    return sources


def _upgraded(document: dict[str, Any], shown: str) -> list[Any]:
    """All cells in order, as version 4 has them, whatever version the notebook was saved in."""
    import nbformat
    from nbformat import reader

    for place, cell in enumerate(_cells(document), start=1):
        _complete(cell, place, shown)
    document["metadata"] = {}  # said what it had to say: the language
    document.setdefault("nbformat_minor", 0)
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # what it dislikes in passing is of no use to a learner
    try:
        upgraded: Any = nbformat.convert(reader.reads(json.dumps(document)), 4)  # type: ignore[no-untyped-call]
        return list(upgraded.cells)
    except Exception as error:  # it raises whatever a damaged document makes it raise
        raise Unusable(say("ipynb.damaged", shown=shown, why=clean_line(str(error), 100))) from None
    finally:
        logging.disable(before)


def _complete(cell: object, place: int, shown: str) -> None:
    """Fill in the parts of a cell that say nothing about its code, so that no reader misses them."""
    _code(cell, place, shown)
    if isinstance(cell, dict):
        cell["metadata"] = {}
        if cell.get("cell_type") == "code":
            cell.update(outputs=[], execution_count=None)
            cell.setdefault("language", "python")


def _cells(document: Mapping[str, Any]) -> Iterator[object]:
    """All cells in order; before version 4 they lay in worksheets (usually one)."""
    for holder in (document, *_list(document.get("worksheets"))):
        yield from _list(_mapping(holder).get("cells"))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _code(cell: object, place: int, shown: str) -> str:
    """The source of a code cell (`source`; `input` in versions 2 and 3; `code` in 1); "" for other cells."""
    if isinstance(cell, dict) and cell.get("cell_type") != "code":
        return ""
    fields = _mapping(cell)
    source = next((fields[key] for key in ("source", "input", "code") if key in fields), None)
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Unusable(say("ipynb.no-source", shown=shown, cell=place))
    whole = source.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _cell(label: str, source: str, written: Mapping[str, str]) -> Notebook:
    """One cell, sorted out, with the files written so far and by this one."""
    if CHECKS.fullmatch(source):  # the last cell of what `make notebook` wrote, which is nothing of the learner's
        return Notebook((), written, ())
    lines = _dedented(source.split("\n"))
    first = next(place for place, line in enumerate(lines) if line.strip())
    head = lines[first].strip()
    said = clean_line(head, 60)
    magic = CELL_MAGIC.fullmatch(head)
    if not magic or magic[1] in BODY_IS_PYTHON:
        lines[first] = f"# {head}" if magic else lines[first]
        return replace(_pieces(label, _python(lines)), written=written)
    name = _written_name(magic)
    if name:
        body = "\n".join(lines[first + 1 :])
        before = written.get(name[1], "") if name[0] else ""
        return Notebook((), {**written, name[1]: before + body}, (say("ipynb.kept", cell=label, magic=said),))
    return Notebook((), written, (say("ipynb.aside", cell=label, magic=said),))


def _dedented(lines: list[str]) -> list[str]:
    """Without the indent of the first line on every line: such a cell runs in Jupyter too."""
    first = next(line for line in lines if line.strip())
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) for line in lines]


def _written_name(magic: re.Match[str]) -> tuple[bool, str] | None:
    """(append or not, name) of a `%%writefile` of Python within the submission."""
    argument = WRITTEN_NAME.fullmatch(magic[2]) if magic[1] in WRITES_A_FILE else None
    name = within(argument[2]) if argument else ""
    return (bool(argument[1]), name) if argument and name else None


def within(name: str) -> str:
    """The name in its plainest form, or "" when it leads out of the folder that it starts in.

    >>> within("./a/../step14.py"), within("../step14.py"), within("/etc/passwd")
    ('step14.py', '', '')
    """
    plain = posixpath.normpath(name)
    leads_out = plain.startswith(("/", "../")) or plain in (".", "..")
    return "" if leads_out or clean(plain, len(plain)) != plain else plain


def only_ipython(lines: list[str]) -> list[bool]:
    """Which lines of a cell IPython understands and Python does not."""
    return [kept.text != line for line, kept in zip(lines, _python(lines), strict=True)]


def is_only_ipython(line: str) -> bool:
    """Whether a line, if a statement begins on it, is one that only IPython understands."""
    return _translated(line) is not None


def _python(lines: list[str]) -> list[_Line]:
    """Each line as Python. Where brackets or quotes do not close, any line may begin a statement."""
    sorted_out, end = _sorted_out(lines)
    if end.depth or end.quote:
        return [_translated(line) or _Line(line) for line in lines]
    return sorted_out


def _sorted_out(lines: list[str]) -> tuple[list[_Line], _State]:
    out: list[_Line] = []
    state = _State()
    goes_on = False  # the last line was set aside, and a backslash carries its command on
    for line in lines:
        at_start = not (state.quote or state.depth or state.continued)
        found = _carried(line) if goes_on else _translated(line) if at_start else None
        out.append(found or _Line(line))
        set_aside = found is not None and (goes_on or bool(found.aside or found.runs))
        goes_on = set_aside and line.endswith("\\")
        state = state if set_aside else _after(out[-1].text, state)
    return out, state


def _carried(line: str) -> _Line:
    return _Line(f"# {line.strip()}")


def _after(line: str, state: _State) -> _State:
    """The state after a line of Python, as far as strings, comments, brackets and backslashes tell."""
    quote, depth = state.quote, state.depth
    at = 0
    while True:
        found = CLOSES[quote].match(line, at) if quote else OPENS.search(line, at)
        if found is None:
            carried_on = line.endswith("\\")
            kept = quote if len(quote) == 3 or carried_on else ""
            return _State(kept, depth, carried_on and not kept)
        token, at = found[0], found.end()
        if token == "#" and not quote:
            return _State("", depth)
        if quote or token in CLOSES:
            quote = "" if quote else token
        else:
            depth = depth + 1 if token in "([{" else max(depth - 1, 0)


def _translated(line: str) -> _Line | None:
    """What takes the place of a statement that only IPython understands; None when the line is Python."""
    bare = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    target, command = _command(bare)
    timed = TIMED.match(command)
    if timed and not command.startswith(("%", "!"), timed.end()):
        return _Line(indent + target + command[timed.end() :])
    if not (command or bare.startswith(("?", *INSTALLS)) or ASKS_FOR_HELP.fullmatch(bare)):
        return None
    run = RUN.match(command, timed.end() if timed else 0)
    if run and not indent and not target:
        return _Line(f"# {bare}", runs=run[1] or run[2] or run[3])
    return _Line(f"{indent}pass  # {bare}" if indent else f"# {bare}", aside=clean_line(bare, 60))


def _command(bare: str) -> tuple[str, str]:
    """("x = ", "!ls") of an assigned command, ("", "%magic …") of a plain one, ("", "") of anything else."""
    target, equals, tail = "", "", bare
    if not bare.startswith(("%", "!")):
        target, equals, tail = bare.partition("=")
        target, tail = f"{target.rstrip()} = ", tail.lstrip()
        if not equals or not ASSIGNED.fullmatch(target[:-3]):
            return "", ""
    is_magic = tail.startswith("%") and re.match(r"%%?[A-Za-z_]", tail)
    return (target, tail) if is_magic or (tail.startswith("!") and tail != "!") else ("", "")


def _pieces(label: str, lines: list[_Line]) -> Notebook:
    """The lines in pieces, cut where a `%run` takes another file in."""
    pieces: list[Piece] = []
    start = 0
    for place, line in enumerate((*lines, _Line("", runs="the end"))):
        if line.runs:
            text = "\n".join(kept.text for kept in lines[start:place])
            pieces += [Piece(text, label, start + 1)] if SAYS_SOMETHING.search(text) else []
            pieces += [Piece(line.text, label, place + 1, line.runs)] if place < len(lines) else []
            start = place + 1
    return Notebook(tuple(pieces), {}, tuple(f"{label}: {line.aside}" for line in lines if line.aside))
