"""Counts → small drawings in SVG, each with the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from grader.classroom.markup import text
from grader.words import say

HEIGHT, FOOT, HEAD, WIDTH = 130, 40, 20, 30


def columns(counts: Sequence[tuple[str, int]]) -> str:
    """A column for each step reached, with its number of people above it; its words name those that are not empty."""
    most = max((count for _, count in counts), default=0) or 1
    width = WIDTH * len(counts) + 10
    told = "; ".join(say("page.column", step=step, count=count) for step, count in counts if count)
    drawn = "".join(_column(place, step, count, most) for place, (step, count) in enumerate(counts))
    axis = f'<text x="4" y="{HEAD + HEIGHT + FOOT - 6}">{text(say("page.axis"))}</text>'
    line = f'<path class="rail" d="M4 {HEAD + HEIGHT + 0.5}H{width}"/>'
    size = f'width="{max(width, 330)}" height="{HEAD + HEIGHT + FOOT}"'
    return f'<svg role="img" aria-label="{text(say("page.chart", told=told), 4000)}" {size}>{line}{drawn}{axis}</svg>'


def _column(place: int, step: str, count: int, most: int) -> str:
    middle, top = WIDTH * place + 20, HEAD + HEIGHT - max(round(HEIGHT * count / most), 2 if count else 0)
    bar = f'<rect class="bar" x="{middle - 10}" y="{top}" width="20" height="{HEAD + HEIGHT - top}"/>' if count else ""
    above = f'<text x="{middle}" y="{top - 5}" text-anchor="middle">{count}</text>' if count else ""
    return f'{bar}{above}<text x="{middle}" y="{HEAD + HEIGHT + 15}" text-anchor="middle">{text(step)}</text>'


def bar(count: int, total: int) -> str:
    """A part of a whole: the share in words, and a bar that says the same."""
    share = count / total if total else 0.0
    drawn = f'<rect class="bar" width="{80 * share:.1f}" height="8"/><rect class="rail" x=".5" y=".5" width="79" height="7"/>'
    return f'{share:.0%}<svg aria-hidden="true" width="80" height="8">{drawn}</svg>'
