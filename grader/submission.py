"""A path that a learner names (.py, .ipynb, folder) → a Submission: Python text in blocks, and its sha256.

In the trusted process, so bytes become text and nothing else: no line of it is run, compiled or parsed.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from grader import disk
from grader.clean import clean, clean_line
from grader.decoding import decoded
from grader.disk import SUFFIXES
from grader.errors import Unusable
from grader.words import say

HOUSE = frozenset(Path(__file__).resolve().parents[1] / name for name in ("grader", "solutions", "tests"))
NOTES = 20
UNSAVED = "this_notebook.ipynb"
NOT_ENTERED = frozenset({"__pycache__", "node_modules", "site-packages", "__MACOSX"})
NOT_THEIRS = sys.stdlib_module_names | {"numpy"}
IMPORT = re.compile(
    r"(?:^|[;:])[ \t]*(?:from[ \t]*(\.[\w.]*|(?<=[ \t])\w[\w.]*)[ \t]+)?import\b[ \t(]*([^#;\n]*)", re.MULTILINE
)
NUMBERED = r"(?i:step|chapter|chap|ch|lesson|exercise|ex)[ _-]*([0-9]+)|([0-9]+)(?![^\W_])"


class Limits(NamedTuple):
    """How much of a submission is read, and how far a lone file may reach for what it imports."""

    file_bytes: int = 1 << 20
    notebook_bytes: int = 8 << 20  # with its pictures; the code in it may be as long as a file
    folder_bytes: int = 8 << 20
    files: int = 500
    entries: int = 20_000
    depth: int = 8
    neighbours: int = 3  # folders searched for an import: 0 none, 1 the file's own, 3 two above it as well


class Block(NamedTuple):
    """Lines of the main file that stand or fall together: a notebook cell, or the whole of a .py file.

    `first_line` is where it begins in the main file; `label` and `label_line` are where its owner sees it.
    `title` is what a notebook says in words before it.
    """

    text: str
    first_line: int = 1
    label: str = ""
    label_line: int = 1
    title: str = ""

    def where(self, line: int) -> str:
        """A line of the main file in its owner's words.

        >>> Block("y = 1", first_line=9, label="cell 3").where(9), Block("y = 1").where(1)
        ('cell 3, line 1', 'line 1')
        """
        own = line - self.first_line + self.label_line
        return say("submission.line-of", label=self.label, line=own) if self.label else say("submission.line", line=own)


@dataclass(frozen=True)
class Submission:
    """What a learner handed in, as text: the main file in blocks, and the files that it may import.

    `files` maps posix names to Python source; `files[main]` is the blocks one after the other. `sha256` is of
    the bytes read: of a lone file's own (as sha256sum has it), otherwise of names and bytes in sorted order.
    """

    path: str
    sha256: str
    main: str
    files: Mapping[str, str]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    def where(self, line: int) -> str:
        """The owner's words for a line of `files[main]`: "line 12", or "cell 3, line 4" in a notebook."""
        begun = [block for block in self.blocks if block.first_line <= line]
        return (begun[-1] if begun else Block("")).where(line)

    def place(self, file: str, line: int) -> str:
        """The owner's words for a line of any of its files; outside the main one, with the file's name."""
        return self.where(line) if file == self.main else say("submission.line-of", label=file, line=line)


def load(path: Path, step: int | None = None, limits: Limits = Limits()) -> Submission:
    """The submission at `path`. Of a folder, the main file is the one named for `step`, or the only one.

    A symbolic link is followed as long as it stays in the folder that it stands in. Raises Unusable, with the
    cure, for whatever cannot be read as the Python text of a submission of moderate size.
    """
    shown = clean_line(str(path))
    root, name = disk.located(Path(path), shown)
    real, mode = disk.found(root, name, shown)
    if stat.S_ISDIR(mode):
        return _folder(root / real, shown, step, limits)
    if not stat.S_ISREG(mode):
        raise disk.not_regular(shown, mode)
    return _single(root, name, shown, limits)


def listed(path: Path, limits: Limits = Limits()) -> tuple[Path, tuple[str, ...], tuple[str, ...]]:
    """The real folder at `path`, the posix names of the files of code below it, and notes on what was passed over.

    However many there are: whoever reads them says how many. Raises Unusable for what is no folder.
    """
    shown = clean_line(str(path))
    root, name = disk.located(Path(path), shown)
    real, mode = disk.found(root, name, shown)
    if not stat.S_ISDIR(mode):
        raise Unusable(say("submission.no-folder", shown=shown))
    shelf, top = _Shelf(limits), root / real
    return top, tuple(sorted(_below(shelf, top, shown))), tuple(shelf.notes)


def gathered(top: Path, folder: str, names: Sequence[str], package: str) -> Submission:
    """The modules of one folder, under the name of the package that they make up; what is run is still to be said."""
    shelf = _Shelf(Limits())
    texts = shelf.spare(top / folder, names)
    files = {f"{package}/{name}": text for name, text in texts.items()}
    digest = hashlib.sha256(_names_and_bytes(shelf.raw)).hexdigest()
    return Submission(folder or package, digest, "", files, (), shelf.all_notes())


def _single(root: Path, name: str, shown: str, limits: Limits) -> Submission:
    """One file, with what it writes (`%%writefile`), runs (`%run`) and imports beside it."""
    _refuse_suffix(name, shown)
    return _with_neighbours(_Shelf(limits), root, name, shown)


def of_notebook(data: bytes, folder: Path, shown: str, limits: Limits = Limits()) -> Submission:
    """The submission in the bytes of a notebook that no file holds; it imports what lies in `folder`. Raises Unusable."""
    shelf = _Shelf(limits)
    shelf.raw[UNSAVED] = data
    return _with_neighbours(shelf, folder, UNSAVED, shown)


def _with_neighbours(shelf: _Shelf, root: Path, name: str, shown: str) -> Submission:
    text, blocks = _main_text(shelf, root, name, shown)
    own = {name: text, **shelf.written}
    files = {**_imported(shelf, root, own), **own}
    read = shelf.raw[name] if len(shelf.raw) == 1 else _names_and_bytes(shelf.raw)
    main = _in_its_package(root / name, name, files)
    if main != name:
        del files[name]
    return Submission(shown, hashlib.sha256(read).hexdigest(), main, files, blocks, shelf.all_notes())


def _in_its_package(path: Path, name: str, files: Mapping[str, str]) -> str:
    """The name under which a file came along a second time, in a package that it lies in itself; else its name."""
    ends = [other for other in files if other != name and path.as_posix().endswith(f"/{other}")]
    return next((other for other in ends if other.endswith(f"/{name}") and files[other] == files[name]), name)


def _folder(top: Path, shown: str, step: int | None, limits: Limits) -> Submission:
    """Every Python file below `top`; that of a package (`__init__.py`) is named with the package in front."""
    shelf = _Shelf(limits)
    names = _listed(shelf, top, shown)
    main = _chosen(names, step, shown)
    text, blocks = _main_text(shelf, top, main, f"{shown.rstrip('/')}/{main}")
    others = [name for name in names if name.endswith(".py") and name != main]
    files = {main: text, **shelf.spare(top, others), **shelf.written}
    package = f"{top.name}/" if main == "__init__.py" and top.name.isidentifier() else ""
    named = {package + name: text for name, text in files.items()}
    digest = hashlib.sha256(_names_and_bytes(shelf.raw)).hexdigest()
    return Submission(shown, digest, package + main, named, blocks, shelf.all_notes())


def _names_and_bytes(raw: Mapping[str, bytes]) -> bytes:
    return b"".join(b"%s\0%d\0%s" % (name.encode(), len(data), data) for name, data in sorted(raw.items()))


class _Shelf:
    """What was read so far: bytes by name, files that a notebook wrote, and the notes that came of it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.raw: dict[str, bytes] = {}
        self.written: dict[str, str] = {}
        self.aside: list[str] = []
        self.notes: list[str] = []
        self.seen = 0

    def text(self, base: Path, name: str, shown: str) -> str:
        """The text of one file, read once however often it is asked for. Raises Unusable."""
        data = self.raw.get(name)
        if data is None:
            data = self._fresh(base, name, shown)
        text = decoded(data, shown, cookie=name.endswith(".py"))
        self.raw[name] = data
        return text

    def spare(self, base: Path, names: Sequence[str]) -> dict[str, str]:
        """The texts of lesser files under their names; a note instead where one cannot be read."""
        texts: dict[str, str] = {}
        for name in names:
            try:
                texts[name] = self.text(base, name, name)
            except Unusable as reason:
                self.notes.append(say("submission.left-out", name=name, why=reason))
        return texts

    def all_notes(self) -> tuple[str, ...]:
        """The notes, and one about everything that only a notebook understands."""
        count, over = len(self.aside), len(self.notes) - NOTES
        key = "submission.magic-many" if count > 1 else "submission.magic"
        magic = [say(key, count=count, lines=_few(self.aside))] if count else []
        more = [say("submission.more-notes", count=over)] if over > 0 else []
        return (*magic, *self.notes[:NOTES], *more)

    def _fresh(self, base: Path, name: str, shown: str) -> bytes:
        limits, suffix = self.limits, posixpath.splitext(name)[1]
        most, total = limits.file_bytes, limits.folder_bytes
        if suffix == ".ipynb":
            most = total = limits.notebook_bytes
        if len(self.raw) >= limits.files:
            raise Unusable(say("submission.one-too-many", shown=shown, most=f"{limits.files:,}"))
        data = disk.read(base, name, shown, most)
        size = len(data) + sum(len(data) for other, data in self.raw.items() if other.endswith(suffix))
        if size > total:
            raise disk.too_long(size, total, say("submission.together", shown=shown), say("submission.alone"))
        return data


def _main_text(shelf: _Shelf, root: Path, name: str, shown: str) -> tuple[str, tuple[Block, ...]]:
    """The source of the main file, and its blocks with their places in it."""
    placed: list[Block] = []
    line = 1
    for block in _blocks(shelf, root, name, shown):
        placed.append(block._replace(first_line=line))
        line += block.text.count("\n") + 1
    if not (placed or shelf.written):
        key = "submission.no-python-only" if shelf.aside else "submission.no-python"
        raise Unusable(say(key, shown=shown, lines=_few(shelf.aside)))
    source = "\n".join(block.text for block in placed)
    if name.endswith(".ipynb"):
        size, most = len(source.encode()), shelf.limits.file_bytes
        if size > most:
            raise disk.too_long(size, most, say("submission.code-in", shown=shown), say("submission.alone"))
    return source, tuple(placed)


def _blocks(shelf: _Shelf, root: Path, name: str, shown: str, depth: int = 0) -> list[Block]:
    """The blocks of one file, with those of files that it runs; those are labelled with their names."""
    label = f"{name} " if depth else ""
    text = shelf.text(root, name, shown)
    if not text.strip():
        raise Unusable(say("submission.empty", shown=shown))
    if name.endswith(".py"):
        return [Block(text, label=label.rstrip())]
    from grader import notebook  # only here: most submissions are .py, and each check waits for the imports

    book = notebook.read(text, shown)
    shelf.written.update(book.written)
    shelf.aside += [label + aside for aside in book.aside]
    blocks: list[Block] = []
    for piece in book.pieces:
        here = Block(piece.text, label=label + piece.label, label_line=piece.line, title=piece.title)
        if piece.runs:
            beside = notebook.within(posixpath.join(posixpath.dirname(name), piece.runs))
            blocks += _run(shelf, root, beside, (here.label, clean_line(piece.runs, 60)), depth + 1)
        else:
            blocks.append(here)
    return blocks


def _run(shelf: _Shelf, root: Path, name: str, said: tuple[str, str], depth: int) -> list[Block]:
    """The blocks of a file that a cell runs, once; none, and a note, when it cannot be taken in.

    `said` is the cell, and the file as it calls it.
    """
    name += "" if not name or name.endswith(SUFFIXES) else ".py"
    blocks: list[Block] = []
    told, why = "submission.runs", ""
    if not name:
        told = "submission.runs-outside"
    elif name in shelf.raw:
        told = "submission.runs-again"
    elif depth > shelf.limits.depth:
        told = "submission.runs-deep"
    else:
        try:
            blocks = _blocks(shelf, root, name, name, depth)
        except Unusable as reason:
            told, why = "submission.runs-not", str(reason)
    shelf.notes.append(say(told, cell=said[0], file=said[1], why=why, most=shelf.limits.depth))
    return blocks


def _imported(shelf: _Shelf, root: Path, files: Mapping[str, str]) -> dict[str, str]:
    """What `files` import from beside them and from packages above, and what that imports in turn."""
    found: dict[str, str] = {}
    todo = list(files.values())
    asked: set[str] = set()
    hints = _hinted(root, todo)
    around = _package_around(root, todo)
    while todo:
        stems = [stem for stem in (*around, *_mentioned(todo.pop())) if stem not in asked]
        for stem in sorted(set(stems))[: max(shelf.limits.files - len(asked), 0)]:
            asked.add(stem)
            more = {} if f"{stem}.py" in files else _beside(shelf, root, stem, hints)
            found |= more
            todo += more.values()
    return found


def _package_around(root: Path, texts: Sequence[str]) -> list[str]:
    """The name of the package that a file lies in, where it asks that itself for names: `from . import Variable`."""
    asked = any(found[1] == "." for text in texts for found in IMPORT.finditer(text))
    return [root.name] if asked and root.name.isidentifier() and os.path.lexists(root / "__init__.py") else []


def _hinted(root: Path, texts: Sequence[str]) -> list[Path]:
    """Folders within reach that lines about sys.path name: relative ones, and where the file itself stands."""
    lines = [line for text in texts for line in text.splitlines() if "sys.path." in line][:10]
    words = [word for line in lines for word in re.findall(r"""["']([^"'\\]*)["']""", line) if not word.startswith("/")]
    ups = [".." for line in lines if "parent" in line or line.count("dirname") > 1]
    near = (root, *root.parents)[:3]
    found = [Path(os.path.normpath(folder / word)) for word in (*words, *ups) for folder in near]
    reach = near[-1]
    return [folder for folder in dict.fromkeys(found) if folder.is_relative_to(reach) and os.path.isdir(folder)]


def _mentioned(text: str) -> Iterator[str]:
    """The first names of what the lines that look like imports ask for; nothing is parsed.

    >>> list(_mentioned("from dezero.core import Variable" + chr(10) + "import a.b as c, d"))
    ['dezero', 'a', 'd']
    """
    for found in IMPORT.finditer(text):
        package = (found[1] or "").lstrip(".")
        for part in [package] if package else found[2].split(","):
            first = re.match(r"\s*(\w+)", part)
            if first:
                yield first[1]


def _beside(shelf: _Shelf, root: Path, stem: str, hints: Sequence[Path] = ()) -> dict[str, str]:
    """The package or module called `stem` that is nearest, as Python would look for it from `root`.

    Packages are looked for above as well, the one that the file itself lies in also farther up; modules beside the file,
    and in the folders that it puts on its path.
    """
    if stem in NOT_THEIRS:
        there = os.path.lexists(root / f"{stem}.py")
        shelf.notes += [say("submission.not-theirs", name=f"{stem}.py")] if there else []
        return {}
    around = [folder.parent for folder in islice((root, *root.parents), shelf.limits.depth) if folder.name == stem]
    for base in dict.fromkeys((*islice((root, *root.parents), shelf.limits.neighbours), *around, *hints)):
        names = _package(shelf, base, stem)
        if not names and base in (root, *hints):
            names = [f"{stem}{suffix}" for suffix in SUFFIXES if os.path.lexists(base / f"{stem}{suffix}")][:1]
        if names:
            return _taken(shelf, root, base, names)
    return {}


def _package(shelf: _Shelf, base: Path, stem: str) -> list[str]:
    """Names of the Python files of a package, if there is one that may be entered."""
    if not (os.path.isdir(base / stem) and _may_enter(shelf, base, stem)):
        return []
    try:
        inside = _listed(shelf, base / stem, stem)
    except Unusable as reason:
        shelf.notes.append(say("submission.left-out", name=stem, why=reason))
        return []
    return [f"{stem}/{name}" for name in inside if name.endswith(".py")]


def _taken(shelf: _Shelf, root: Path, base: Path, names: Sequence[str]) -> dict[str, str]:
    files = shelf.spare(base, names)
    key, folder = "submission.along" if base == root else "submission.along-from", os.path.relpath(base, root)
    shelf.notes += [say(key, names=_few(list(files)), folder=folder)] if files else []
    return {name: text for name, text in (_as_module(shelf, *item) for item in files.items()) if name}


def _as_module(shelf: _Shelf, name: str, text: str) -> tuple[str, str]:
    """A file that is imported, as Python: of a notebook its cells, under the name of a module; "" where it is none."""
    if not name.endswith(".ipynb"):
        return name, text
    from grader import notebook

    try:
        pieces = notebook.read(text, name).pieces
    except Unusable as reason:
        shelf.notes.append(say("submission.left-out", name=name, why=reason))
        return "", ""
    return f"{posixpath.splitext(name)[0]}.py", "\n".join(piece.text for piece in pieces)


def _listed(shelf: _Shelf, top: Path, shown: str) -> list[str]:
    """Posix names of the Python files and notebooks below `top`. Raises Unusable when there are too many."""
    limits = shelf.limits
    found = _below(shelf, top, shown)
    python = [name for name in found if name.endswith(".py")]
    if len(python) > limits.files:
        counts = {"count": f"{len(python):,}", "most": f"{limits.files:,}"}
        raise Unusable(say("submission.many-python", shown=shown, **counts))
    total = sum(found[name] for name in python)
    if total > limits.folder_bytes:
        raise disk.too_long(total, limits.folder_bytes, say("submission.python-in", shown=shown), say("submission.alone"))
    return sorted(found)


def _below(shelf: _Shelf, top: Path, shown: str) -> dict[str, int]:
    """Posix names of the Python files and notebooks below `top`, and their sizes."""
    found: dict[str, int] = {}
    todo = [""]
    while todo:
        for name, entry in _entries(shelf, top, todo.pop(), shown):
            if os.path.isdir(entry):
                todo += [name] if _may_enter(shelf, top, name) else []
            elif name.endswith(SUFFIXES):
                found[name] = _size(entry)
    return found


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:  # it was deleted meanwhile, which reading it will say
        return 0


def _entries(shelf: _Shelf, top: Path, folder: str, shown: str) -> list[tuple[str, os.DirEntry[str]]]:
    """What stands in one folder, without hidden things, virtual environments, and names nobody can type."""
    most = shelf.limits.entries
    try:
        with os.scandir(top / folder) as entries:
            seen = sorted(islice(entries, most - shelf.seen + 1), key=lambda entry: entry.name)
    except OSError as error:
        shelf.notes.append(say("submission.not-entered", name=folder or shown, why=error.strerror))
        return []
    shelf.seen += len(seen)
    if shelf.seen > most:
        raise Unusable(say("submission.many-files", shown=shown, count=f"{shelf.seen:,}", most=f"{most:,}"))
    if any(entry.name == "pyvenv.cfg" for entry in seen):
        return []
    named = [(posixpath.join(folder, entry.name), entry) for entry in seen if not entry.name.startswith(".")]
    odd = [clean_line(name) for name, _ in named if not _typeable(name) and name.endswith(SUFFIXES)]
    shelf.notes += [say("submission.odd-name", name=name) for name in odd]
    return [(name, entry) for name, entry in named if _typeable(name)]


def _typeable(name: str) -> bool:
    return clean(name, len(name)) == name and "\n" not in name


def _may_enter(shelf: _Shelf, top: Path, name: str) -> bool:
    """Whether to look for a submission's files in this folder; if not, a note says why."""
    if posixpath.basename(name) in NOT_ENTERED:
        return False
    why = "submission.of-course" if top / name in HOUSE else ""
    if os.path.islink(top / name):
        why = "submission.entered-link"
    if name.count("/") >= shelf.limits.depth:
        why = "submission.entered-deep"
    shelf.notes += [say(why, name=name, most=shelf.limits.depth)] if why else []
    return not why


def _chosen(names: list[str], step: int | None, shown: str) -> str:
    """The main file among `names`. Raises Unusable with the candidates when there is no telling."""
    if not names:
        raise Unusable(say("submission.no-files", shown=shown))
    for_step = [name for name in names if step is not None and _number(name)[0] == step]
    if for_step:
        best = min(map(_rank, for_step))
        winners = [name for name in for_step if _rank(name) == best]
    else:
        winners = _tops(names)
    if len(winners) > 1:
        raise Unusable(_which(winners, step, shown))
    return winners[0]


def _tops(names: list[str]) -> list[str]:
    """Of the files that stand highest the only one, or main.py, or __init__.py; all when none stands out."""
    tops = [name for name in names if "/" not in name] or names
    named = [[name for name in tops if name == main] for main in ("main.py", "__init__.py")]
    return tops if len(tops) == 1 else named[0] or named[1] or tops


def _number(name: str) -> tuple[int | None, str]:
    """The step that a file is named for, and the rest of its stem.

    >>> _number("a/step09_test.py"), _number("9.ipynb"), _number("Ch 9.py"), _number("9th.py")
    ((9, '_test'), (9, ''), (9, ''), (None, '9th'))
    """
    stem = posixpath.splitext(posixpath.basename(name))[0]
    found = re.match(NUMBERED, stem)
    return (int(found[1] or found[2]), stem[found.end() :]) if found else (None, stem)


def _rank(name: str) -> tuple[int, bool, bool]:
    """Higher folders first, then names that say no more than the number, then .py before .ipynb."""
    return name.count("/"), bool(_number(name)[1]), not name.endswith(".py")


def _which(names: list[str], step: int | None, shown: str) -> str:
    call = "make place" if step is None else f"make check STEP={step}"
    first = f"{shown.rstrip('/')}/{names[0]}"
    return say("submission.which", shown=shown, count=len(names), names=_few(names, 6), call=call, first=first)


def _refuse_suffix(name: str, shown: str) -> None:
    if not _typeable(name):
        raise Unusable(say("submission.odd-path", shown=shown))
    if not name.endswith(SUFFIXES):
        suffix = clean_line(posixpath.splitext(name)[1])
        raise Unusable(say("submission.suffix" if suffix else "submission.no-suffix", shown=shown, suffix=suffix))


def _few(names: Sequence[str], most: int = 3) -> str:
    """The first few of them, and how many more there are."""
    told = ", ".join(names[:most])
    return say("submission.few", names=told, count=len(names) - most) if len(names) > most else told
