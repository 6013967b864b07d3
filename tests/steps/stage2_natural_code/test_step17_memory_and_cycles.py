"""Step 17: a graph goes with its output, at once, and stays as long as it is wanted."""

import gc
import weakref

import numpy as np

from grader.checks import alone, expect, public

# Functions are watched through spies, and variables through their arrays: both can be referred to weakly in any
# framework. The garbage collector is off, so that what is freed has been freed by its last reference.


def still_alive(watched):
    return [name for name, reference in watched.items() if reference() is not None]


def diamond(kata, x, watched):
    f, g, h = kata.spy("f"), kata.spy("g"), kata.spy("h", slopes=(1.0, 1.0))
    a = kata.call(f, x)
    b = kata.call(g, a)
    y = kata.call(h, a, b)
    for name, thing in (("f", f), ("g", g), ("h", h), ("a.data", a.data), ("b.data", b.data), ("y.data", y.data)):
        watched[name] = weakref.ref(thing)
    return y


def kept_when_cut_off(kata, x):
    """Whether a result that was cut off from its function stays: then it is not the function that keeps it."""
    y = kata.call(kata.spy(), x)
    data = weakref.ref(y.data)
    try:
        y.creator = None
    except AttributeError:
        return False
    del y
    return data() is not None


def forgotten_result(kata, x, backward):
    gc.disable()
    try:
        x = kata.Variable(x)
        watched = {}
        y = diamond(kata, x, watched)
        if backward:
            kata.backward(y)
        del y
        at_once, cut_off = still_alive(watched), kept_when_cut_off(kata, x)
        gc.collect()
        return {"at once": at_once, "cut off": cut_off, "later": still_alive(watched)}
    finally:
        gc.enable()


@public
@alone
def test_a_graph_goes_with_its_output(observe, draw):
    """When the output is gone, all functions and arrays behind it are gone at once, without the garbage collector."""
    x = draw.array(2)
    after = "a = f(x); b = g(a); y = h(a, b); del a, b, y, with the garbage collector switched off"
    seen = observe(forgotten_result, x=x, backward=False)
    expect(seen["at once"], [], "still in memory", after=after, x=x)


@alone
def test_a_backward_pass_keeps_nothing(observe, draw):
    """A graph that a backward pass went through goes with its output too."""
    x = draw.array(2)
    after = "a = f(x); b = g(a); y = h(a, b); y.backward(); del a, b, y, with the garbage collector switched off"
    seen = observe(forgotten_result, x=x, backward=True)
    expect(seen["at once"], [], "still in memory", after=after, x=x)


def one_round(kata, x):
    f = kata.spy()
    y = kata.call(kata.spy(), kata.call(f, x))
    kata.backward(y)
    return weakref.ref(f), weakref.ref(y.data)


def many_rounds(kata, x, rounds):
    gc.disable()
    try:
        x = kata.Variable(x)
        watched = []
        for _ in range(rounds):
            watched.append(one_round(kata, x))
            kata.cleargrad(x)
        return {
            "functions": sum(f() is not None for f, _ in watched),
            "arrays": sum(array() is not None for _, array in watched),
        }
    finally:
        gc.enable()


@alone
def test_a_thousand_rounds_do_not_grow(observe, draw):
    """A loop of a thousand rounds, forward and backward, leaves no function and no array behind."""
    x = draw.array(2)
    seen = observe(many_rounds, x=x, rounds=1000)
    after = "1000 rounds of y = g(f(x)); y.backward(); x.cleargrad(), with the garbage collector switched off"
    expect(seen["functions"], 0, "functions f still in memory", after=after, x=x)
    expect(seen["arrays"], 0, "arrays y.data still in memory", after=after, x=x)


def unnamed_middle(kata, x, local):
    log = []
    x = kata.Variable(x)
    f, g = kata.spy("f", log, local=local[:1]), kata.spy("g", log, local=local[1:2])
    h = kata.spy("h", log, slopes=(1.0, 1.0), local=local[2:])
    a = kata.call(f, x)
    y = kata.call(h, a, kata.call(g, a))
    del a, f, g, h
    gc.collect()
    kata.backward(y)
    return {"x": kata.grad(x), "log": log[3:]}


@alone
def test_the_output_keeps_its_way_back(observe, draw):
    """As long as the output is kept, so is the whole way back from it, even when nothing else on it has a name."""
    x, local = draw.array(2), [draw.number(2, 5) for _ in range(4)]
    seen = observe(unnamed_middle, x=x, local=local)
    after = f"a = f(x); y = h(a, g(a)); del a, f, g, h; y.backward(), where f, g and h send back gy times {local}"
    expect(seen["log"], ["backward h", "backward g", "backward f"], "calls", after=after, x=x)
    due = local[0] * (local[2] + local[1] * local[3])
    expect(seen["x"], np.full(2, due), "x.grad", after=after, x=x)


def kept_middle(kata, x, local):
    gc.disable()
    try:
        x = kata.Variable(x)
        f, g = kata.spy("f", local=(local,)), kata.spy("g")
        a = kata.call(f, x)
        y = kata.call(g, a)
        kata.backward(y)
        watched = {"f": weakref.ref(f), "g": weakref.ref(g)}
        del f, g, y
        alive = still_alive(watched)
        kata.cleargrad(x)
        kata.cleargrad(a)
        kata.backward(a)
        return {"alive": alive, "x": kata.grad(x)}
    finally:
        gc.enable()


@alone
def test_what_is_still_wanted_stays(observe, draw):
    """A variable in the middle that somebody keeps still has its own way back when the output is gone."""
    x, local = draw.array(2), draw.number(2, 9)
    seen = observe(kept_middle, x=x, local=local)
    after = "a = f(x); y = g(a); y.backward(); del f, g, y"
    expect(seen["alive"], ["f"], "functions still in memory", after=after, x=x)
    after = f"{after}; x.cleargrad(); a.cleargrad(); a.backward(), where f sends back gy times {local}"
    expect(seen["x"], np.full(2, local), "x.grad", after=after, x=x)


def unused_result(kata, x, local):
    log = []
    x = kata.Variable(x)
    a = kata.call(kata.spy("f", log, local=local[:1]), x)
    unused = kata.call(kata.spy("g", log), a)
    y = kata.call(kata.spy("h", log, local=local[1:]), a)
    del unused
    kata.backward(y)
    return {"x": kata.grad(x), "log": log[3:]}


def test_an_unused_result_is_not_missed(observe, draw):
    """A result that nobody used and nobody kept is not asked for on the way back."""
    x, local = draw.array(2), [draw.number(2, 5) for _ in range(2)]
    seen = observe(unused_result, x=x, local=local)
    after = f"a = f(x); b = g(a); y = h(a); del b; y.backward(), where f and h send back gy times {local}"
    expect(seen["log"], ["backward h", "backward f"], "calls", after=after, x=x)
    expect(seen["x"], np.full(2, local[0] * local[1]), "x.grad", after=after, x=x)


def used_twice(kata, x, local):
    x = kata.Variable(x)
    a = kata.call(kata.spy(local=local[:1]), x)
    b = kata.call(kata.spy(local=local[1:2]), a)
    c = kata.call(kata.spy(slopes=(1.0, 1.0), local=local[2:4]), a, x)
    kata.backward(kata.call(kata.spy(slopes=(1.0, 1.0), local=local[4:]), b, c))
    return kata.grad(x)


@public
def test_gradients_are_what_they_were(observe, draw):
    """The gradients are as right as before, with nothing but x kept by name."""
    for shape in ((), (2, 3)):
        x, local = draw.array(*shape), [draw.number(2, 5) for _ in range(6)]
        f, g, h_a, h_x, k_b, k_c = local
        due = f * (g * k_b + h_a * k_c) + h_x * k_c
        after = (
            f"a = f(x); k(g(a), h(a, x)).backward(), where f sends back {f}·gy, g {g}·gy, h {h_a}·gy and {h_x}·gy, "
            f"k {k_b}·gy and {k_c}·gy"
        )
        expect(observe(used_twice, x=x, local=local), np.full(shape, due), "x.grad", after=after, x=x)
