"""What students and teachers wrote → HTML in which it is text; and what every page of a class begins with."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path

from grader.clean import clean, clean_line
from grader.verdict import KINDS
from grader.words import ENGLISH, check_name, language, mistake_name, say

HERE = Path(__file__).parent


def text(value: object, width: int = 300) -> str:
    """One line as HTML: nothing in it is a tag, a control character or a change of direction.

    >>> text("<script>alert(1)</script>")
    '&lt;script&gt;alert(1)&lt;/script&gt;'
    """
    return escape(clean_line(str(value), width))


def lines(value: str, width: int = 2000) -> str:
    """As `text`, with its line ends."""
    return escape(clean(value, width))


def named(name: str, width: int = 80) -> str:
    """A name in its own direction, so that one from right to left moves nothing beside it; never empty."""
    return f"<bdi>{text(name, width) or '?'}</bdi>"


def isolated(name: str, width: int = 80) -> str:
    """As `named`, by signs of Unicode in place of an element.

    >>> isolated("Ann")
    '\u2068Ann\u2069'
    """
    return f"\u2068{text(name, width) or '?'}\u2069"


def points(value: float | None) -> str:
    """Points as people write them; a question mark where there is no grade.

    >>> points(2.0), points(2.5), points(1 / 3), points(None)
    ('2', '2.5', '0.33', '?')
    """
    return "?" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def moment(stamp: str | None) -> str:
    """An ISO time to the minute, in its own zone."""
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp).strftime("%Y-%m-%d %H:%M %Z").strip()


def words_of(name: str, step: int) -> str:
    """The name of a check or a mistake as people read it."""
    mistake = mistake_name(step, name)
    return text(mistake if mistake != name.replace("_", " ") else check_name(step, name))


def says_of(name: str, says: str, step: int) -> str:
    """The sentence of a check or a mistake in the language of the page, cut as `text` does it."""
    if language() == ENGLISH:
        return says
    from grader.words import steps

    return steps.mistake_says(step, name, steps.check_says(step, name, says))


def kind(verdict: str) -> str:
    """The word for what a check came to; a check that is newer than the grading came to nothing."""
    return text(say(f"kind.{verdict}") if verdict in KINDS else say("page.no-verdict"))


def listing(items: Iterable[str]) -> str:
    """A list of pieces of HTML; nothing for none."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{rows}</ul>" if rows else ""


def head(title: str, script: str = "", style: str = "") -> str:
    """Everything up to the body. The page loads nothing and runs no script but the one given."""
    allowed = f"'sha256-{_digest(script)}'" if script else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>\n{shipped('page.css')}{style}</style>\n</head>\n"
    )


def unisolated() -> str:
    """The banner of a class that was graded without confinement."""
    return f'<p class="banner" role="note"><strong>{text(say("page.open"))}</strong> {text(say("page.open-why"))}</p>\n'


def shipped(name: str) -> str:
    """A file that stands beside this one."""
    return (HERE / name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
