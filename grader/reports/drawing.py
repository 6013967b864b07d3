"""A Counterexample → its drawing: a tree from y down in text, the DOT language and what Graphviz makes of it, JSON, HTML.

Each way back from a function is shown with the gradient that came and, where it is another, the one that was due.
"""

from __future__ import annotations

import html
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shutil import which
from typing import Any

import numpy as np

from grader.checks import RTOL
from grader.clean import clean_line
from grader.counterexample import Counterexample, Run
from grader.errors import GraderError, Unusable
from grader.reports import wide
from grader.reports.style import Style
from grader.words import language, listed, say

MOST_LINES = 15  # in the report of a check
DIGITS = (4, 7, 12, 17)
GUIDES = {True: ("├ ", "└ ", "│ ", " → "), False: ("+ ", "` ", "| ", " -> ")}
HERE = {True: "✗", False: "!"}  # a variable may be called x
DOT_SECONDS = 20.0
HELD = "\x1f"  # a space at which no line ends


@dataclass(frozen=True)
class Edge:
    """A way back from a call to one of its inputs: what was sent in each run, and what was due."""

    call: int
    variable: int
    sent: tuple[Any, ...]
    due: Any
    first_wrong: bool


@dataclass(frozen=True)
class Picture:
    """A counter-example as something to draw: texts for variables, calls and edges, by their numbers."""

    found: Counterexample
    variables: tuple[str, ...]
    names: tuple[str, ...]
    calls: tuple[str, ...]
    edges: tuple[Edge, ...]
    wrong_variable: int | None
    wrong_call: int | None
    wrong_edge: Edge | None


def picture(found: Counterexample) -> Picture:
    """What a drawing shows, in words, before it is laid out."""
    graph, wrong = found.graph, found.wrong
    edges = tuple(
        _edge(found, call, at) for call in range(len(graph.calls)) for at in range(len(graph.calls[call].inputs))
    )
    at_call = wrong.kind in ("again", "missing")
    at_variable = wrong.kind in ("value", "start", "early", "sum", "nothing", "later")
    return Picture(
        found,
        tuple(_variable(found, x) for x in range(graph.count)),
        graph.names,
        tuple(_call(found, call) for call in range(len(graph.calls))),
        edges,
        wrong.variable if at_variable else None,
        wrong.call if at_call else None,
        next((edge for edge in edges if edge.first_wrong), None),
    )


def number(value: Any, digits: int = 4) -> str:
    """A number, or an array of few, as short as may be; in words what is none.

    >>> number(2.0), number(np.array([1.0, 2.5])), number(None)
    ('2', '[1, 2.5]', 'nothing')
    """
    if value is None:
        return say("graph.nothing-yet")
    if isinstance(value, str):
        return clean_line(value, 40)
    if np.ndim(value):
        return "[" + ", ".join(number(item, digits) for item in value) + "]"
    return f"{float(value):.{digits}g}"


def both(came: Any, due: Any) -> tuple[str, str]:
    """Two numbers that differ, with as many digits as it takes to see it."""
    for digits in DIGITS:
        pair = number(came, digits), number(due, digits)
        if pair[0] != pair[1]:
            break
    return pair


def near(came: Any, due: Any) -> bool:
    """Whether what came is what was due, but for rounding."""
    if not isinstance(came, np.ndarray) or came.shape != np.shape(due):
        return False
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(came - due) <= 10 * RTOL * np.maximum(np.abs(due), 1.0)))


def _runs(found: Counterexample, call: int) -> list[Run]:
    return [run for run in found.seen.runs if run.call == call]


def _edge(found: Counterexample, call: int, at: int) -> Edge:
    wrong, x = found.wrong, found.graph.calls[call].inputs[at]
    sent = tuple(run.sent[at] for run in _runs(found, call) if run.sent is not None)
    due = found.graph.due.sent[call][at]
    first = wrong.kind == "sent" and (wrong.call, wrong.variable) == (call, x) and not (sent and near(sent[0], due))
    return Edge(call, x, sent, due, first)


def _variable(found: Counterexample, x: int) -> str:
    """A variable's value and, behind it, the gradient that came to it."""
    name, due = found.graph.names[x], found.graph.due.values[x]
    value = found.seen.values[x] if x < len(found.seen.values) else due
    seen, right = both(value, due)
    told = say("graph.value", name=name, value=seen)
    if not near(value, due):
        told = say("graph.value-wrong", name=name, value=seen, due=right)
    return "  ".join(filter(None, (told, _gradient(found, x))))


def _gradient(found: Counterexample, x: int) -> str:
    """What was wrong when it was passed on; else what was there at the end, where the step keeps it."""
    due = found.graph.due.gradients[x]
    call = x - len(found.graph.leaves)
    arrived = [run.arrived for run in _runs(found, call)][:1] if call >= 0 else []
    end = found.seen.gradients[x : x + 1] if found.kept or call < 0 else ()
    wrong = [came for came in (*arrived, *end) if not near(came, due)]
    came = (*wrong, *arrived, *end)
    if not came:
        return ""
    if came[0] is None:
        return say("graph.gradient-none", due=number(due))
    seen, right = both(came[0], due)
    return say("graph.gradient-wrong", came=seen, due=right) if wrong else say("graph.gradient", came=seen)


def _call(found: Counterexample, call: int) -> str:
    """A function and when it ran: its places in the order of all runs."""
    orders = [str(place) for place, run in enumerate(found.seen.runs, start=1) if run.call == call]
    function = _function(found, call)
    if orders:
        return say("graph.run", function=function, order=", ".join(orders[:4]))
    return say("graph.run-never" if found.seen.runs or found.wrong.kind == "missing" else "graph.run-unseen", function=function)


def _function(found: Counterexample, call: int) -> str:
    return found.graph.written(call, found.operators)


def edge_text(edge: Edge) -> str:
    """What was sent, and what was due where that is something else; nothing where it was not seen."""
    if not edge.sent:
        return say("graph.due", due=number(edge.due))
    if all(near(came, edge.due) for came in edge.sent):
        return say("graph.sent", came=", ".join(number(came) for came in edge.sent))
    pairs = [both(came, edge.due) for came in edge.sent]
    return say("graph.sent-wrong", came=", ".join(pair[0] for pair in pairs), due=pairs[0][1])


def first_wrong(found: Counterexample) -> str:
    """One sentence on the place where it goes wrong first."""
    wrong, names = found.wrong, found.graph.names
    if wrong.kind in ("raised", "endless"):
        kind, message = found.seen.raised or ("", "")
        key = "graph.wrong-raised" if wrong.kind == "raised" else "graph.wrong-endless"
        return say(key, type=clean_line(kind, 80), message=clean_line(message, 200))
    came, due = both(wrong.came, wrong.due)
    values = {"name": names[wrong.variable or 0], "came": came, "due": due}
    values["function"] = "" if wrong.call is None else _function(found, wrong.call)
    if wrong.kind == "sum" and wrong.parts:
        return say("graph.wrong-sum-parts", parts=listed([number(part) for part in wrong.parts], most=6), **values)
    return say(f"graph.wrong-{wrong.kind}", **values)


def program(found: Counterexample) -> str:
    """The graph as a learner would write it, ending with the backward pass."""
    graph = found.graph
    lines = [f"{graph.names[graph.made(call)]} = {_function(found, call)}" for call in range(len(graph.calls))]
    start = [] if graph.start is None else [f"y.grad = {number(graph.filled(graph.start))}"]
    return "; ".join((*lines, *start, "y.backward()"))


def given(found: Counterexample) -> str:
    """The values of the leaves."""
    graph = found.graph
    pairs = zip(graph.names, graph.leaves, strict=False)
    return ", ".join(f"{name} = {number(graph.array(value))}" for name, value in pairs)


# In text


def lines(found: Counterexample, style: Style = Style(), indent: str = "") -> list[str]:
    """The drawing in text: the program, the tree from y down, the first wrong place in a sentence."""
    return [*_told(found, style, indent), *_tree(picture(found), style, indent), "", *_sentence(found, style, indent)]


def text(found: Counterexample, title: str, style: Style = Style()) -> str:
    """The drawing under its title, as a page."""
    head = (style.paint("strong", line) for line in _wrapped(title, "", style, ""))
    rows = [*head, "", *lines(found, style)]
    return "".join(f"{row.rstrip()}\n" for row in rows)


def short_lines(found: Counterexample, style: Style, indent: str, more: str) -> list[str]:
    """The drawing where it does not make the page long; else without the tree, with where to find it."""
    whole = lines(found, style, indent)
    if len(whole) <= MOST_LINES:
        return whole
    return [*_told(found, style, indent), "", *_sentence(found, style, indent), *_wrapped(more, indent, style, indent)]


def _told(found: Counterexample, style: Style, indent: str) -> list[str]:
    rows = [(say("report.after"), program(found)), (say("report.with"), given(found))]
    width = max(wide.width(label) for label, _ in rows) + 2
    told = []
    for label, text in rows:
        told += _wrapped(text, f"{indent}{wide.ljust(label, width)}", style, indent + " " * width)
    return [*told, ""]


def _sentence(found: Counterexample, style: Style, indent: str) -> list[str]:
    return _wrapped(f"{say('graph.first')}: {first_wrong(found)}", indent, style, indent)


def _wrapped(text: str, first: str, style: Style, rest: str) -> list[str]:
    options = {"initial_indent": first, "subsequent_indent": rest, "break_on_hyphens": False}
    return wide.wrap(style.spell(text), style.width, **options) or [first.rstrip()]


def _tree(made: Picture, style: Style, indent: str) -> Iterator[str]:
    yield from _branch(made, made.found.graph.count - 1, style, (indent, indent), "", set())


def _branch(
    made: Picture, x: int, style: Style, guides: tuple[str, str], way: str, drawn: set[int]
) -> Iterator[str]:
    """A variable and, the first time, all that it was computed from. `guides` are what stands left of its lines."""
    graph = made.found.graph
    call = x - len(graph.leaves)
    seen = x in drawn
    drawn.add(x)
    text = say("graph.again", name=made.names[x]) if seen else made.variables[x]
    fork, last, pipe, _ = GUIDES[style.unicode]
    more = guides[1] + (pipe if call >= 0 and not seen else "  ")
    yield from _marked(way + text, x == made.wrong_variable and not seen, style, (guides[0], more))
    if call < 0 or seen:
        return
    below = guides[1] + "  "
    yield from _marked(made.calls[call], call == made.wrong_call, style, (guides[1] + last, below + pipe))
    edges = [edge for edge in made.edges if edge.call == call]
    for edge in edges:
        ends = edge is edges[-1]
        yield from _way(made, edge, style, (below + (last if ends else fork), below + ("  " if ends else pipe)), drawn)


def _way(made: Picture, edge: Edge, style: Style, guides: tuple[str, str], drawn: set[int]) -> Iterator[str]:
    mark = f" {HERE[style.unicode]} {say('graph.here')}" if edge.first_wrong else ""
    way = edge_text(edge) + mark.replace(" ", "  ", 1) + GUIDES[style.unicode][3]
    yield from _branch(made, edge.variable, style, guides, way, drawn)


def _marked(text: str, wrong: bool, style: Style, guides: tuple[str, str]) -> Iterator[str]:
    mark = f"  {HERE[style.unicode]} {say('graph.here')}" if wrong else ""
    held = "  ".join(phrase.replace(" ", HELD) for phrase in (text + mark).split("  "))  # a line ends between phrases
    wrapped = _wrapped(held, guides[0], style, guides[1])
    yield from (style.paint("bad", line) if wrong else line for line in (row.replace(HELD, " ") for row in wrapped))


# As a picture


def dot(found: Counterexample, title: str) -> str:
    """The drawing in the DOT language: functions in boxes, gradients on their ways back, what is wrong dashed."""
    made = picture(found)
    rows = ["digraph counterexample {", f"  label={_quoted(title + chr(10) + first_wrong(found))};"]
    rows += ['  labelloc="t"; bgcolor="white"; node [fontname="sans-serif"]; edge [fontname="sans-serif"];']
    for x, text in enumerate(made.variables):
        rows.append(f"  v{x} [shape=ellipse, label={_quoted(_two_lines(text), x == made.wrong_variable)}];")
    for call, text in enumerate(made.calls):
        rows.append(f"  f{call} [shape=box, label={_quoted(_two_lines(text), call == made.wrong_call)}];")
        rows.append(f"  v{found.graph.made(call)} -> f{call};")
    for edge in made.edges:
        right = all(near(came, edge.due) for came in edge.sent)
        look = "" if right else ", style=dashed, penwidth=2"
        rows.append(f"  f{edge.call} -> v{edge.variable} [label={_quoted(edge_text(edge), edge.first_wrong)}{look}];")
    return "\n".join([*rows, "}", ""])


def _two_lines(text: str) -> str:
    return text.replace("  ", "\n", 1).replace(" · ", "\n", 1)


def _quoted(text: str, wrong: bool = False) -> str:
    """A label of DOT; where it is the first wrong place, that stands in it and in the look of what carries it."""
    whole = f"{text}\n{HERE[True]} {say('graph.here')}" if wrong else text
    escaped = whole.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}", color="#b00020", penwidth=3' if wrong else f'"{escaped}"'


def svg(found: Counterexample, title: str) -> str:
    """The drawing as SVG, made by Graphviz. Raises Unusable where there is none."""
    program_name = which("dot")
    if program_name is None:
        raise Unusable(say("graph.no-dot"))
    try:
        done = subprocess.run(
            [program_name, "-Tsvg"],
            input=dot(found, title).encode(),
            capture_output=True,
            timeout=DOT_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise GraderError(say("graph.dot-failed", message=clean_line(str(error)))) from None
    return done.stdout.decode("utf-8")


def page(found: Counterexample, title: str) -> str:
    """A page of its own: the picture, and below it the same in text."""
    picture_text = svg(found, title)
    inline = picture_text[picture_text.index("<svg") :]
    text = html.escape("\n".join(line.rstrip() for line in lines(found, Style(width=100))))
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8"><title>{html.escape(title)}</title></head>\n'
        f"<body>\n{inline}\n<pre>{text}</pre>\n</body></html>\n"
    )


# As data


def document(found: Counterexample) -> dict[str, Any]:
    """The drawing as data for the JSON document, the wrong place in words and by the names of its parts."""
    graph, wrong, made = found.graph, found.wrong, picture(found)
    return {
        "says": first_wrong(found),
        "kind": wrong.kind,
        "program": program(found),
        "given": dict(zip(graph.names, (graph.array(value) for value in graph.leaves), strict=False)),
        "variables": [_variable_data(found, x) for x in range(graph.count)],
        "functions": [
            {
                "written": _function(found, call),
                "makes": graph.names[graph.made(call)],
                "runs": [place for place, run in enumerate(found.seen.runs, start=1) if run.call == call],
                "first_wrong": call == made.wrong_call,
            }
            for call in range(len(graph.calls))
        ],
        "edges": [
            {
                "from": edge.call,
                "to": graph.names[edge.variable],
                "came": _listed(edge.sent),
                "due": edge.due,
                "first_wrong": edge.first_wrong,
            }
            for edge in made.edges
        ],
    }


def _variable_data(found: Counterexample, x: int) -> dict[str, Any]:
    graph, seen = found.graph, found.seen
    here = picture(found).wrong_variable == x
    return {
        "name": graph.names[x],
        "value": seen.values[x] if x < len(seen.values) else None,
        "value_due": graph.due.values[x],
        "gradient": seen.gradients[x] if x < len(seen.gradients) else None,
        "gradient_due": graph.due.gradients[x],
        "first_wrong": here,
    }


def _listed(numbers: Sequence[Any]) -> list[Any]:
    return list(numbers)
