"""One TOML file → the rules of a class: points, weights, what counts, when it is due, what lateness costs.

Whatever is wrong in it is refused with the line, what was seen, and what may stand there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from grader.errors import Unusable
from grader.words import say

SECONDS_A_DAY = 86_400


class Late(NamedTuple):
    """What lateness costs: a part of the points for each day begun after the grace, never more than `most`."""

    grace_hours: float = 0.0
    percent_per_day: float = 0.0
    most_percent: float = 100.0
    refuse_after_days: float | None = None

    def days(self, submitted: datetime | None, due: datetime | None) -> float:
        """Days begun after the due time; 0 within the grace, or where one of the two is not known."""
        if submitted is None or due is None:
            return 0.0
        over = (submitted - due).total_seconds()
        if over <= self.grace_hours * 3600:
            return 0.0
        return float(-(-over // SECONDS_A_DAY))

    def part(self, days: float) -> float:
        """The part of the points that so many days take away."""
        if self.refuse_after_days is not None and days > self.refuse_after_days:
            return 1.0
        return min(days * self.percent_per_day, self.most_percent) / 100


class StepRule(NamedTuple):
    """What one step is worth. `points` is of each check, `whole` of all of them together, where given."""

    points: float = 1.0
    whole: float | None = None
    checks: Mapping[str, float] = {}
    weight: float = 1.0
    counts: bool = True
    due: datetime | None = None

    def worth(self, names: Sequence[str]) -> dict[str, float]:
        """The points of each check, weight counted in: its own, or an equal share of what the others leave."""
        own = {name: self.checks[name] for name in names if name in self.checks}
        others = len(names) - len(own)
        share = self.points if self.whole is None else max(self.whole - sum(own.values()), 0.0) / (others or 1)
        return {name: round(own.get(name, share) * self.weight, 6) for name in names}


@dataclass(frozen=True)
class Rules:
    """The rules of a class; as they stand, each check is worth one point and nothing is ever late."""

    title: str = ""
    chosen: tuple[int, ...] = ()
    late: Late = Late()
    default: StepRule = StepRule()
    steps: Mapping[int, StepRule] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)

    def of(self, number: int) -> StepRule:
        """The rule of one step."""
        return self.steps.get(number, self.default)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Rules:
        """The rules that a gradebook kept, which were read and found right before."""
        return _Reader("", "rules").rules(document) if document else cls()


def load(path: Path) -> Rules:
    """The rules in a file. Raises Unusable with line and cure."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or say("rules.not-utf8")
        raise Unusable(say("rules.unreadable", file=path, why=why)) from None
    module = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        document = module.loads(text)
    except ValueError as error:
        raise Unusable(say("rules.syntax", file=path, why=error)) from None
    return _Reader(text, str(path)).rules(document)


def plain(rules: Rules) -> dict[str, Any]:
    """The document of the rules as JSON can keep it; `from_document` reads it again."""
    made: dict[str, Any] = _plainly(rules.document)
    return made


def _plainly(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plainly(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plainly(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


TOP = ("title", "steps", "points", "late", "due", "step")
LATE = ("grace_hours", "percent_per_day", "most_percent", "refuse_after_days")
STEP = ("points", "points_per_check", "weight", "counts", "due", "checks")


class _Reader:
    """Reads a document and knows on which line of the text each key stands."""

    def __init__(self, text: str, shown: str) -> None:
        self.lines = text.split("\n")
        self.shown = shown

    def rules(self, document: Mapping[str, Any]) -> Rules:
        self.known(document, TOP, ())
        late = self.late(self.table(document, "late", ()))
        due = self.table(document, "due", ())
        first = StepRule(points=self.number(document, "points", (), 1.0), due=self.due(due, "default", ("due",)))
        steps = {number: first._replace(due=self.due(due, key, ("due",))) for key, number in self.numbered(due, "due")}
        for key, number in self.numbered(self.table(document, "step", ()), "step"):
            own = self.table(document["step"], key, ("step",))
            steps[number] = self.step(own, ("step", key), steps.get(number, first))
        title = document.get("title", "")
        if not isinstance(title, str):
            self.refuse((), "title", title, say("rules.want-text"))
        return Rules(title, self.chosen(document), late, first, steps, document)

    def late(self, table: Mapping[str, Any]) -> Late:
        self.known(table, LATE, ("late",))
        values = {key: self.number(table, key, ("late",), 0.0) for key in LATE if key in table}
        return Late(**values)

    def step(self, table: Mapping[str, Any], place: tuple[str, ...], base: StepRule) -> StepRule:
        self.known(table, STEP, place)
        checks = self.table(table, "checks", place)
        counts = table.get("counts", True)
        if not isinstance(counts, bool):
            self.refuse(place, "counts", counts, say("rules.want-truth"))
        return StepRule(
            points=self.number(table, "points_per_check", place, base.points),
            whole=self.number(table, "points", place, 0.0) if "points" in table else None,
            checks={name: self.number(checks, name, (*place, "checks"), 0.0) for name in checks},
            weight=self.number(table, "weight", place, 1.0),
            counts=counts,
            due=self.due(table, "due", place) or base.due,
        )

    def chosen(self, document: Mapping[str, Any]) -> tuple[int, ...]:
        value = document.get("steps", "")
        if isinstance(value, list) and all(type(item) is int for item in value):
            return tuple(sorted(set(value)))
        if not isinstance(value, str):
            self.refuse((), "steps", value, say("rules.want-steps"))
        try:
            return numbers(value) if value else ()
        except ValueError:
            self.refuse((), "steps", value, say("rules.want-steps"))

    def number(self, table: Mapping[str, Any], key: str, place: tuple[str, ...], default: float) -> float:
        value = table.get(key, default)
        if type(value) not in (int, float) or not 0 <= value < 1e9:
            self.refuse(place, key, value, say("rules.want-number"))
        return float(value)

    def due(self, table: Mapping[str, Any], key: str, place: tuple[str, ...]) -> datetime | None:
        """A time with its zone; a bare time is the zone of this machine, a bare day lasts until its midnight."""
        value: Any = table.get(key)
        if isinstance(value, str):  # as a gradebook keeps it, or as somebody wrote it in quotes
            try:
                value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
            except ValueError:
                self.refuse(place, key, value, say("rules.want-time"))
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value + timedelta(days=1), time())
        if not isinstance(value, datetime):
            self.refuse(place, key, value, say("rules.want-time"))
        return value if value.tzinfo else value.astimezone()

    def table(self, document: Mapping[str, Any], key: str, place: tuple[str, ...]) -> Mapping[str, Any]:
        value = document.get(key, {})
        if not isinstance(value, Mapping):
            self.refuse(place, key, value, say("rules.want-table"))
        found: Mapping[str, Any] = value
        return found

    def numbered(self, table: Mapping[str, Any], name: str) -> Iterator[tuple[str, int]]:
        for key in table:
            if key.isdecimal() and 0 < int(key) < 1000:
                yield key, int(key)
            elif (name, key) != ("due", "default"):
                self.refuse((name,), key, key, say("rules.want-step"))

    def known(self, table: Mapping[str, Any], names: Sequence[str], place: tuple[str, ...]) -> None:
        from difflib import get_close_matches

        for key in table:
            if key not in names:
                near = get_close_matches(key, names, 1)
                hint = say("rules.near", name=near[0]) if near else say("rules.known", names=", ".join(names))
                raise Unusable(say("rules.unknown", file=self.shown, line=self.line(place, key), rule=key, hint=hint))

    def refuse(self, place: tuple[str, ...], key: str, value: Any, want: str) -> NoReturn:
        shown = ".".join((*place, key))
        raise Unusable(say("rules.wrong", file=self.shown, line=self.line(place, key), rule=shown, seen=repr(value), want=want))

    def line(self, place: tuple[str, ...], key: str) -> int:
        """The line on which a key stands, or its table where the key can not be found."""
        header = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in place) + r"\s*\]")
        start = next((n for n, text in enumerate(self.lines) if place and header.match(text)), 0)
        named = re.compile(rf"\s*(?:[\w.\"' -]*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*(?:=|\.|\])|\s*\[.*\b{re.escape(key)}\b")
        return next((n for n in range(start, len(self.lines)) if named.match(self.lines[n])), start) + 1


def numbers(text: str) -> tuple[int, ...]:
    """The steps in "1-3,7". Raises ValueError.

    >>> numbers("1-3, 7"), numbers("14")
    ((1, 2, 3, 7), (14,))
    """
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,3})\s*(?:(?:-|–|to)\s*(\d{1,3})\s*)?", part)
        if match is None or not 0 < int(match[1]) <= int(match[2] or match[1]):
            raise ValueError(part)
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(sorted(found))
