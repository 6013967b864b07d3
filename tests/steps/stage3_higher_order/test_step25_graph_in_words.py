"""Step 25: variables and functions as lines of DOT, the language of graphs."""

import itertools

import numpy as np

from grader.checks import LeftOut, expect, public
from grader.dot import NotDot, read_lines


def visible(text):
    """A text for the report, in which the end of a line can be seen and nothing else is changed."""
    return str(text).rstrip("\n").replace("\n", "⏎")


def graph_of(text, after, **inputs):
    """The graph that a text describes, which must be text, and DOT."""
    expect(type(text).__name__, "str", "the type of what came back", after=after, **inputs)
    try:
        return read_lines(text)
    except NotDot as problem:
        expect(str(problem), "nothing", "what is not DOT in it", after=after, **inputs, text=visible(text))


def only_node(text, after, **inputs):
    """The ID and the label of the only node of a text."""
    graph = graph_of(text, after, **inputs)
    expect(len(graph.nodes), 1, "the number of nodes", after=after, **inputs, text=visible(text))
    return next(iter(graph.nodes.items()))


def renumbered(texts):
    """The texts with other numbers for addresses, which differ from run to run: 1000001 for the first, and so on."""
    numbers, answers = {}, []
    for text in texts:
        parts = [text]
        if isinstance(text, str):
            parts = ["".join(group) for _, group in itertools.groupby(text, lambda c: c in "0123456789abcdef")]
            long = [part for part in parts if len(part) > 8 and sum(map(str.isdigit, part)) > 4]
            for part in long:
                numbers.setdefault(part, str(1000001 + len(numbers)))
            parts = ["".join(numbers.get(part, part) for part in parts)]
        answers += parts
    return answers


def named(kata, name):
    v = kata.Variable(np.array(1.0))
    v.name = name
    return renumbered([kata.dot_var(v)])[0]


def node_of(observe, name):
    """The label of the node that dot_var makes of a variable with this name, and what to say of it."""
    text = observe(named, name=name)
    shown = name if name is None else visible(name)
    _, label = only_node(text, "v.name = name; dot_var(v)", name=shown)
    return label, {"after": "v.name = name; dot_var(v)", "name": shown, "text": visible(text)}


@public
def test_a_variable_is_one_node(observe, draw):
    """dot_var gives the line of one node, and no edge."""
    name = f"x{draw.integer(0, 99)}"
    _, given = node_of(observe, name)
    expect(len(graph_of(observe(named, name=name), "dot_var(v)").edges), 0, "the number of edges", **given)


def test_the_label_of_a_variable_is_its_name(observe, draw):
    """A variable is labelled with its name; without a name its label does not say None."""
    for name in ("x", f"x{draw.integer(0, 99)}", "the loss"):
        label, given = node_of(observe, name)
        expect(name in label, True, "the label shows the name", **given)
    label, given = node_of(observe, None)
    expect("None" in label, False, "the label says None", **given)


QUOTES = ('say "x"', '"', 'x"')
BACKSLASHES = ("C:\\new", "\\", "x\\")
OTHERS = ("x -> y", "[x], {y}; z", "a = b // c", "<x> & <y>", "∂y/∂x", "x\ny")
CHARACTERS = "x\"\\;{}[]<>|=,-#/n\n'∂"


def along_our_exercise(kata):
    return kata.along_our_exercise


def claim_names(observe, names):
    """For our exercise, which asks for it; a file along the book puts the name in as it is."""
    if not observe(along_our_exercise):
        raise LeftOut("not asked: this file is not our exercise, and the book puts a name into the text as it is")
    for name in names:
        label, given = node_of(observe, name)
        if name not in label:
            expect(visible(label), visible(name), "the label as one sees it", **given)


def test_quotes_in_a_name_come_through(observe):
    """The label of a variable shows its name also where the name has quotes in it."""
    claim_names(observe, QUOTES)


def test_backslashes_in_a_name_come_through(observe):
    """The label of a variable shows its name also where the name has backslashes in it."""
    claim_names(observe, BACKSLASHES)


def test_any_name_comes_through(observe, draw):
    """The label of a variable shows its name, whatever characters that has."""
    anything = ("".join(CHARACTERS[draw.integer(0, len(CHARACTERS) - 1)] for _ in range(8)) for _ in range(10))
    claim_names(observe, (*OTHERS, *(f"x{name}x" for name in anything)))


def many(kata, array):
    a, b, c, d = (kata.Variable(array) for _ in range(4))
    a.name = b.name = "x"
    y = kata.add(a, b)
    return renumbered([kata.dot_var(v) for v in (a, b, c, d, y, a)])


def test_each_variable_has_a_node_of_its_own(observe, draw):
    """No two variables share a node, whatever they have in common, and the same variable is always the same node."""
    array = draw.array()
    after = 'a.name = b.name = "x"; c and d without a name; all four hold the same array; y = add(a, b)'
    a, b, c, d, y, again = (only_node(text, after)[0] for text in observe(many, array=array))
    expect(a != b, True, "a and b have nodes of their own", after=after)
    expect(c != d, True, "c and d have nodes of their own", after=after)
    expect(len({a, b, c, d, y}), 5, "the number of nodes for a, b, c, d and y", after=after)
    expect(again == a, True, "dot_var(a) a second time is the same node", after=after)


def call_in_words(kata, uses):
    names = sorted(set(uses))
    inputs = {name: kata.Variable(np.array(1.0)) for name in names}
    y = kata.call(kata.spy(slopes=[1.0] * len(uses)), *[inputs[name] for name in uses])
    f = y.creator
    texts = renumbered([*(kata.dot_var(inputs[name]) for name in names), kata.dot_var(y), kata.dot_func(f)])
    variables = dict(zip([*names, "y"], texts[:-1], strict=True))
    return {"variables": variables, "function": texts[-1], "class": type(f).__name__}


def call_of(observe, uses):
    """What dot_func says of y = f(uses): the label of f, and each edge by the names at its ends."""
    seen = observe(call_in_words, uses=uses)
    after = f"y = f({', '.join(uses)}); dot_func(y.creator)"
    names = {only_node(text, f"dot_var({name})")[0]: name for name, text in seen["variables"].items()}
    graph = graph_of(seen["function"], after)
    given = {"after": after, "text": visible(seen["function"])}
    functions = [one for one in graph.nodes if one not in names]
    labelled = [one for one in functions if graph.nodes[one] != one] or functions
    expect(len(labelled), 1, "the number of nodes with a label that are none of the variables'", **given)
    names[labelled[0]] = "f"
    edges = [f"{names.get(tail, 'nobody')} -> {names.get(head, 'nobody')}" for tail, head in graph.edges]
    return graph.nodes[labelled[0]], seen["class"], edges, given


def test_a_function_is_labelled_with_its_class(observe):
    """dot_func gives a node of its own for the function, labelled with the name of its class."""
    label, kind, _, given = call_of(observe, ["x"])
    expect(kind in label, True, f"the label says {kind}, the class of f", **given)


@public
def test_edges_lead_in_and_out(observe):
    """dot_func draws an edge from each input to the function and from the function to its output, and no others."""
    for uses in (["x"], ["x0", "x1"], ["x0", "x1", "x2"]):
        _, _, edges, given = call_of(observe, uses)
        expect(sorted(edges), sorted([*(f"{name} -> f" for name in uses), "f -> y"]), "the edges", **given)


def test_an_input_that_is_used_twice_is_one_node(observe):
    """A variable that goes into a function twice is one node, with edges to the function."""
    _, _, edges, given = call_of(observe, ["x", "x"])
    expect(sorted(set(edges)), ["f -> y", "x -> f"], "the different edges", **given)


def two_calls(kata):
    x = kata.Variable(np.array(1.0))
    a = kata.call(kata.spy(), x)
    y = kata.call(kata.spy(), a)
    return renumbered([kata.dot_var(v) for v in (x, a, y)] + [kata.dot_func(v.creator) for v in (a, y)])


def test_functions_of_one_class_are_two_nodes(observe):
    """Two functions have nodes of their own, also when they are of one class."""
    after = "a = f(x); y = g(a), where f and g are of one class"
    graph = graph_of("\n".join(map(str, observe(two_calls))), after)
    expect(len(graph.nodes), 5, "the number of nodes for x, a, y, f and g", after=after)
    expect(len(set(graph.edges)), 4, "the number of edges", after=after)
