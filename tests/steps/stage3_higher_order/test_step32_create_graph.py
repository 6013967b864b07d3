"""Step 32: gradients are Variables, and with create_graph=True they can be differentiated again."""

import gc
import re
import weakref

import numpy as np

from grader.checks import alone, expect, public


def kinds_of_gradients(kata, text, x, w):
    x, w = kata.Variable(x), kata.Variable(w)
    y = eval(text, {"x": x, "w": w})
    kata.backward(y, retain_grad=True)
    gradients = {"x.grad": x.grad, "w.grad": w.grad, "y.grad": y.grad}
    return {name: [isinstance(g, kata.Variable), kata.number(g)] for name, g in gradients.items()}


@public
def test_gradients_are_variables(observe, draw):
    """After a backward pass a gradient is a Variable, and its data is the number it was before."""
    for shape in ((), (2, 3)):
        x, w = draw.array(*shape), draw.array(*shape)
        one = np.ones(shape)
        for text, gx, gw in (("x + w", one, one), ("x * w", w, x), ("x * x - w", 2 * x, -one)):
            seen = observe(kinds_of_gradients, text=text, x=x, w=w)
            given = {"after": f"y = {text}; y.backward(retain_grad=True)", "x": x, "w": w}
            for name, due in (("x.grad", gx), ("w.grad", gw), ("y.grad", one)):
                is_variable, number = seen[name]
                expect(is_variable, True, f"{name} is a Variable", **given)
                expect(number, due, f"{name}.data", **given)


def who_has_a_graph(kata, text, x, w, options):
    x, w = kata.Variable(x), kata.Variable(w)
    a = x * w
    y = eval(text, {"x": x, "w": w, "a": a})
    kata.backward(y, retain_grad=True, **options)
    gradients = {"x.grad": x.grad, "w.grad": w.grad, "a.grad": a.grad, "y.grad": y.grad}
    return [name for name, g in gradients.items() if getattr(g, "creator", None) is not None]


PRODUCTS = ("a * a", "a + a * x", "a * x - a * w", "x * a / w", "-a * a - x * x", "a * 2.0 + a * x / 3.0")


def test_no_graph_unless_asked(observe, draw):
    """Without create_graph=True no gradient remembers how it was computed: its creator is None."""
    x, w = draw.array(2), draw.array(2)
    for options, call in (({"create_graph": False}, ", create_graph=False"), ({}, "")):
        for text in PRODUCTS:
            seen = observe(who_has_a_graph, text=text, x=x, w=w, options=options)
            after = f"a = x * w; y = {text}; y.backward(retain_grad=True{call})"
            expect(seen, [], "gradients that have a creator", after=after, x=x, w=w)


# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of its
# forward: a gradient that shows it can only have come from calling backward.


def twice_through_a_spy(kata, x, local):
    log = []
    x = kata.Variable(x)
    a = kata.call(kata.spy("f", log, local=[local]), x)
    kata.backward(a * a, create_graph=True)
    gx = x.grad
    seen = {"variable": isinstance(gx, kata.Variable), "gx": kata.number(gx), "reaches": False, "grad": None}
    if not seen["variable"]:
        return seen
    seen["reaches"] = leads_to(kata, gx, x)
    kata.cleargrad(x)
    kata.backward(gx)
    seen["grad"] = kata.grad(x)
    seen["runs"] = log.count("backward f")
    return seen


def leads_to(kata, variable, goal):
    waiting, met = [variable], []
    while waiting and len(met) < 1000:
        v = waiting.pop()
        if v is goal:
            return True
        if v.creator is not None and not any(v.creator is f for f in met):
            met.append(v.creator)
            waiting.extend(kata.inputs(v.creator))
    return False


@public
def test_the_gradient_has_a_graph(observe, draw):
    """With create_graph=True the gradient stands at the end of a graph that leads back to x, and can go backward."""
    x, local = draw.array(2), draw.number(2, 5)
    seen = observe(twice_through_a_spy, x=x, local=local)
    after = f"a = f(x); y = a * a; y.backward(create_graph=True), where f(x) is x and f returns {local}·gy"
    expect(seen["variable"], True, "x.grad is a Variable", after=after, x=x)
    expect(seen["gx"], 2 * x * local, "x.grad.data", after=after, x=x)
    expect(seen["reaches"], True, "x.grad has a creator, and its graph leads back to x", after=after, x=x)
    after = f"{after}; gx = x.grad; x.cleargrad(); gx.backward()"
    expect(seen["grad"], np.full(2, 2 * local**2), "x.grad", after=after, x=x)
    expect(seen["runs"], 2, "the number of calls of f's backward", after=after, x=x)


def derivatives(kata, text, x, w, a, orders):
    x, w = kata.Variable(x), kata.Variable(w)
    y = eval(text, {"x": x, "w": w, "a": a, "kata": kata})
    seen = []
    for _ in range(orders):
        kata.cleargrad(x)
        kata.backward(y, create_graph=True)
        y = x.grad
        seen.append(kata.number(y))
        if not isinstance(y, kata.Variable):
            break
    return seen


def claim_derivatives(observe, draw, formulas):
    """Claim the first derivatives of each text, as many as its formula gives, at a number and at an array."""
    claims = []
    for shape in ((), (2,)):
        x, w, a = draw.array(*shape), draw.array(*shape), draw.array(*shape)
        for text, formula in formulas.items():
            due = [np.broadcast_to(d, shape).astype(float) for d in formula(x, w, a)]
            seen = observe(derivatives, text=text, x=x, w=w, a=a, orders=len(due))
            text = text.replace("kata.", "")
            inputs = {"x": x, "w": w, "a": a}
            used = {name: inputs[name] for name in inputs if re.search(rf"\b{name}\b", text)}
            claims.append((seen, due, after_all(text, len(due)), used))
    for claim in claims:
        claim_each(*claim)


def after_all(text, orders):
    return f"y = {text}; {orders} times: x.cleargrad(); y.backward(create_graph=True); y = x.grad"


def claim_each(seen, due, after, inputs):
    for order, (number, derivative) in enumerate(zip([*seen, None], due, strict=False), start=1):
        expect(number, derivative, f"x.grad.data in round {order}", after=after, rtol=1e-11, **inputs)


def by_the_other(kata, text, x, w):
    x, w = kata.Variable(x), kata.Variable(w)
    kata.backward(eval(text, {"x": x, "w": w}), create_graph=True)
    gx = x.grad
    kata.cleargrad(x)
    kata.cleargrad(w)
    if isinstance(gx, kata.Variable):
        kata.backward(gx)
    return kata.grad(w)


def fifth_power(x, factor=1.0):
    """The first four derivatives of factor · x⁵."""
    return [factor * d for d in (5 * x**4, 20 * x**3, 60 * x**2, 120 * x)]


@public
def test_sums_products_quotients(observe, draw):
    """Sums, differences, products, negatives and quotients can be differentiated again and again."""
    formulas = {
        "x * x * x * x * x": lambda x, w, a: fifth_power(x),
        "w + (x + 2.0) * x * x * x": lambda x, w, a: [4 * x**3 + 6 * x**2, 12 * x**2 + 12 * x, 24 * x + 12, 24],
        "(x + a) * (x + a) * x * x": lambda x, w, a: [
            4 * x**3 + 6 * a * x**2 + 2 * a**2 * x,
            12 * x**2 + 12 * a * x + 2 * a**2,
            24 * x + 12 * a,
            24,
        ],
        "(w - x) * (w - x) * (w - x) * (w - x) * (w - x)": lambda x, w, a: fifth_power(x - w, -1.0),
        "(x - 3.0) * (x - 3.0) * (x - 3.0) * (x - 3.0) * (x - 3.0)": lambda x, w, a: fifth_power(x - 3),
        "(x - a) * (x - a) * (x - a) * (x - a) * (x - a)": lambda x, w, a: fifth_power(x - a),
        "(-x) * (-x) * (-x) * (-x) * (-x)": lambda x, w, a: fifth_power(x, -1.0),
        "x * x * x * x * x / w": lambda x, w, a: fifth_power(x, 1 / w),
        "x * a * x * x * x * x / 4.0": lambda x, w, a: fifth_power(x, a / 4),
    }
    claim_derivatives(observe, draw, formulas)
    x, w = draw.array(2), draw.array(2)
    for text, due in {"x * w": x * 0 + 1, "x / w": -1 / w**2, "(x - w) * (x - w)": x * 0 - 2}.items():
        after = f"y = {text}; y.backward(create_graph=True); gx = x.grad; x.cleargrad(); w.cleargrad(); gx.backward()"
        expect(observe(by_the_other, text=text, x=x, w=w), due, "w.grad", after=after, x=x, w=w)


# What an operator makes of a number or an array on the left is a matter of steps 21 and 22. Only where that is right are
# its derivatives asked for here.


def comes_out_right(kata, text, x, w, a):
    due, made = eval(text, {"x": x, "w": w, "a": a}), []
    raised = kata.raises(lambda: made.append(eval(text, {"x": kata.Variable(x), "w": kata.Variable(w), "a": a})))
    if raised or not isinstance(made[0], kata.Variable):
        return False
    value = np.asarray(made[0].data)
    return value.dtype == due.dtype and value.shape == due.shape and bool(np.allclose(value, due))


def where_right(observe, draw, formulas):
    """Those of the formulas whose values come out right."""
    given = {"x": draw.array(2), "w": draw.array(2), "a": draw.array(2)}
    return {text: formula for text, formula in formulas.items() if observe(comes_out_right, text=text, **given)}


# Powers have a check of their own, and it alone uses them. What stands below a division belongs here too:
# the slope of w / x is -w / x², for which most frameworks take a power.


@public
def test_powers_and_denominators(observe, draw):
    """Powers of x, and quotients with x below the line, can be differentiated again and again."""
    formulas = {
        "x ** 5": lambda x, w, a: fifth_power(x),
        "x ** 4 - x ** 2 * 2.0": lambda x, w, a: [4 * x**3 - 4 * x, 12 * x**2 - 4],
        "x ** 2.5": lambda x, w, a: [2.5 * x**1.5, 3.75 * x**0.5, 1.875 * x**-0.5, -0.9375 * x**-1.5],
        "w / x": lambda x, w, a: [-w / x**2, 2 * w / x**3, -6 * w / x**4, 24 * w / x**5],
    }
    left = {
        "1.0 / x": lambda x, w, a: [-1 / x**2, 2 / x**3, -6 / x**4, 24 / x**5],
        "a / x": lambda x, w, a: [-a / x**2, 2 * a / x**3, -6 * a / x**4, 24 * a / x**5],
    }
    claim_derivatives(observe, draw, formulas | where_right(observe, draw, left))
    seen = observe(derivatives, text="x ** 5", x=np.array(-1.5), w=np.array(1.0), a=1.0, orders=4)
    claim_each(seen, fifth_power(np.array(-1.5)), after_all("x ** 5", 4), {"x": -1.5})


def test_numbers_and_arrays_on_the_left(observe, draw):
    """With a number or an array on the left, too, the operators can be differentiated again and again."""
    formulas = {
        "(2.0 + x) * (a + x) * x * x": lambda x, w, a: [
            4 * x**3 + 3 * (a + 2) * x**2 + 4 * a * x,
            12 * x**2 + 6 * (a + 2) * x + 4 * a,
            24 * x + 6 * (a + 2),
            24,
        ],
        "(3.0 - x) * (3.0 - x) * (3.0 - x) * (3.0 - x) * (3.0 - x)": lambda x, w, a: fifth_power(x - 3, -1.0),
        "(a - x) * (a - x) * (a - x) * (a - x) * (a - x)": lambda x, w, a: fifth_power(x - a, -1.0),
        "2.0 * x * x * x * x * x": lambda x, w, a: fifth_power(x, 2.0),
        "a * x * x * x * x * x": lambda x, w, a: fifth_power(x, a),
    }
    claim_derivatives(observe, draw, where_right(observe, draw, formulas))


@public
def test_square_and_exp_are_powers_too(observe, draw):
    """square and exp, a power of x and a power of e, can be differentiated again and again."""
    formulas = {
        "kata.square(x) * kata.square(x) * x": lambda x, w, a: fifth_power(x),
        "kata.exp(x)": lambda x, w, a: [np.exp(x)] * 4,
        "kata.exp(kata.square(x))": lambda x, w, a: [
            np.exp(x * x) * p for p in (2 * x, 2 + 4 * x**2, 12 * x + 8 * x**3, 12 + 48 * x**2 + 16 * x**4)
        ],
    }
    claim_derivatives(observe, draw, formulas)


def two_passes_into_one(kata, x):
    x = kata.Variable(x)
    kata.backward(x * x * x, create_graph=True)
    kata.backward(x * x, create_graph=True)
    gx = x.grad
    kata.cleargrad(x)
    if isinstance(gx, kata.Variable):
        kata.backward(gx)
    return {"first": kata.number(gx), "second": kata.grad(x)}


def test_sums_of_gradients_are_in_the_graph(observe, draw):
    """When gradients add up, from two uses or two passes, the sum remembers all that it was made of."""
    x = draw.array(2)
    seen = observe(two_passes_into_one, x=x)
    after = "y = x * x * x; z = x * x; y.backward(create_graph=True); z.backward(create_graph=True); gx = x.grad"
    expect(seen["first"], 3 * x**2 + 2 * x, "gx.data", after=after, x=x)
    after = f"{after}; x.cleargrad(); gx.backward()"
    expect(seen["second"], 6 * x + 2, "x.grad", after=after, x=x)


def gradient_in_the_middle(kata, x, options):
    x = kata.Variable(x)
    a = x * x
    kata.backward(a * a, **options)
    ga = a.grad
    seen = {"x.grad": kata.grad(x), "a.grad": kata.number(ga), "again": None}
    if isinstance(ga, kata.Variable) and options.get("create_graph"):
        kata.cleargrad(x)
        kata.cleargrad(a)
        kata.backward(ga)
        seen["again"] = kata.grad(x)
    return seen


def test_retain_grad_still_decides(observe, draw):
    """What lies between x and y keeps its gradient if retain_grad=True is given, and only then."""
    x = draw.array(2)
    for kept in (False, True):
        for graph in (False, True):
            options = {"retain_grad": kept, "create_graph": graph}
            call = ", ".join(f"{name}={value}" for name, value in options.items())
            seen = observe(gradient_in_the_middle, x=x, options=options)
            after = f"a = x * x; y = a * a; y.backward({call})"
            expect(seen["x.grad"], 4 * x**3, "x.grad", after=after, x=x)
            expect(seen["a.grad"], 2 * x**2 if kept else None, "a.grad", after=after, x=x)
            after = f"{after}; ga = a.grad; x.cleargrad(); a.cleargrad(); ga.backward()"
            expect(seen["again"], 4 * x if kept and graph else None, "x.grad", after=after, x=x)


def mode_afterwards(kata, x, create_graph, breaks):
    def forward(self, x):
        return kata.result(x * 1.0)

    def backward(self, gy):
        if breaks:
            raise ZeroDivisionError("this function has no gradient")
        return kata.result(gy)

    f = type("Fragile", (kata.Function,), {"forward": forward, "backward": backward})()
    x = kata.Variable(x)
    try:
        kata.backward(kata.call(f, x * x), create_graph=create_graph)
    except ZeroDivisionError:
        pass
    kata.cleargrad(x)
    kata.backward(x * x)
    return kata.grad(x)


def mode_inside_no_grad(kata, x):
    x = kata.Variable(x)
    y = x * x
    with kata.no_grad():
        kata.backward(y, create_graph=True)
        z = x * x
    return z.creator is None


def test_the_mode_comes_back(observe, draw):
    """After a backward pass, also after one that an error ended, computations are remembered or not as before."""
    x = draw.array(2)
    for breaks in (False, True):
        for graph in (False, True):
            seen = observe(mode_afterwards, x=x, create_graph=graph, breaks=breaks)
            how = "raises an error" if breaks else "returns gy"
            after = f"y = f(x * x); y.backward(create_graph={graph}), where the backward of f {how}"
            after = f"{after}; x.cleargrad(); z = x * x; z.backward()"
            expect(seen, 2 * x, "x.grad", after=after, x=x)
    after = "y = x * x; with no_grad(): y.backward(create_graph=True); z = x * x"
    expect(observe(mode_inside_no_grad, x=x), True, "z.creator is None", after=after, x=x)


def arrays_that_live_on(kata, x, rounds):
    gc.disable()
    x = kata.Variable(x)
    watched, alive = [], []
    for _ in range(rounds):
        a = x * x
        y = a * x + a
        kata.backward(y)
        watched += [weakref.ref(a.data), weakref.ref(y.data)]
        del a, y
        alive.append(sum(ref() is not None for ref in watched))
    return alive


@alone
def test_a_gradient_alone_keeps_nothing(observe, draw):
    """Without create_graph, x.grad keeps no graph alive: what was computed between x and y is freed with y."""
    x = draw.array(3)
    after = "5 times: a = x * x; y = a * x + a; y.backward(); del a, y (x.grad is kept, the garbage collector is off)"
    alive = observe(arrays_that_live_on, x=x, rounds=5)
    expect(alive, [0] * 5, "arrays of a and y still in memory after each round", after=after, x=x)
