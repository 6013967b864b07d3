"""A class as it stands → the files that people and other systems read; the gradebook stays the truth."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from grader.classroom import exports, feedback, page, similar
from grader.classroom.exports import Wish
from grader.classroom.gradebook import Gradebook
from grader.classroom.similar.sheet import by_two
from grader.classroom.summary import Klass, read
from grader.classroom.writing import safe_name
from grader.errors import GraderError, Unusable
from grader.words import say

INSTALL = '.venv/bin/python -m pip install -e ".[similar]"'


def write_all(klass: Klass, out: Path, options: argparse.Namespace) -> list[Path]:
    """Where everything lies that was made from the class; feedback first, so that the page links to no file that is not there."""
    handed_out = feedback.write(klass, out)
    return [page.write(klass, out), handed_out]


def write_exports(klass: Klass, out: Path, options: argparse.Namespace) -> list[exports.Made]:
    """What other systems take, each with what has to be said of it."""
    return exports.write(klass, out, options.export)


def keep_wishes(out: Path, wishes: Sequence[Wish]) -> None:
    """Remember which exports were asked for, so that a correction makes them anew."""
    kept = [[one.form, str(one.source.resolve()) if one.source else ""] for one in wishes]
    with Gradebook.opened(out) as book:
        book.set_meta(exports=json.dumps(kept))


def write_again(out: Path, person: str) -> tuple[list[Path], list[str]]:
    """The page, the exports and one person's feedback file once more, after a correction; and what could not be done."""
    klass = read(out)
    folder = feedback.write(klass, out, only=person if (out / "feedback").is_dir() else None)
    made, notes = [page.write(klass, out), folder / f"{safe_name(person)}.html"], []
    for wish in (Wish("plain"), *_kept_wishes(out)):
        try:
            exports.check([wish])
            made += [one.path for one in exports.write(klass, out, [wish]) if one.path not in made]
        except Unusable as reason:  # a file of the teacher's that is no longer there
            notes.append(str(reason))
    return made, notes


def _kept_wishes(out: Path) -> list[Wish]:
    with Gradebook.opened(out) as book:
        kept = json.loads(book.meta("exports", "[]"))
    return [Wish(form, Path(source) if source else None) for form, source in kept]


def write_similar(title: str, out: Path) -> tuple[list[Path], str]:
    """The files about what is alike in a gradebook, and what is to be said; no files where it can not be found out."""
    from grader.classroom.similar import handed

    if not similar.there():
        return [], say("alike.absent", tool=similar.TOOL, how=INSTALL)
    try:
        with handed.of_gradebook(out) as authors:
            found = similar.look(authors)
    except GraderError as error:  # the grades do not depend on it
        return [], say("alike.broken", why=error)
    return similar_files(found, title, out), similar_line(found, out)


def similar_files(found: similar.Found, title: str, out: Path) -> list[Path]:
    """The table and the page of what was found."""
    from grader.classroom.similar import page as alike
    from grader.classroom.similar import sheet

    return [sheet.write(found, out), alike.write(found, title, out)]


def similar_line(found: similar.Found, out: Path) -> str:
    """What was found, in a line."""
    count = len(by_two(found))
    key = "alike.found-none" if not count else "alike.found-one" if count == 1 else "alike.found-some"
    return say(key, count=count, page=out / page.SIMILAR)
