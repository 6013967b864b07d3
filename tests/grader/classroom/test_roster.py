"""A roster of any system is recognised, and nobody is given somebody else's work."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from grader.classroom import roster
from grader.classroom.roster import Finder, load
from grader.errors import Unusable


@pytest.fixture
def csv(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "roster.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Step 14 (99)\n"
    "    Points Possible,,,,,8\n"
    '"Doe, Jane",4711,s0001,jdoe,A,\n'
    '"Student, Test",1,,,A,\n'
)
MOODLE = "Identifier,Full name,Email address,Status,Grade\nParticipant 123456,Jane Doe,jane@x.org,Submitted,\n"
GITHUB = '"identifier","github_username","github_id","name"\n"s0001","janedoe99","7",""\n'


@pytest.mark.parametrize(
    ("text", "id", "name", "email"),
    [
        (CANVAS, "4711", "Doe, Jane", ""),
        (MOODLE, "Participant 123456", "Jane Doe", "jane@x.org"),
        (GITHUB, "s0001", "s0001", ""),
        ("name;email;section\nJane Doe;jane@x.org;B\n", "jane@x.org", "Jane Doe", "jane@x.org"),
        ("\ufeffVorname\tNachname\tMatrikelnummer\nJane\tDoe\t17\n", "17", "Jane Doe", ""),
        ("First name,Last name\nJane,Doe\n", "Jane Doe", "Jane Doe", ""),
        ("made by a registry\n\nID,Name\n17,Jane Doe\n", "17", "Jane Doe", ""),
    ],
)
def test_the_header_says_who_they_are(csv, text: str, id: str, name: str, email: str) -> None:
    (entry,) = load(csv(text)).entries
    assert (entry.id, entry.name, entry.email) == (id, name, email)


def test_every_column_is_kept_for_the_exports(csv) -> None:
    (entry,) = load(csv(CANVAS)).entries
    assert entry.extra["SIS User ID"] == "s0001" and entry.extra["Section"] == "A" == entry.section


def test_a_time_of_submission_in_the_roster_is_read(csv) -> None:
    text = "id,submission_timestamp\na,2026-11-20T23:59:00Z\nb,soon\nc,2026-11-20 23:59:00 UTC\n"
    first, second, third = load(csv(text)).entries
    assert first.submitted is not None and first.submitted.isoformat() == "2026-11-20T23:59:00+00:00" and second.submitted is None
    assert third.submitted == first.submitted


def test_what_excel_wrote_is_read_and_said(csv) -> None:
    found = load(csv("id;name\n7;Åse Løv\n".encode("cp1252")))
    assert found.entries[0].name == "Åse Løv" and "Windows-1252" in found.notes[0]
    assert load(csv("id;name\n7;Åse Løv\n".encode("utf-16"))).entries[0].name == "Åse Løv"


def test_a_line_that_is_repeated_is_said_and_one_id_for_two_is_refused(csv) -> None:
    found = load(csv("id,name,section\n7,Jane,A\n7,Jane,B\n"))
    assert len(found.entries) == 1 and "line 3" in found.notes[0]
    with pytest.raises(Unusable, match="line 3: 7 is June, and was Jane"):
        load(csv("id,name\n7,Jane\n7,June\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing at all"),
        ("points,grade\n1,2\n", "points and grade"),
        ("id,name\n", "nobody below it"),
        (b"PK\x03\x04\x00\x00\x00", "no CSV"),
    ],
)
def test_what_names_nobody_is_refused_with_what_was_seen(csv, text: str | bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        load(csv(text))


def test_a_roster_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="No such file"):
        load(tmp_path / "nowhere.csv")


@pytest.fixture
def finder(csv) -> Finder:
    return Finder(
        load(
            csv(
                "id,name,email,username\n"
                "s0001,Jane Doe,jane@x.org,jdoe\n"
                's0002,"van Dyke, Anna Maria",anna@x.org,avd\n'
                "s0003,Åse O'Hara-Løv,ase@x.org,ase\n"
                "s0004,Sam Lee,sam1@x.org,\ns0005,Sam Lee,sam2@x.org,\n"
            )
        ).entries
    )


@pytest.mark.parametrize(
    ("ids", "names", "id"),
    [
        (["jdoe"], [], "s0001"),
        (["S0001"], [], "s0001"),
        (["jane"], [], "s0001"),
        (["987"], ["doejane"], "s0001"),
        (["987"], ["vandykeannamaria"], "s0002"),
        (["987"], ["Anna Maria van Dyke"], "s0002"),
        (["x"], ["Ase OHara Løv"], "s0003"),
        (["x"], ["Doe_Jane"], "s0001"),
        (["x"], ["Somebody (s0002)"], "s0002"),
        (["sam2"], ["Sam Lee"], "s0005"),
    ],
)
def test_a_find_is_whose_id_or_name_it_bears(finder: Finder, ids: list[str], names: list[str], id: str) -> None:
    match = finder.find(ids, names)
    assert match.entry is not None and match.entry.id == id


@pytest.mark.parametrize(
    ("ids", "names", "said"),
    [
        (["x"], ["Sam Lee"], "s0004 and s0005"),
        (["x"], ["Jane Dow"], r"did you mean Jane Doe \(s0001\)"),
        (["s0009"], [], "did you mean"),
        (["x"], ["Jane Smith"], "not on the roster"),
        (["zzz"], ["Nobody at all"], "^not on the roster$"),
    ],
)
def test_nobody_is_guessed(finder: Finder, ids: list[str], names: list[str], said: str) -> None:
    import re

    match = finder.find(ids, names)
    assert match.entry is None and re.search(said, match.problem)


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(roster)
    assert told.attempted > 0 and told.failed == 0
