"""What to say when there is no such door: the doors of the Makefile that are spelled nearly so. Needs no environment."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from pathlib import Path

MAKEFILE = Path(__file__).resolve().parent.parent / "Makefile"
DOOR = re.compile(r"^([a-z]+):[^#\n]*## ", re.MULTILINE)


def sentence(word: str) -> str:
    """The sentence for a word that is no door.

    >>> sentence("chek")
    'There is no door called chek; did you mean make check? make help lists all of them.'
    """
    doors = DOOR.findall(MAKEFILE.read_text(encoding="utf-8"))
    beginning = [door for door in doors if len(word) > 1 and (door.startswith(word) or word.startswith(door))]
    near = list(dict.fromkeys([*beginning, *get_close_matches(word.lower(), doors, 3)]))
    if number := re.fullmatch(r"step[_-]?0*(\d+).*", word.lower()):
        near = [f"check STEP={number[1]}"]
    question = f"; did you mean {' or '.join(f'make {door}' for door in near)}?" if near else "."
    return f"There is no door called {word}{question} make help lists all of them."


if __name__ == "__main__":
    print(sentence(sys.argv[1]), file=sys.stderr)
    sys.exit(2)
