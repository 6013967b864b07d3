"""Step 26: the whole graph behind a variable as one text in DOT, and as a picture."""

import itertools
import re
import sys
from collections import Counter

from grader.checks import expect, public
from grader.dot import NotDot, read

GOLDSTEIN = (
    "(1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x ** 2 - 14 * y + 6 * x * y + 3 * y ** 2))"
    " * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x ** 2 + 48 * y - 36 * x * y + 27 * y ** 2))"
)
NAME = re.compile(r"v\d{3}")


def behind(kata, output):
    """All variables and functions that a variable was computed from, itself included."""
    variables, functions = [output], []
    for v in variables:
        f = v.creator
        if f is not None and not any(f is other for other in functions):
            functions.append(f)
            variables += [x for x in kata.inputs(f) if not any(x is other for other in variables)]
    return variables, functions


def renumbered(text):
    """The text with other numbers for addresses, which differ from run to run: 1000001 for the first, and so on."""
    if not isinstance(text, str):
        return text
    numbers = {}
    parts = ["".join(group) for _, group in itertools.groupby(text, lambda c: c in "0123456789abcdef")]
    for part in parts:
        if len(part) > 8 and sum(map(str.isdigit, part)) > 4:
            numbers.setdefault(part, str(1000001 + len(numbers)))
    return "".join(numbers.get(part, part) for part in parts)


def in_words(kata, output, calls):
    """What get_dot_graph says, and what there is: each variable is given a name first, v000, v001 and so on."""
    variables, functions = behind(kata, output)
    for number, v in enumerate(variables):
        v.name = f"v{number:03}"
    uses = [{"class": type(f).__name__, "inputs": [x.name for x in kata.inputs(f)]} for f in functions]
    outputs = [[y.name for y in kata.outputs(f) if y is not None] for f in functions]
    texts = [kata.get_dot_graph(output) for _ in range(calls)]
    return {"variables": len(variables), "uses": uses, "outputs": outputs, "text": renumbered(texts[-1])}


def formula(kata, text, x, y, calls):
    scope = {"x": kata.Variable(x), "y": kata.Variable(y)}
    return in_words(kata, eval(text, scope), calls)


def diamonds(kata, x, count):
    a = kata.Variable(x)
    for _ in range(count):
        a = a**2 + a**2
    return in_words(kata, a, 1)


def graph_of(seen, after):
    """The graph that the text describes: it must be text, and DOT from its first word to its last brace."""
    expect(type(seen["text"]).__name__, "str", "the type of what came back", after=after)
    try:
        return read(seen["text"])
    except NotDot as problem:
        text = seen["text"].strip().replace("\n", "⏎")
        text = text if len(text) < 180 else f"{text[:90]} … {text[-90:]}"
        expect(str(problem), "nothing", "what is not DOT in it", after=after, text=text)


def sorted_out(seen, after):
    """The nodes of the drawn graph: variables by name, functions by the name of their class, and others, by ID."""
    graph = graph_of(seen, after)
    classes = {use["class"] for use in seen["uses"]}
    variables, functions, others = {}, {}, []
    for node, label in graph.nodes.items():
        name = NAME.search(label)
        kinds = [kind for kind in classes if kind in label]
        if name:
            variables[node] = name[0]
        elif kinds:
            functions[node] = max(kinds, key=len)
        else:
            others.append(node)
    return graph, variables, functions, others


def expressions(observe, draw):
    x, y = draw.array(), draw.array()
    for text in ("x + y", "(x + y) * x", GOLDSTEIN):
        seen = observe(formula, text=text, x=x, y=y, calls=1)
        shown = "the Goldstein–Price function of x and y" if text == GOLDSTEIN else text
        yield seen, f"z = {shown}; get_dot_graph(z)"
    for count in (1, 2, 7):
        after = f"{count} times: x = x**2 + x**2; then get_dot_graph(x)"
        yield observe(diamonds, x=x, count=count), after


@public
def test_the_text_is_a_whole_graph(observe, draw):
    """get_dot_graph gives one text that DOT takes as a whole, from `digraph` to the closing brace."""
    for seen, after in expressions(observe, draw):
        expect(len(graph_of(seen, after).nodes) > 0, True, "there is a node in it", after=after)


@public
def test_each_variable_is_one_node(observe, draw):
    """Every variable behind the result, the result and constants included, is one node that shows its name."""
    for seen, after in expressions(observe, draw):
        _, variables, _, others = sorted_out(seen, after)
        expect(len(variables), seen["variables"], "the number of nodes that are variables", after=after)
        expect(len(set(variables.values())), seen["variables"], "the number of different variables", after=after)
        expect(len(others), 0, "the number of nodes whose label is no variable and no function", after=after)


def test_each_function_is_one_node(observe, draw):
    """Every function behind the result is one node, also where many ways lead to it."""
    for seen, after in expressions(observe, draw):
        _, _, functions, _ = sorted_out(seen, after)
        due = Counter(use["class"] for use in seen["uses"])
        counted = {kind: list(functions.values()).count(kind) for kind in due}
        expect(counted, dict(due), "the number of nodes of each class", after=after)


def test_each_use_is_one_edge(observe, draw):
    """Each function has one edge for each of its inputs and outputs, on however many ways one gets there."""
    for seen, after in expressions(observe, draw):
        graph, _, _, _ = sorted_out(seen, after)
        due = sum(len(use["inputs"]) + len(outputs) for use, outputs in zip(seen["uses"], seen["outputs"], strict=True))
        twice = sum(len(use["inputs"]) - len(set(use["inputs"])) for use in seen["uses"])
        if not due - twice <= len(graph.edges) <= due:
            expect(len(graph.edges), due, "the number of edges", after=after)


def test_edges_join_the_right_nodes(observe, draw):
    """The edges lead from the inputs of each function to it, and from it to its outputs."""
    for seen, after in expressions(observe, draw):
        graph, variables, functions, _ = sorted_out(seen, after)
        ends = {node: (set(), set()) for node in functions}
        for tail, head in graph.edges:
            ends.get(head, (set(), set()))[0].add(variables.get(tail, "?"))
            ends.get(tail, (set(), set()))[1].add(variables.get(head, "?"))
        drawn = [worded(functions[node], *sides) for node, sides in ends.items()]
        due = [worded(u["class"], u["inputs"], y) for u, y in zip(seen["uses"], seen["outputs"], strict=True)]
        missing = sorted((Counter(due) - Counter(drawn)).elements())
        expect(len(missing), 0, "the number of functions whose edges are wrong", after=after, wanted=missing[:1])


def worded(kind, inputs, outputs):
    return f"{', '.join(sorted(set(inputs)))} -> {kind} -> {', '.join(sorted(set(outputs)))}"


def test_a_second_call_gives_the_same(observe, draw):
    """The graph of a variable can be put into words more than once, and it is the same graph each time."""
    x, y = draw.array(), draw.array()
    first, second = (sorted_out(observe(formula, text="x * y + x", x=x, y=y, calls=calls), "") for calls in (1, 2))
    after = "z = x * y + x; get_dot_graph(z); get_dot_graph(z)"
    expect(len(second[0].nodes), len(first[0].nodes), "the number of nodes the second time", after=after)
    expect(len(second[0].edges), len(first[0].edges), "the number of edges the second time", after=after)


def plotted(kata, x):
    """What plot_dot_graph raises where no program can be found; nothing is known of it if others draw for it."""
    y = kata.Variable(x) ** 2
    plot = kata.plot_dot_graph
    if "graphviz" in sys.modules or "pydot" in sys.modules:
        return "not known"
    environment = sys.modules["os"].environ
    path = environment.get("PATH")
    environment["PATH"] = "/nowhere"
    try:
        return kata.raises(lambda: plot(y))
    finally:
        environment["PATH"] = path or ""


def test_without_graphviz_there_is_a_clear_error(observe, draw):
    """Where the program dot can not be started, plot_dot_graph says so by an error, and does not return as if it could."""
    raised = observe(plotted, x=draw.array())
    after = "y = x**2; plot_dot_graph(y), where no program dot can be started"
    if raised != "not known":
        expect(raised is not None, True, "an error was raised", after=after)
        told = f"{raised['type']}: {raised['message']}"
        by_the_system = {"OSError", "SubprocessError"} & set(raised["kinds"])
        named = re.search(r"graphviz|\bdot\b", raised["message"], re.IGNORECASE)
        expect(bool(by_the_system or named), True, "the error says what is missing", after=after, error=told)


def program_that_notes(started):
    """A stand-in for subprocess.Popen: it starts nothing, and says in `started` what it was to start."""

    class Program:
        returncode, pid, stdout, stderr = 0, 1, None, None

        def __init__(self, args=(), *others, input=None, stdout=None, **options):
            words = args if isinstance(args, str) else " ".join(map(str, args))
            started.append({"words": words, "asked for output": stdout is not None})
            self.args, self.stdin = args, self

        def communicate(self, *others, **options):
            return b"", b""

        def wait(self, *others, **options):
            return 0

        def write(self, text):
            return len(text)

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.returncode = 0

        poll, close, flush, kill = wait, wait, wait, wait

    return Program


def with_stand_ins(call, started):
    """What `call()` raises while stand-ins are in the place of all that starts programs."""
    program = program_that_notes(started)
    put_in = {
        ("subprocess", "Popen"): program,
        ("shutil", "which"): lambda name, *others, **options: f"/bin/{name}",
        ("os", "system"): lambda words: program(words).wait(),
    }
    modules = {place: sys.modules[place[0]] for place in put_in if place[0] in sys.modules}
    before = {place: getattr(module, place[1]) for place, module in modules.items()}
    try:
        for place, module in modules.items():
            setattr(module, place[1], put_in[place])
        return call()
    finally:
        for place, module in modules.items():
            setattr(module, place[1], before[place])


def drawn(kata, x, file):
    """How plot_dot_graph starts a program, where one called dot is there."""
    y, plot, started = kata.Variable(x) ** 2, kata.plot_dot_graph, []
    takes_file = "to_file" in plot.__code__.co_varnames
    named = {"to_file": file} if takes_file else {}
    raised = with_stand_ins(lambda: kata.raises(lambda: plot(y, **named)), started)
    others_draw = "graphviz" in sys.modules or "pydot" in sys.modules
    return {"started": started, "raised": raised, "takes file": takes_file, "others draw": others_draw}


def drawings(observe, draw):
    """What happened in one call for each kind of picture, where that can be seen: no file can be written here."""
    for kind in ("png", "svg", "pdf"):
        seen = observe(drawn, x=draw.array(), file=f"picture.{kind}")
        by_the_system = seen["raised"] and {"OSError", "SubprocessError"} & set(seen["raised"]["kinds"])
        if not by_the_system and not seen["others draw"]:
            yield seen, kind, f'y = x**2; plot_dot_graph(y, to_file="picture.{kind}")'


@public
def test_dot_is_started(observe, draw):
    """Where there is a program dot, plot_dot_graph starts it."""
    for seen, _, after in drawings(observe, draw):
        told = f"{seen['raised']['type']}: {seen['raised']['message']}" if seen["raised"] else "nothing"
        expect(told, "nothing", "what is raised where there is a program dot", after=after)
        called = [call["words"] for call in seen["started"] if re.search(r"\bdot\b", call["words"])]
        expect(bool(called), True, "a program dot was started", after=after)


def test_the_file_says_what_kind_of_picture(observe, draw):
    """plot_dot_graph tells dot the name of the file, and for the kind of picture the ending of that name."""
    for seen, kind, after in drawings(observe, draw):
        if not seen["takes file"] or any(call["asked for output"] for call in seen["started"]):
            continue
        for call in seen["started"]:
            without_names = call["words"].replace(f"picture.{kind}", "…")
            given = {"after": after, "command": call["words"]}
            expect("…" in without_names, True, f"the command says picture.{kind}", **given)
            expect(bool(re.search(rf"-T\s*\W?{kind}\b", without_names)), True, f"the command says -T{kind}", **given)
