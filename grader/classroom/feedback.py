"""A person of a class → the file that is handed to them: what each step came to, and nothing of anybody else.

The inputs shown are the counter-example of each check and no more: neither the seed, from which all of them follow, nor what
the program printed, which may hold them, nor the notes that are for the teacher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.classroom import markup
from grader.classroom.markup import moment, named, points, text, words_of
from grader.classroom.summary import CheckResult, Klass, Person, Result, StepInfo
from grader.classroom.writing import safe_name, written
from grader.course import spans
from grader.verdict import KINDS
from grader.words import say


def write(klass: Klass, out: Path) -> Path:
    """The folder with a file for each person, once they are written."""
    folder = out / "feedback"
    for person in klass.people:
        written(folder / f"{safe_name(person.id)}.html", pieces(person, klass.steps, klass.title, klass.unisolated))
    return folder


def pieces(person: Person, steps: Sequence[StepInfo], title: str, unisolated: bool) -> Iterator[str]:
    """The file of one person, who is all that it is made from."""
    yield markup.head(say("feedback.title", name=person.name or person.id))
    yield f"<body>\n<main>\n<h1>{named(person.name or person.id)}</h1>\n"
    yield f"<p>{named(title, 200)}</p>\n" if title else ""
    yield markup.unisolated() if unisolated else ""
    yield from _standing(person, steps)
    kinds = {kind: markup.kind(kind) for kind in (*KINDS, "missing")}
    counted = {step.number: step for step in steps}
    for result in person.results:
        if result.status != "missing" or result.corrected:
            yield from _result(result, counted[result.step], kinds)
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


def _result(result: Result, step: StepInfo, kinds: Mapping[str, str]) -> Iterator[str]:
    """One step: its status and points, what was graded, the diagnosis, then each check."""
    status = text(say(f"page.is-{result.status}"))
    score = say("page.of", points=points(result.score), maximum=points(result.maximum))
    heading = text(say("feedback.step", step=step.number, title=step.title))
    yield f'<h2>{heading} <span class="tag">{status}</span> {text(score)}</h2>\n'
    yield "".join(f"<p>{line}</p>\n" for line in _told(result, step))
    if result.checks:
        yield from _checks(result, step, kinds)


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
        yield f"{text(say('page.diagnosed'))} <strong>{words_of(result.diagnosis.name)}</strong>. {text(result.diagnosis.says)}"
    yield from (text(note) for note in result.notes)


def _checks(result: Result, step: StepInfo, kinds: Mapping[str, str]) -> Iterator[str]:
    keys = ("feedback.check", "feedback.verdict", "feedback.points-head", "feedback.seen")
    heads = "".join(f'<th scope="col">{text(say(key))}</th>' for key in keys)
    caption = text(say("feedback.caption", step=step.number))
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>\n"
    says = {check.name: check.says for check in step.checks}
    for check in result.checks:
        yield _check(check, says.get(check.name, ""), kinds)
    yield "</tbody></table></div>\n"


def _check(check: CheckResult, says: str, kinds: Mapping[str, str]) -> str:
    """A check's row: its sentence below its name; how it was seen to fail, where it did."""
    kind, sign = kinds[check.verdict], {"passed": "p", "unwritten": "u", "skipped": ""}.get(check.verdict, "f")
    if check.corrected:
        kind += f' <span class="tag">{text(say("page.corrected-check"))}</span>'
    score = f"{points(check.points)}/{points(check.maximum)}"
    seen = "" if check.verdict == "passed" else f'<div class="seen">{markup.lines(check.message)}</div>'
    name = f'<th scope="row">{words_of(check.name)}<div class="faint">{text(says, 600)}</div></th>'
    return f'<tr>{name}<td class="{sign}">{kind}</td><td class="n">{score}</td><td>{seen}</td></tr>\n'
