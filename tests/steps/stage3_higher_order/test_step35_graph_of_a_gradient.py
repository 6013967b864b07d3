"""Step 35: tanh, whose slope comes from its own output, and the graphs behind its derivatives."""

import numpy as np

from grader.checks import expect, public


def tanh_derivatives(x, orders):
    """tanh x and its derivatives as polynomials in y = tanh x: the derivative of p(y) is p'(y) (1 - y²)."""
    y, p = np.tanh(x), np.polynomial.Polynomial([0.0, 1.0])
    slope = np.polynomial.Polynomial([1.0, 0.0, -1.0])
    found = []
    for _ in range(orders + 1):
        found.append(np.asarray(p(y)))
        p = p.deriv() * slope
    return found


def value_and_slope(kata, x, gy):
    x = kata.Variable(x)
    y = kata.tanh(x)
    value = y.data.copy()
    kata.seed(y, gy)
    kata.backward(y)
    return {"y": value, "kept": y.data, "x": kata.grad(x), "graph": getattr(x.grad, "creator", None) is not None}


@public
def test_tanh_and_its_slope(observe, draw):
    """tanh has the values of the hyperbolic tangent, and backward sends its slope, times gy, back to x."""
    for shape in ((), (2, 3)):
        x, gy = draw.array(*shape, low=-2, high=2), draw.array(*shape, low=2, high=5)
        seen = observe(value_and_slope, x=x, gy=gy)
        y = np.asarray(np.tanh(x))
        expect(seen["y"], y, "y.data", after="y = tanh(x)", x=x)
        after = "y = tanh(x); y.grad = gy; y.backward()"
        expect(seen["x"], np.asarray(gy / np.cosh(x) ** 2), "x.grad.data", after=after, x=x, gy=gy)
        expect(seen["kept"], y, "y.data", after=after, x=x, gy=gy)
        expect(seen["graph"], False, "x.grad has a creator", after=after, x=x, gy=gy)


def derivatives_of(kata, x, orders):
    x = kata.Variable(x)
    y = kata.tanh(x)
    seen = []
    for _ in range(orders):
        kata.cleargrad(x)
        kata.backward(y, create_graph=True)
        y = x.grad
        seen.append(kata.number(y))
        if not isinstance(y, kata.Variable):
            break
    return seen


def test_derivatives_of_tanh(observe, draw):
    """The first four derivatives of tanh are right, each found by a backward pass from the one before."""
    for shape in ((), (2, 2)):
        x = draw.array(*shape, low=-2, high=-0.3)
        seen = observe(derivatives_of, x=x, orders=4)
        due = tanh_derivatives(x, 4)[1:]
        for order, (number, derivative) in enumerate(zip([*seen, None], due, strict=False), start=1):
            after = f"y = tanh(x); {order} times: x.cleargrad(); y.backward(create_graph=True); y = x.grad"
            expect(number, derivative, "y.data", after=after, rtol=1e-10, x=x)


def test_far_from_zero(observe, draw):
    """Far from 0, where tanh is 1 or -1 to the last digit, the derivatives are 0 and nothing overflows."""
    far = draw.integer(800, 2000)
    x = np.array([-float(far), float(far)])
    seen = observe(value_and_slope, x=x, gy=np.ones(2))
    expect(seen["y"], np.array([-1.0, 1.0]), "y.data", after="y = tanh(x)", x=x)
    expect(seen["x"], np.zeros(2), "x.grad.data", after="y = tanh(x); y.backward()", x=x)
    seen = observe(derivatives_of, x=x, orders=2)
    after = "y = tanh(x); 2 times: x.cleargrad(); y.backward(create_graph=True); y = x.grad"
    expect(seen[1:], [np.zeros(2)], "y.data", after=after, x=x)


# A spy is a Function of ours: f(x) is x, and its backward gives gy times a made-up number.


def twice_around_a_spy(kata, x, local):
    x = kata.Variable(x)
    y = kata.call(kata.spy(local=local[1:]), kata.tanh(kata.call(kata.spy(local=local[:1]), x)))
    kata.backward(y, create_graph=True)
    gx = x.grad
    kata.cleargrad(x)
    if isinstance(gx, kata.Variable):
        kata.backward(gx)
    return {"first": kata.number(gx), "second": kata.grad(x)}


def test_what_stands_before_and_behind_counts(observe, draw):
    """Inside of a longer chain, both derivatives of tanh go through the backward of what stands around it."""
    x, local = draw.array(2, low=-2, high=2), [draw.number(2, 5), draw.number(2, 5)]
    a, b = local
    _, first, second = tanh_derivatives(x, 2)
    seen = observe(twice_around_a_spy, x=x, local=local)
    after = f"y = g(tanh(f(x))), where f(x) = g(x) = x, f sends back {a}·gy and g {b}·gy; y.backward(create_graph=True)"
    expect(seen["first"], a * b * first, "x.grad.data", after=after, rtol=1e-11, x=x)
    after = f"{after}; gx = x.grad; x.cleargrad(); gx.backward()"
    expect(seen["second"], a * a * b * second, "x.grad.data", after=after, rtol=1e-11, x=x)


def makers(kata, y):
    found, waiting = {}, [y.creator]
    while waiting and len(found) < 20_000:
        f = waiting.pop()
        if f is not None and id(f) not in found:
            found[id(f)] = f
            waiting.extend(v.creator for v in kata.inputs(f))
    return list(found.values())


def growth(kata, x, orders):
    x = kata.Variable(x)
    y = kata.tanh(x)
    sizes, reaches = [], []
    for _ in range(orders):
        kata.cleargrad(x)
        kata.backward(y, create_graph=True)
        y = x.grad
        if not isinstance(y, kata.Variable):
            break
        functions = makers(kata, y)
        sizes.append(len(functions))
        reaches.append(any(v is x for f in functions for v in kata.inputs(f)))
    return {"sizes": sizes, "reaches": reaches}


def test_the_graph_grows(observe, draw):
    """Each derivative of tanh has a larger graph than the one before, which leads back to x and stays within bounds."""
    x = draw.array(2)
    seen = observe(growth, x=x, orders=4)
    after = "y = tanh(x); 4 times: x.cleargrad(); y.backward(create_graph=True); y = x.grad"
    expect(seen["reaches"], [True] * 4, "the graph behind y leads back to x, each time", after=after, x=x)
    sizes = seen["sizes"]
    what = f"the numbers of functions behind y, {sizes}, grow each time and stay below 2000"
    grows = all(a < b for a, b in zip([0, *sizes], sizes, strict=False))
    expect(grows and sizes[-1] < 2000, True, what, after=after, x=x)


# From here on the function graph_sizes is called.


def counted_both_ways(kata, x, orders):
    x = kata.Variable(x)
    known = {
        "x * x * x": lambda x: x * x * x,
        "tanh(x * x)": lambda x: kata.tanh(x * x),
        "f(x) * f(x)": lambda x: kata.call(kata.spy(), x) * kata.call(kata.spy(), x),
    }
    seen = {}
    for text, f in known.items():
        kata.cleargrad(x)
        y, due = f(x), []
        for _ in range(orders):
            kata.cleargrad(x)
            kata.backward(y, create_graph=True)
            y = x.grad
            due.append(len(makers(kata, y)))
        kata.backward(x * x)
        seen[text] = {"due": due, "counted": kata.graph_sizes(f, x, orders)}
    return {"sizes": seen, "x": x.data}


@public
def test_graph_sizes_counts_them(observe, draw):
    """graph_sizes(f, x, n) lists how many functions stand behind each of the first n derivatives, each counted once."""
    x = draw.array(2)
    seen = observe(counted_both_ways, x=x, orders=2)
    for text, sizes in seen["sizes"].items():
        expect(sizes["counted"], sizes["due"], f"graph_sizes(lambda x: {text}, x, 2)", x=x)
    expect(seen["x"], x, "x.data", after="graph_sizes(f, x, 2)", x=x)
