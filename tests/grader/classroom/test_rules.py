"""Rules become points, and what is wrong in them is said with its line and its cure."""

from __future__ import annotations

import doctest
import json
from datetime import datetime, timezone
from pathlib import Path

import pytest

from grader.classroom import rules
from grader.classroom.rules import Late, Rules, load, plain
from grader.errors import Unusable

WHOLE = """
title = "Homework 3"
steps = "1-3,14"
points = 2

[late]
grace_hours = 2
percent_per_day = 10
most_percent = 50
refuse_after_days = 7

[due]
default = 2026-11-20T12:00:00Z
2 = 2026-11-21

[step.14]
points = 10
weight = 0.5
counts = false
due = 2026-11-25T12:00:00+01:00
checks = {both_uses_count = 4}
"""


@pytest.fixture
def toml(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_without_rules_each_check_is_worth_one_point() -> None:
    assert Rules().of(14).worth(["a", "b"]) == {"a": 1.0, "b": 1.0}
    assert Rules().of(14).due is None and Rules().of(14).counts


def test_a_file_with_everything_is_read(toml) -> None:
    found = load(toml(WHOLE))
    assert (found.title, found.chosen) == ("Homework 3", (1, 2, 3, 14))
    assert found.late == Late(2.0, 10.0, 50.0, 7.0)
    assert found.of(1).worth(["a", "b"]) == {"a": 2.0, "b": 2.0}
    assert found.of(14).worth(["both_uses_count", "b", "c"]) == {"both_uses_count": 2.0, "b": 1.5, "c": 1.5}
    assert not found.of(14).counts and found.of(1).due == datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
    assert found.of(14).due == datetime(2026, 11, 25, 11, tzinfo=timezone.utc)
    day = found.of(2).due
    assert day is not None and (day.hour, day.day) == (0, 22), "a day lasts until its midnight"


def test_a_gradebook_keeps_rules_as_they_were(toml) -> None:
    found = load(toml(WHOLE))
    again = Rules.from_document(json.loads(json.dumps(plain(found))))
    assert again.steps == found.steps and again.late == found.late and again.chosen == found.chosen


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title = 3\n", 1, "text in quotes"),
        ("\npiont = 3\n", 2, "did you mean point"),
        ("[late]\ngrace = 3\n", 2, "did you mean grace_hours"),
        ("[late]\npercent_per_day = -1\n", 2, "not negative"),
        ("[late]\n\nmost_percent = true\n", 3, "not negative"),
        ("points = inf\n", 1, "not negative"),
        ("late = 3\n", 1, "table in brackets"),
        ("[due]\ndefault = 'soon'\n", 2, "2026-11-20"),
        ("[due]\n1 = 7\n", 2, "2026-11-20"),
        ("[step.x]\npoints = 1\n", 1, "number of a step"),
        ("[step.14]\ncounts = 1\n", 2, "true or false"),
        ("[step.13]\npoints = 1\n\n[step.14]\npoints = 'a'\n", 5, "not negative"),
        ("[step.14.checks]\nboth = 'a'\n", 2, "not negative"),
        ("[step.14]\nwieght = 1\n", 2, "did you mean weight"),
        ("steps = '1-'\n", 1, "1-22"),
        ("steps = 1.5\n", 1, "1-22"),
        ("zzzzzz = 1\n", 1, "here may stand"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_the_cure(toml, text: str, line: int, said: str) -> None:
    with pytest.raises(Unusable, match=f"line {line}: .*{said}"):
        load(toml(text))


def test_what_is_no_toml_or_not_there_is_refused(toml, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="line 1"):
        load(toml("points 3"))
    with pytest.raises(Unusable, match="No such file"):
        load(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe5'")
    with pytest.raises(Unusable, match="UTF-8"):
        load(tmp_path / "latin.toml")


@pytest.mark.parametrize(
    ("hours", "days", "part"),
    [(-5, 0, 0.0), (1, 0, 0.0), (2, 0, 0.0), (3, 1, 0.1), (25, 2, 0.2), (24 * 6, 6, 0.5), (24 * 8, 8, 1.0)],
)
def test_lateness_costs_days_begun_after_the_grace_up_to_the_cap(hours: float, days: float, part: float) -> None:
    from datetime import timedelta

    late, due = Late(2.0, 10.0, 50.0, 7.0), datetime(2026, 11, 20, tzinfo=timezone.utc)
    assert late.days(due + timedelta(hours=hours), due) == days and late.part(days) == pytest.approx(part)
    assert late.days(None, due) == late.days(due, None) == 0.0


@pytest.mark.parametrize("text", ["", "0", "a", "3-1", "1,,2", "1-2-3", "1.5"])
def test_what_are_no_steps_raises(text: str) -> None:
    with pytest.raises(ValueError):
        rules.numbers(text)


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(rules)
    assert told.attempted > 0 and told.failed == 0
