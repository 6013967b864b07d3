"""Step 30: a backward pass leaves no graph, and an instrument that shows it function by function."""

import numpy as np

from grader.checks import expect, public

# This check asks the framework. It does without the functions, which a file of one's own may not have.


def who_remembers(kata, text, x, w):
    x, w = kata.Variable(x), kata.Variable(w)
    y = eval(text, {"x": x, "w": w})
    kata.backward(y, retain_grad=True)
    gradients = {"x.grad": x.grad, "w.grad": w.grad, "y.grad": y.grad}
    return [name for name, g in gradients.items() if getattr(g, "creator", None) is not None]


@public
def test_gradients_forget_where_they_came_from(observe, draw):
    """After y.backward() no gradient has a creator, whichever operators y was computed by."""
    x, w = draw.array(2), draw.array(2)
    for text in ("x + w", "x * w", "x * x * w", "x - w", "x / w", "w / x * x", "-x + w", "x ** 3 + w", "x * w + x"):
        seen = observe(who_remembers, text=text, x=x, w=w)
        expect(seen, [], "gradients that have a creator", after=f"y = {text}; y.backward(retain_grad=True)", x=x, w=w)


# From here on the functions are called. The spies are Functions of ours: f(x) is x, and backward gives gy times a number.


def behind_a_diamond(kata, x):
    spies = {name: kata.spy(name) for name in ("f", "g", "h")}
    join = kata.spy("k", slopes=(1.0, 1.0, 1.0))
    x = kata.Variable(x)
    a = kata.call(spies["f"], x)
    y = kata.call(join, kata.call(spies["g"], a), kata.call(spies["h"], a), x)
    behind = kata.functions_behind(y)
    known = [*spies.values(), join]
    return {
        "list": isinstance(behind, list),
        "names": sorted(f.spy[0] if any(f is k for k in known) else "something else" for f in behind),
        "leaf": len(kata.functions_behind(x)),
        "middle": len(kata.functions_behind(a)),
    }


@public
def test_functions_behind_finds_each_function_once(observe, draw):
    """functions_behind(y) is a list of the functions that y was computed from, all of them, and each once."""
    x = draw.array()
    seen = observe(behind_a_diamond, x=x)
    after = "a = f(x); y = k(g(a), h(a), x)"
    expect(seen["names"], ["f", "g", "h", "k"], "functions_behind(y), sorted by name", after=after, x=x)
    expect(seen["list"], True, "functions_behind(y) is a list", after=after, x=x)
    expect(seen["leaf"], 0, "the number of functions behind x", after=after, x=x)
    expect(seen["middle"], 1, "the number of functions behind a", after=after, x=x)


def behind_many(kata, x, diamonds, length):
    y = kata.Variable(x)
    for _ in range(diamonds):
        y = kata.call(kata.spy(slopes=(0.5, 0.5)), y, y)
    chain = kata.Variable(x)
    for _ in range(length):
        chain = kata.call(kata.spy(), chain)
    return {"diamonds": len(kata.functions_behind(y)), "chain": len(kata.functions_behind(chain))}


def test_functions_behind_a_large_graph(observe, draw):
    """Neither many ways to the same function nor a chain of thousands keeps functions_behind from its end."""
    x = draw.array()
    seen = observe(behind_many, x=x, diamonds=40, length=3000)
    after = "y = x; 40 times: y = f(y, y), with a new f each time"
    expect(seen["diamonds"], 40, "len(functions_behind(y))", after=after, x=x)
    after = "y = x; 3000 times: y = f(y), with a new f each time"
    expect(seen["chain"], 3000, "len(functions_behind(y))", after=after, x=x)


def trace_of_own_functions(kata, x, names):
    def forward(self, *xs):
        return kata.result(sum(xs))

    def backward(self, gy):
        given = tuple(gy * 1.0 for _ in kata.inputs(self))
        return given if len(given) > 1 else kata.result(given[0])

    makes = [type(name, (kata.Function,), {"forward": forward, "backward": backward}) for name in names]
    a, b, c, d, e = (make() for make in makes)
    x = kata.Variable(x)
    v = kata.call(a, x)
    w = kata.call(c, v, kata.call(b, v))
    y = kata.call(e, kata.call(d, w), x)
    return [list(pair) for pair in kata.trace_backward(y)]


@public
def test_the_trace_names_the_functions_in_order(observe, draw):
    """trace_backward(y) has one pair for each function, with the name of its class, in the order in which they ran."""
    x, names = draw.array(2), ["Ash", "Birch", "Cedar", "Doum", "Ash"]
    seen = observe(trace_of_own_functions, x=x, names=names)
    after = "v = Ash(x); w = Cedar(v, Birch(v)); y = Ash(Doum(w), x), with Functions of these names"
    due = [[name, False] for name in reversed(names)]
    expect(seen, due, "trace_backward(y)", after=after, x=x)


def trace_of_operators(kata, x, w):
    x, w = kata.Variable(x), kata.Variable(w)
    y = kata.exp(x) * w - (x / w) ** 3 + -x
    makers, waiting = [], [y.creator]
    while waiting:
        f = waiting.pop()
        if f is not None and not any(f is g for g in makers):
            makers.append(f)
            waiting.extend(v.creator for v in kata.inputs(f))
    traced = [list(pair) for pair in kata.trace_backward(y)]
    return {"traced": sorted(traced), "due": sorted(type(f).__name__ for f in makers)}


def test_every_operator_leaves_none(observe, draw):
    """After y.backward(), trace_backward says of every operator in y that it leaves no graph."""
    x, w = draw.array(2), draw.array(2)
    seen = observe(trace_of_operators, x=x, w=w)
    due = [[name, False] for name in seen["due"]]
    after = "y = exp(x) * w - (x / w) ** 3 + -x"
    expect(seen["traced"], due, "trace_backward(y), sorted by name", after=after, x=x, w=w)


def trace_of_what_remembers(kata, x):
    x, w, z = kata.Variable(x), kata.Variable(x), kata.Variable(x)
    kept = x * x
    bare = kata.Variable(np.ones_like(x.data))
    plain = bare if kata.gradients_are_variables else bare.data

    def forward(self, *xs):
        return kata.result(sum(xs))

    def make(name, *given):
        def backward(self, gy):
            return given if len(given) > 1 else kata.result(given[0])

        return type(name, (kata.Function,), {"forward": forward, "backward": backward})()

    chain = kata.call(make("Remembers", kept), kata.call(make("Forgets", plain), kata.call(make("Bare", bare), w)))
    second = kata.call(make("Second", plain, kept), w, z)
    first = kata.call(make("First", kept, plain), kata.Variable(x.data), kata.Variable(x.data))
    return [[list(entry) for entry in kata.trace_backward(y)] for y in (chain, second, first)]


def test_a_gradient_with_a_creator_is_noticed(observe, draw):
    """A function gets True if one of the gradients that its own backward returned has a creator."""
    x = draw.array(2)
    chain, second, first = observe(trace_of_what_remembers, x=x)
    after = "kept = x * x; y = Remembers(Forgets(Bare(w))), whose backwards return kept, an array and a Variable of ones"
    due = [["Remembers", True], ["Forgets", False], ["Bare", False]]
    expect(chain, due, "trace_backward(y)", after=after, x=x)
    after = "kept = x * x; y = Second(w, z), whose backward returns the pair: an array of ones, kept"
    expect(second, [["Second", True]], "trace_backward(y)", after=after, x=x)
    after = "kept = x * x; y = First(u, v), whose backward returns the pair: kept, an array of ones"
    expect(first, [["First", True]], "trace_backward(y)", after=after, x=x)


def what_the_trace_leaves(kata, x, options):
    log = []
    x = kata.Variable(x)
    a = kata.call(kata.spy("f", log, local=(3.0,)), x)
    y = kata.call(kata.spy("g", log, slopes=(1.0, 1.0), local=(2.0, 5.0)), a, x)
    trace = kata.trace_backward(y, **options)
    seen = {"x": kata.grad(x), "a": kata.grad(a), "runs": sorted(log), "length": len(trace)}
    kata.cleargrad(x)
    kata.cleargrad(y)
    kata.cleargrad(a)
    kata.backward(y)
    return {**seen, "again": kata.grad(x), "length again": len(trace), "second": len(kata.trace_backward(y))}


def test_the_pass_is_an_ordinary_pass(observe, draw):
    """trace_backward runs one backward pass, with the options it was given, and leaves nothing else behind."""
    x = draw.array(2)
    for options, call, a in (({}, "", None), ({"retain_grad": True}, ", retain_grad=True", np.full(2, 2.0))):
        seen = observe(what_the_trace_leaves, x=x, options=options)
        after = f"a = f(x); y = g(a, x); t = trace_backward(y{call}), where f sends back 3·gy and g 2·gy, 5·gy"
        runs = ["backward f", "backward g", "forward f", "forward g"]
        expect(seen["x"], np.full(2, 11.0), "x.grad", after=after, x=x)
        expect(seen["a"], a, "a.grad", after=after, x=x)
        expect(seen["runs"], runs, "the calls of f and g", after=after, x=x)
        expect(seen["length"], 2, "len(t)", after=after, x=x)
        after = f"{after}; x, a and y cleared; y.backward()"
        expect(seen["again"], np.full(2, 11.0), "x.grad", after=after, x=x)
        expect(seen["length again"], 2, "len(t)", after=after, x=x)
        expect(seen["second"], 2, "len(trace_backward(y)), called again", after=after, x=x)
