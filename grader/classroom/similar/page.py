"""Likenesses → `similar.html`: the shared passages side by side, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.classroom import markup
from grader.classroom.markup import named, text
from grader.classroom.page import SIMILAR
from grader.classroom.similar import Found, Likeness, Passage, Side
from grader.classroom.similar.sheet import by_two
from grader.classroom.writing import written
from grader.course import spans
from grader.words import say

MOST_TWOS = 200  # of people are shown; the CSV has all
MOST_FILES = 3  # of two people are shown in full
MOST_PASSAGES = 12
MOST_CHARACTERS = 4000  # of a passage
STYLE = """.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; margin: .5rem 0 1rem; }
.two > * { min-width: 0; }
.two h4 { margin: .2rem 0; font-size: .95rem; }
.two pre { margin: .2rem 0; padding: .4rem .6rem; background: var(--soft); overflow: auto; white-space: pre-wrap; }
@media (max-width: 45rem) { .two { grid-template-columns: 1fr; } }
"""


def write(found: Found, title: str, out: Path) -> Path:
    """Where the page lies, once it is written."""
    return written(out / SIMILAR, pieces(found, title))


def pieces(found: Found, title: str) -> Iterator[str]:
    """The page, piece by piece."""
    twos = by_two(found)
    yield markup.head(say("alike.title"), style=STYLE)
    yield f"<body>\n<main>\n<h1>{text(say('alike.title'))}</h1>\n"
    yield f"<p>{named(title, 200)}</p>\n" if title else ""
    yield f'<p class="banner" role="note">{text(say("alike.hint"))}</p>\n'
    yield f"<p>{text(say('alike.how'), 1000)}</p>\n<p>{text(_counted(found, len(twos)))}</p>\n"
    yield markup.listing(text(say("alike.left-out", file=file)) for file in found.left_out)
    for number, likenesses in enumerate(twos[:MOST_TWOS], start=1):
        yield from _two(number, likenesses)
    yield f"<p>{text(say('alike.more', count=len(twos) - MOST_TWOS))}</p>\n" if len(twos) > MOST_TWOS else ""
    yield "</main>\n</body>\n</html>\n"


def _counted(found: Found, twos: int) -> str:
    key = "alike.none" if not twos else "alike.one" if twos == 1 else "alike.some"
    return say(key, count=twos, files=found.compared, steps=spans(found.steps) if found.steps else "–")


def _two(number: int, likenesses: list[Likeness]) -> Iterator[str]:
    """Two people: the strongest of their likenesses in full, the others by their steps."""
    first = likenesses[0]
    heading = f"{named(first.one.name)} · {named(first.other.name)}"
    yield f'<section aria-labelledby="t{number}">\n<h2 id="t{number}">{number}. {heading}</h2>\n'
    for one in likenesses[:MOST_FILES]:
        yield from _likeness(one)
    rest = sorted({one.step for one in likenesses[MOST_FILES:]})
    yield f"<p>{text(say('alike.also', steps=spans(rest)))}</p>\n" if rest else ""
    yield "</section>\n"


def _likeness(one: Likeness) -> Iterator[str]:
    yield f"<h3>{text(say('alike.step', step=one.step, title=one.title, shared=one.shared))}</h3>\n"
    yield f'<div class="two">{_side(one.one)}{_side(one.other)}\n'
    for first, second in one.passages[:MOST_PASSAGES]:
        yield f"{_passage(first)}{_passage(second)}\n"
    yield "</div>\n"
    more = len(one.passages) - MOST_PASSAGES
    yield f"<p>{text(say('alike.more-passages', count=more))}</p>\n" if more > 0 else ""


def _side(side: Side) -> str:
    told = say("alike.part", part=f"{side.part:.0%}")
    return f'<h4>{named(side.name)} <span class="faint">{text(side.id, 80)} · {text(side.file)} · {text(told)}</span></h4>'


def _passage(passage: Passage) -> str:
    return f'<div><span class="faint">{text(passage.place)}</span><pre>{markup.lines(passage.text, MOST_CHARACTERS)}</pre></div>'
