"""Step 24: formulas of many operations, and their gradients."""

import numpy as np

from grader.checks import expect, public


def sphere(x, y):
    return x**2 + y**2


def matyas(x, y):
    return 0.26 * (x * x + y * y) - 0.48 * x * y


def goldstein(x, y):
    a = 19 + x * (3 * x - 14 + 6 * y) + y * (3 * y - 14)
    b = 18 + x * (12 * x - 32 - 36 * y) + y * (27 * y + 48)
    return (1 + (x + y + 1) ** 2 * a) * (30 + (2 * x - 3 * y) ** 2 * b)


# How large the terms get that may cancel in a value or a slope: near a valley only their rounding is left.
SIZES = {sphere: 1.0, matyas: 1.0, goldstein: 1000.0}


def slopes(f, x, y):
    """The derivatives of a formula for x and for y, by complex steps: right up to rounding."""
    step = 1e-100j
    return f(x + step, y).imag / 1e-100, f(x, y + step).imag / 1e-100


def points(draw):
    """Points that can be worked out by hand, then any, then two at once."""
    yield np.array(1.0), np.array(1.0)
    yield np.array(2.0), np.array(-1.0)
    for _ in range(3):
        yield draw.array(low=-1.7), draw.array(low=-1.7)
    yield draw.array(2), draw.array(2)


def value_and_gradients(kata, name, x, y):
    x, y = kata.Variable(x), kata.Variable(y)
    z = getattr(kata, name)(x, y)
    if not isinstance(z, kata.Variable):
        return {"is": type(z).__name__}
    value = z.data
    kata.backward(z)
    return {"is": "a Variable", "value": value, "x": kata.grad(x), "y": kata.grad(y)}


def claim_values(observe, draw, f):
    for x, y in points(draw):
        seen = observe(value_and_gradients, name=f.__name__, x=x, y=y)
        given = {"after": f"z = {f.__name__}(x, y)", "x": x, "y": y}
        expect(seen["is"], "a Variable", "z", **given)
        expect(seen["value"], np.asarray(f(x, y)), "z.data", rtol=1e-10, scale=SIZES[f], **given)


def claim_gradients(observe, draw, f):
    for x, y in points(draw):
        seen = observe(value_and_gradients, name=f.__name__, x=x, y=y)
        given = {"after": f"z = {f.__name__}(x, y); z.backward()", "x": x, "y": y}
        expect(seen["is"], "a Variable", "z", **given)
        for name, due in zip("xy", slopes(f, x, y), strict=True):
            expect(seen[name], np.asarray(due), f"{name}.grad", rtol=1e-9, scale=SIZES[f], **given)


@public
def test_values_of_sphere(observe, draw):
    """sphere(x, y) is x² + y²."""
    claim_values(observe, draw, sphere)


@public
def test_gradients_of_sphere(observe, draw):
    """The gradients of sphere(x, y) are the slopes of x² + y²."""
    claim_gradients(observe, draw, sphere)


def test_values_of_matyas(observe, draw):
    """matyas(x, y) is 0.26 (x² + y²) - 0.48 x y."""
    claim_values(observe, draw, matyas)


@public
def test_gradients_of_matyas(observe, draw):
    """The gradients of matyas(x, y) are the slopes of 0.26 (x² + y²) - 0.48 x y."""
    claim_gradients(observe, draw, matyas)


@public
def test_values_of_goldstein(observe, draw):
    """goldstein(x, y) is the product of its two factors."""
    claim_values(observe, draw, goldstein)


def test_gradients_of_goldstein(observe, draw):
    """The gradients of goldstein(x, y) are the slopes of the product of its two factors."""
    claim_gradients(observe, draw, goldstein)


def behind_the_inputs(kata, name, u, w, factors):
    u, w = kata.Variable(u), kata.Variable(w)
    kata.backward(getattr(kata, name)(factors[0] * u, factors[1] * w))
    return {"u": kata.grad(u), "w": kata.grad(w)}


def test_gradients_go_on_behind_the_inputs(observe, draw):
    """Where x and y were computed from other variables, the gradients go on to these."""
    for f in (sphere, matyas, goldstein):
        u, w, factors = draw.array(), draw.array(), [draw.number(2, 5), draw.number(2, 5)]
        seen = observe(behind_the_inputs, name=f.__name__, u=u, w=w, factors=factors)
        given = {"after": f"z = {f.__name__}({factors[0]} * u, {factors[1]} * w); z.backward()", "u": u, "w": w}
        x, y = np.asarray(factors[0] * u), np.asarray(factors[1] * w)
        for name, due, factor in zip("uw", slopes(f, x, y), factors, strict=True):
            expect(seen[name], np.asarray(due * factor), f"{name}.grad", rtol=1e-9, scale=SIZES[f], **given)
