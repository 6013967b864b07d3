"""A person of a class → the file that is handed to them: what each step came to, and nothing of anybody else.

The inputs shown are the counter-example of each check and no more: neither the seed, from which all of them follow, nor what
the program printed, which may hold them, nor the notes that are for the teacher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.classroom import markup
from grader.classroom.markup import moment, named, points, says_of, text, words_of
from grader.classroom.summary import CheckResult, Klass, Person, Result, StepInfo
from grader.classroom.writing import safe_name, written
from grader.course import spans
from grader.verdict import KINDS
from grader.words import say


class _Same(NamedTuple):
    """What is the same in everybody's file: the words for verdicts, the head of each step's table, a check's first cell."""

    kinds: Mapping[str, str]
    heads: Mapping[int, str]
    checks: Mapping[tuple[int, str], str]


def write(klass: Klass, out: Path, only: str | None = None) -> Path:
    """The folder with a file for each person, or for `only` one of them by id, once they are written."""
    folder, same = out / "feedback", _same(klass.steps)
    for person in klass.people:
        if only in (None, person.id):
            parts = pieces(person, klass.steps, klass.title, klass.unisolated, same)
            written(folder / f"{safe_name(person.id)}.html", parts)
    return folder


def _same(steps: Sequence[StepInfo]) -> _Same:
    kinds = {kind: markup.kind(kind) for kind in (*KINDS, "missing")}
    return _Same(
        kinds,
        {step.number: _head(step) for step in steps},
        {(step.number, check.name): _first(check.name, check.says, step.number) for step in steps for check in step.checks},
    )


def _head(step: StepInfo) -> str:
    keys = ("feedback.check", "feedback.verdict", "feedback.points-head", "feedback.seen")
    heads = "".join(f'<th scope="col">{text(say(key))}</th>' for key in keys)
    caption = text(say("feedback.caption", step=step.number))
    region = f'<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
    return f"{region}<thead><tr>{heads}</tr></thead><tbody>\n"


def _first(name: str, says: str, step: int) -> str:
    return f'<th scope="row">{words_of(name, step)}<div class="faint">{text(says_of(name, says, step), 600)}</div></th>'


def pieces(
    person: Person, steps: Sequence[StepInfo], title: str, unisolated: bool, same: _Same | None = None
) -> Iterator[str]:
    """The file of one person, who is all that it is made from; `same` is what was made for everybody's before."""
    same = same or _same(steps)
    yield markup.head(say("feedback.title", name=person.name or person.id))
    yield f"<body>\n<main>\n<h1>{named(person.name or person.id)}</h1>\n"
    yield f"<p>{named(title, 200)}</p>\n" if title else ""
    yield markup.unisolated() if unisolated else ""
    yield from _standing(person, steps)
    counted = {step.number: step for step in steps}
    for result in person.results:
        if result.status != "missing" or result.corrected:
            yield from _result(result, counted[result.step], same)
    yield "</main>\n</body>\n</html>\n"


def _standing(person: Person, steps: Sequence[StepInfo]) -> Iterator[str]:
    """Where they stand, in points and on the ladder, and what they have not handed in."""
    score = say("feedback.points", points=points(person.total), maximum=points(person.maximum))
    titles = {step.number: step.title for step in steps}
    reached, title = person.standing, titles.get(person.standing, "")
    standing = say("feedback.reached", step=reached, title=title) if reached else say("feedback.none-reached")
    yield f"<p><strong>{text(score)}</strong> {text(standing)}</p>\n"
    missing = [result.step for result in person.results if result.status == "missing"]
    yield f"<p>{text(say('feedback.missing', steps=spans(missing)))}</p>\n" if missing else ""


def _result(result: Result, step: StepInfo, same: _Same) -> Iterator[str]:
    """One step: its status and points, what was graded, the diagnosis, then each check."""
    status = text(say(f"page.is-{result.status}"))
    score = say("page.of", points=points(result.score), maximum=points(result.maximum))
    heading = text(say("feedback.step", step=step.number, title=step.title))
    yield f'<h2>{heading} <span class="tag">{status}</span> {text(score)}</h2>\n'
    yield "".join(f"<p>{line}</p>\n" for line in _told(result, step))
    if result.checks:
        yield from _checks(result, same)


def _told(result: Result, step: StepInfo) -> Iterator[str]:
    if result.file:
        yield text(say("feedback.file", file=result.file, sha=result.sha256[:12]))
    if result.submitted_at:
        yield text(say("page.submitted", at=moment(result.submitted_at)))
    if result.late_days > 0:
        yield text(say("page.late", days=points(result.late_days), penalty=points(result.penalty)))
    if not step.counts:
        yield text(say("feedback.not-counted"))
    if result.corrected:
        yield text(say("feedback.corrected", at=moment(result.corrected.at), old=result.corrected.old))
    if result.score is None:
        yield text(say("feedback.no-grade"))
    if result.diagnosis:
        name = words_of(result.diagnosis.name, result.step)
        yield f"{text(say('page.diagnosed'))} <strong>{name}</strong>. {text(result.diagnosis.says)}"
    yield from (text(note) for note in result.notes)


def _checks(result: Result, same: _Same) -> Iterator[str]:
    yield same.heads[result.step]
    for check in result.checks:
        yield _check(check, same.checks.get((result.step, check.name)) or _first(check.name, "", result.step), same.kinds)
    yield "</tbody></table></div>\n"


def _check(check: CheckResult, first: str, kinds: Mapping[str, str]) -> str:
    """A check's row: its sentence below its name; how it was seen to fail, where it did."""
    kind, sign = kinds[check.verdict], {"passed": "p", "unwritten": "u", "skipped": ""}.get(check.verdict, "f")
    if check.corrected:
        kind += f' <span class="tag">{text(say("page.corrected-check"))}</span>'
    score = f"{points(check.points)}/{points(check.maximum)}"
    seen = "" if check.verdict == "passed" else f'<div class="seen">{markup.lines(check.message)}</div>'
    return f'<tr>{first}<td class="{sign}">{kind}</td><td class="n">{score}</td><td>{seen}</td></tr>\n'
