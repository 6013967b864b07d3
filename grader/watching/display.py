"""A report, a hint, remarks and pages that may lie over them → what stands in the terminal, at any width.

What is shown is kept as something that can tell it again, because a terminal may become narrower meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from grader.clean import clean
from grader.commands.shared import style
from grader.reports.style import Style
from grader.watching import screen
from grader.watching.terminal import Terminal
from grader.words import say

Tell = Callable[[Style], str]
LONGEST = 2000
REMARK_LASTS = 2  # checks


class Ending(NamedTuple):
    """The last lines of a screen: where one stands, and which keys there are."""

    status: str
    prompt: str


class Display:
    """What stands in the terminal. `ending` tells its last lines, `checks` how often the file was checked by now."""

    def __init__(self, terminal: Terminal, ending: Callable[[], Ending], checks: Callable[[], int]) -> None:
        self.terminal = terminal
        self._ending = ending
        self._checks = checks
        self._body: Tell | None = None
        self._below: Tell | None = None
        self._page: tuple[Tell, int] | None = None
        self._remarks: list[tuple[int, str]] = []
        self._whole = False

    def begin(self, plainly: str) -> None:
        """Make room, so that what stood in the terminal can be scrolled back to; in a pipe, say what will be printed."""
        if self.terminal.redraws:
            self.terminal.write("\n" * (self.terminal.rows() - 1) + screen.HOME + screen.CLEAR_BELOW)
        elif self.terminal.keyboard is None:
            self.terminal.write(style().spell(plainly) + "\n")

    def checking(self, again: str, first: str) -> None:
        """Say that the file is being checked `again`, and what stands above is old, or for the `first` time."""
        if self.terminal.keyboard is None:
            return
        if self.terminal.redraws and self._body is not None:
            self.terminal.write(screen.checking(self._view(style()), style(), again))
        else:
            self.terminal.write(style().spell(f"\n{again}\n" if self._body is not None else f"{first}\n"))

    def forget(self) -> None:
        """Another step begins: nothing of the last one stays, but what was remarked."""
        self._body = self._below = self._page = None

    def show(self, body: Tell, keeps_hint: bool) -> None:
        """Show a report, and the hint that stood below the last one, if that is still wanted."""
        self._body, self._page = body, None
        if not keeps_hint:
            self._below = None
        self.draw()

    def show_below(self, below: Tell | None) -> None:
        """Show a hint below the report."""
        self._below = below
        self.draw()

    def show_whole(self) -> None:
        """Show all of a report that is longer than the terminal is high, or no longer so."""
        self._whole = not self._whole
        self.draw()

    def remark(self, text: str) -> None:
        """Say something beside the report, until a key is pressed or the file has been checked twice."""
        self._remarks.append((self._checks(), clean(" ".join(text.split()), LONGEST)))

    def put_away(self) -> None:
        """A key was pressed: remarks have been read, and a page is closed."""
        self._remarks, self._page = [], None

    def open(self, page: Tell) -> None:
        """Lay a page over the report, or print it below where nothing can be drawn over."""
        if self.terminal.redraws:
            self._page = page, 0
            self.draw()
        else:
            view = screen.View(page(style()), prompt=self._ending().prompt)
            self.terminal.write(screen.appended(view, style()) + "\n")

    @property
    def has_page(self) -> bool:
        """Whether a page lies over the report."""
        return self._page is not None

    def turn(self, key: str) -> None:
        """Turn a page: on with space or enter, back with b, away with q or at its end."""
        assert self._page is not None
        tell, at = self._page
        rows = self.terminal.rows()
        _, is_end = screen.page(tell(style()), at, rows)
        if key == "q" or (is_end and key != "b"):
            self._page = None
        else:
            self._page = tell, max(0, at + screen.page_rows(rows) * (-1 if key == "b" else 1))
        self.draw()

    def draw(self) -> None:
        """Draw everything anew, or print it below what was there."""
        now = style()
        if self.terminal.redraws:
            self.terminal.write(screen.drawn(self._view(now), now, self.terminal.rows()))
        else:
            self.terminal.write(screen.appended(self._view(now), now) + "\n")

    def _view(self, now: Style) -> screen.View:
        if self._page is not None:
            return self._page_view(*self._page, now)
        ending = self._ending()
        return screen.View(
            self._body(now) if self._body is not None else "",
            self._below(now) if self._below is not None else "",
            tuple(text for count, text in self._remarks if self._checks() - count < REMARK_LASTS),
            ending.status,
            ending.prompt,
            self._whole,
        )

    def _page_view(self, tell: Tell, at: int, now: Style) -> screen.View:
        shown, is_end = screen.page(tell(now), at, self.terminal.rows())
        keys = ([] if is_end else [say("watch.key-more")]) + ([say("watch.key-back")] if at else [])
        return screen.View(shown, prompt=" · ".join([*keys, say("watch.key-report")]), whole=True)


def sentence(text: str) -> Tell:
    """A sentence in the place of a report."""
    return lambda now: "\n".join(screen.wrapped(clean(text, LONGEST), now))
