"""Step 14: a variable that is used more than once collects a gradient from each use."""

import numpy as np

from grader.checks import expect, public


def used_twice(kata, x):
    x = kata.Variable(x)
    kata.backward(kata.add(x, x))
    return kata.grad(x)


@public
def test_both_uses_count(observe, draw):
    """A variable that a function uses twice gets the gradient of both uses."""
    x = draw.array()
    expect(observe(used_twice, x=x), np.array(2.0), "x.grad", after="y = add(x, x); y.backward()", x=x)


def used_by_two_functions(kata, x):
    x = kata.Variable(x)
    kata.backward(kata.add(kata.add(x, x), x))
    return kata.grad(x)


def test_uses_in_different_functions_count(observe, draw):
    """Uses in different functions add up too, element by element."""
    for shape in ((), (1,), (2, 3)):
        x = draw.array(*shape)
        after = "y = add(add(x, x), x); y.backward()"
        expect(observe(used_by_two_functions, x=x), np.full(shape, 3.0), "x.grad", after=after, x=x)


# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of
# its forward: a gradient that shows it can only have come from calling backward.


def spied_uses(kata, x, local):
    x = kata.Variable(x)
    once, twice = kata.spy(local=local[:1]), kata.spy(slopes=(1.0, 1.0), local=local[1:])
    kata.backward(kata.add(kata.call(once, x), kata.call(twice, x, x)))
    return kata.grad(x)


def test_each_use_sends_its_own_gradient(observe, draw):
    """What arrives at x is the sum of what each function's own backward returned for that use."""
    x, local = draw.array(2), [draw.number(2, 9) for _ in range(3)]
    after = f"y = add(f(x), g(x, x)); y.backward(), where f and g send back gy times {local}"
    expect(observe(spied_uses, x=x, local=local), np.full(2, sum(local)), "x.grad", after=after, x=x)


def two_passes(kata, x):
    x = kata.Variable(x)
    kata.backward(kata.add(x, x))
    kata.backward(kata.add(kata.add(x, x), x))
    return kata.grad(x)


def test_gradients_pile_up_until_cleared(observe, draw):
    """A second backward pass adds to the gradient that the first one left."""
    x = draw.array()
    after = "add(x, x).backward(); add(add(x, x), x).backward()"
    expect(observe(two_passes, x=x), np.array(5.0), "x.grad", after=after, x=x)


def two_passes_with_cleargrad(kata, x):
    x = kata.Variable(x)
    kata.backward(kata.add(x, x))
    kata.cleargrad(x)
    kata.backward(kata.add(kata.add(x, x), x))
    return kata.grad(x)


@public
def test_cleargrad_starts_anew(observe, draw):
    """After cleargrad the next backward pass counts from nothing."""
    x = draw.array()
    after = "add(x, x).backward(); x.cleargrad(); add(add(x, x), x).backward()"
    expect(observe(two_passes_with_cleargrad, x=x), np.array(3.0), "x.grad", after=after, x=x)


def cleared_output(kata, x):
    x = kata.Variable(x)
    y = kata.add(x, x)
    kata.backward(y)
    kata.cleargrad(x)
    kata.cleargrad(y)
    kata.backward(y)
    return kata.grad(x)


def test_a_cleared_output_can_start_again(observe, draw):
    """cleargrad leaves "no gradient yet", so that a cleared output begins its next backward pass with ones."""
    x = draw.array()
    after = "y = add(x, x); y.backward(); x.cleargrad(); y.cleargrad(); y.backward()"
    expect(observe(cleared_output, x=x), np.array(2.0), "x.grad", after=after, x=x)


def what_cleargrad_leaves(kata, x):
    x = kata.Variable(x)
    y = kata.add(x, x)
    data, creator = y.data, y.creator
    kata.backward(y)
    kata.cleargrad(y)
    return {"data": y.data is data, "creator": y.creator is creator, "value": y.data}


def test_cleargrad_leaves_the_rest_alone(observe, draw):
    """cleargrad forgets the gradient; data and creator stay as they are."""
    x = draw.array(2)
    seen = observe(what_cleargrad_leaves, x=x)
    expect(seen["data"], True, "y.data is the array it was before", after="y = add(x, x); y.cleargrad()", x=x)
    expect(seen["value"], x + x, "y.data", after="y = add(x, x); y.cleargrad()", x=x)
    expect(seen["creator"], True, "y.creator is what it was before", after="y = add(x, x); y.cleargrad()", x=x)


def neighbours(kata, a, b, seed):
    kept = seed.copy()
    a, b = kata.Variable(a), kata.Variable(b)
    y = kata.add(kata.add(a, b), a)
    kata.seed(y, seed)
    kata.backward(y)
    return {"a": kata.grad(a), "b": kata.grad(b), "seed": bool((seed == kept).all())}


def test_no_other_gradient_changes(observe, draw):
    """Adding to one variable's gradient leaves every other variable's gradient as it was."""
    a, b, seed = draw.array(1), draw.array(1), draw.array(1)  # one number: a seed that asks whether it is true is a matter of 9
    seen = observe(neighbours, a=a, b=b, seed=seed)
    given = {"after": "y = add(add(a, b), a); y.grad = g; y.backward()", "a": a, "b": b, "g": seed}
    expect(seen["a"], 2 * seed, "a.grad", **given)
    expect(seen["b"], seed, "b.grad", **given)
    expect(seen["seed"], True, "the array g is unchanged", **given)
