"""Step 22: −, / and ** on variables, with numbers and arrays on either side, and with their gradients."""

import numpy as np

from grader.checks import expect, public


def two_leaves(kata, a, b, gy, text):
    a, b = kata.Variable(a), kata.Variable(b)
    if text == "-a":
        y = -a
    elif text == "a - b":
        y = a - b
    else:
        y = a / b
    kata.seed(y, gy)
    kata.backward(y)
    return {"y": y.data, "a": kata.grad(a), "b": kata.grad(b)}


@public
def test_minus(observe, draw):
    """-a and a - b have the right values, and each side gets its share of the incoming gradient."""
    for shape in ((), (2,), (2, 2)):
        a, b, gy = draw.array(*shape), draw.array(*shape), draw.array(*shape, low=2, high=5)
        for text, y, shares in (("-a", -a, {"a": -gy}), ("a - b", a - b, {"a": gy, "b": -gy})):
            seen = observe(two_leaves, a=a, b=b, gy=gy, text=text)
            expect(seen["y"], np.asarray(y), "y.data", after=f"y = {text}", a=a, b=b)
            after = f"y = {text}; y.grad = gy; y.backward()"
            for name, due in shares.items():
                expect(seen[name], np.asarray(due), f"{name}.grad", after=after, a=a, b=b, gy=gy)


@public
def test_a_quotient(observe, draw):
    """a / b has the right value, and each side gets its share of the incoming gradient."""
    for shape, low, high in (((), 0.3, 1.7), ((2,), -1.7, -0.3), ((2, 2), 0.3, 1.7)):
        a, b, gy = draw.array(*shape), draw.array(*shape, low=low, high=high), draw.array(*shape, low=2, high=5)
        seen = observe(two_leaves, a=a, b=b, gy=gy, text="a / b")
        expect(seen["y"], np.asarray(a / b), "y.data", after="y = a / b", a=a, b=b)
        after = "y = a / b; y.grad = gy; y.backward()"
        expect(seen["a"], np.asarray(gy / b), "a.grad", after=after, a=a, b=b, gy=gy)
        expect(seen["b"], np.asarray(-gy * a / b**2), "b.grad", after=after, a=a, b=b, gy=gy)


def beside_a_constant(kata, x, c, text):
    x = kata.Variable(x)
    if text == "x - c":
        y = x - c
    elif text == "x / c":
        y = x / c
    elif text == "c - x":
        y = c - x
    else:
        y = c / x
    if not isinstance(y, kata.Variable):
        return {"class": type(y).__name__}
    kata.backward(y)
    return {"class": "Variable", "y": y.data, "x": kata.grad(x)}


def claim(observe, text, x, c, y, gradient):
    """That the expression gives a Variable with this value, and that this gradient reaches x."""
    seen = observe(beside_a_constant, x=x, c=c, text=text)
    expect(seen["class"], "Variable", "the class of y", after=f"y = {text}", x=x, c=c)
    expect(seen["y"], np.asarray(y), "y.data", after=f"y = {text}", x=x, c=c)
    expect(seen["x"], np.broadcast_to(gradient, x.shape), "x.grad", after=f"y = {text}; y.backward()", x=x, c=c)


def comes_to_the_variable(kata):
    """Whether an array on the left leaves an operator to the Variable: that is step 21, whatever step 22 does with it."""
    return isinstance(np.array([1.0]) + kata.Variable(np.array([1.0])), kata.Variable)


def constants(draw, shape):
    """A float, a whole number, and an array."""
    return draw.number(2, 9), draw.integer(2, 9), draw.array(*shape, low=2, high=9)


def test_something_else_on_the_right(observe, draw):
    """x - c and x / c are right for numbers and arrays c."""
    for shape in ((), (1,), (2, 2)):
        for c in constants(draw, shape):
            x = draw.array(*shape)
            claim(observe, "x - c", x, c, x - c, 1.0)
            claim(observe, "x / c", x, c, x / c, np.asarray(1 / c))


@public
def test_something_else_on_the_left(observe, draw):
    """c - x and c / x, with a number or an array on the left, are in this order, and x gets its gradient."""
    arrays = observe(comes_to_the_variable)
    for shape in ((), (1,), (2, 2)):
        for c in constants(draw, shape)[: 3 if arrays else 2]:
            x = draw.array(*shape)
            claim(observe, "c - x", x, c, c - x, -1.0)
            claim(observe, "c / x", x, c, c / x, -c / x**2)


def power(kata, x, c, gy):
    x = kata.Variable(x)
    y = x**c
    kata.seed(y, gy)
    kata.backward(y)
    return {"y": y.data, "x": kata.grad(x)}


def claim_power(observe, x, c, gy):
    """That x ** c and its gradient, for this incoming gradient, are right."""
    seen = observe(power, x=x, c=c, gy=gy)
    after = f"y = x ** {c}" if c >= 0 else f"y = x ** ({c})"
    expect(seen["y"], np.asarray(x**c), "y.data", after=after, x=x)
    due = np.asarray(c * x ** (c - 1) * gy)
    expect(seen["x"], due, "x.grad", after=f"{after}; y.grad = gy; y.backward()", x=x, gy=gy)


@public
def test_a_power(observe, draw):
    """x ** c has the right value and gradient for whole and broken, positive and negative numbers c."""
    for c in (2, 3, 1, draw.number(1.1, 2.9), 0.5, -2, -draw.number(0.3, 1.7)):
        for shape in ((), (2,)):
            claim_power(observe, draw.array(*shape), c, draw.array(*shape, low=2, high=5))


def test_a_power_of_a_negative_number(observe, draw):
    """x may be negative, where c is a whole number."""
    for c in (2, 3, 4.0, -1, -2):
        claim_power(observe, draw.array(2, low=-1.7, high=-0.3), c, draw.array(2, low=2, high=5))


def test_a_power_of_nothing(observe, draw):
    """x may be 0, where c is a whole number from 1 on."""
    for c in (1, 2, 3.0):
        claim_power(observe, np.array([0.0, draw.number()]), c, draw.array(2, low=2, high=5))


def test_to_the_power_of_zero(observe, draw):
    """x ** 0 is 1 for each element, and the gradient is 0 for each element."""
    for shape in ((), (3,), (2, 2)):
        for c in (0, 0.0):
            x, gy = draw.array(*shape), draw.array(*shape, low=2, high=5)
            seen = observe(power, x=x, c=c, gy=gy)
            expect(seen["y"], np.ones(shape), "y.data", after=f"y = x ** {c}", x=x)
            after = f"y = x ** {c}; y.grad = gy; y.backward()"
            expect(seen["x"], np.zeros(shape), "x.grad", after=after, x=x, gy=gy)


# Neither + nor *: a product that is wrong belongs to step 20, and 2 * x to step 21.
TEXTS = (
    "x ** 4 - x ** 2 / 0.5",
    "x - x",
    "x / x",
    "x - (3 - x)",
    "1 / (2 / x)",
    "-x ** 2 - -(-x) ** 2 - (1 - x) ** 3",
    "(x ** 3 - 2 / x) / (x ** 2 - -1)",
    "((x - 4.0) ** -2 - x) ** 2 / (x ** 0.5 - 3)",
)


def expressions(x):
    """What TEXTS say, of a variable or of an array."""
    return (
        x**4 - x**2 / 0.5,
        x - x,
        x / x,
        x - (3 - x),
        1 / (2 / x),
        -(x**2) - -((-x) ** 2) - (1 - x) ** 3,
        (x**3 - 2 / x) / (x**2 - -1),
        ((x - 4.0) ** -2 - x) ** 2 / (x**0.5 - 3),
    )


def composed(kata, x):
    found = []
    for number in range(len(expressions(x))):
        box = kata.Variable(x)
        y = expressions(box)[number]
        kata.backward(y)
        found.append({"y": y.data, "x": kata.grad(box)})
    return found


def test_all_operators_together(observe, draw):
    """Expressions of all operators have the right values and gradients."""
    for shape in ((), (2, 2)):
        x = draw.array(*shape)
        seen = observe(composed, x=x)
        slopes = expressions(x + 1e-30j)  # a complex step: its imaginary part is the derivative, exactly
        for text, found, y, slope in zip(TEXTS, seen, expressions(x), slopes, strict=True):
            expect(found["y"], np.asarray(y), "y.data", after=f"y = {text}", x=x)
            due = np.asarray(np.imag(slope) / 1e-30)
            due = np.where(np.abs(due) < 1e-12, 0.0, due)
            expect(found["x"], due, "x.grad", after=f"y = {text}; y.backward()", rtol=1e-10, x=x)


# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of its
# forward: a gradient that shows it can only have come from calling backward, and not from measuring.


def between_spies(kata, x, z, local):
    x, z = kata.Variable(x), kata.Variable(z)
    f, g = kata.spy("f", local=local[:1]), kata.spy("g", local=local[1:])
    kata.backward(kata.call(g, -((z / kata.call(f, x) - z) ** 2)))
    return {"x": kata.grad(x), "z": kata.grad(z)}


def test_gradients_go_through(observe, draw):
    """What the function behind an operator sends back is handed on to the functions before it."""
    x, z, local = draw.array(2), draw.array(2), [draw.number(2, 9) for _ in range(2)]
    seen = observe(between_spies, x=x, z=z, local=local)
    after = f"y = g(-(z / f(x) - z) ** 2); y.backward(), where f(x) = x, and f and g send back gy times {local}"
    outer = local[1] * -2 * (z / x - z)
    expect(seen["x"], outer * (-z / x**2) * local[0], "x.grad", after=after, rtol=1e-10, x=x, z=z)
    expect(seen["z"], outer * (1 / x - 1), "z.grad", after=after, rtol=1e-10, x=x, z=z)


def kept_sides(kata, a, b):
    left, right = kata.Variable(a), kata.Variable(b)
    held = left.data, right.data
    before = held[0].copy(), held[1].copy()
    for y in (left - right, left / right, -left, left**2, 2.0 - left, 2.0 / left):
        if y is left or y is right:
            return {"new": False}
    y = left
    y -= right
    y /= left
    kata.backward(y)
    kept = left.data is held[0] and right.data is held[1]
    kept = kept and bool((held[0] == before[0]).all()) and bool((held[1] == before[1]).all())
    return {"new": y is not left, "kept": kept, "y": y.data, "gradients": [kata.grad(left), kata.grad(right)]}


def test_an_operator_makes_a_new_variable(observe, draw):
    """An operator makes a new variable and leaves both sides as they are; -= and /= do so too."""
    a, b = draw.array(2), draw.array(2, low=2, high=3)
    seen = observe(kept_sides, a=a, b=b)
    after = "y = a; y -= b; y /= a; y.backward()"
    expect(seen["new"], True, "each result is a new variable", after="a - b; a / b; -a; …", a=a, b=b)
    expect(seen["kept"], True, "a.data and b.data are what they were", after=f"a - b; a / b; -a; …; {after}", a=a, b=b)
    expect(seen["y"], (a - b) / a, "y.data", after=after, a=a, b=b)
    for name, found, due in zip("ab", seen["gradients"], (b / a**2, -1 / a), strict=True):
        expect(found, due, f"{name}.grad", after=after, rtol=1e-10, a=a, b=b)
