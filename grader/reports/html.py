"""An Outcome → one piece of HTML for a notebook: no script, nothing fetched, everything that anybody wrote escaped.

It takes the colours of the page around it, light or dark, and says every state in a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from grader.clean import clean, clean_line
from grader.outcome import Outcome
from grader.reports.style import Style
from grader.reports.text import first_failure, isolation, next_to_do, older_causes, rows, status_word
from grader.verdict import Verdict
from grader.words import check_name, language, mistake_name, say

LABEL = "text-align:left;font-weight:normal;opacity:.75;padding:.1em 1em .1em 0;vertical-align:top"
VALUE = "text-align:left;padding:.1em 0;font-family:monospace;white-space:pre-wrap"
PRE = "line-height:1.25;overflow-x:auto;background:none;color:inherit"
BOX = "border-left:.25em solid currentColor;padding-left:1em;max-width:60em"
MOST_PRINTED = 2000
WIDTH = 90


def fragment(outcome: Outcome) -> str:
    """The report of one step, in the order of the text report."""
    parts = (_head, _problems, _failure, _rest, _older, _printed, _tail)
    body = "\n".join(line for part in parts for line in part(outcome))
    title = escape(say("report.title", step=outcome.step, title=clean_line(outcome.title)))
    return f'<section lang="{language()}" aria-label="{title}" style="{BOX}">\n{body}\n</section>\n'


def _line(tag: str, text: str, style: str = "") -> str:
    """A text of anybody's in a tag."""
    look = f' style="{style}"' if style else ""
    return f"<{tag}{look}>{escape(clean(text, 4000))}</{tag}>"


def _head(outcome: Outcome) -> Iterator[str]:
    title = say("report.title", step=outcome.step, title=clean_line(outcome.title))
    yield _line("h4", f"{title}: {status_word(outcome)}")


def _problems(outcome: Outcome) -> Iterator[str]:
    for problem in outcome.problems[:3]:
        key = "problem.syntax" if problem["syntax"] else "problem.raised"
        message, kind = clean_line(problem["message"], 160), clean_line(problem["type"], 60)
        yield _line("p", say(key, place=problem["place"], type=kind, message=message))


def _failure(outcome: Outcome) -> Iterator[str]:
    failed = first_failure(outcome.verdicts)
    if failed is not None:
        yield f"<p>{_line('strong', _named(failed))}<br>{escape(clean(failed.says, 1000))}</p>"
        yield from _example(failed)
    yield from _graph(outcome)
    if outcome.diagnosis is not None:
        said = say("report.diagnosis", mistake=mistake_name(outcome.step, outcome.diagnosis.mistake))
        yield f"<p>{_line('span', said)}<br>{_line('span', outcome.diagnosis.says)}</p>"
    told = next_to_do(outcome, failed)
    yield f"<p>{_line('strong', say('report.next'))}: {escape(clean(told, 1000))}</p>"


def _named(verdict: Verdict) -> str:
    """The sign and the word for what a check came to, then its name."""
    return f"{Style().mark(verdict.kind)} {say(f'kind.{verdict.kind}')}: {check_name(verdict.step, verdict.name)}"


def _example(verdict: Verdict) -> Iterator[str]:
    if verdict.kind != "failed" or not verdict.what:
        yield _line("p", verdict.message)
    if verdict.what:
        cells = (f"<tr>{_row(label, text)}</tr>" for label, text in rows(verdict))
        yield f"<table>{''.join(cells)}</table>"
    if verdict.what and verdict.note:
        yield _line("p", verdict.note)


def _row(label: str, text: str) -> str:
    return f'<th scope="row" style="{LABEL}">{escape(label)}</th>{_line("td", text, VALUE)}'


def _graph(outcome: Outcome) -> Iterator[str]:
    if outcome.graph is None:
        return
    from grader.reports import drawing

    yield _line("p", say("graph.head"))
    yield _pre(drawing.lines(outcome.graph, Style(width=WIDTH)))


def _pre(lines: Iterable[str]) -> str:
    return _line("pre", "\n".join(lines), PRE)


def _rest(outcome: Outcome) -> Iterator[str]:
    first = first_failure(outcome.verdicts)
    others = [verdict for verdict in outcome.verdicts if verdict is not first]
    if not others:
        return
    items = "".join(f"<li>{_other(verdict)}</li>" for verdict in others)
    summary = _line("summary", say("report.others")) if first is not None else ""
    listed = f'<ul style="list-style:none;padding-left:0">{items}</ul>'
    yield f"<details>{summary}{listed}</details>" if summary else listed


def _other(verdict: Verdict) -> str:
    told = verdict.left_out or verdict.kind not in ("passed", "unwritten", "skipped")
    message = f"<br>{_line('small', clean_line(verdict.message, 300))}" if told and verdict.message else ""
    return _line("span", _named(verdict)) + message


def _older(outcome: Outcome) -> Iterator[str]:
    if outcome.older:
        yield _line("p", say("report.older", step=outcome.step))
        yield f"<ul>{''.join(_line('li', told) for told in older_causes(outcome.older))}</ul>"


def _printed(outcome: Outcome) -> Iterator[str]:
    text = clean(outcome.output, MOST_PRINTED).strip()
    if text and outcome.status != "passed":
        yield f"<details>{_line('summary', say('report.printed'))}{_pre([text])}</details>"


def _tail(outcome: Outcome) -> Iterator[str]:
    for note in outcome.notes:
        yield f"<p>{_line('small', clean_line(note))}</p>"
    passed = sum(verdict.passed for verdict in outcome.verdicts)
    counts = say("report.count-public" if outcome.public else "report.count", passed=passed, total=len(outcome.verdicts))
    seed, seconds = say("report.seed", seed=outcome.seed), say("report.time", seconds=f"{outcome.seconds:.2f}")
    yield f"<p>{_line('small', f'{counts} · {seed} · {seconds}')}<br>{_line('small', isolation(outcome))}</p>"
