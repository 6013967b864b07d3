"""Step 8: backward walks in a loop, so a chain may be of any length."""

import sys

import numpy as np
import pytest

from grader.checks import expect, public, until

LONG = 20_000


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
def test_the_gradients_are_those_of_step_7(observe, draw):
    """In a loop every variable gets the gradient that it got before."""
    for shape in ((), (2, 2)):
        x, gy = draw.array(*shape, low=0.2, high=1.2), draw.array(*shape, low=0.5, high=3)
        seen = observe(gradients_of_the_chain, x=x, gy=gy)
        b = np.exp(x**2)
        due = {"b": 2 * b * gy, "a": 2 * b**2 * gy, "x": 4 * x * b**2 * gy, "y": gy}
        after = "a = Square()(x); b = Exp()(a); y = Square()(b); y.grad = gy; y.backward()"
        for name, gradient in due.items():
            expect(seen[name], gradient, f"{name}.grad", after=after, x=x, gy=gy)


# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of its
# forward: a gradient that shows it can only have come from calling backward.


def spied_chain(kata, x, gy, local):
    log = []
    x = y = kata.Variable(x)
    for name, factor in zip("fghkp", local, strict=True):
        y = kata.call(kata.spy(name, log, local=(factor,)), y)
    log.clear()
    kata.seed(y, gy)
    kata.backward(y)
    return {"x": kata.grad(x), "log": log}


def told(local):
    factors = ", ".join(f"{factor:g}" for factor in local)
    return f"y = p(k(h(g(f(x))))), where f, g, h, k, p send back gy times {factors}; y.grad = gy; y.backward()"


def test_what_each_function_sends_back_counts(observe, draw):
    """The loop leaves no function out, neither the last nor the first: x gets what all of them send back."""
    for shape in ((), (3,)):
        x, gy, local = draw.array(*shape), draw.array(*shape, low=-3, high=3), [draw.number(2, 9) for _ in range(5)]
        seen = observe(spied_chain, x=x, gy=gy, local=local)
        expect(seen["x"], gy * np.prod(local), "x.grad", after=told(local), x=x, gy=gy)


def test_the_order_of_the_visits(observe, draw):
    """The loop visits each function once, from the end of the chain to its beginning."""
    seen = observe(spied_chain, x=draw.array(), gy=draw.array(), local=[2.0, 3.0, 4.0, 5.0, 6.0])
    due = [f"backward {name}" for name in "pkhgf"]
    expect(seen["log"], due, "the functions called", after="y = p(k(h(g(f(x))))); y.grad = gy; y.backward()")


def long_chain(kata, x, gy, count, local):
    visits = []

    class Pass(kata.Function):
        def forward(self, x):
            return kata.result(x)

        def backward(self, gy):
            visits.append(self)
            return kata.result(gy)

    x = y = kata.Variable(x)
    for _ in range(count):
        y = kata.call(Pass(), y)
    for factor in local:
        y = kata.call(kata.spy(local=(factor,)), y)
    kata.seed(y, gy)
    kata.backward(y)
    return {"visits": len(visits), "x": kata.grad(x)}


@public
@pytest.mark.timeout(10)
def test_a_chain_of_20000_functions(observe, draw):
    """A chain of 20 000 functions is no problem: each of them is visited once, and x has its gradient."""
    x, gy, local = draw.array(), draw.array(), [draw.number(2, 9) for _ in range(3)]
    seen = observe(long_chain, x=x, gy=gy, count=LONG, local=local)
    factors = ", ".join(f"{factor:g}" for factor in local)
    chain = f"y = f(… f(f(x)) …), 20 000 functions and three more, which send back gy times {factors}"
    after = f"{chain}; y.grad = gy; y.backward()"
    expect(seen["x"], np.asarray(gy * np.prod(local)), "x.grad", after=after, x=x, gy=gy)
    expect(seen["visits"], LONG, "the number of calls of f.backward", after=after, x=x, gy=gy)


def depths(kata, x, count):
    seen = []

    class Deep(kata.Function):
        def forward(self, x):
            return kata.result(x)

        def backward(self, gy):
            frame, depth = sys._getframe(), 0
            while frame is not None:
                frame, depth = frame.f_back, depth + 1
            seen.append(depth)
            return kata.result(gy)

    gy = x
    x = y = kata.Variable(x)
    for _ in range(count):
        y = kata.call(Deep(), y)
    kata.seed(y, gy)
    kata.backward(y)
    return {"visits": len(seen), "growth": max(seen[10:]) - min(seen[10:]) if len(seen) > 10 else 0}


def test_the_calls_do_not_pile_up(observe, draw):
    """However long the chain, no call waits inside another: the last function is asked at the depth of the first."""
    seen = observe(depths, x=draw.array(), count=60)
    after = "y = f(f(… f(x) …)), 60 functions; y.grad = gy; y.backward()"
    expect(seen["visits"], 60, "the number of functions visited", after=after)
    expect(seen["growth"], 0, "the calls that pile up over the last 50 functions", after=after)


def two_passes(kata, x, gy, hy, local):
    f, g, h = (kata.spy(name, local=(factor,)) for name, factor in zip("fgh", local, strict=True))
    x = kata.Variable(x)
    a = kata.call(f, x)
    b = kata.call(g, a)
    y = kata.call(h, b)
    first = []
    for seed in (gy, hy):
        for variable in (x, a, b, y):
            variable.grad = None
        kata.seed(y, seed)
        kata.backward(y)
        first.append(kata.grad(x))
    ends = [(f, x, a), (g, a, b), (h, b, y)]
    return {
        "passes": first,
        "creators": [after.creator is function for function, _, after in ends],
        "inputs": [kata.inputs(function)[0] is before for function, before, _ in ends],
        "data": [variable.data for variable in (x, a, b, y)],
    }


def test_the_chain_is_still_there_afterwards(observe, draw):
    """A backward pass uses up nothing: links and data stay, and a second pass from another y.grad goes all the way."""
    x, gy, hy, local = draw.array(2), draw.array(2), draw.array(2), [draw.number(2, 9) for _ in range(3)]
    seen = observe(two_passes, x=x, gy=gy, hy=hy, local=local)
    once = "a = f(x); b = g(a); y = h(b); y.grad = gy; y.backward()"
    expect(seen["creators"], [True] * 3, "a, b, y still have f, g, h as creators", after=once)
    expect(seen["inputs"], [True] * 3, "f, g, h still have x, a, b as inputs", after=once)
    expect(seen["data"], [x] * 4, "the data of x, a, b and y", after=once, x=x)
    factors = ", ".join(f"{factor:g}" for factor in local)
    twice = f"{once}, then all gradients are forgotten; y.grad = hy; y.backward(); f, g, h send back gy times {factors}"
    expect(seen["passes"][0], gy * np.prod(local), "x.grad after the first pass", after=twice, gy=gy, hy=hy)
    expect(seen["passes"][1], hy * np.prod(local), "x.grad after the second pass", after=twice, gy=gy, hy=hy)
