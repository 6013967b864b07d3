"""A CSV of the class → its people, and for what was found in a folder, whose it is.

Recognised by its header, whatever system wrote it. Nobody is guessed: a near match is named as a question.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from grader.clean import clean_line
from grader.errors import Unusable
from grader.words import listed, say

MOST_BYTES = 32 << 20
# Headers by what they hold, squeezed to letters and digits; the first of a person's that is filled is their id.
HEADERS: Mapping[str, Sequence[str]] = {
    "id": "id studentid student_id identifier idnumber rosteridentifier matriculationnumber matrikelnummer number userid".split(),
    "sis": "sisuserid sisid integrationid".split(),
    "username": "username login loginid sisloginid githubusername github user".split(),
    "email": "email emailaddress mail emailadresse useremail".split(),
    "name": "name student fullname studentname vollstandigername displayname".split(),
    "first": "firstname first givenname vorname".split(),
    "last": "lastname last surname familyname nachname".split(),
    "section": "section sections group class tutorial gruppe".split(),
    "submitted": "submittedat submissiontimestamp submissiontime lastmodifiedsubmission".split(),
}
LOOKUP = {"".join(filter(str.isalnum, word)): kind for kind, words in HEADERS.items() for word in words}
IDENTIFYING = ("id", "username", "sis", "email", "name")
SHORTEST_WORD = 3


class Entry(NamedTuple):
    """One person of the class; `extra` is every column of theirs, by its header."""

    id: str
    name: str
    email: str
    section: str
    extra: Mapping[str, str]
    ids: frozenset[str]
    submitted: datetime | None = None


class Roster(NamedTuple):
    """The class as its CSV has it."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


class Match(NamedTuple):
    """Whose a find is: the entry, or None with the sentence that says why."""

    entry: Entry | None
    problem: str = ""


def load(path: Path) -> Roster:
    """The roster in a CSV file. Raises Unusable for what has no header that names people."""
    shown = clean_line(str(path))
    text, notes = text_of(path, shown)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    heads = ((n, _kinds(row)) for n, row in enumerate(rows[:5]))
    header = next(((n, kinds) for n, kinds in heads if {*IDENTIFYING, "last"} & {*kinds.values()}), None)
    if header is None:
        seen = listed([clean_line(cell, 40) for cell in (rows[0] if rows else [])], 6)
        raise Unusable(say("roster.no-header", file=shown, seen=seen or say("roster.nothing")))
    start, kinds = header
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        entry = _entry(row, rows[start], kinds)
        if entry is None:
            continue
        other = entries.setdefault(entry.id, entry)
        if other.name != entry.name:
            raise Unusable(say("roster.twice", file=shown, line=number, id=entry.id, name=entry.name, other=other.name))
        if other is not entry:
            notes.append(say("roster.repeated", line=number, name=entry.name or entry.id))
    if not entries:
        raise Unusable(say("roster.empty", file=shown))
    return Roster(tuple(entries.values()), tuple(notes))


def text_of(path: Path, shown: str) -> tuple[str, list[str]]:
    """What a CSV holds, and what has to be said of how it was read. Raises Unusable for what is no text."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unusable(say("roster.unreadable", file=shown, why=error.strerror)) from None
    if len(data) > MOST_BYTES or b"\0" in data.removeprefix(b"\xff\xfe"):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace"), []
        raise Unusable(say("roster.not-text", file=shown))
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), [say("roster.encoding", file=shown)]


def delimiter_of(text: str) -> str:
    """What stands between the cells: the commonest of comma, semicolon and tab in the first lines."""
    head = "\n".join(text.split("\n", 3)[:3])
    return max(",;\t", key=head.count)


def _kinds(row: Sequence[str]) -> dict[int, str]:
    """The columns that are recognised, by their place; of several of one kind the first."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        kind = LOOKUP.get(squeezed(cell))
        if kind and (kind not in found.values() or kind == "username"):
            found[place] = kind
    return found


def _entry(row: Sequence[str], header: Sequence[str], kinds: Mapping[int, str]) -> Entry | None:
    cells = [clean_line(cell, 200).strip() for cell in row]
    values: dict[str, str] = {}
    for place, kind in kinds.items():
        if place < len(cells) and cells[place]:
            values.setdefault(kind, cells[place])
    name = values.get("name") or " ".join(filter(None, (values.get("first"), values.get("last"))))
    values["name"] = name
    own = next((values[kind] for kind in IDENTIFYING if values.get(kind)), "")
    if not own or "pointspossible" in squeezed(name) or name == "Student, Test":
        return None
    extra = {clean_line(title, 100): cell for title, cell in zip(header, cells, strict=False) if title.strip()}
    ids = {cells[place] for place, kind in kinds.items() if kind in IDENTIFYING[:4] and place < len(cells)}
    ids |= {values["email"].partition("@")[0]} if values.get("email") else set()
    ids |= {values["id"].split()[-1]} if values.get("id") else set()  # Moodle's "Participant 123"
    keys = frozenset(key for key in map(_key, ids) if key)
    return Entry(
        own, name or own, values.get("email", ""), values.get("section", ""), extra, keys, _time(values.get("submitted", ""))
    )


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" UTC", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.astimezone()


class Finder:
    """Finds out whose a find is, by any of its ids and by its name in any order of words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_id: dict[str, list[Entry]] = {}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for key in entry.ids:
                self._by_id.setdefault(key, []).append(entry)
            for key in set(_turns(entry.name)):
                self._by_name.setdefault(key, []).append(entry)

    def find(self, ids: Sequence[str], names: Sequence[str]) -> Match:
        """The one entry that has one of these ids, or else one of these names."""
        for found in self._candidates(ids, names):
            if len(found) == 1:
                return Match(found[0])
            if found:
                return Match(None, say("roster.several", names=listed([entry.id for entry in found])))
        return Match(None, self._near([*names, *ids]))

    def _candidates(self, ids: Sequence[str], names: Sequence[str]) -> Iterator[list[Entry]]:
        for text in ids:
            yield self._by_id.get(_key(text), [])
        for text in names:
            yield self._by_name.get(squeezed(text), [])
        for text in names:  # "Jane Doe (s1234567)" has an id in it; "Jane Smith" is not jane@…, so an id has a digit
            words = [word for word in re.split(r"[\s_\-().,]+", text) if len(word) >= SHORTEST_WORD and not word.isalpha()]
            yield list({entry.id: entry for word in words for entry in self._by_id.get(_key(word), [])}.values())

    def _near(self, texts: Sequence[str]) -> str:
        known = {squeezed(text): f"{entry.name} ({entry.id})" for entry in self.entries for text in (entry.name, entry.id)}
        known |= {turn: f"{entry.name} ({entry.id})" for entry in self.entries for turn in _turns(entry.name)}
        near = [found for text in texts for found in difflib.get_close_matches(squeezed(text), known, 2, 0.75)]
        people = list(dict.fromkeys(known[key] for key in near))
        return say("roster.unknown-near", near=people[0]) if people else say("roster.unknown")


def squeezed(text: str) -> str:
    """Letters and digits alone, without accents or case.

    >>> squeezed("Åse  O'Hara-Løv")
    'aseoharaløv'
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _turns(name: str) -> list[str]:
    """A name squeezed, with its words turned in every order that keeps them in a ring: "Jane Doe" and "doejane"."""
    words = [squeezed(word) for word in re.split(r"[\s,]+", name)]
    words = [word for word in words if word]
    return ["".join(words[n:] + words[:n]) for n in range(len(words))]
