"""Step 20: variables can be added and multiplied with + and *, and the gradients come along."""

import numpy as np

from grader.checks import expect, public


def product_and_sum(kata, a, b, c):
    a, b, c = kata.Variable(a), kata.Variable(b), kata.Variable(c)
    p = a * b
    if not isinstance(p, kata.Variable):
        return {"class": type(p).__name__}
    y = p + c
    if not isinstance(y, kata.Variable):
        return {"class": type(y).__name__}
    kata.backward(y)
    return {"class": "Variable", "y": y.data, "a": kata.grad(a), "b": kata.grad(b), "c": kata.grad(c)}


@public
def test_a_product_and_a_sum(observe, draw):
    """a * b + c is a Variable with the right value, and a, b and c get their gradients."""
    for shape in ((), (3,), (2, 2)):
        a, b, c = draw.array(*shape), draw.array(*shape), draw.array(*shape)
        seen = observe(product_and_sum, a=a, b=b, c=c)
        given = {"a": a, "b": b, "c": c}
        expect(seen["class"], "Variable", "the class of the result", after="y = a * b + c", **given)
        expect(seen["y"], np.asarray(a * b + c), "y.data", after="y = a * b + c", **given)
        for name, due in (("a", b), ("b", a), ("c", np.ones(shape))):
            expect(seen[name], due, f"{name}.grad", after="y = a * b + c; y.backward()", **given)


def order_of_operators(kata, a, b, c):
    found = []
    for text in ("a + b * c", "(a + b) * c", "a * (b + c) * b"):
        leaves = {"a": kata.Variable(a), "b": kata.Variable(b), "c": kata.Variable(c)}
        y = eval(text, dict(leaves))
        kata.backward(y)
        found.append([y.data, *map(kata.grad, leaves.values())])
    return found


def test_operators_go_in_any_order(observe, draw):
    """Sums of products and products of sums have the right values and gradients."""
    a, b, c = draw.array(2), draw.array(2), draw.array(2)
    one = np.ones(2)
    dues = (
        ("a + b * c", a + b * c, one, c, b),
        ("(a + b) * c", (a + b) * c, c, c, a + b),
        ("a * (b + c) * b", a * (b + c) * b, (b + c) * b, a * (2 * b + c), a * b),
    )
    seen = observe(order_of_operators, a=a, b=b, c=c)
    for (text, *due), found in zip(dues, seen, strict=True):
        for name, value, right in zip(("y.data", "a.grad", "b.grad", "c.grad"), found, due, strict=True):
            expect(value, right, name, after=f"y = {text}; y.backward()", a=a, b=b, c=c)


def function_and_operator(kata, a, b, gy):
    found = {}
    for name in ("mul(a, b)", "a * b"):
        x, z = kata.Variable(a), kata.Variable(b)
        y = kata.mul(x, z) if name == "mul(a, b)" else x * z
        kata.seed(y, gy)
        kata.backward(y)
        found[name] = {"y": y.data, "a": kata.grad(x), "b": kata.grad(z)}
    return found


def test_each_factor_gets_the_other(observe, draw):
    """Each factor gets the incoming gradient times the other factor, from mul(a, b) and from a * b alike."""
    a, b, gy = draw.array(2, low=-1.7, high=-0.3), draw.array(2, low=1.8, high=3), draw.array(2, low=3.1, high=5)
    seen = observe(function_and_operator, a=a, b=b, gy=gy)
    for text, found in seen.items():
        expect(found["y"], a * b, "y.data", after=f"y = {text}", a=a, b=b)
        after = f"y = {text}; y.grad = gy; y.backward()"
        expect(found["a"], gy * b, "a.grad", after=after, a=a, b=b, gy=gy)
        expect(found["b"], gy * a, "b.grad", after=after, a=a, b=b, gy=gy)


def a_zero_among_the_factors(kata, a, b):
    a, b = kata.Variable(a), kata.Variable(b)
    kata.backward(a * b)
    return {"a": kata.grad(a), "b": kata.grad(b)}


def test_a_factor_may_be_zero(observe, draw):
    """The gradients are right where a factor is zero, too."""
    a, b = np.array([0.0, draw.number(), 0.0]), np.array([draw.number(), 0.0, 0.0])
    seen = observe(a_zero_among_the_factors, a=a, b=b)
    expect(seen["a"], b, "a.grad", after="y = a * b; y.backward()", a=a, b=b)
    expect(seen["b"], a, "b.grad", after="y = a * b; y.backward()", a=a, b=b)


def powers_by_products(kata, x):
    found = []
    for power in (2, 3, 4):
        box = kata.Variable(x)
        y = box * box
        for _ in range(power - 2):
            y = y * box
        kata.backward(y)
        found.append({"y": y.data, "x": kata.grad(box)})
    return found


def test_a_variable_times_itself(observe, draw):
    """x * x has the gradient 2x; x * x * x and longer products have theirs."""
    for shape in ((), (2, 2)):
        x = draw.array(*shape)
        for power, found in zip((2, 3, 4), observe(powers_by_products, x=x), strict=True):
            after = f"y = {' * '.join('x' * power)}; y.backward()"
            expect(found["y"], np.asarray(x**power), "y.data", after=after, x=x)
            expect(found["x"], np.asarray(power * x ** (power - 1)), "x.grad", after=after, x=x)


# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of its
# forward: a gradient that shows it can only have come from calling backward, and not from measuring.


def product_between_spies(kata, x, z, local):
    x, z = kata.Variable(x), kata.Variable(z)
    f, g = kata.spy("f", slopes=(2.0,), local=local[:1]), kata.spy("g", local=local[1:])
    kata.backward(kata.call(g, kata.call(f, x) * z + x))
    return {"x": kata.grad(x), "z": kata.grad(z)}


def test_gradients_go_through_a_product(observe, draw):
    """A product takes what the function behind it sends back, and hands it on to the functions before it."""
    x, z, local = draw.array(2), draw.array(2), [draw.number(2, 9) for _ in range(2)]
    seen = observe(product_between_spies, x=x, z=z, local=local)
    after = f"y = g(f(x) * z + x); y.backward(), where f(x) = 2·x, and f and g send back gy times {local}"
    expect(seen["x"], local[1] * (z * local[0] + 1), "x.grad", after=after, x=x, z=z)
    expect(seen["z"], local[1] * 2 * x, "z.grad", after=after, x=x, z=z)


def kept_sides(kata, a, b):
    left, right = kata.Variable(a), kata.Variable(b)
    held = left.data, right.data
    before = held[0].copy(), held[1].copy()
    total, product = left + right, left * right
    y = left
    y += right
    y *= left
    kata.backward(y)
    return {
        "new": all(result is not side for result in (total, product, y) for side in (left, right)),
        "same": left.data is held[0] and right.data is held[1],
        "a": bool((held[0] == before[0]).all()) and bool((held[1] == before[1]).all()),
        "y": y.data,
        "gradients": [kata.grad(left), kata.grad(right)],
    }


def test_an_operator_makes_a_new_variable(observe, draw):
    """An operator makes a new variable and leaves both sides as they are; += and *= do so too."""
    a, b = draw.array(2), draw.array(2)
    seen = observe(kept_sides, a=a, b=b)
    after = "a + b; a * b; y = a; y += b; y *= a; y.backward()"
    expect(seen["new"], True, "each result is a new variable", after=after, a=a, b=b)
    expect(seen["same"], True, "a.data and b.data are the arrays that they were", after=after, a=a, b=b)
    expect(seen["a"], True, "the numbers in these arrays are what they were", after=after, a=a, b=b)
    expect(seen["y"], (a + b) * a, "y.data", after=after, a=a, b=b)
    for name, found, due in zip("ab", seen["gradients"], (2 * a + b, a), strict=True):
        expect(found, due, f"{name}.grad", after=after, a=a, b=b)


def without_graph(kata, a, b):
    a, b = kata.Variable(a), kata.Variable(b)
    with kata.no_grad():
        total, product = a + b, a * b
    return {
        "a + b": {"data": total.data, "made": total.creator is not None},
        "a * b": {"data": product.data, "made": product.creator is not None},
    }


def test_the_mode_holds_for_operators(observe, draw):
    """Inside of no_grad the operators compute, and remember nothing."""
    a, b = draw.array(2), draw.array(2)
    seen = observe(without_graph, a=a, b=b)
    for text, due in (("a + b", a + b), ("a * b", a * b)):
        expect(seen[text]["data"], due, "y.data", after=f"with no_grad(): y = {text}", a=a, b=b)
        expect(seen[text]["made"], False, "y has a creator", after=f"with no_grad(): y = {text}", a=a, b=b)
