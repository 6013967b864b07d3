"""A text in the DOT language → its nodes with their labels, and its edges.

For checks of graphs in words. It takes what Graphviz takes, and refuses what Graphviz would misread.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_DEPTH = 50  # of braces in braces
KEYWORDS = frozenset("node edge graph digraph subgraph strict".split())
TOKEN = re.compile(
    r"""(?P<space>[\s\ufeff]+|//[^\n]*|/\*.*?\*/)
      | (?P<hash>\#[^\n]*)
      | (?P<arrow>->|--)
      | (?P<number>-?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?))
      | (?P<name>[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*)
      | (?P<quoted>"(?:\\.|[^"\\])*")
      | (?P<html><)
      | (?P<sign>[{}\[\];,=:+])""",
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class NotDot(ValueError):
    """A text that is not DOT; the message says on which line, and what is wrong there."""


@dataclass(frozen=True)
class Graph:
    """A graph in words: each node's label as one would see it, by the node's ID, and the edges between IDs."""

    nodes: Mapping[str, str]
    edges: tuple[tuple[str, str], ...]


def read(text: str) -> Graph:
    """The graph of a whole text, `digraph g { … }`. Raises NotDot."""
    return _Reader(text).whole()


def read_lines(text: str) -> Graph:
    """The graph of lines that stand between the braces of a text. Raises NotDot."""
    return _Reader(text).lines()


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    line: int


def _tokens(text: str) -> Iterator[_Token]:
    at, line = 0, 1
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None and text[at] == '"':
            raise NotDot(f"line {line}: a string that is opened here is never closed")
        if match is None:
            raise NotDot(f"line {line}: {text[at]} has no meaning outside of quotes")
        kind, end = str(match.lastgroup), match.end()
        if kind == "html":
            end = _end_of_html(text, at, line)
        if kind == "number" and re.match(r"[A-Za-z_\x80-\U0010ffff.]", text[end : end + 1]):
            word = re.match(r"[\w.]+", text[at:])
            raise NotDot(f"line {line}: {word and word[0]} begins as a number and goes on as a name; quote it")
        if kind == "hash" and text[text.rfind("\n", 0, at) + 1 : at].strip():
            raise NotDot(f"line {line}: # has no meaning outside of quotes")
        if kind not in ("space", "hash"):
            yield _Token(kind, text[at:end], line)
        line += text.count("\n", at, end)
        at = end
    yield _Token("end", "", line)


def _end_of_html(text: str, at: int, line: int) -> int:
    depth = 0
    for match in re.compile("[<>]").finditer(text, at):
        depth += 1 if match[0] == "<" else -1
        if depth == 0:
            return match.end()
    raise NotDot(f"line {line}: a < that is opened here is never closed")


class _Reader:
    """Takes a text's tokens from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.labels: dict[str, str] = {}
        self.default: str | None = None
        self.edges: list[tuple[str, str]] = []

    def whole(self) -> Graph:
        strict = self.word("strict")
        if not self.word("digraph"):
            self.fail("the text begins with digraph")
        if not self.sees("{"):
            self.identity()
        self.want("{")
        self.statements()
        self.want("}")
        return self.result(strict)

    def lines(self) -> Graph:
        self.statements()
        return self.result(strict=False)

    def result(self, strict: bool) -> Graph:
        if self.token.kind != "end":
            self.fail("the text ends here")
        edges = dict.fromkeys(self.edges) if strict else self.edges
        return Graph(dict(self.labels), tuple(edges))

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def fail(self, due: str) -> None:
        seen = self.token.text[:40] or "the end"
        raise NotDot(f"line {self.token.line}: {seen} stands where {due}")

    def sees(self, *signs: str) -> bool:
        return self.token.kind in ("sign", "arrow") and self.token.text in signs

    def take(self, *signs: str) -> bool:
        """Go on if one of these stands here."""
        if not self.sees(*signs):
            return False
        self.at += 1
        return True

    def want(self, sign: str) -> None:
        if not self.take(sign):
            self.fail(f"{sign} is expected")

    def word(self, *words: str) -> bool:
        """Go on if one of these keywords stands here; small letters and capitals are the same."""
        if self.token.kind != "name" or self.token.text.lower() not in words:
            return False
        self.at += 1
        return True

    def identity(self) -> str:
        """An ID: a name, a number, or text between quotes; as it is meant, so that "a" and a are the same."""
        token = self.token
        if token.kind not in ("name", "number", "quoted", "html") or token.text.lower() in KEYWORDS:
            self.fail("an ID is expected")
        self.at += 1
        if token.kind != "quoted":
            return token.text
        text = _unquoted(token.text)
        while self.take("+"):
            if self.token.kind != "quoted":
                self.fail("a string between quotes is expected")
            text += _unquoted(self.token.text)
            self.at += 1
        return text

    def statements(self) -> set[str]:
        """The IDs of the nodes that the statements up to a closing brace name."""
        named: set[str] = set()
        while not self.sees("}") and self.token.kind != "end":
            named |= self.statement()
            self.take(";")
        return named

    def statement(self) -> set[str]:
        if self.word("edge", "graph"):
            self.attributes()
            return set()
        if self.word("node"):
            self.default = self.attributes().get("label", self.default)
            return set()
        ends = [self.end()]
        if len(ends[0]) == 1 and self.take("="):  # an attribute of the graph
            self.identity()
            return set()
        while self.take("->"):
            ends.append(self.end())
        if self.sees("--"):
            self.fail("-> is expected, as the edges of a digraph have a direction")
        label = self.attributes().get("label") if self.sees("[") else None
        named = set().union(*ends)
        for one in named:
            self.labels.setdefault(one, one if self.default is None else self.default)
        if len(ends) == 1 and label is not None:
            self.labels.update(dict.fromkeys(named, label))
        for tails, heads in zip(ends, ends[1:], strict=False):
            self.edges += [(tail, head) for tail in sorted(tails) for head in sorted(heads)]
        return named

    def end(self) -> set[str]:
        """The IDs at one end of an edge: of a node, or of all nodes between braces."""
        if self.word("subgraph") and not self.sees("{"):
            self.identity()
        if not self.take("{"):
            found = {self.identity()}
            while self.take(":"):  # a port, which is a place at the node
                self.identity()
            return found
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"no more than {MAX_DEPTH} braces are open")
        found = self.statements()
        self.want("}")
        self.depth -= 1
        return found

    def attributes(self) -> dict[str, str]:
        """What stands in brackets, with labels as one would see them."""
        found: dict[str, str] = {}
        if not self.sees("["):
            self.fail("[ is expected")
        while self.take("["):
            while not self.take("]"):
                name = self.identity()
                self.want("=")
                is_html = self.token.kind == "html"
                value = self.identity()
                found[name] = _seen_html(value) if is_html else _seen(value)
                self.take(",", ";")
        return found


def _unquoted(text: str) -> str:
    """A string as DOT takes it: \\" is a quote, and other backslashes stay for the label to read."""
    return ESCAPE.sub(lambda found: {'"': '"', "\n": ""}.get(found[1], found[0]), text[1:-1])


def _seen(text: str) -> str:
    """A label as one would see it: \\n, \\l and \\r end a line, and other characters behind a backslash stay."""
    return ESCAPE.sub(lambda found: "\n" if found[1] in "nlr" else found[1], text)


def _seen_html(text: str) -> str:
    """The same for a label between < and >, without its tags."""
    lines = re.sub(r"<br\s*/?>", "\n", text[1:-1], flags=re.IGNORECASE)
    return html.unescape(re.sub(r"<[^>]*>", "", lines))
