"""What each file of somebody's work came to → a line for each step, and where that person stands.

A file counts for the steps that its name says. A step without a file counts neither way; whether a later file passes
its checks is told. The standing is the highest step up to which every file that there is passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from grader import course, ladder, settle
from grader.outcome import Line, Person, Standing
from grader.scripts import USES as SCRIPTS
from grader.verdict import BROKEN
from grader.words import listed, say
from grader.works import Entry

if TYPE_CHECKING:
    from grader.session import Reading
    from grader.verdict import Verdict

# Steps that use the framework rather than build it: a file along the book has a script there, without our functions,
# and the package of step 23 stands in a folder of its own.
USES = frozenset({23, *SCRIPTS})
STOPS = frozenset({"failed", "error"})  # what keeps a standing from going on; a grader error does not


class Finding(NamedTuple):
    """What one file came to. `verdicts` are of the steps that it was taken for, worded; `shown` of steps without a file.

    `level` is the step that its framework is of: what that step makes untrue on purpose does not count. `unusable` says
    why the file was not judged, `broken` why it could not be read in the worker or, of the steps in `stopped`, came to
    nothing there; a step that is in it needs all that is asked for. `headed` are the steps that it has headings for.
    """

    entry: Entry
    verdicts: tuple[Verdict, ...] = ()
    shown: tuple[Verdict, ...] = ()
    level: int = 0
    reading: Reading | None = None
    untouched: frozenset[int] = frozenset()
    unusable: str = ""
    broken: str = ""
    stopped: frozenset[int] = frozenset()
    by_content: bool = False
    headed: frozenset[int] = frozenset()


def level_of(verdicts: Sequence[Verdict], entry: Entry, does: Iterable[int]) -> int:
    """The step that a file's framework is of: the highest of those that it was taken for, or of those that it `does`."""
    held = (k for k in range(entry.last, entry.first, -1) if holds(of_step(verdicts, k, k), k))
    return max([next(held, entry.first), *does])


def of_step(verdicts: Iterable[Verdict], number: int, level: int) -> tuple[Verdict, ...]:
    """The verdicts of one step that a framework of step `level` is held to."""
    return tuple(v for v in verdicts if v.step == number and (v.until is None or level < v.until))


def holds(own: Sequence[Verdict], number: int) -> bool:
    """Whether these verdicts of one step show that it is done: nothing is wrong, and something is right."""
    judged = [verdict for verdict in own if not verdict.left_out]
    lenient = number in USES
    return any(v.passed for v in judged) and all(v.passed or (lenient and is_absent(v)) for v in judged)


def is_absent(verdict: Verdict) -> bool:
    """Whether a check found nothing to look at, for the name that it asks for is not there."""
    seen = verdict.observation
    return verdict.kind == "absent" or (seen is not None and seen.kind == "absent")


def dying(verdicts: Sequence[Verdict], entry: Entry) -> tuple[int, ...]:
    """The later steps that end checks which failed here: if the file does what those bring, they do not count."""
    return tuple(sorted({v.until for v in verdicts if v.until is not None and v.until > entry.last and v.kind in BROKEN}))


def person(name: str, findings: Sequence[Finding], steps: Sequence[course.Step]) -> Person:
    """The lines of a person, with those of steps that have no file, and the standing."""
    checked = {step.number: step for step in steps}
    lines: dict[int, Line] = {}
    for finding in sorted(findings, key=_precedence):
        for line in _lines(finding, checked.keys()):
            lines.setdefault(line.step, line)
    lines |= {number: line for number, line in _completed(lines, findings)}
    last = max((number for number, line in lines.items() if line.status in ("passed", *STOPS)), default=0)
    for number in checked:
        if number < last and number not in lines:
            lines[number] = _without_file(number, findings)
    return Person(name, tuple(lines[number] for number in sorted(lines)), _standing(lines, checked))


def _completed(lines: Mapping[int, Line], findings: Sequence[Finding]) -> Iterator[tuple[int, Line]]:
    """The lines of files in which nothing is wrong and something is absent, where the package beside them has all of it."""
    packages = [finding for finding in findings if finding.entry.file.endswith("/")]
    lacking = {(finding.entry.file, number) for finding in findings for number in lacks(finding)}
    for number, line in lines.items():
        if line.status != "passed" and (line.file, number) in lacking:
            for package in packages:
                if covers(package, number):
                    message = say("works.with", file=package.entry.file)
                    yield number, line._replace(status="passed", message=message)
                    break


def lacks(finding: Finding) -> tuple[int, ...]:
    """The steps that a file was taken for by name and in which it lacks something, while nothing in it is wrong."""
    entry = finding.entry
    if entry.vague or finding.untouched or finding.unusable or finding.broken:
        return ()
    found = {n: of_step(finding.verdicts, n, max(finding.level, n)) for n in range(entry.first, entry.last + 1)}
    wrong = {n for n, own in found.items() for v in own if v.kind in BROKEN or v.kind == "grader-error"}
    return tuple(n for n, own in found.items() if own and n not in wrong and not holds(own, n))


def _precedence(finding: Finding) -> tuple[bool, bool, int, str]:
    """A name that says its step counts before one that says a chapter, and that before content; then the narrower one."""
    entry = finding.entry
    return finding.by_content, entry.vague, entry.last - entry.first, entry.file


def _lines(finding: Finding, checked: Iterable[int]) -> Iterator[Line]:
    entry, numbers = finding.entry, set(checked)
    if finding.by_content or entry.vague:
        judged = {verdict.step for verdict in finding.verdicts}
        headed = [_line(finding, number) for number in sorted(finding.headed & numbers & judged)]
        yield from (line for line in headed if line.status == "passed" or not finding.by_content)
        if finding.level or not headed:
            yield from _placed(finding)
        return
    for number in range(entry.first, entry.last + 1):
        if number not in numbers:
            yield Line(number, entry.file, "unchecked", say("works.unchecked"), entry.over)
        elif finding.unusable:
            yield Line(number, entry.file, "error", finding.unusable, entry.over)
        else:
            yield _line(finding, number)


def _placed(finding: Finding) -> Iterator[Line]:
    """A file whose name does not say its step stands on the step that it reaches; one that reaches none is told otherwise."""
    entry = finding.entry
    if finding.level:
        how = say("works.by-content" if finding.by_content else "works.by-chapter")
        yield Line(finding.level, entry.file, "passed", how, entry.over)
    elif not finding.by_content:
        wrong = first_wrong(finding.verdicts)
        unread = finding.unusable or finding.broken
        yield Line(entry.first, entry.file, "error" if unread else "failed", unread or reason(wrong), entry.over)


def _line(finding: Finding, number: int) -> Line:
    own = of_step(finding.verdicts, number, max(finding.level, number))
    status = _status(finding, number, own)
    if status == "unchecked":
        message = own[0].message if own else say("works.dead")
    elif status == "passed":
        names = dict.fromkeys(v.observation.detail for v in own if is_absent(v) and v.observation is not None)
        message = say("works.absent", names=listed(list(names))) if names else ""
    elif number in finding.untouched:
        message = say("works.untouched")
    else:
        message = finding.broken or reason(first_wrong(own))
    return Line(number, finding.entry.file, status, message, finding.entry.over)


def _status(finding: Finding, number: int, own: Sequence[Verdict]) -> str:
    """What a step came to in a file that was taken for it."""
    kinds = {verdict.kind for verdict in own if not verdict.left_out}
    if "grader-error" in kinds:
        return "grader-error"
    if not kinds:
        return "unchecked"
    if holds(own, number) and number not in finding.stopped:
        return "passed"
    if finding.reading is not None and settle.unreadable(finding.reading):
        return "error"
    nothing_yet = number in finding.untouched or not kinds & {"passed", *BROKEN}
    return "unwritten" if nothing_yet else "failed"


def first_wrong(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict that is told: something wrong before something that is not there."""
    ranks = {"grader-error": -1, "unwritten": 1, "skipped": 2}
    open_ones = (verdict for verdict in verdicts if not (verdict.passed or verdict.left_out))
    return min(open_ones, key=lambda verdict: ranks.get(verdict.kind, 0), default=None)


def reason(verdict: Verdict | None) -> str:
    """Why a check did not pass, in one sentence or two."""
    return f"{verdict.says} {verdict.message}".strip() if verdict is not None else ""


def _without_file(number: int, findings: Sequence[Finding]) -> Line:
    """A step that nobody wrote a file for: the file of a later step that passes its checks too, if there is one."""
    for finding in sorted(findings, key=lambda finding: finding.level):
        if finding.level > number and covers(finding, number):
            return Line(number, None, "covered", say("works.covered", file=finding.entry.file), (finding.entry.file,))
    return Line(number, None, "missing")


def covers(finding: Finding, number: int) -> bool:
    """Whether a file passes every check of a step that is not its own; those that a later step ends do not count."""
    seen = (*finding.shown, *finding.verdicts)
    own = [v for v in seen if v.step == number and v.until is None and not v.left_out]
    return bool(own) and all(v.passed for v in own)


def _standing(lines: Mapping[int, Line], checked: Mapping[int, course.Step]) -> Standing:
    wrong = min((number for number, line in lines.items() if line.status in STOPS), default=None)
    passed = [number for number in sorted(lines) if lines[number].status == "passed"]
    reached = max((number for number in passed if wrong is None or number < wrong), default=0)
    open_ones = [number for number in sorted(checked) if number > reached and not _has_file(lines.get(number))]
    following = wrong if wrong is not None else min(open_ones, default=None)
    here = checked.get(reached) or checked[min(checked)]
    return Standing(
        reached=reached,
        stage=here.stage.number,
        title=here.title if reached else "",
        next_step=following,
        missing=_missing(lines, following),
        beyond=tuple(number for number in passed if number > reached),
        summit=ladder.summit(reached, list(checked.values())),
        stage_title=here.stage.title,
    )


def _has_file(line: Line | None) -> bool:
    return line is not None and line.status in ("passed", "grader-error")


def _missing(lines: Mapping[int, Line], number: int | None) -> str:
    line = lines.get(number) if number is not None else None
    if number is None:
        return ""
    return line.message if line is not None and line.file else say("works.no-file")
