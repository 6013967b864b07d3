"""What a terminal can show → the same words in colour or without, in letters that it has."""

from __future__ import annotations

from typing import NamedTuple

_COLOURS = {"good": "32", "bad": "31", "open": "33", "strong": "1", "faint": "2", "code": "36"}
_PLAINER = str.maketrans("·–—−×’“”„", "----x'\"\"\"", "") | {ord("…"): "...", ord("→"): "->"}
_MARKS = {"passed": ("✓", "+"), "unwritten": ("○", "o"), "skipped": ("–", "-")}


class Style(NamedTuple):
    """What the terminal can do: its width, whether it shows colour and letters beyond ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def paint(self, tone: str, text: str) -> str:
        """The text in a tone; without colour, the text."""
        return f"\x1b[{_COLOURS[tone]}m{text}\x1b[0m" if self.colour else text

    def spell(self, text: str) -> str:
        """The text in letters that this terminal shows."""
        if self.unicode:
            return text
        return text.translate(_PLAINER).encode("ascii", "backslashreplace").decode("ascii")

    def mark(self, kind: str) -> str:
        """The sign before a check; the word for it always stands beside it."""
        fancy, simple = _MARKS.get(kind, ("✗", "x"))
        return fancy if self.unicode else simple
