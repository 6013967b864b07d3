"""A class as it stands → `index.html`: one file that opens offline, whole without JavaScript, with everything as text.

What is shown per person is bounded, so that a large class stays one page; the rest is in their feedback file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from grader.classroom import charts, markup, tallies
from grader.classroom.markup import isolated, moment, named, points, says_of, text, words_of
from grader.classroom.summary import CheckResult, Klass, Person, Result, StepInfo
from grader.classroom.writing import safe_name, written
from grader.course import spans
from grader.words import say

SIMILAR = "similar.html"
MOST_CARDS = 1000  # are on one page; of one person so many steps are shown in full, and of each so many checks
MOST_STEPS = 4
MOST_CHECKS = 3
FEW, MANY = 12, 60  # names: more than a few are folded away, and more than many are not links
CELLS = {"passed": "p", "failed": "f", "unwritten": "u", "error": "e", "grader-error": "g", "missing": "m"}
LEGEND = ("p", "h", "f", "u", "e", "g", "k m", "k l", "k c")


def write(klass: Klass, out: Path) -> Path:
    """Where the page of the class lies, once it is written."""
    return written(out / "index.html", pieces(klass, alike=(out / SIMILAR).is_file()))


def pieces(klass: Klass, alike: bool = False) -> Iterator[str]:
    """The page, piece by piece. `alike` says whether there is a page of similar submissions to go on to."""
    script = markup.shipped("page.js")
    title = klass.title or say("page.untitled")
    yield markup.head(title, script, _spoken())
    yield f'<body>\n<a class="skip" href="#main">{text(say("page.skip"))}</a>\n<header>\n<h1>{named(title, 200)}</h1>\n'
    yield from _facts(klass)
    yield "</header>\n"
    yield from _contents(alike)
    yield from _filter(klass)
    yield '<main id="main" tabindex="-1">\n'
    for part in (_glance, _mistakes, _hardest, _steps, _map, _people):
        yield from part(klass)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _spoken() -> str:
    """What a screen reader says for the signs in the cells, as variables of the style."""
    words = (f'--{sign[-1]}: " {say(f"page.sign-{sign[-1]}")} ";' for sign in LEGEND)
    return f":root {{ {' '.join(words)} }}\n"


def _facts(klass: Klass) -> Iterator[str]:
    handed = sum(any(r.status != "missing" for r in person.results) for person in klass.people)
    steps = spans([step.number for step in klass.steps])
    yield f"<p>{text(say('page.facts', people=len(klass.people), handed=handed, steps=steps or '–'))}</p>\n"
    told = say("page.made", at=moment(klass.generated), grader=klass.grader, isolation=klass.isolation or "–")
    yield f'<p class="faint">{text(told)}</p>\n'
    if klass.unisolated:
        yield markup.unisolated()
    yield markup.listing(text(note) for note in klass.notes)


PARTS = ("glance", "mistakes", "checks", "steps", "map", "people")


def _contents(alike: bool) -> Iterator[str]:
    links = [f'<a href="#{part}">{text(say(f"page.part-{part}"))}</a>' for part in PARTS]
    links += [f'<a href="{SIMILAR}">{text(say("alike.title"))}</a>'] if alike else []
    yield f'<nav aria-label="{text(say("page.contents"))}">{markup.listing(links)}</nav>\n'


def _filter(klass: Klass) -> Iterator[str]:
    """The search; hidden until the script that serves it runs."""
    yield f'<form id="filter" hidden role="search" aria-label="{text(say("page.filter"))}">\n'
    yield f'<label>{text(say("page.words"))} <input name="words" type="search" autocomplete="off"></label>\n'
    sections = sorted({person.section for person in klass.people if person.section})
    if sections:
        options = "".join(f'<option value="{text(s)}">{text(s)}</option>' for s in sections)
        yield f'<label>{text(say("page.section"))} <select name="section"><option value="">{text(say("page.all"))}</option>'
        yield f"{options}</select></label>\n"
    states = "".join(f'<option value="{key}">{text(say(f"page.state-{key}"))}</option>' for key in "wumglc")
    yield f'<label>{text(say("page.state"))} <select name="state"><option value="">{text(say("page.all"))}</option>'
    yield f'{states}</select></label>\n<button type="reset">{text(say("page.reset"))}</button>\n'
    yield f'<output name="count" data-text="{text(say("page.count", count="#"))}"></output>\n</form>\n'


def _section(part: str) -> str:
    return f'<section id="{part}" aria-labelledby="{part}-h">\n<h2 id="{part}-h">{text(say(f"page.part-{part}"))}</h2>\n'


def _glance(klass: Klass) -> Iterator[str]:
    """Who stands where: a drawing, and the same as a table with names."""
    standing = tallies.standings(klass)
    yield _section("glance")
    if not klass.people:
        yield f"<p>{text(say('page.nobody'))}</p>\n</section>\n"
        return
    yield f'<div class="wide chart">{charts.columns([(str(n), len(who)) for n, who in standing])}</div>\n'
    heads = [("page.step", "n"), ("page.title", ""), ("page.how-many", "n"), ("page.who", "")]
    yield _table("", say("page.caption-glance"), heads)
    titles = {step.number: step.title for step in klass.steps}
    for number, who in standing:
        if who:
            title = titles.get(number, "") if number else say("page.none-reached")
            yield f'<tr><th scope="row" class="n">{number}</th><td>{text(title)}</td><td class="n">{len(who)}</td>'
            yield f"<td>{_names(klass, who)}</td></tr>\n"
    yield "</tbody></table></div>\n</section>\n"


def _names(klass: Klass, who: Sequence[int]) -> str:
    """Links to people, folded away where there are many; of a great many the names alone, which browsers read faster."""
    shown = (_linked(at, klass.people[at]) if len(who) <= MANY else isolated(_name(klass.people[at])) for at in who)
    if len(who) <= FEW:
        return ", ".join(shown)
    return f"<details><summary>{text(say('page.names', count=len(who)))}</summary>{', '.join(shown)}</details>"


def _linked(at: int, person: Person) -> str:
    return f'<a class="to" href="#p{at}">{text(_name(person), 80) or "?"}</a>'


def _name(person: Person) -> str:
    return person.name or person.id


def _table(classes: str, caption: str, heads: Sequence[tuple[str, str]]) -> str:
    """A table up to its first row; a head's class is given beside its key, "n" for numbers."""
    cells = "".join(
        f'<th scope="col" class="n" data-first="down">{text(say(key))}</th>' if kind else f'<th scope="col">{text(say(key))}</th>'
        for key, kind in heads
    )
    region = f'<div class="wide" tabindex="0" role="region" aria-label="{text(caption)}">'
    return f'{region}<table class="sorts{classes}"><caption>{text(caption)}</caption><thead><tr>{cells}</tr></thead><tbody>\n'


def _mistakes(klass: Klass) -> Iterator[str]:
    """The known mistakes that the class makes, the most frequent first, each with who."""
    yield _section("mistakes")
    found = tallies.mistakes(klass)
    if not found:
        yield f"<p>{text(say('page.no-mistakes'))}</p>\n</section>\n"
        return
    heads = [("page.mistake", ""), ("page.step", "n"), ("page.how-many", "n"), ("page.share", "n"), ("page.who", "")]
    yield _table("", say("page.caption-mistakes"), heads)
    for one in found:
        yield _claim(one.name, one.says, one.step)
        count = len(one.who)
        yield f'<td class="n">{count}</td>{_share(count, len(klass.people))}<td>{_names(klass, one.who)}</td></tr>\n'
    yield "</tbody></table></div>\n</section>\n"


def _claim(name: str, says: str, step: int) -> str:
    """The first cells of a row about a mistake or a check: its name, its sentence, its step."""
    told = f'{words_of(name, step)}<div class="faint">{text(says_of(name, says, step))}</div>'
    return f'<tr><th scope="row">{told}</th><td class="n">{step}</td>'


def _share(count: int, total: int) -> str:
    return f'<td class="n" data-v="{count / total if total else 0:.4f}">{charts.bar(count, total)}</td>'


def _hardest(klass: Klass) -> Iterator[str]:
    yield _section("checks")
    found = tallies.hardest(klass)
    if not found:
        yield f"<p>{text(say('page.no-checks'))}</p>\n</section>\n"
        return
    heads = [("page.check", ""), ("page.step", "n"), ("page.wrong", "n"), ("page.tried", "n"), ("page.share", "n")]
    yield _table("", say("page.caption-checks"), heads)
    for one in found:
        yield _claim(one.name, one.says, one.step)
        yield f'<td class="n">{one.wrong}</td><td class="n">{one.tried}</td>{_share(one.wrong, one.tried)}</tr>\n'
    yield "</tbody></table></div>\n</section>\n"


STATUSES = ("passed", "failed", "unwritten", "error", "grader-error", "missing")


def _steps(klass: Klass) -> Iterator[str]:
    """Each step with how many came to what."""
    yield _section("steps")
    heads = [("page.step", "n"), ("page.title", ""), *[(f"page.of-{status}", "n") for status in STATUSES], ("page.mean", "n")]
    yield _table("", say("page.caption-steps"), heads)
    for step, counts, mean in tallies.steps(klass):
        note = "" if step.counts else f' <span class="tag">{text(say("page.no-points"))}</span>'
        yield f'<tr><th scope="row" class="n">{step.number}</th><td>{text(step.title)}{note}</td>'
        yield "".join(f'<td class="n">{counts.get(status, 0)}</td>' for status in STATUSES)
        told = text(say("page.of", points=points(mean), maximum=points(step.maximum))) if mean is not None else "–"
        yield f'<td class="n" data-v="{-1 if mean is None else mean}">{told}</td></tr>\n'
    yield "</tbody></table></div>\n</section>\n"


def _map(klass: Klass) -> Iterator[str]:
    """The heat map. Its cells have no end tags and one class, for there may be fifty thousand of them."""
    yield _section("map")
    signs = (f'<span class="{sign}">{text(say(f"page.sign-{sign[-1]}"))}</span>' for sign in LEGEND)
    yield f'<p class="legend">{text(say("page.legend"))} {" ".join(signs)}</p>\n'
    heads = [("page.person", ""), ("page.section", ""), ("page.reached", "n"), ("page.points", "n")]
    table = _table(" map", say("page.caption-map"), heads).partition("</tr></thead>")
    yield table[0]
    yield "".join(f'<th scope="col" class="n" data-first="down" title="{text(s.title)}">{s.number}</th>' for s in klass.steps)
    yield table[1] + table[2]
    for at, person in enumerate(klass.people):
        yield _row(at, person)
    yield "</tbody></table></div>\n</section>\n"


def _row(at: int, person: Person) -> str:
    keys = text(f"{person.id} {person.email}", 200)
    first = f'<tr data-i="{at}" data-s="{text(person.section)}" data-w="{_states(person)}" data-k="{keys}">'
    first += f'<th scope="row">{_linked(at, person)}</th><td class="t">{text(person.section, 80)}'
    totals = f'<td>{person.standing}<td data-v="{person.total:g}">{points(person.total)}/{points(person.maximum)}'
    return first + totals + "".join(map(_cell, person.results)) + "\n"


def _cell(result: Result) -> str:
    sign = CELLS.get(result.status, "g")
    if sign == "f" and result.score is not None and result.maximum > 0 and result.score >= result.maximum / 2:
        sign = "h"
    more = (" l" if result.late_days > 0 else "") + (" c" if result.corrected else "")
    shown = "" if sign == "m" and not result.corrected else points(result.score)
    return f'<td class="{sign}{more}">{shown}' if more else f"<td class={sign}>{shown}"


def _states(person: Person) -> str:
    """What the search can ask for: something wrong, unwritten, missing, without a grade, late, corrected."""
    found = {CELLS.get(result.status, "g") for result in person.results}
    found |= {"w"} if found & {"f", "e"} else set()
    found |= {"l"} if any(result.late_days > 0 for result in person.results) else set()
    found |= {"c"} if any(result.corrected for result in person.results) else set()
    return "".join(sorted(found))


def _people(klass: Klass) -> Iterator[str]:
    yield _section("people").replace("<section ", '<section style="content-visibility:visible" ')
    steps = {step.number: step for step in klass.steps}
    most = max(1, min(MOST_STEPS, MOST_CARDS // max(len(klass.people), 1)))
    for at, person in enumerate(klass.people):
        yield from _person(at, person, steps, klass.has_roster, most)
    yield "</section>\n"


def _person(at: int, person: Person, steps: dict[int, StepInfo], has_roster: bool, most: int = MOST_STEPS) -> Iterator[str]:
    """One person, folded away: what they have, then what did not pass, the first steps of it, at `most`, in full."""
    told = say("page.line", reached=person.standing, points=points(person.total), maximum=points(person.maximum))
    where = " · ".join(filter(None, (text(person.id, 80), text(person.section, 80), text(told))))
    yield f'<details class="who" id="p{at}"><summary><strong>{named(_name(person))}</strong> <span class="faint">{where}</span>'
    yield f"</summary><div>\n{markup.listing(text(problem) for problem in _problems(person, has_roster))}"
    file = safe_name(person.id) + ".html"
    yield f'<p><a href="feedback/{_address(file)}">{text(say("page.feedback"))}</a></p>\n'
    full = [r for r in person.results if _worth_showing(r)]
    for result in full[:most]:
        yield _card(result, steps[result.step])
    rest = [say("page.step-points", step=r.step, points=points(r.score), maximum=points(r.maximum)) for r in full[most:]]
    yield f"<p>{text(say('page.also', steps=', '.join(rest)), 2000)}</p>\n" if rest else ""
    for status in ("passed", "unwritten", "missing"):
        numbers = [r.step for r in person.results if r.status == status and not _worth_showing(r)]
        yield f"<p>{text(say(f'page.steps-{status}', steps=spans(numbers)))}</p>\n" if numbers else ""
    yield "</div></details>\n"


def _problems(person: Person, has_roster: bool) -> tuple[str, ...]:
    return (*person.problems, *([say("page.off-roster")] if has_roster and not person.on_roster else []))


def _address(file: str) -> str:
    return quote(file, safe="~@+")


def _worth_showing(result: Result) -> bool:
    return result.status in ("failed", "error", "grader-error") or result.corrected is not None or result.late_days > 0


def _card(result: Result, step: StepInfo) -> str:
    """A step of one person that a teacher looks at."""
    status = text(say(f"page.is-{result.status}"))
    score = text(say("page.of", points=points(result.score), maximum=points(result.maximum)))
    head = f"<h3>{step.number} · {text(step.title)} <span class=tag>{status}</span> {score}</h3>"
    wrong = [check for check in result.checks if check.verdict not in ("passed", "skipped", "unwritten") or check.corrected]
    shown = [_check(check, result.step) for check in wrong[:MOST_CHECKS]]
    shown += [text(say("page.more-checks", count=len(wrong) - MOST_CHECKS))] if len(wrong) > MOST_CHECKS else []
    printed = "" if result.status == "passed" else result.output.strip()
    output = f"<pre>{markup.lines(printed, 300)}</pre>" if printed else ""
    return f'<div class="card">{head}{"".join(f"<p>{line}</p>" for line in _told(result))}{markup.listing(shown)}{output}</div>\n'


def _check(check: CheckResult, step: int) -> str:
    mended = f' <span class="tag">{text(say("page.corrected-check"))}</span>' if check.corrected else ""
    return f"{words_of(check.name, step)} ({markup.kind(check.verdict)}){mended}: {text(check.message, 200)}"


def _told(result: Result) -> Iterator[str]:
    if result.file:
        yield text(say("page.file", file=result.file, sha=result.sha256[:12], seed=result.seed))
    if result.submitted_at:
        yield text(say("page.submitted", at=moment(result.submitted_at)))
    if result.late_days > 0:
        yield text(say("page.late", days=points(result.late_days), penalty=points(result.penalty)))
    if result.corrected:
        fixed = result.corrected
        yield text(say("page.corrected", by=fixed.by, at=moment(fixed.at), why=fixed.why, old=fixed.old), 600)
    if result.diagnosis:
        yield f"{text(say('page.diagnosed'))} {words_of(result.diagnosis.name, result.step)}. {text(result.diagnosis.says)}"
    yield from (text(note) for note in result.notes[:3])
