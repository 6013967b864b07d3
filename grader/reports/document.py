"""An Outcome → the JSON document, version 1."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader import __version__
from grader.outcome import Outcome, Person, Standing
from grader.verdict import Verdict

VERSION = 1


def render(outcome: Outcome) -> str:
    """One JSON document, indented, with a line end; in ASCII, so that every terminal and every file takes it."""
    return as_text(document(outcome))


def as_text(told: dict[str, Any]) -> str:
    """Data of ours as strict JSON text, as `render` has it."""
    return json.dumps(plain(told), indent=1, allow_nan=False) + "\n"


def document(outcome: Outcome) -> dict[str, Any]:
    """The document as data of ours; `plain` makes of it what JSON has."""
    isolation = outcome.isolation
    return {
        "version": VERSION,
        "grader": __version__,
        "step": outcome.step,
        "title": outcome.title,
        "file": outcome.file,
        "sha256": outcome.sha256,
        "status": outcome.status,
        "isolation": {
            "level": isolation.level,
            "blocked": list(isolation.blocked),
            "open": list(isolation.open),
        },
        "seed": outcome.seed,
        "checks": [_check(verdict) for verdict in outcome.verdicts],
        "older": [_check(verdict) for verdict in outcome.older],
        "diagnosis": None
        if outcome.diagnosis is None
        else {"mistake": outcome.diagnosis.mistake, "says": outcome.diagnosis.says},
        "standing": None if outcome.standing is None else _standing(outcome.standing),
        **_people(outcome.people),
        **_graph(outcome),
        **({"public": True} if outcome.public else {}),
        "notes": list(outcome.notes),
        "problems": [{key: p[key] for key in ("type", "message", "place")} for p in outcome.problems],
        "seconds": round(outcome.seconds, 4),
    }


def _people(people: Sequence[Person]) -> dict[str, Any]:
    """What only a folder of steps has: one entry a file or missing step, and where there are several people, all of them."""
    if not people:
        return {}
    several = len(people) > 1
    steps = [
        {"step": line.step, "file": line.file, "status": line.status, "message": line.message, "over": list(line.over)}
        | ({"person": person.name} if several else {})
        for person in people
        for line in person.lines
    ]
    standings = [{"person": person.name, "standing": _standing(person.standing)} for person in people]
    return {"steps": steps} | ({"people": standings} if several else {})


def _graph(outcome: Outcome) -> dict[str, Any]:
    """The smallest counter-example, where a gradient was wrong and one was found."""
    if outcome.graph is None:
        return {}
    from grader.reports import drawing

    return {"graph": drawing.document(outcome.graph)}


def _check(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "step": verdict.step,
        "says": verdict.says,
        "verdict": verdict.kind,
        "message": verdict.message,
        "expected": verdict.expected,
        "observed": verdict.observed,
        "seconds": round(verdict.seconds, 4),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    following = None
    if standing.next_step is not None:
        following = {"step": standing.next_step, "missing": standing.missing}
    return {
        "reached": standing.reached,
        "stage": standing.stage,
        "title": standing.title,
        "next": following,
        "beyond": list(standing.beyond),
    }


def plain(value: Any) -> Any:
    """A value as JSON has it: arrays as nested lists, what it has no form for as text.

    Numbers that are not finite are the strings nan, inf and -inf.
    """
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value).encode("utf-8", "replace").decode("utf-8")
