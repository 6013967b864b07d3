"""Step 16: each function runs once in a backward pass, and after all functions that use its result."""

import sys

import numpy as np
import pytest

from grader.checks import expect, public

# Arrays hold one number: what becomes of several where gradients add up is a matter of step 14.


def squares_of_a_square(kata, x):
    x = kata.Variable(x)
    a = kata.square(x)
    kata.backward(kata.add(kata.square(a), kata.square(a)))
    return kata.grad(x)


@public
def test_a_shared_square(observe, draw):
    """What is used twice in the middle sends its gradient on when both parts of it have arrived."""
    after = "a = square(x); y = add(square(a), square(a)); y.backward()"
    for x in (np.array(2.0), draw.array(), draw.array(1)):
        expect(observe(squares_of_a_square, x=x), 8 * x**3, "x.grad", after=after, x=x)


# The other checks build graphs from spies: a spy's backward gives `gy` times factors that are made up, one for
# each input, and notes that it ran. A graph is written as a learner would write it: "a=f(x) b=g(a) y=h(a,b)".

SMALL = (
    "a=f(x) y=g(a)",
    "a=f(x) b=g(a) y=h(b,a)",
    "a=f(x) b=g(a) y=h(a,b)",
    "a=f(x) b=g(a) c=h(a) y=k(b,c)",
    "a=f(x) b=g(a) c=h(x) y=k(b,c)",
    "a=f(x) b=g(a) c=h(b,x) y=k(b,c)",
    "a=f(x) b=g(a) c=h(x,b) y=k(b,c)",
    "a=f(x) b=g(a) c=h(b) y=k(a,b,c)",
)


def graphs(draw):
    """Small graphs that are hard to get right, then random ones, from small to large."""
    for text in SMALL:
        yield read(text, draw)
    for size in (4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7):
        yield read(random_graph(size, draw), draw)


def random_graph(size, draw):
    """The text of a graph of `size` functions in which every result is used, and y is the last."""
    made, unused, text = ["x"], [], []
    for function, result in zip("fghkpqr"[: size - 1], "abcdeuv", strict=False):
        uses = [made[-1 - draw.integer(0, min(len(made), 3) - 1)] for _ in range(draw.integer(1, 2))]
        unused = [name for name in unused if name not in uses] + [result]
        made.append(result)
        text.append(f"{result}={function}({','.join(uses)})")
    uses = unused if draw.integer(0, 1) else unused[::-1]
    return " ".join([*text, f"y=s({','.join(uses)})"])


def read(text, draw):
    """A graph as a list of calls, with a factor for each input of each function."""
    calls = []
    for word in text.split():
        result, _, rest = word.partition("=")
        function, _, inside = rest.rstrip(")").partition("(")
        uses = inside.split(",")
        factors = [float(draw.integer(2, 5)) for _ in uses]
        calls.append({"result": result, "function": function, "uses": uses, "factors": factors})
    return calls


def told(calls):
    """The graph as the learner reads it."""
    lines = [f"{call['result']} = {call['function']}({', '.join(call['uses'])})" for call in calls]
    return "; ".join([*lines, "y.backward()"])


def told_with_factors(calls):
    """The same, with what the backward of each function returns."""
    returned = [
        f"{call['function']} returns {' and '.join(f'{factor:g}·gy' for factor in call['factors'])}" for call in calls
    ]
    return f"{told(calls)}, where {', '.join(returned)}"


def slope(calls, name):
    """The sum over all ways from y to `name` of the product of the factors on the way."""
    if name == "y":
        return 1.0
    return sum(
        factor * slope(calls, call["result"])
        for call in calls
        for used, factor in zip(call["uses"], call["factors"], strict=True)
        if used == name
    )


def pass_through(kata, calls, x):
    log, variables = [], {"x": kata.Variable(x)}
    for call in calls:
        spy = kata.spy(call["function"], log, slopes=[1.0] * len(call["uses"]), local=call["factors"])
        variables[call["result"]] = kata.call(spy, *[variables[name] for name in call["uses"]])
    kata.backward(variables["y"])
    order = [entry.split()[1] for entry in log if entry.startswith("backward")]
    return {"order": order, "grad": kata.grad(variables["x"])}


@public
def test_each_function_runs_once(observe, draw):
    """In a backward pass the backward of each function is called once, however many functions use its result."""
    x = draw.array()
    for calls in graphs(draw):
        order = observe(pass_through, calls=calls, x=x)["order"]
        due = sorted(call["function"] for call in calls)
        expect(sorted(order), due, "the functions whose backward ran", after=told(calls))


def test_nobody_goes_too_early(observe, draw):
    """A function's backward runs after the backward of every function that uses its result."""
    x = draw.array()
    for calls in graphs(draw):
        order = observe(pass_through, calls=calls, x=x)["order"]
        given = {"after": told(calls), "the order seen": ", ".join(order)}
        expect(too_early(calls, order), "nobody", "who went too early", **given)


def too_early(calls, order):
    """Who ran before somebody that uses its result, or never, in words; any other order is right."""
    never = [f"{call['function']} never ran" for call in calls if call["function"] not in order]
    early = [
        f"{call['function']} ran before {user['function']}"
        for call in calls
        for user in calls
        if not never and call["result"] in user["uses"] and first(call, order) < last(user, order)
    ]
    return "; ".join(never or early) or "nobody"


def first(call, order):
    return order.index(call["function"])


def last(call, order):
    return len(order) - 1 - order[::-1].index(call["function"])


@public
def test_gradients_of_any_graph(observe, draw):
    """Along every way from y back to x the factors are multiplied, and the ways add up."""
    x = draw.array()
    for calls in graphs(draw):
        seen = observe(pass_through, calls=calls, x=x)["grad"]
        expect(seen, np.array(slope(calls, "x")), "x.grad", after=told_with_factors(calls))


def test_equals_wait_side_by_side(observe, draw):
    """Functions that stand equally far from x wait side by side; functions are not numbers, and have no order."""
    x = draw.array(1)
    for text in ("a=f(x) b=g(x) y=h(a,b)", "a=f(x) b=g(a) c=h(x) y=k(b,c)", "a=f(x) b=g(x) c=h(x) y=k(c,a,b)"):
        calls = read(text, draw)
        seen = observe(pass_through, calls=calls, x=x)["grad"]
        expect(seen, np.full(1, slope(calls, "x")), "x.grad", after=told_with_factors(calls))


def ladder_of_diamonds(kata, x, rungs, limit):
    runs = []
    enough = type("Enough", (BaseException,), {})

    def note(self, entry):
        if entry.startswith("backward"):
            if len(runs) >= limit:
                raise enough
            runs.append(entry)

    log = type("Log", (), {"append": note})()
    x = a = kata.Variable(x)
    for _ in range(rungs):
        b, c = kata.call(kata.spy("f", log), a), kata.call(kata.spy("g", log), a)
        a = kata.call(kata.spy("h", log, slopes=[0.5, 0.5]), b, c)
    try:
        kata.backward(a)
    except enough:
        return {"runs": len(runs), "grad": None}
    return {"runs": len(runs), "grad": kata.grad(x)}


def test_thirty_diamonds_cost_ninety_calls(observe, draw):
    """A ladder of 30 diamonds takes as many calls as it has functions, though 2**30 ways lead through it."""
    limit = 300
    seen = observe(ladder_of_diamonds, x=draw.array(), rungs=30, limit=limit)
    after = "a = x; 30 times: b = f(a); c = g(a); a = h(b, c); then a.backward()"
    note = "and it was stopped there" if seen["runs"] == limit else ""
    expect(seen["runs"], 90, "the number of calls of a backward", after=after, note=note)
    after = f"{after}, where f and g return gy, h returns 0.5·gy and 0.5·gy"
    expect(seen["grad"], np.array(1.0), "x.grad", after=after)


def two_passes(kata, x):
    log = []
    a = kata.call(kata.spy("f", log), kata.Variable(x))
    b, c = kata.call(kata.spy("g", log), a), kata.call(kata.spy("h", log), a)
    y = kata.call(kata.spy("k", log, slopes=[1.0, 1.0]), b, c)
    kata.backward(y)
    first = len(log)
    kata.backward(y)
    return [entry.split()[1] for entry in log[first:]]


def test_every_pass_runs_them_all(observe, draw):
    """A second backward pass runs every function again: nothing of the first one counts as done."""
    seen = observe(two_passes, x=draw.array())
    after = "a = f(x); b = g(a); c = h(a); y = k(b, c); y.backward(); y.backward()"
    expect(sorted(seen), ["f", "g", "h", "k"], "the functions whose backward ran in the second pass", after=after)


def two_results(kata, x, factors):
    log = []
    x = kata.Variable(x)
    a = kata.call(kata.spy("f", log, local=factors[:1]), x)
    z = kata.call(kata.spy("g", log, local=factors[1:2]), a)
    y = kata.call(kata.spy("h", log, local=factors[2:]), a)
    kata.backward(y)
    first = [entry.split()[1] for entry in log if entry.startswith("backward")]
    grad = None if kata.grad(x) is None else np.array(kata.grad(x))  # the second pass may write into it
    log.clear()
    kata.backward(z)
    return {"first": first, "grad": grad, "second": [entry.split()[1] for entry in log]}


def test_only_what_led_to_y(observe, draw):
    """y.backward() runs the functions that y was computed from, no others, and waits for no others."""
    x, factors = draw.array(1), [draw.number(2, 5) for _ in range(3)]
    seen = observe(two_results, x=x, factors=factors)
    after = "a = f(x); z = g(a); y = h(a); y.backward()"
    expect(sorted(seen["first"]), ["f", "h"], "the functions whose backward ran", after=after)
    where = f"{after}, where f returns {factors[0]}·gy and h returns {factors[2]}·gy"
    expect(seen["grad"], np.full(1, factors[0] * factors[2]), "x.grad", after=where)
    after = f"{after}; z.backward()"
    expect(sorted(seen["second"]), ["f", "g"], "the functions whose backward ran in the second pass", after=after)


def both_results(kata, x, factors, longer):
    runs = []

    def forward(self, x):
        return x * 1.0, x * 1.0

    def backward(self, *gradients):
        runs.append("f")
        parts = [g * factor for g, factor in zip(gradients, factors, strict=False) if g is not None]
        return kata.result(parts[0] + parts[1] if len(parts) > 1 else parts[0])

    pair = type("Pair", (kata.Function,), {"forward": forward, "backward": backward})()
    x = kata.Variable(x)
    results = kata.call(pair, x)
    c = kata.call(kata.spy("g", local=factors[2:]), results[longer])
    kata.backward(kata.call(kata.spy("h", slopes=[1.0, 1.0]), results[1 - longer], c))
    return {"runs": len(runs), "grad": kata.grad(x)}


def test_a_function_with_two_results(observe, draw):
    """A function with two results waits for the gradients of both, and then runs once."""
    x, factors = draw.array(2), [draw.number(2, 5) for _ in range(3)]
    where = f"where f returns {factors[0]}·ga + {factors[1]}·gb, g returns {factors[2]}·gc, h returns gy and gy"
    for longer, rest in enumerate(("c = g(a); y = h(b, c)", "c = g(b); y = h(a, c)")):
        seen = observe(both_results, x=x, factors=factors, longer=longer)
        after = f"a, b = f(x); {rest}; y.backward()"
        expect(seen["runs"], 1, "the number of calls of f's backward", after=after)
        due = np.full(2, factors[2] * factors[longer] + factors[1 - longer])
        expect(seen["grad"], due, "x.grad", after=f"{after}, {where}")


def long_way(kata, x, length):
    sys.setrecursionlimit(1000)
    x, two = kata.Variable(x), (1.0, 1.0)
    y = a = kata.call(kata.spy(slopes=two), x, x)
    for _ in range(length):
        y = kata.call(kata.spy(slopes=two), y, a)
    kata.backward(y)
    return kata.grad(x)


@pytest.mark.timeout(20)
def test_a_long_way_back(observe, draw):
    """A graph that is 4 000 functions deep is no deeper than the order can take."""
    x = draw.array()
    after = "a = add(x, x); y = a; 4 000 times: y = add(y, a); then y.backward()"
    expect(observe(long_way, x=x, length=4_000), np.array(2.0 * 4_001), "x.grad", after=after, x=x)
