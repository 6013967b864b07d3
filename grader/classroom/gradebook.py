"""What grading found out → `gradebook.sqlite`, the one truth of a class; one process writes it.

Nothing in it is ever overwritten: a new grading is a row of its own, and `current` points at the one that counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import GraderError, Unusable
from grader.words import say

NAME = "gradebook.sqlite"
VERSION = 1
CORRECTED_GRADING = "grading"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, grader TEXT NOT NULL, python TEXT NOT NULL,
  steps TEXT NOT NULL, jobs INTEGER NOT NULL, graded INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0);
CREATE TABLE people (
  id TEXT PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, section TEXT NOT NULL,
  extra TEXT NOT NULL, on_roster INTEGER NOT NULL, problems TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE steps (
  number INTEGER PRIMARY KEY, title TEXT NOT NULL, stage INTEGER NOT NULL, stage_title TEXT NOT NULL, version TEXT NOT NULL);
CREATE TABLE checks (
  step INTEGER NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, says TEXT NOT NULL,
  PRIMARY KEY (step, version, name)) WITHOUT ROWID;
CREATE TABLE contents (digest TEXT PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE submissions (
  id INTEGER PRIMARY KEY, person TEXT NOT NULL, step INTEGER NOT NULL, sha256 TEXT NOT NULL, found TEXT NOT NULL,
  submitted TEXT, first_seen TEXT NOT NULL, UNIQUE (person, step, sha256, found));
CREATE TABLE gradings (
  id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions, run INTEGER NOT NULL REFERENCES runs,
  content TEXT, version TEXT NOT NULL, stamp TEXT NOT NULL, grader TEXT NOT NULL, isolation TEXT NOT NULL, blocked TEXT NOT NULL,
  seed INTEGER NOT NULL, status TEXT NOT NULL, diagnosis TEXT, diagnosis_says TEXT, older TEXT NOT NULL,
  notes TEXT NOT NULL, output TEXT NOT NULL, graded_at TEXT NOT NULL, seconds REAL NOT NULL,
  untouched INTEGER NOT NULL);
CREATE TABLE verdicts (
  grading INTEGER NOT NULL REFERENCES gradings, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  message TEXT NOT NULL, expected TEXT, observed TEXT, left_out INTEGER NOT NULL, seconds REAL NOT NULL,
  PRIMARY KEY (grading, place)) WITHOUT ROWID;
CREATE TABLE current (
  person TEXT NOT NULL, step INTEGER NOT NULL, grading INTEGER NOT NULL REFERENCES gradings,
  PRIMARY KEY (person, step)) WITHOUT ROWID;
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY, person TEXT NOT NULL, step INTEGER NOT NULL, name TEXT, points REAL, verdict TEXT,
  why TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL, old TEXT NOT NULL, grading INTEGER, withdraws INTEGER);
CREATE TABLE moves (
  run INTEGER NOT NULL, person TEXT NOT NULL, step INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  why TEXT NOT NULL);
CREATE INDEX corrections_of ON corrections (person, step);
"""


class Verdict(NamedTuple):
    """One check's outcome as it is kept: values as JSON text."""

    name: str
    kind: str
    message: str
    expected: str | None
    observed: str | None
    left_out: bool
    seconds: float


class Grading(NamedTuple):
    """What grading one submission on one step gave, ready to be kept."""

    person: str
    step: int
    sha256: str
    found: str
    submitted: str | None
    version: str
    stamp: Mapping[str, str]
    grader: str
    isolation: str
    blocked: Sequence[str]
    seed: int
    status: str
    diagnosis: tuple[str, str] | None
    older: Sequence[str]
    notes: Sequence[str]
    output: str
    seconds: float
    verdicts: tuple[Verdict, ...]
    content: Mapping[str, Any] | None = None
    untouched: bool = False


class Gradebook:
    """An open gradebook. Every method that writes is one transaction: all of it is kept, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.row_factory = sqlite3.Row

    @classmethod
    @contextmanager
    def opened(cls, out: Path, create: bool = False) -> Iterator[Gradebook]:
        """The gradebook in a folder; made there when `create` says so. Raises Unusable."""
        path = out / NAME
        if not create and not path.is_file():
            raise Unusable(say("grade.no-gradebook", folder=out))
        if create:
            _make_private(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            with _translated(path):
                connection.execute("PRAGMA foreign_keys = ON")
                if create:
                    _begin_log(connection)
                book = cls(connection)
                book._prepare(path, create)
            with _translated(path):
                yield book
                if create:
                    _end_log(connection)
        finally:
            connection.close()

    def _prepare(self, path: Path, create: bool) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and create:
            with self._writing():
                for statement in filter(str.strip, SCHEMA.split(";")):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise Unusable(say("grade.other-version", file=path, version=version, known=VERSION))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    # What is written

    def set_meta(self, **values: str) -> None:
        """Keep values by name."""
        with self._writing() as writing:
            writing.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def begin_run(self, grader: str, python: str, steps: Sequence[int], jobs: int) -> int:
        """A new run; its number."""
        with self._writing() as writing:
            cursor = writing.execute(
                "INSERT INTO runs (started, grader, python, steps, jobs) VALUES (?, ?, ?, ?, ?)",
                (now(), grader, python, json.dumps(list(steps)), jobs),
            )
        return cursor.lastrowid or 0

    def end_run(self, run: int, graded: int, unchanged: int) -> None:
        """Keep that a run came to its end, and what it did."""
        with self._writing() as writing:
            writing.execute(
                "UPDATE runs SET finished = ?, graded = ?, unchanged = ? WHERE id = ?", (now(), graded, unchanged, run)
            )

    def set_people(self, rows: Iterable[tuple[str, str, str, str, Mapping[str, str], bool, Sequence[str]]]) -> None:
        """Keep who is in the class: id, name, email, section, extra, on the roster, problems. Nobody is ever dropped."""
        with self._writing() as writing:
            writing.execute("UPDATE people SET place = place + 1000000 WHERE place < 1000000")
            writing.executemany(
                "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (key, place, name, email, section, _json(extra), on_roster, _json(problems))
                    for place, (key, name, email, section, extra, on_roster, problems) in enumerate(rows)
                ),
            )
            writing.execute(
                "UPDATE people SET problems = ? WHERE place >= 1000000 AND problems NOT LIKE ?",
                (_json([say("grade.gone")]), _json([say("grade.gone")])),
            )
            writing.execute(
                "DELETE FROM people WHERE place >= 1000000 AND id NOT IN (SELECT person FROM submissions)"
                " AND id NOT IN (SELECT person FROM corrections)"
            )

    def set_steps(self, rows: Sequence[tuple[int, str, int, str, str]], checks: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        """Keep the steps that this class is graded on and the checks of each, in their present version."""
        with self._writing() as writing:
            writing.executemany("INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?)", rows)
            for number, _, _, _, version in rows:
                writing.executemany(
                    "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?, ?)",
                    ((number, version, name, place, says) for place, (name, says) in enumerate(checks[number])),
                )

    def add(self, run: int, grading: Grading, moved: tuple[str, str, str] | None = None) -> None:
        """Keep a grading as the one that counts, and if it came out differently, from what to what and why."""
        with self._writing() as writing:
            digest = self._content(writing, grading.content)
            submission = self._submission(writing, grading)
            cursor = writing.execute(
                "INSERT INTO gradings (submission, run, content, version, stamp, grader, isolation, blocked, seed, status,"
                " diagnosis, diagnosis_says, older, notes, output, graded_at, seconds, untouched)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    submission, run, digest, grading.version, _json(grading.stamp), grading.grader, grading.isolation,
                    _json(grading.blocked), grading.seed, grading.status, *(grading.diagnosis or (None, None)),
                    _json(grading.older), _json(grading.notes), grading.output, now(), grading.seconds,
                    grading.untouched,
                ),
            )  # fmt: skip
            writing.executemany(
                "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((cursor.lastrowid, place, *verdict) for place, verdict in enumerate(grading.verdicts)),
            )
            writing.execute(
                "INSERT OR REPLACE INTO current VALUES (?, ?, ?)", (grading.person, grading.step, cursor.lastrowid)
            )
            if moved is not None:
                writing.execute("INSERT INTO moves VALUES (?, ?, ?, ?, ?, ?)", (run, grading.person, grading.step, *moved))

    @staticmethod
    def _content(writing: sqlite3.Connection, content: Mapping[str, Any] | None) -> str | None:
        """Keep a submission as it was read, once however often it was handed in; the digest by which it is found."""
        if content is None:
            return None
        text = _json(content).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(text).hexdigest()
        writing.execute("INSERT OR IGNORE INTO contents VALUES (?, ?)", (digest, zlib.compress(text, 6)))
        return digest

    @staticmethod
    def _submission(writing: sqlite3.Connection, grading: Grading) -> int:
        key = (grading.person, grading.step, grading.sha256, grading.found)
        writing.execute(
            "INSERT INTO submissions (person, step, sha256, found, submitted, first_seen) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (person, step, sha256, found) DO UPDATE SET submitted = excluded.submitted",
            (*key, grading.submitted, now()),
        )
        row = writing.execute(
            "SELECT id FROM submissions WHERE (person, step, sha256, found) = (?, ?, ?, ?)", key
        ).fetchone()
        return int(row[0])

    def set_submitted(self, submission: int, submitted: str | None) -> None:
        """Keep another time of submission for what was graded before; points follow it, the verdicts do not."""
        with self._writing() as writing:
            writing.execute("UPDATE submissions SET submitted = ? WHERE id = ?", (submitted, submission))

    def correct(
        self, person: str, step: int, name: str | None, points: float | None, verdict: str | None, *, why: str, by: str, old: str
    ) -> None:
        """Keep a correction by hand, beside what it corrects."""
        with self._writing() as writing:
            writing.execute(
                'INSERT INTO corrections (person, step, name, points, verdict, why, "by", at, old, grading)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT grading FROM current WHERE person = ? AND step = ?))",
                (person, step, name, points, verdict, why, by, now(), old, person, step),
            )

    def withdraw(self, corrections: Sequence[int], *, why: str, by: str) -> None:
        """Keep that corrections count no longer. Their rows stay."""
        with self._writing() as writing:
            writing.executemany(
                'INSERT INTO corrections (person, step, name, why, "by", at, old, withdraws)'
                " SELECT person, step, name, ?, ?, ?, '', id FROM corrections WHERE id = ?",
                ((why, by, now(), number) for number in corrections),
            )

    # What is read

    def meta(self, key: str, default: str) -> str:
        """A value by its name."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def people(self) -> list[sqlite3.Row]:
        """Everybody, in the order of the roster."""
        return self._all("SELECT * FROM people ORDER BY place")

    def steps(self) -> list[sqlite3.Row]:
        """The steps, in order."""
        return self._all("SELECT * FROM steps ORDER BY number")

    def checks(self, step: int, version: str) -> list[tuple[str, str]]:
        """Names and sentences of a step's checks, in order."""
        rows = self._all("SELECT name, says FROM checks WHERE step = ? AND version = ? ORDER BY place", step, version)
        return [(row["name"], row["says"]) for row in rows]

    CURRENT = (
        "SELECT gradings.*, submissions.person, submissions.step, submissions.sha256, submissions.found, submissions.submitted"
        " FROM current JOIN gradings ON gradings.id = current.grading JOIN submissions ON submissions.id = gradings.submission"
    )

    def current_of(self, person: str) -> list[sqlite3.Row]:
        """The gradings of a person that count, with their submissions."""
        return self._all(f"{self.CURRENT} WHERE current.person = ? ORDER BY current.step", person)

    def current(self, person: str, step: int) -> sqlite3.Row | None:
        """The grading of a person on a step that counts, with its submission."""
        found = self._all(f"{self.CURRENT} WHERE current.person = ? AND current.step = ?", person, step)
        return found[0] if found else None

    def verdicts(self, grading: int) -> list[sqlite3.Row]:
        """The verdicts of a grading, in the order of its checks."""
        return self._all("SELECT * FROM verdicts WHERE grading = ? ORDER BY place", grading)

    def corrections_of(self, person: str) -> list[sqlite3.Row]:
        """The corrections of a person that count, in the order in which they were made."""
        return self._all(
            "SELECT * FROM corrections WHERE person = ? AND withdraws IS NULL AND id NOT IN"
            " (SELECT withdraws FROM corrections WHERE withdraws IS NOT NULL) ORDER BY id",
            person,
        )

    def all_corrections(self) -> list[sqlite3.Row]:
        """Every correction that was ever made, withdrawn ones too."""
        return self._all("SELECT * FROM corrections ORDER BY id")

    def moves(self, run: int) -> list[sqlite3.Row]:
        """Who came out differently in a run."""
        return self._all("SELECT moves.*, people.name FROM moves JOIN people ON people.id = person WHERE run = ?", run)

    def interrupted(self) -> bool:
        """Whether the last run did not come to its end."""
        rows = self._all("SELECT finished FROM runs ORDER BY id DESC LIMIT 1")
        return bool(rows) and rows[0][0] is None

    def levels(self) -> list[str]:
        """The isolation levels under which the gradings that count were made."""
        rows = self._all(
            "SELECT DISTINCT isolation FROM current JOIN gradings ON gradings.id = current.grading"
            " WHERE isolation != '' ORDER BY isolation"
        )
        return [row[0] for row in rows]

    def verdicts_of(self, person: str) -> dict[int, list[sqlite3.Row]]:
        """The verdicts of all the gradings of a person that count, by grading."""
        found: dict[int, list[sqlite3.Row]] = {}
        joined = "SELECT verdicts.* FROM current JOIN verdicts ON verdicts.grading = current.grading WHERE person = ?"
        for row in self._all(f"{joined} ORDER BY verdicts.grading, place", person):
            found.setdefault(row["grading"], []).append(row)
        return found

    def content(self, digest: str | None) -> dict[str, Any] | None:
        """A submission as it was read when it was graded."""
        row = self._connection.execute("SELECT packed FROM contents WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            return None
        loaded: dict[str, Any] = json.loads(zlib.decompress(row[0]))
        return loaded

    def _all(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(statement, values).fetchall()


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences: a full disk, a file that is no gradebook, a folder that can not be written to."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "full" in text or "disk I/O" in text:
            raise Unusable(say("grade.full", file=path)) from error
        if "readonly" in text or "unable to open" in text:
            raise Unusable(say("grade.no-writing", file=path)) from error
        if "locked" in text:
            raise Unusable(say("grade.locked", file=path)) from error
        if "not a database" in text or "malformed" in text:
            raise Unusable(say("grade.not-a-gradebook", file=path)) from error
        raise GraderError(say("fault.gradebook", why=text)) from error


def _begin_log(connection: sqlite3.Connection) -> None:
    """Let commits go to a log that waits for no disk: killed processes lose nothing, a machine without power the last ones.

    Where a disk can not have such a log, as some on a network, each commit waits for it as before.
    """
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _end_log(connection: sqlite3.Connection) -> None:
    """Bring the log into the one file that is left; where somebody looks into it just now, the next run does."""
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = DELETE")


def _make_private(path: Path) -> None:
    """Grades are read by their owner alone."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise Unusable(say("grade.no-writing", file=path)) from error


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def now() -> str:
    """The present time as it is kept: UTC, to the second."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
