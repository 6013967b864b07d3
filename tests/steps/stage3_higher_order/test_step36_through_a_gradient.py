"""Step 36: a gradient as a part of a formula, which is differentiated through it."""

import numpy as np

from grader.checks import expect, public

# The first checks ask the framework. They do without the functions, which a file of one's own may not have.


def gradient_in_a_formula(kata, text, x, clear):
    x = kata.Variable(x)
    y = eval(text, {"x": x})
    kata.backward(y, create_graph=True)
    gx = x.grad
    if not isinstance(gx, kata.Variable):
        return {"z": None, "slope": None}
    if clear:
        kata.cleargrad(x)
    z = gx * gx * gx + y
    kata.backward(z)
    return {"z": z.data, "slope": kata.grad(x), "power": (gx**3 + y).data}


FORMULAS = {
    "x * x": lambda x: (x**2, 2 * x, 2 + 0 * x),
    "x * x * x": lambda x: (x**3, 3 * x**2, 6 * x),
    "x ** 4 - 2 * x ** 2": lambda x: (x**4 - 2 * x**2, 4 * x**3 - 4 * x, 12 * x**2 - 4),
}


@public
def test_a_gradient_in_a_formula(observe, draw):
    """z = (dy/dx)³ + y, computed from the gradient of y, has the slope that both ways to x bring together."""
    for text, formula in FORMULAS.items():
        for x in (np.array(2.0), draw.array(low=1.1, high=2), draw.array(2, low=1.1, high=2)):
            y, first, second = formula(x)
            seen = observe(gradient_in_a_formula, text=text, x=x, clear=True)
            after = f"y = {text}; y.backward(create_graph=True); gx = x.grad; x.cleargrad(); z = gx * gx * gx + y"
            expect(seen["z"], np.asarray(first**3 + y), "z.data", after=after, x=x)
            due = np.asarray(3 * first**2 * second + first)
            expect(seen["slope"], due, "x.grad.data", after=f"{after}; z.backward()", x=x)
            expect(seen["power"], np.asarray(first**3 + y), "(gx ** 3 + y).data", after=after, x=x)


def test_what_the_first_pass_left_is_added(observe, draw):
    """If x is not cleared in between, the gradient of the first pass is in x.grad at the end as well."""
    for x in (np.array(2.0), draw.array(2)):
        seen = observe(gradient_in_a_formula, text="x * x", x=x, clear=False)
        after = "y = x * x; y.backward(create_graph=True); gx = x.grad; z = gx * gx * gx + y; z.backward()"
        expect(seen["slope"], np.asarray(24 * x**2 + 4 * x), "x.grad.data", after=after, x=x)


# A spy is a Function of ours: f(x) is x, and its backward gives gy times a made-up number.


def formula_around_a_spy(kata, x, local):
    x = kata.Variable(x)
    a = kata.call(kata.spy(local=[local]), x)
    y = a * a
    kata.backward(y, create_graph=True)
    gx = x.grad
    kata.cleargrad(x)
    if not isinstance(gx, kata.Variable):
        return None
    kata.backward(gx * gx + y)
    return kata.grad(x)


def test_both_ways_go_through_every_function(observe, draw):
    """Both ways from z to x, through y and through the gradient of y, call the backward of every function on them."""
    x, c = draw.array(2), draw.number(2, 5)
    seen = observe(formula_around_a_spy, x=x, local=c)
    after = "a = f(x); y = a * a; y.backward(create_graph=True); gx = x.grad; x.cleargrad(); z = gx * gx + y; z.backward()"
    note = f"f(x) is x, and the backward of f sends back {c}·gy"
    expect(seen, 8 * c**3 * x + 2 * c * x, "x.grad.data", after=after, note=note, x=x)


def with_two_variables(kata, x, w, u, v):
    x, w = kata.Variable(x), kata.Variable(w)
    kata.backward(x * x * w + w * w * w, create_graph=True)
    gx, gw = x.grad, w.grad
    kata.cleargrad(x)
    kata.cleargrad(w)
    if not isinstance(gx, kata.Variable):
        return {"x": None, "w": None}
    kata.backward(gx * u + gw * v)
    return {"x": kata.grad(x), "w": kata.grad(w)}


def test_slopes_of_two_variables_in_a_sum(observe, draw):
    """Going backward from u · dy/dx + v · dy/dw gives, at x and at w, the second derivatives times u and v."""
    x, w, u, v = (draw.array(2) for _ in range(4))
    seen = observe(with_two_variables, x=x, w=w, u=u, v=v)
    after = "y = x * x * w + w * w * w; y.backward(create_graph=True); gx, gw = x.grad, w.grad; both cleared"
    given = {"after": f"{after}; (gx * u + gw * v).backward()", "x": x, "w": w, "u": u, "v": v}
    expect(seen["x"], 2 * w * u + 2 * x * v, "x.grad.data", **given)
    expect(seen["w"], 2 * x * u + 6 * w * v, "w.grad.data", **given)


# From here on the functions slopes and hessian_times are called.


def slopes_of_two(kata, x, w):
    x, w = kata.Variable(x), kata.Variable(w)
    kata.backward(x * w)
    found = kata.slopes(lambda x, w: x * x * w + w * w * w, x, w)
    whole = len(found) == 2 and all(isinstance(g, kata.Variable) for g in found)
    seen = {"variables": whole, "cleared": x.grad is None and w.grad is None}
    if whole:
        seen["numbers"] = [g.data for g in found]
        seen["graphs"] = all(g.creator is not None for g in found)
    return seen


@public
def test_slopes_are_variables(observe, draw):
    """slopes(f, x, w) gives a Variable with a graph for each of x and w, whose own gradients are empty afterwards."""
    for shape in ((), (2,)):
        x, w = draw.array(*shape), draw.array(*shape)
        seen = observe(slopes_of_two, x=x, w=w)
        given = {"after": "(x * w).backward(); s = slopes(lambda x, w: x * x * w + w * w * w, x, w)", "x": x, "w": w}
        expect(seen["variables"], True, "s holds two Variables", **given)
        due = [np.asarray(2 * x * w), np.asarray(x * x + 3 * w * w)]
        expect(seen["numbers"], due, "the numbers in s", **given)
        expect(seen["graphs"], True, "both have a creator", **given)
        expect(seen["cleared"], True, "x.grad and w.grad are None", **given)


def slopes_in_a_formula(kata, x):
    x = kata.Variable(x)
    z = kata.slopes(lambda x: x * x, x)[0] ** 3 + x * x
    kata.backward(z)
    slope = kata.grad(x)
    again = kata.slopes(lambda x: kata.slopes(lambda x: x * x * x * x, x)[0], x)
    return {"slope": slope, "again": kata.number(again[0])}


def test_slopes_can_stand_in_a_formula(observe, draw):
    """A formula with slopes in it can go backward, and slopes can be taken of slopes."""
    for x in (np.array(2.0), draw.array(2)):
        seen = observe(slopes_in_a_formula, x=x)
        after = "z = slopes(lambda x: x * x, x)[0] ** 3 + x * x; z.backward()"
        expect(seen["slope"], np.asarray(24 * x**2 + 2 * x), "x.grad.data", after=after, x=x)
        after = "s = slopes(lambda x: slopes(lambda x: x * x * x * x, x)[0], x)"
        expect(seen["again"], np.asarray(12 * x**2), "s[0].data", after=after, x=x)


def products_with_the_hessian(kata, xs, vs):
    xs = [kata.Variable(x) for x in xs]
    functions = {
        "rosenbrock": lambda a, b: 100 * (b - a * a) * (b - a * a) + (a - 1) * (a - 1),
        "three": lambda a, b, c: a * b * c + a * a * b + c * c * c,
        "linear in b": lambda a, b: a * a * a + 3.0 * b,
        "linear": lambda a, b: 2.0 * a + 3.0 * b,
    }
    seen = {}
    for name, f in functions.items():
        used = xs if name == "three" else xs[:2]
        kata.backward(xs[0] * xs[1] * xs[2])
        found = kata.hessian_times(f, used, vs if name == "three" else [vs[0], np.asarray(-vs[1])])
        seen[name] = [isinstance(found, list), list(found), all(x.grad is None for x in used)]
    return seen


# What is drawn lets no two terms of a result cancel: the last digits of such a result would be anybody's.


def drawn_for_the_hessian(draw, shape):
    a, b, c, u, v, w = (draw.array(*shape, low=1.1, high=1.9) for _ in range(6))
    return a, b, c, u, v, w


@public
def test_hessian_times_a_vector(observe, draw):
    """hessian_times(f, xs, vs) gives an array for each of xs: its row of second derivatives, times vs."""
    for shape in ((), (2,)):
        a, b, c, u, v, w = drawn_for_the_hessian(draw, shape)
        seen = observe(products_with_the_hessian, xs=[a, b, c], vs=[u, v, w])
        rosenbrock = [(1200 * a * a - 400 * b + 2) * u + 400 * a * v, -400 * a * u - 200 * v]
        three = [2 * b * u + (c + 2 * a) * v + b * w, (c + 2 * a) * u + a * w, b * u + a * v + 6 * c * w]
        two = "lambda a, b: 100 * (b - a * a) * (b - a * a) + (a - 1) * (a - 1), [a, b], [u, -v]"
        for name, text, due, inputs in (
            ("rosenbrock", two, rosenbrock, {"a": a, "b": b, "u": u, "v": v}),
            (
                "three",
                "lambda a, b, c: a * b * c + a * a * b + c * c * c, [a, b, c], [u, v, w]",
                three,
                {"a": a, "b": b, "c": c, "u": u, "v": v, "w": w},
            ),
        ):
            given = {"after": f"h = hessian_times({text})", **inputs}
            expect(seen[name][0], True, "h is a list", **given)
            expect(seen[name][1], [np.asarray(d) for d in due], "h", rtol=1e-10, **given)
            expect(seen[name][2], True, "the variables have no gradient afterwards", **given)


def test_hessian_of_what_is_linear(observe, draw):
    """Where no slope depends on a variable, its part of the product is zero."""
    for shape in ((), (2,)):
        a, b, c, u, v, w = drawn_for_the_hessian(draw, shape)
        seen = observe(products_with_the_hessian, xs=[a, b, c], vs=[u, v, w])
        zero = np.zeros(shape)
        for name, text, due in (
            ("linear in b", "lambda a, b: a * a * a + 3 * b", [np.asarray(6 * a * u), zero]),
            ("linear", "lambda a, b: 2 * a + 3 * b", [zero, zero]),
        ):
            after = f"h = hessian_times({text}, [a, b], [u, -v])"
            expect(seen[name][1], due, "h", after=after, a=a, b=b, u=u, v=v)
