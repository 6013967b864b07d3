"""Step 13: the way back splits where a function has several inputs, and every branch is followed to its end."""

import numpy as np

from grader.checks import expect, public, until

# Where a gradient is set by hand: a pass that asks it `== None` can not begin with several, which step 9 judges, and 14.
ONE_ELEMENT = ((), (1,), (1, 1))


def sum_of_squares(kata, x, y):
    x, y = kata.Variable(x), kata.Variable(y)
    kata.backward(kata.add(kata.square(x), kata.square(y)))
    return {"x": kata.grad(x), "y": kata.grad(y)}


@public
def test_the_slopes_of_a_sum_of_squares(observe, draw):
    """The gradients of x² + y² are 2x and 2y."""
    for shape in ((), (3,), (2, 2)):
        x, y = draw.array(*shape), draw.array(*shape, low=2, high=9)
        seen = observe(sum_of_squares, x=x, y=y)
        given = {"after": "z = add(square(x), square(y)); z.backward()", "x": x, "y": y}
        expect(seen["x"], np.asarray(2 * x), "x.grad", **given)
        expect(seen["y"], np.asarray(2 * y), "y.grad", **given)


def gradients_of_a_sum(kata, x, y, gz):
    kept = gz.copy()
    x, y = kata.Variable(x), kata.Variable(y)
    z = kata.add(x, y)
    kata.seed(z, gz)
    kata.backward(z)
    return {"x": kata.grad(x), "y": kata.grad(y), "seed": bool((gz == kept).all())}


def test_a_sum_hands_its_gradient_to_both(observe, draw):
    """The gradient that comes into a sum goes on to both of its inputs as it is."""
    for shape in ONE_ELEMENT:
        x, y, gz = draw.array(*shape), draw.array(*shape), draw.array(*shape, low=2, high=9)
        seen = observe(gradients_of_a_sum, x=x, y=y, gz=gz)
        given = {"after": "z = add(x, y); z.grad = gz; z.backward()", "x": x, "y": y, "gz": gz}
        expect(seen["x"], gz, "x.grad", **given)
        expect(seen["y"], gz, "y.grad", **given)
        expect(seen["seed"], True, "the array gz is unchanged", **given)


def a_branch_and_a_leaf(kata, x, y, leaf_first):
    x, y = kata.Variable(x), kata.Variable(y)
    z = kata.add(x, kata.square(y)) if leaf_first else kata.add(kata.square(y), x)
    kata.backward(z)
    return {"x": kata.grad(x), "y": kata.grad(y)}


def test_a_branch_may_be_shorter_than_the_other(observe, draw):
    """Where one input was made by no function, the way back goes on through the other, whichever comes first."""
    x, y = draw.array(2), draw.array(2)
    for leaf_first, call in ((True, "add(x, square(y))"), (False, "add(square(y), x)")):
        seen = observe(a_branch_and_a_leaf, x=x, y=y, leaf_first=leaf_first)
        given = {"after": f"z = {call}; z.backward()", "x": x, "y": y}
        expect(seen["x"], np.ones(2), "x.grad", **given)
        expect(seen["y"], 2 * y, "y.grad", **given)


# A spy is a Function of ours whose backward gives `gy * local` for each input, with a `local` that is not the slope of
# its forward: a gradient that shows it can only have come from calling backward.


def spied_inputs(kata, xs, gy, local):
    log = []
    xs = [kata.Variable(x) for x in xs]
    y = kata.call(kata.spy("f", log, slopes=[1.0] * len(xs), local=local), *xs)
    kata.seed(y, gy)
    log.clear()
    kata.backward(y)
    return {"grads": [kata.grad(x) for x in xs], "log": log}


def told(local):
    """What a spy with these factors sends back, in words."""
    parts = ", ".join(f"gy·{factor:g}" for factor in local)
    return f"({parts})" if len(local) > 1 else parts


def test_each_input_gets_its_own_gradient(observe, draw):
    """backward asks a function once for the gradients of all its inputs, and gives each input the one that is its own."""
    for count, shape in zip((1, 2, 3, 5), (*ONE_ELEMENT, (1,)), strict=True):
        local = [float(factor) for factor in draw.random.sample(range(2, 10), count)]
        xs, gy = [draw.array(*shape) for _ in range(count)], draw.array(*shape)
        seen = observe(spied_inputs, xs=xs, gy=gy, local=local)
        names = ", ".join(f"x{place}" for place in range(count))
        given = {"after": f"y = f({names}); y.grad = gy; y.backward(), where backward of f gives {told(local)}", "gy": gy}
        expect(seen["log"], ["backward f"], "the calls", **given)
        for place, factor in enumerate(local):
            expect(seen["grads"][place], gy * factor, f"x{place}.grad", **given)


def spied_chain(kata, x, local):
    x = y = kata.Variable(x)
    for factor in local:
        y = kata.call(kata.spy(local=(factor,)), y)
    kata.backward(y)
    return kata.grad(x)


def test_a_single_gradient_stays_whole(observe, draw):
    """Where a function has one input, what its backward gives is the gradient of that input, with all its elements."""
    for shape in ((), (1,), (3,), (2, 2)):
        x, local = draw.array(*shape), [float(draw.integer(2, 9)) for _ in range(2)]
        seen = observe(spied_chain, x=x, local=local)
        after = f"y = g(f(x)); y.backward(), where f sends back gy·{local[0]:g} and g gy·{local[1]:g}"
        expect(seen, np.full(shape, local[0] * local[1]), "x.grad", after=after, x=x)


# Trees: every variable is used once, and the leaves are x0, x1 and so on. A tree is a leaf's number, or a list with the
# name of a function, its factors, and the trees that it is called on.


def grown(draw, depth, names, leaves):
    """A tree of this depth at most; whatever grows, each leaf has a number of its own."""
    if depth == 0:
        leaves.append(len(leaves))
        return leaves[-1]
    name, width = names.pop(0), draw.integer(1, 3)
    factors = [float(factor) for factor in draw.random.sample(range(2, 10), width)]
    deepest = draw.integer(0, width - 1)
    depths = [depth - 1 if place == deepest else draw.integer(0, depth - 1) for place in range(width)]
    return [name, factors, [grown(draw, below, names, leaves) for below in depths]]


def call_of(tree):
    """The tree as a learner would write it."""
    if isinstance(tree, int):
        return f"x{tree}"
    return f"{tree[0]}({', '.join(call_of(branch) for branch in tree[2])})"


def functions_of(tree):
    """The functions of the tree with their factors."""
    if isinstance(tree, int):
        return []
    return [(tree[0], tree[1]), *(pair for branch in tree[2] for pair in functions_of(branch))]


def slopes_of(tree, product=1.0):
    """For each leaf the product of the factors on its way."""
    if isinstance(tree, int):
        return {tree: product}
    slopes = {}
    for factor, branch in zip(tree[1], tree[2], strict=True):
        slopes.update(slopes_of(branch, product * factor))
    return slopes


def built(kata, tree, leaves, log):
    if isinstance(tree, int):
        return leaves[tree]
    name, factors, branches = tree
    inputs = [built(kata, branch, leaves, log) for branch in branches]
    return kata.call(kata.spy(name, log, slopes=[1.0] * len(factors), local=factors), *inputs)


def back_through_a_tree(kata, tree, xs):
    log, leaves = [], [kata.Variable(x) for x in xs]
    y = built(kata, tree, leaves, log)
    log.clear()
    kata.backward(y)
    return {"grads": [kata.grad(x) for x in leaves], "asked": sorted(entry.split()[1] for entry in log)}


def trees(draw):
    for depth in (2, 3, 3, 4):
        names, leaves = [f"f{place}" for place in range(100)], []
        tree = grown(draw, depth, names, leaves)
        yield tree, [draw.array(2) for _ in leaves]


def test_every_branch_is_followed_to_its_end(observe, draw):
    """However the inputs of inputs branch, each leaf gets the product of what the functions on its way send back."""
    for tree, xs in trees(draw):
        seen = observe(back_through_a_tree, tree=tree, xs=xs)["grads"]
        factors = "; ".join(f"{name} gives {told(local)}" for name, local in functions_of(tree))
        after = f"y = {call_of(tree)}; y.backward(), where backward of {factors}"
        for leaf, slope in slopes_of(tree).items():
            expect(seen[leaf], np.full(2, slope), f"x{leaf}.grad", after=after)


def test_each_function_is_asked_once(observe, draw):
    """Where every variable is used once, the backward of each function is called once."""
    for tree, xs in trees(draw):
        seen = observe(back_through_a_tree, tree=tree, xs=xs)["asked"]
        due = sorted(name for name, _ in functions_of(tree))
        expect(seen, due, "the functions whose backward was called", after=f"y = {call_of(tree)}; y.backward()")


def gradients_between(kata, x, y):
    x, y = kata.Variable(x), kata.Variable(y)
    a, b = kata.square(x), kata.square(y)
    z = kata.add(a, b)
    c = kata.square(z)
    kata.backward(c)
    return {"a": kata.grad(a), "b": kata.grad(b), "z": kata.grad(z), "c": kata.grad(c)}


@until(18)  # from there on variables in the middle lose their gradients again
def test_what_lies_between_gets_its_gradient_too(observe, draw):
    """The variables between the end and the leaves get their gradients as well, on every branch."""
    x, y = draw.array(2), draw.array(2)
    seen = observe(gradients_between, x=x, y=y)
    given = {"after": "a = square(x); b = square(y); z = add(a, b); c = square(z); c.backward()", "x": x, "y": y}
    slope = 2 * (x**2 + y**2)
    for name, due in (("c", np.ones(2)), ("z", slope), ("a", slope), ("b", slope)):
        expect(seen[name], due, f"{name}.grad", **given)
