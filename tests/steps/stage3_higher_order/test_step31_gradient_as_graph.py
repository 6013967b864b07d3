"""Step 31: the gradient of sin as a graph of Variables, and the second derivative by going backward from it."""

import numpy as np

from grader.checks import expect, public


def cosine(kata, x, gy):
    x = kata.Variable(x)
    y = kata.cos(x)
    kata.seed(y, gy)
    kata.backward(y)
    return {"y": y.data, "x": kata.grad(x)}


@public
def test_cos_and_its_slope(observe, draw):
    """cos is a function of the framework: its values are those of the cosine, and backward sends back its slope times gy."""
    for shape in ((), (2, 3)):
        x, gy = draw.array(*shape, low=-3, high=3), draw.array(*shape, low=2, high=5)
        seen = observe(cosine, x=x, gy=gy)
        expect(seen["y"], np.asarray(np.cos(x)), "y.data", after="y = cos(x)", x=x)
        due = np.asarray(-np.sin(x) * gy)
        expect(seen["x"], due, "x.grad", after="y = cos(x); y.grad = gy; y.backward()", x=x, gy=gy)


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


def built_from(kata, x, gy):
    x, gy = kata.Variable(x), kata.Variable(gy)
    gx = kata.gradient_of_sin(x, gy)
    if not isinstance(gx, kata.Variable):
        return {"class": type(gx).__name__}
    untouched = x.grad is None and gy.grad is None
    x_there, gy_there = leads_to(kata, gx, x), leads_to(kata, gx, gy)
    return {"class": "Variable", "gx": gx.data, "x": x_there, "gy": gy_there, "untouched": untouched}


@public
def test_the_gradient_is_a_graph(observe, draw):
    """gradient_of_sin(x, gy) is a Variable with the right number, and its graph leads back to x and to gy."""
    for shape in ((), (2, 3)):
        x, gy = draw.array(*shape, low=-3, high=3), draw.array(*shape, low=2, high=5)
        seen = observe(built_from, x=x, gy=gy)
        given = {"after": "gx = gradient_of_sin(x, gy)", "x": x, "gy": gy}
        expect(seen["class"], "Variable", "the class of gx", **given)
        expect(seen["gx"], np.asarray(gy * np.cos(x)), "gx.data", **given)
        expect(seen["x"], True, "the graph behind gx leads back to x", **given)
        expect(seen["gy"], True, "the graph behind gx leads back to gy", **given)
        expect(seen["untouched"], True, "x.grad and gy.grad are still None", **given)


def backward_from_it(kata, x, gy):
    x, gy = kata.Variable(x), kata.Variable(gy)
    kata.backward(kata.gradient_of_sin(x, gy))
    return {"x": kata.grad(x), "gy": kata.grad(gy)}


def test_going_backward_from_the_gradient(observe, draw):
    """Going backward from the gradient gives the second derivative of sin at x, and the slope at gy."""
    for shape in ((), (2, 3)):
        x, gy = draw.array(*shape, low=-3, high=3), draw.array(*shape, low=2, high=5)
        seen = observe(backward_from_it, x=x, gy=gy)
        given = {"after": "gx = gradient_of_sin(x, gy); gx.backward()", "x": x, "gy": gy}
        expect(seen["x"], np.asarray(-gy * np.sin(x)), "x.grad", **given)
        expect(seen["gy"], np.asarray(np.cos(x)), "gy.grad", **given)


# A spy is a Function of ours: f(x) is x, and its backward gives gy times a made-up number.


def between_spies(kata, x, local):
    x = kata.Variable(x)
    a, gy = kata.call(kata.spy(local=local[:1]), x), kata.call(kata.spy(local=local[1:]), x)
    kata.backward(kata.gradient_of_sin(a, gy))
    return kata.grad(x)


def test_it_is_a_part_of_larger_graphs(observe, draw):
    """Where x and gy are results themselves, the gradients of both go on to what they were computed from."""
    x, local = draw.array(2, low=1.7, high=3), [draw.number(2, 5), draw.number(2, 5)]
    due = -x * np.sin(x) * local[0] + np.cos(x) * local[1]
    after = f"gradient_of_sin(f(x), g(x)).backward(), where f(x) = g(x) = x, and f and g send back gy times {local}"
    expect(observe(between_spies, x=x, local=local), due, "x.grad", after=after, rtol=1e-11, x=x)


def by_hand_twice(kata, x):
    x = kata.Variable(x)
    gx = kata.gradient_of_sin(x * x, kata.Variable(np.ones_like(x.data))) * (2.0 * x)
    kata.backward(gx)
    return {"first": gx.data, "second": kata.grad(x)}


def test_sine_of_a_square(observe, draw):
    """The gradient of sin(x²), built with the chain rule, has the right number and the right derivative."""
    x = draw.array(2)
    seen = observe(by_hand_twice, x=x)
    after = "gx = gradient_of_sin(x * x, one) * (2 * x); gx.backward()"
    expect(seen["first"], 2 * x * np.cos(x * x), "gx.data", after=after, x=x)
    expect(seen["second"], 2 * np.cos(x * x) - 4 * x * x * np.sin(x * x), "x.grad", after=after, x=x)


def product_twice(kata, x):
    x = kata.Variable(x)
    gx = kata.gradient_of_product(x)
    if not isinstance(gx, kata.Variable):
        return {"class": type(gx).__name__}
    seen = {"class": "Variable", "first": gx.data, "untouched": x.grad is None}
    kata.backward(gx)
    return {**seen, "second": kata.grad(x)}


@public
def test_both_ways_of_a_product(observe, draw):
    """gradient_of_product(x) is the derivative of sin(x) · x² as a graph; going backward from it gives the second one."""
    for x in (np.array(1.0), draw.array(low=-3, high=-0.5), draw.array(2, 2)):
        seen = observe(product_twice, x=x)
        sin, cos = np.sin(x), np.cos(x)
        given = {"after": "gx = gradient_of_product(x)", "x": x}
        expect(seen["class"], "Variable", "the class of gx", **given)
        expect(seen["first"], np.asarray(x * x * cos + 2 * x * sin), "gx.data", rtol=1e-11, **given)
        expect(seen["untouched"], True, "x.grad is still None", **given)
        given["after"] = "gx = gradient_of_product(x); gx.backward()"
        due = np.asarray((2 - x * x) * sin + 4 * x * cos)
        expect(seen["second"], due, "x.grad", rtol=1e-11, **given)
