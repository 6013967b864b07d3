"""Step 34: sin and cos go backward with Variables, and can be differentiated again and again."""

import numpy as np

from grader.checks import expect, public


def derivatives_of(kata, name, x, orders):
    x = kata.Variable(x)
    y = getattr(kata, name)(x)
    seen = [y.data]
    for _ in range(orders):
        kata.cleargrad(x)
        kata.backward(y, create_graph=True)
        y = x.grad
        seen.append(kata.number(y))
        if not isinstance(y, kata.Variable):
            break
    return seen


def claim_derivatives(observe, name, x, due):
    seen = observe(derivatives_of, name=name, x=x, orders=len(due) - 1)
    for order, (number, derivative) in enumerate(zip([*seen, None], due, strict=False)):
        rounds = f"; {order} times: x.cleargrad(); y.backward(create_graph=True); y = x.grad" if order else ""
        expect(number, np.asarray(derivative), "y.data", after=f"y = {name}(x){rounds}", x=x)


@public
def test_derivatives_of_sin(observe, draw):
    """The first five derivatives of sin are cos, -sin, -cos, sin and cos."""
    for shape in ((), (2, 2)):
        x = draw.array(*shape, low=-3, high=3)
        sin, cos = np.sin(x), np.cos(x)
        claim_derivatives(observe, "sin", x, [sin, cos, -sin, -cos, sin, cos])


@public
def test_derivatives_of_cos(observe, draw):
    """The first five derivatives of cos are -sin, -cos, sin, cos and -sin."""
    for shape in ((), (2, 2)):
        x = draw.array(*shape, low=-3, high=3)
        sin, cos = np.sin(x), np.cos(x)
        claim_derivatives(observe, "cos", x, [cos, -sin, -cos, sin, cos, -sin])


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


def behind_the_gradient(kata, name, x, options):
    x = kata.Variable(x)
    y = getattr(kata, name)(x)
    kata.backward(y, **options)
    gx = x.grad
    if not isinstance(gx, kata.Variable):
        return {"variable": False}
    return {"variable": True, "creator": gx.creator is not None, "reaches": leads_to(kata, gx, x)}


def test_the_gradient_remembers_x(observe, draw):
    """With create_graph=True the graph behind the gradient of sin and cos leads back to x; without it there is none."""
    x = draw.array(2)
    for name in ("sin", "cos"):
        seen = observe(behind_the_gradient, name=name, x=x, options={"create_graph": True})
        after = f"y = {name}(x); y.backward(create_graph=True)"
        expect(seen["variable"], True, "x.grad is a Variable", after=after, x=x)
        expect(seen["reaches"], True, "the graph behind x.grad leads back to x", after=after, x=x)
        seen = observe(behind_the_gradient, name=name, x=x, options={})
        after = f"y = {name}(x); y.backward()"
        expect(seen["creator"], False, "x.grad has a creator", after=after, x=x)


# A spy is a Function of ours: f(x) is x, and its backward gives gy times a made-up number.


def twice_around_a_spy(kata, name, x, local):
    x = kata.Variable(x)
    y = getattr(kata, name)(kata.call(kata.spy(local=local[:1]), x))
    y = kata.call(kata.spy(local=local[1:]), y)
    kata.backward(y, create_graph=True)
    gx = x.grad
    kata.cleargrad(x)
    if isinstance(gx, kata.Variable):
        kata.backward(gx)
    return {"first": kata.number(gx), "second": kata.grad(x)}


def test_what_stands_before_and_behind_counts(observe, draw):
    """Inside of a longer chain, both derivatives of sin and cos go through the backward of what stands around them."""
    x, local = draw.array(2, low=-3, high=3), [draw.number(2, 5), draw.number(2, 5)]
    a, b = local
    sin, cos = np.sin(x), np.cos(x)
    for name, first, second in (("sin", cos, -sin), ("cos", -sin, -cos)):
        seen = observe(twice_around_a_spy, name=name, x=x, local=local)
        after = f"y = g({name}(f(x))), where f(x) = g(x) = x, f sends back {a}·gy and g {b}·gy"
        after = f"{after}; y.backward(create_graph=True)"
        expect(seen["first"], a * b * first, "x.grad.data", after=after, x=x)
        after = f"{after}; gx = x.grad; x.cleargrad(); gx.backward()"
        expect(seen["second"], a * a * b * second, "x.grad.data", after=after, x=x)


# From here on the function derivatives is called.


def by_function(kata, wave, x, n, c):
    x = kata.Variable(x.copy())
    kata.backward(x * x)
    found = kata.derivatives((lambda x: kata.sin(x) * x * x) if wave else (lambda x: c * x * x * x), x, n)
    seen = {"list": isinstance(found, list), "found": [d for d in found], "x": x.data}
    return {**seen, "none": len(kata.derivatives(lambda x: x * x, x, 0))}


@public
def test_derivatives_gives_them_all(observe, draw):
    """derivatives(f, x, n) is a list of n arrays, the first derivative first, whatever was in x.grad before."""
    for shape in ((), (2,)):
        x, c = draw.array(*shape), draw.number(2, 5)
        sin, cos = np.sin(x), np.cos(x)
        waves = [
            2 * x * sin + x**2 * cos,
            (2 - x**2) * sin + 4 * x * cos,
            -6 * x * sin + (6 - x**2) * cos,
        ]
        cubes = [3 * c * x**2, 6 * c * x, np.full(shape, 6 * c)]
        # the wave first: it has a derivative of every order, so that nothing goes wrong where one too many is asked for
        for wave, text, due in ((True, "sin(x) * x * x", waves), (False, f"{c} * x * x * x", cubes)):
            seen = observe(by_function, wave=wave, x=x, n=3, c=c)
            after = f"(x * x).backward(); derivatives(lambda x: {text}, x, 3)"
            expect(seen["list"], True, "the result is a list", after=after, x=x)
            due = [np.asarray(d) for d in due]
            expect(seen["found"], due, "the result", after=after, rtol=1e-11, x=x)
            expect(seen["x"], x, "x.data", after="derivatives(f, x, 3)", x=x)
            expect(seen["none"], 0, "the length of the result", after="derivatives(lambda x: x * x, x, 0)", x=x)
