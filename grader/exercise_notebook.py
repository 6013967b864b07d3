"""An exercise ↔ its notebook: the lesson as text, the code in cells, and a cell that checks what was run.

What a notebook holds beside its cells (outputs, pictures, other people's metadata) stays where its cells stay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from grader import backup, course, lessons, notebook, reset, shipped
from grader.cells import CODE, PLAIN, Cell, Page, read, rewrite
from grader.check import nearby
from grader.errors import Unusable
from grader.words import in_every_language, say

KEY = "kata"  # in the metadata of a notebook and of its cells: what brings a file back as it was
GUIDE, CHECK = "guide", "check"
CHECK_CODE = "from grader.notebook_check import check\n\ncheck({step})"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
BOM = b"\xef\xbb\xbf"
REMEMBERED: Mapping[str, Any] = {"end": None, "mark": None, "opening": "", "is_title": False, "is_verbatim": False}


class Done(NamedTuple):
    """What was done: sentences for whoever asked, and whether anything was written."""

    told: tuple[str, ...]
    wrote: bool


@dataclass(frozen=True)
class Text:
    """A Python file's text with line feeds, and what is needed to write its bytes again."""

    text: str
    newline: str = "\n"
    bom: bool = False

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        body = self.text.replace("\n", self.newline).encode("utf-8")
        return BOM + body if self.bom else body


def decoded(data: bytes, shown: str) -> Text:
    """The text of a Python file. Raises Unusable for what is not UTF-8."""
    bom = data.startswith(BOM)
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise Unusable(say("notebook.not-text", path=shown)) from None
    lines = text.count("\n")
    crlf = bool(lines) and text.count("\r\n") == lines == text.count("\r")
    return Text(text.replace("\r\n", "\n"), "\r\n", bom) if crlf else Text(text, bom=bom)


def to_notebook(step: course.Step, file: Text, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The notebook of an exercise's text; cells that stood in the notebook `before` keep all that was with them."""
    page = read(file.text, _alone(step))
    cells = [_made(cell) for cell in page.cells]
    cells.insert(0, _part(GUIDE, "markdown", guide(step)))
    cells.append(_part(CHECK, CODE, CHECK_CODE.format(step=step.number)))
    kept = _kept(cells, _cells(before) if before else [])
    remembered = {
        "step": step.number,
        "form": page.form,
        "newline": file.newline,
        "bom": file.bom,
        "sha256": _sha256(file.data),
    }
    others = dict(before["metadata"]) if before else {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {
        "cells": _named(kept),
        "metadata": {**others, KEY: remembered},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def to_python(step: course.Step, book: Mapping[str, Any], shown: str) -> Text:
    """The Python file that a notebook's cells make. Raises Unusable where the cells could not be told apart in it."""
    ours = _mapping(_mapping(book.get("metadata")).get(KEY))
    cells = tuple(_read_cell(cell) for cell in _cells(book) if not _is_ours(step, cell))
    form = str(ours.get("form", PLAIN))
    newline = "\r\n" if ours.get("newline") == "\r\n" else "\n"
    text = rewrite(Page(form, cells), _alone(step)) if cells else ""
    if text is None:
        raise Unusable(say("notebook.no-way-back", path=shown))
    if newline == "\r\n" and "\r" in text:
        newline = "\n"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Unusable(say("notebook.not-text", path=shown)) from None
    return Text(text, newline, bool(ours.get("bom")))


def guide(step: course.Step) -> str:
    """What the first cell of a notebook says; and the lesson, where the learner has it in another language than the file."""
    lesson = lessons.translated(step.root, step.number).get("lesson")
    told = say("notebook.guide", step=step.number, file=course.exercise_path(step).name)
    return f"{told}\n\n## {say('report.title', step=step.number, title=step.title)}\n\n{lesson}" if lesson else told


def dumped(book: Mapping[str, Any]) -> bytes:
    """The bytes of a notebook, as Jupyter writes them."""
    return (json.dumps(_listed(book), indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")


def loaded(data: bytes, shown: str) -> dict[str, Any]:
    """A notebook of format 4 from its bytes. Raises Unusable."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(say("notebook.not-text", path=shown)) from None
    book = notebook.document(text, shown)
    if book.get("nbformat") != 4:
        raise Unusable(say("notebook.old-format", path=shown, version=str(book.get("nbformat", 1))[:20]))
    book["metadata"] = dict(_mapping(book.get("metadata")))
    return book


def _alone(step: course.Step) -> frozenset[str]:
    """The classes and functions in which the step's learner writes."""
    return frozenset(name.partition(".")[0] for name in shipped.asked(step.root, step.number))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _made(cell: Cell) -> dict[str, Any]:
    values = {name: getattr(cell, name) for name in REMEMBERED}
    remembered = {name: value for name, value in values.items() if value != REMEMBERED[name]}
    return _json_cell(cell.kind, cell.source, {KEY: remembered} if remembered else {})


def _part(part: str, kind: str, source: str) -> dict[str, Any]:
    return _json_cell(kind, source, {KEY: {"part": part}})


def _json_cell(kind: str, source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    run: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == CODE else {}
    return {"cell_type": kind, "metadata": metadata, "source": source, **run}


def _is_ours(step: course.Step, cell: Mapping[str, Any]) -> bool:
    """Whether a cell is one that we put in and nobody has changed."""
    part = _mapping(_mapping(cell.get("metadata")).get(KEY)).get("part")
    if part == GUIDE:
        told = in_every_language("notebook.guide", step=step.number, file=course.exercise_path(step).name)
        return _source(cell).startswith(tuple(text[:20] for text in told))
    return part == CHECK and _source(cell).strip() == CHECK_CODE.format(step=step.number)


def _read_cell(cell: Mapping[str, Any]) -> Cell:
    remembered = _mapping(_mapping(cell.get("metadata")).get(KEY))
    fitting = {
        name: remembered[name]
        for name, usual in REMEMBERED.items()
        if isinstance(remembered.get(name), str if usual is None else type(usual))
    }
    return Cell(str(cell.get("cell_type")), _source(cell), **fitting)


def _cells(book: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in book["cells"] if isinstance(cell, dict) and cell.get("cell_type") in (CODE, "markdown", "raw")]


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _kept(cells: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells, each with all that the same cell had before: its id, its outputs, what others noted in it."""
    kept = [dict(cell) for cell in cells]
    old, new = [_seen(cell) for cell in before], [_seen(cell) for cell in cells]
    for start, at, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for was, place in zip(before[start : start + size], range(at, at + size), strict=True):
            metadata = {**_mapping(was.get("metadata")), **kept[place]["metadata"]}
            if KEY not in kept[place]["metadata"]:
                metadata.pop(KEY, None)
            kept[place] = {**kept[place], **was, "source": kept[place]["source"], "metadata": metadata}
    return kept


def _seen(cell: Mapping[str, Any]) -> tuple[str, str]:
    return str(cell.get("cell_type")), _source(cell)


def _named(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells, each with an id of its own; the same text gives the same ids."""
    ids = _free({str(cell["id"]) for cell in cells if "id" in cell})
    named: list[dict[str, Any]] = []
    for cell in cells:
        known = "id" in cell and cell["id"] not in [other["id"] for other in named]
        named.append(cell if known else {**cell, "id": next(ids)})
    return named


def _free(used: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"cell-{number}" not in used:
            yield f"cell-{number}"


def _listed(book: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook with each source as a list of lines, as files have it."""
    cells = [{**cell, "source": _source(cell).splitlines(keepends=True)} for cell in book["cells"]]
    return {**book, "cells": cells}


# Files


def notebook_path(path: Path) -> Path:
    """Where the notebook of a Python file lies: beside it."""
    return path.with_suffix(".ipynb")


def make(step: course.Step, path: Path | None = None) -> Done:
    """Write the notebook of the step's exercise, or of another Python file. Raises Unusable."""
    source = path or course.exercise_path(step)
    target = notebook_path(source)
    shown, other = str(nearby(target)), str(nearby(source))
    file = decoded(_bytes(source), other)
    before = loaded(target.read_bytes(), shown) if target.exists() else None
    told: list[str] = []
    if before is not None:
        changed = _changed(step, before, file, shown)
        if changed == (True, False):
            return Done((say("notebook.newer-notebook", path=shown, other=other, step=step.number),), False)
        told += [say("notebook.both")] if changed == (True, True) else []
    data = dumped(to_notebook(step, file, before))
    if before is not None and target.read_bytes() == data:
        return Done((say("notebook.same", path=shown, other=other),), False)
    if before is not None:
        told.append(say("notebook.kept", path=shown, copy=backup.back_up(step.root, target)))
    _write(target, data)
    return Done((*told, say("notebook.written", path=shown)), True)


def bring_back(step: course.Step, path: Path | None = None) -> Done:
    """Write the step's exercise from its notebook, or from another one. Raises Unusable."""
    exercise = course.exercise_path(step)
    source = path or notebook_path(exercise)
    shown, other = str(nearby(source)), str(nearby(exercise))
    if not source.is_file():
        raise Unusable(say("notebook.no-notebook", path=shown, step=step.number))
    book = loaded(source.read_bytes(), shown)
    made = to_python(step, book, shown)
    told: list[str] = []
    if exercise.is_file():
        if exercise.read_bytes() == made.data:
            return Done((say("notebook.same", path=other, other=shown),), False)
        changed = _changed(step, book, decoded(exercise.read_bytes(), other), shown)
        if changed == (False, True):
            return Done((say("notebook.newer-exercise", path=shown, other=other, step=step.number),), False)
        told += [say("notebook.both")] if changed == (True, True) else []
    copy = reset.replace(step, made.data)
    told += [say("notebook.kept", path=other, copy=copy)] if copy else []
    _remember(source, book, made)
    return Done((*told, say("notebook.brought-back", path=other, other=shown, step=step.number)), True)


def _changed(step: course.Step, book: Mapping[str, Any], file: Text, shown: str) -> tuple[bool, bool]:
    """Whether the notebook, and whether the file, are other than when the one was last made from the other."""
    last = _mapping(book["metadata"].get(KEY)).get("sha256")
    if last is None:
        return True, True
    return _sha256(to_python(step, book, shown).data) != last, _sha256(file.data) != last


def _remember(path: Path, book: Mapping[str, Any], made: Text) -> None:
    """Note in one of our notebooks that the file now holds what it holds."""
    ours = _mapping(book["metadata"].get(KEY))
    if "sha256" in ours:
        metadata = {**book["metadata"], KEY: {**ours, "sha256": _sha256(made.data)}}
        _write(path, dumped({**book, "metadata": metadata}))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"{nearby(path)}: {error.strerror}") from None


def _write(path: Path, data: bytes) -> None:
    try:
        backup.write(path, data)
    except OSError as error:
        raise Unusable(say("notebook.unwritable", path=nearby(path), reason=error.strerror)) from None
