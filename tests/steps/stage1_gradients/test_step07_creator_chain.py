"""Step 7: a result knows the function that made it, and backward follows the links to the beginning."""

import numpy as np

from grader.checks import expect, public, until


def creator_of_a_leaf(kata, x):
    x = kata.Variable(x)
    before = x.creator is None
    kata.call(kata.Square(), x)
    return {"before": before, "after": x.creator is None}


@public
def test_what_no_function_made_has_no_creator(observe, draw):
    """A variable that no function made has the creator None, also when a function has been called on it."""
    x = draw.array()
    seen = observe(creator_of_a_leaf, x=x)
    expect(seen["before"], True, "x.creator is None", after="x = Variable(data)", data=x)
    expect(seen["after"], True, "x.creator is None", after="x = Variable(data); Square()(x)", data=x)


def called(thing, known):
    """The name of an object among the known ones, or what it is instead."""
    for name, value in known.items():
        if thing is value:
            return name
    return "nothing" if thing is None else "another " + type(thing).__name__


def end_of(read, f, known):
    """The name of the variable at one end of a function."""
    try:
        found = read(f)
    except AttributeError:
        return "nothing"
    return called(found[0], known) if len(found) == 1 else str(len(found)) + " objects"


def links(kata, x):
    A, B, C = kata.Square(), kata.Exp(), kata.Square()
    x = kata.Variable(x)
    a = kata.call(A, x)
    b = kata.call(B, a)
    y = kata.call(C, b)
    variables, functions = {"x": x, "a": a, "b": b, "y": y}, {"A": A, "B": B, "C": C}
    creators = {name: called(variables[name].creator, functions) for name in "aby"}
    inputs = {name: end_of(kata.inputs, functions[name], variables) for name in "ABC"}
    outputs = {name: end_of(kata.outputs, functions[name], variables) for name in "ABC"}
    return {"creator": creators, "input": inputs, "output": outputs}


CHAIN = "A, B, C = Square(), Exp(), Square(); a = A(x); b = B(a); y = C(b)"


@public
def test_every_link_of_the_chain(observe, draw):
    """From y each link leads back: to the function that made it, from there to the very variable that went in."""
    x = draw.array()
    seen = observe(links, x=x)
    for before, f, after in ("bCy", "aBb", "xAa"):
        expect(seen["creator"][after], f, f"{after}.creator", after=CHAIN, x=x)
        expect(seen["input"][f], before, f"{f}.input", after=CHAIN, x=x)


@until(17)  # from there on a function need not know its outputs, as long as the way back finds their gradients
def test_each_function_knows_what_it_made(observe, draw):
    """A function remembers the very variable that it made."""
    x = draw.array()
    seen = observe(links, x=x)
    for f, made in ("Cy", "Bb", "Aa"):
        expect(seen["output"][f], made, f"{f}.output", after=CHAIN, x=x)


def creators_of_two(kata, x):
    f, g = kata.Square(), kata.Square()
    x = kata.Variable(x)
    y, z = kata.call(f, x), kata.call(g, x)
    return {"y": called(y.creator, {"f": f, "g": g}), "z": called(z.creator, {"f": f, "g": g})}


def test_each_result_has_its_own_creator(observe, draw):
    """Two results have two creators, each the function object that was called for it."""
    x = draw.array()
    seen = observe(creators_of_two, x=x)
    for name, f in (("y", "f"), ("z", "g")):
        after = "f, g = Square(), Square(); y = f(x); z = g(x)"
        expect(seen[name], f, f"{name}.creator", after=after, x=x)


def gradients_of_the_chain(kata, x, gy):
    x = kata.Variable(x)
    a = kata.call(kata.Square(), x)
    b = kata.call(kata.Exp(), a)
    y = kata.call(kata.Square(), b)
    kata.seed(y, gy)
    kata.backward(y)
    return {"y": kata.grad(y), "b": kata.grad(b), "a": kata.grad(a), "x": kata.grad(x)}


@public
@until(18)  # from there on variables in the middle lose their gradients again
def test_every_variable_gets_its_gradient(observe, draw):
    """After y.backward() every variable on the way from x to y holds its gradient."""
    for shape in ((), (2, 2)):
        x, gy = draw.array(*shape, low=0.2, high=1.2), draw.array(*shape, low=0.5, high=3)
        seen = observe(gradients_of_the_chain, x=x, gy=gy)
        b = np.exp(x**2)
        due = {"b": 2 * b * gy, "a": 2 * b**2 * gy, "x": 4 * x * b**2 * gy, "y": gy}
        for name, gradient in due.items():
            expect(seen[name], gradient, f"{name}.grad", after=f"{CHAIN}; y.grad = gy; y.backward()", x=x, gy=gy)


# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of its
# forward: a gradient that shows it can only have come from calling backward, and not from measuring.


def spied_chain(kata, x, gy, local):
    log = []
    x = y = kata.Variable(x)
    for name, factor in zip("fghk", local, strict=True):
        y = kata.call(kata.spy(name, log, local=(factor,)), y)
    log.clear()
    kata.seed(y, gy)
    kata.backward(y)
    return {"x": kata.grad(x), "log": log}


def told(local):
    factors = ", ".join(f"{factor:g}" for factor in local)
    return f"y = k(h(g(f(x)))), where f, g, h, k send back gy times {factors}; y.grad = gy; y.backward()"


def test_what_each_function_sends_back_counts(observe, draw):
    """What arrives at x has gone through the backward of every function, whatever each of them sends back."""
    for shape in ((), (3,), (1, 2)):
        x, gy = draw.array(*shape), draw.array(*shape, low=-3, high=3)
        local = [draw.number(2, 9) for _ in range(4)]
        seen = observe(spied_chain, x=x, gy=gy, local=local)
        expect(seen["x"], gy * np.prod(local), "x.grad", after=told(local), x=x, gy=gy)


def test_backward_goes_from_the_end_to_the_beginning(observe, draw):
    """The backward of each function is called once, that of the last function first."""
    local = [2.0, 3.0, 4.0, 5.0]
    seen = observe(spied_chain, x=draw.array(), gy=draw.array(), local=local)
    due = [f"backward {name}" for name in "khgf"]
    expect(seen["log"], due, "the functions called", after="y = k(h(g(f(x)))); y.grad = gy; y.backward()")


def from_the_middle(kata, x, gy, local):
    log = []
    f, g, h, k = (kata.spy(name, log, local=(factor,)) for name, factor in zip("fghk", local, strict=True))
    v, x = kata.Variable(x), kata.Variable(x)
    a = kata.call(f, x)
    w = kata.call(k, v)
    b = kata.call(g, a)
    y = kata.call(h, b)
    log.clear()
    kata.seed(b, gy)
    kata.backward(b)
    return {"log": log, "x": kata.grad(x), "y": kata.grad(y), "v": kata.grad(v), "w": kata.grad(w)}


def test_only_what_it_was_computed_from(observe, draw):
    """backward reaches what this variable was computed from: nothing that came after it, and no other chain."""
    x, gy, local = draw.array(), draw.array(), [draw.number(2, 9) for _ in range(4)]
    seen = observe(from_the_middle, x=x, gy=gy, local=local)
    after = "a = f(x); w = k(v); b = g(a); y = h(b); b.grad = gy; b.backward()"
    expect(seen["log"], ["backward g", "backward f"], "the functions called", after=after)
    back = f"{after}, where f and g send back gy times {local[0]:g} and {local[1]:g}"
    expect(seen["x"], np.asarray(gy * local[0] * local[1]), "x.grad", after=back, x=x, gy=gy)
    for name in "yvw":
        expect(seen[name], None, f"{name}.grad", after=after)


def backward_at_a_leaf(kata, x, gy):
    log = []
    v = kata.Variable(x)
    y = kata.call(kata.spy("f", log), v)
    log.clear()
    kata.seed(v, gy)
    kata.raises(lambda: kata.backward(v))  # a loop that has no function to begin with may say so
    same = {"data": v.data is x, "creator": v.creator is None}
    return {**same, "value": v.data, "v": kata.grad(v), "y": kata.grad(y), "log": log}


def test_backward_at_a_leaf_changes_nothing(observe, draw):
    """At a variable that no function made the way ends: backward called on it changes no gradient and no data."""
    x, gy = draw.array(2), draw.array(2)
    seen = observe(backward_at_a_leaf, x=x, gy=gy)
    given = {"after": "x = Variable(data); y = f(x); x.grad = gy; x.backward()", "data": x, "gy": gy}
    expect(seen["log"], [], "the functions called", **given)
    expect(seen["v"], gy, "x.grad", **given)
    expect(seen["y"], None, "y.grad", **given)
    expect(seen["value"], x, "x.data", **given)
    expect(seen["data"], True, "x.data is the array that was given", **given)
    expect(seen["creator"], True, "x.creator is None", **given)
