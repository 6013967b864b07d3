"""Step 5: the chain rule as a product of matrices, from either end, and what each way costs."""

import numpy as np

from grader.checks import expect, public


def jacobians_of(draw, sizes):
    """A matrix for each function of a chain through which so many numbers pass: sizes[0] go in, sizes[-1] come out."""
    return [draw.array(m, n) for n, m in zip(sizes, sizes[1:], strict=False)]


def chain_of(draw, length):
    """The sizes of a chain of so many functions, all different, so that no two can be confused."""
    return draw.random.sample(range(2, 10), length + 1)


def shapes(jacobians):
    return [f"{jacobian.shape[0]} x {jacobian.shape[1]}" for jacobian in jacobians]


def forward_product(jacobians):
    product = jacobians[0]
    for jacobian in jacobians[1:]:
        product = np.matmul(jacobian, product)
    return product


def backward_product(jacobians):
    product = jacobians[-1]
    for jacobian in jacobians[-2::-1]:
        product = np.matmul(product, jacobian)
    return product


def product_of(jacobians):
    """The same in whatever order NumPy likes; public checks do not show how it is worked out from one end."""
    return np.linalg.multi_dot(jacobians[::-1])


def forward(kata, jacobians):
    return kata.chain_forward(jacobians)


def backward(kata, jacobians):
    return kata.chain_backward(jacobians)


@public
def test_forward_gives_the_product(observe, draw):
    """chain_forward gives the Jacobian of the whole chain: the matrices multiplied, the first one at the right."""
    for sizes in ([3, 2, 2], [2, 3, 1], [4, 2, 3, 2]):
        jacobians = jacobians_of(draw, sizes)
        given = {f"J{i}": jacobian for i, jacobian in enumerate(jacobians, 1)}
        after = f"chain_forward([{', '.join(given)}])"
        expect(observe(forward, jacobians=jacobians), product_of(jacobians), "product", after=after, **given)


@public
def test_backward_gives_the_product(observe, draw):
    """chain_backward gives the Jacobian of the whole chain: the matrices multiplied, the first one at the right."""
    for sizes in ([3, 2, 2], [2, 3, 1], [4, 2, 3, 2]):
        jacobians = jacobians_of(draw, sizes)
        given = {f"J{i}": jacobian for i, jacobian in enumerate(jacobians, 1)}
        after = f"chain_backward([{', '.join(given)}])"
        expect(observe(backward, jacobians=jacobians), product_of(jacobians), "product", after=after, **given)


# In which order a product was worked out shows where numbers grow too large for a float on one way and not on
# the other: tiny * huge * huge is finite when it is begun at the tiny end, and infinite from the other end.
# These sizes make it cheapest to begin in the middle. The first of the scales lets a product pass that is begun at both
# ends, and so tells it from one that is begun at the wrong end.

OVERFLOW = "begun at the other end, the product grows past what a float can hold"
SIZES = [2, 2, 1, 2, 2]


def forward_quietly(kata, jacobians):
    with np.errstate(all="ignore"):
        return kata.chain_forward(jacobians)


def backward_quietly(kata, jacobians):
    with np.errstate(all="ignore"):
        return kata.chain_backward(jacobians)


def test_forward_begins_at_the_input(observe, draw):
    """chain_forward begins with the first matrix and takes up each next one in its turn."""
    for scales in ((1e-300, 1e200, 1e100, 1e100), (1e-300, 1e200, 1e200, 1e150)):
        jacobians = [scale * jacobian for scale, jacobian in zip(scales, jacobians_of(draw, SIZES), strict=True)]
        given = {f"J{i}": jacobian for i, jacobian in enumerate(jacobians, 1)}
        seen = observe(forward_quietly, jacobians=jacobians)
        after = f"chain_forward([{', '.join(given)}])"
        expect(seen, forward_product(jacobians), "product", after=after, note=OVERFLOW, **given)


def test_backward_begins_at_the_output(observe, draw):
    """chain_backward begins with the last matrix and takes up each one before it in its turn."""
    for scales in ((1e100, 1e100, 1e200, 1e-300), (1e150, 1e200, 1e200, 1e-300)):
        jacobians = [scale * jacobian for scale, jacobian in zip(scales, jacobians_of(draw, SIZES), strict=True)]
        given = {f"J{i}": jacobian for i, jacobian in enumerate(jacobians, 1)}
        seen = observe(backward_quietly, jacobians=jacobians)
        after = f"chain_backward([{', '.join(given)}])"
        expect(seen, backward_product(jacobians), "product", after=after, note=OVERFLOW, **given)


def whole(count):
    """A count as a plain int if it is a whole number of NumPy's."""
    return int(count) if isinstance(count, np.integer) else count


def cost_forward(kata, jacobians):
    return whole(kata.count_multiplications_forward(jacobians))


def cost_backward(kata, jacobians):
    return whole(kata.count_multiplications_backward(jacobians))


def test_cost_of_going_forward(observe, draw):
    """Going forward, each matrix after the first costs its rows times its columns times the numbers that go in."""
    for length in (2, 3, 5):
        sizes = chain_of(draw, length)
        jacobians = jacobians_of(draw, sizes)
        due = sum(sizes[0] * n * m for n, m in zip(sizes[1:], sizes[2:], strict=False))
        after = "count_multiplications_forward(jacobians)"
        seen = observe(cost_forward, jacobians=jacobians)
        expect(seen, due, "count", after=after, shapes=shapes(jacobians))


def test_cost_of_going_backward(observe, draw):
    """Going backward, each matrix before the last costs its rows times its columns times the numbers that come out."""
    for length in (2, 3, 5):
        sizes = chain_of(draw, length)
        jacobians = jacobians_of(draw, sizes)
        due = sum(sizes[-1] * n * m for n, m in zip(sizes[:-1], sizes[1:-1], strict=False))
        after = "count_multiplications_backward(jacobians)"
        seen = observe(cost_backward, jacobians=jacobians)
        expect(seen, due, "count", after=after, shapes=shapes(jacobians))


def both_costs(kata, jacobians):
    return {"forward": cost_forward(kata, jacobians), "backward": cost_backward(kata, jacobians)}


@public
def test_one_output_makes_backward_cheap(observe, draw):
    """When a single number comes out, going backward costs one multiplication for each entry before the last matrix."""
    n = draw.integer(20, 60)
    jacobians = [np.ones((n, n)), np.ones((n, n)), np.ones((1, n))]
    seen = observe(both_costs, jacobians=jacobians)
    given = {"shapes": shapes(jacobians)}
    expect(seen["backward"], 2 * n * n, "count", after="count_multiplications_backward(jacobians)", **given)
    expect(seen["forward"], n**3 + n**2, "count", after="count_multiplications_forward(jacobians)", **given)


def single(kata, jacobian):
    return {
        "forward": kata.chain_forward([jacobian]),
        "backward": kata.chain_backward([jacobian]),
        "costs": both_costs(kata, [jacobian]),
    }


def test_a_single_matrix_is_the_product(observe, draw):
    """A chain of one function needs no product: its Jacobian is the result, and nothing is multiplied."""
    jacobian = draw.array(2, 3)
    seen = observe(single, jacobian=jacobian)
    expect(seen["forward"], jacobian, "product", after="chain_forward([J])", J=jacobian)
    expect(seen["backward"], jacobian, "product", after="chain_backward([J])", J=jacobian)
    for way in ("forward", "backward"):
        expect(seen["costs"][way], 0, "count", after=f"count_multiplications_{way}([J])", J=jacobian)


def what_is_left(kata, jacobians):
    calls = {
        "chain_forward": kata.chain_forward,
        "chain_backward": kata.chain_backward,
        "count_multiplications_forward": kata.count_multiplications_forward,
        "count_multiplications_backward": kata.count_multiplications_backward,
    }
    left = {}
    for name, call in calls.items():
        given = [jacobian.copy() for jacobian in jacobians]
        before = list(given)
        call(given)
        order = len(given) == len(before) and all(a is b for a, b in zip(given, before, strict=True))
        numbers = all(np.array_equal(a, b) for a, b in zip(before, jacobians, strict=True))
        left[name] = {"length": len(given), "order": order, "numbers": numbers}
    return left


def test_the_list_stays_as_it_is(observe, draw):
    """The list that is handed over still holds the same matrices in the same order, with the same numbers in them."""
    jacobians = [draw.array(2, 2) for _ in range(3)]
    for name, left in observe(what_is_left, jacobians=jacobians).items():
        expect(left["length"], 3, "len(jacobians)", after=f"{name}(jacobians), for a list of 3 matrices")
        expect(left["order"], True, "jacobians holds the same matrices in the same order", after=f"{name}(jacobians)")
        expect(left["numbers"], True, "the matrices hold the same numbers", after=f"{name}(jacobians)")
