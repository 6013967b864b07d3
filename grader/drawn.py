"""A path and a step's number → the smallest graph on which the file goes wrong, or why there is none to draw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader import course, graphs, shipped
from grader.check import DEFAULT, Options, nearby, new_seed
from grader.clean import clean_line
from grader.counterexample import Counterexample, Search, search
from grader.errors import Unusable
from grader.reports.style import Style
from grader.reports.text import wrap
from grader.session import Session
from grader.submission import load
from grader.words import listed, say
from grader.worker import Worker


class Drawn(NamedTuple):
    """What a search for a drawing came to."""

    step: int
    search: Search

    @property
    def found(self) -> Counterexample | None:
        """The counter-example, if there is one."""
        return self.search.found

    @property
    def all_right(self) -> bool:
        """Whether graphs were tried and all of them were right."""
        return self.found is None and self.search.tried > 0

    def lines(self, style: Style = Style()) -> Iterator[str]:
        """Why there is nothing to draw."""
        yield from wrap(self._sentence(), "", style)

    def _sentence(self) -> str:
        if self.all_right:
            return say("graph.none", count=self.search.tried, step=self.step)
        if self.search.missing:
            return say("graph.unwritten", message=clean_line(self.search.missing))
        return say("graph.untried", step=self.step)


def draw(root: Path, number: int, path: Path | None = None, options: Options = DEFAULT) -> Drawn:
    """Search one step's graphs for one that a file gets wrong. Raises Unusable, GraderError."""
    step = course.step(root, number)
    if number < graphs.FIRST:
        raise Unusable(say("graph.too-early", first=graphs.FIRST, step=number))
    seed = new_seed() if options.seed is None else options.seed
    with Worker(options.isolation, options.limits) as worker:
        submission = load(path or nearby(course.exercise_path(step)), number)
        with Session(worker, submission) as session:
            names = shipped.unbegun(root, number, session.reading().definitions or {})
            return Drawn(number, _unbegun(names) if names else search(session, number, seed))


def _unbegun(names: tuple[str, ...]) -> Search:
    """No search: a stub as shipped is not written yet, and what it gets wrong says nothing."""
    return Search(None, 0, say(f"ended.unwritten-shipped{'-many' if len(names) > 1 else ''}", names=listed(names)))
