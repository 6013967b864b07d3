"""The Markdown of a lesson → lines for a terminal: paragraphs filled anew, code and drawings kept as they are.

What our lessons use, and no more: headings, paragraphs, lists, indented and fenced code, doctests, `code`,
**bold** and *stress*. What it does not know it shows as it stands.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from grader.reports import wide
from grader.reports.style import Style

ITEM = re.compile(r"([-*]|\d{1,2}\.) +")
HEADING = re.compile(r"#{1,6} +(.+)")
FENCE = re.compile(r"```\w*")
CODE = "    "
# Mathematics in letters that every terminal has: x² is x^2, and a·b a*b.
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱˣ", "0123456789+-ix")
PLAIN = {ord("·"): "*", ord("π"): "pi", ord("→"): "->"}
# A space inside `code` must not be where a line is broken; no text of ours holds this sign.
KEPT = "\0"


def render(text: str, style: Style) -> str:
    """The lines of a Markdown text, ending in a line end."""
    text = text if style.unicode else re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱˣ]+", _raised, text).translate(PLAIN)
    return style.spell("\n".join(line for block in _blocks(text.split("\n")) for line in _block(block, style)) + "\n")


def _raised(found: re.Match[str]) -> str:
    """A power as one writes it without raised digits."""
    return f"^{found[0].translate(RAISED)}"


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines that are shown in one way; a blank line is a run of its own, several are one."""
    block: list[str] = []
    fenced = False
    for line in lines:
        mark = bool(FENCE.match(line))
        if block and not fenced and (mark or not line.strip() or not block[0].strip() or _begins(line)):
            yield block
            block = []
        if block or line.strip() or fenced:
            block.append(line)
        else:
            block = [""]
        fenced ^= mark
        if mark and not fenced:
            yield block
            block = []
    yield from [block] if any(line.strip() for line in block) else []


def _begins(line: str) -> bool:
    return bool(ITEM.match(line) or HEADING.fullmatch(line))


def _block(lines: list[str], style: Style) -> Iterator[str]:
    if not lines[0].strip():
        yield ""
    elif FENCE.match(lines[0]):
        yield from (CODE + line if line else "" for line in lines[1:] if not FENCE.match(line))
    elif lines[0].startswith((CODE, "\t", ">>> ")):
        yield from _code(lines, style)
    elif heading := HEADING.fullmatch(lines[0]):
        yield style.paint("strong", heading[1])
    elif item := ITEM.match(lines[0]):
        yield from _filled(lines, style, item[0])
    else:
        yield from _filled(lines, style)


def _code(lines: list[str], style: Style) -> Iterator[str]:
    """Code and drawings, always set in by four; moved left where they would not fit otherwise."""
    own = textwrap.dedent("\n".join(line.expandtabs(4) for line in lines)).split("\n")
    room = max(0, style.width - max(map(wide.width, own)))
    yield from (" " * min(len(CODE), room) + line if line else "" for line in own)


def _filled(lines: list[str], style: Style, sign: str = "") -> Iterator[str]:
    text = " ".join(" ".join(line.split()) for line in lines)[len(" ".join(sign.split())) :].strip()
    kept = re.sub(r"`[^`]+`", lambda code: code[0].replace(" ", KEPT), text)
    first = f"  {sign}" if sign else ""
    filled = wide.wrap(
        kept, style.width, initial_indent=first, subsequent_indent=" " * len(first),
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    yield from _stressed("\n".join(filled).replace(KEPT, " "), style).split("\n")


def _stressed(text: str, style: Style) -> str:
    """Bold in a terminal's bold where it has one; otherwise the signs stay, for they say the same."""
    if not style.colour:
        return text
    text = re.sub(r"\*\*(\S(?:[^*]*\S)?)\*\*", lambda bold: _painted("strong", bold[1], style), text)
    return re.sub(r"`([^`]+)`", lambda code: _painted("code", code[1], style), text)


def _painted(tone: str, text: str, style: Style) -> str:
    """A tone for each line: a pager forgets it at the end of a line."""
    return "\n".join(
        line[: len(line) - len(line.lstrip())] + style.paint(tone, line.lstrip()) for line in text.split("\n")
    )
