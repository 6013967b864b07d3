"""Step 33: second derivatives by a second backward pass, and Newton's method made of them."""

import numpy as np

from grader.checks import expect, public

F = "y = x ** 4 - 2 * x ** 2"


def slope(x):
    return 4 * x**3 - 4 * x


def curvature(x):
    return 12 * x**2 - 4


def walk(x, rounds, slope, curvature):
    """Where Newton's method is after each of so many rounds from x."""
    places = []
    for _ in range(rounds):
        x = x - slope(x) / curvature(x)
        places.append(np.array(x))
    return places


# The first checks ask the framework. They do without the function newton, which a file of one's own may not have.


def two_passes(kata, x, clear):
    x = kata.Variable(x)
    y = x**4 - 2 * x**2
    kata.backward(y, create_graph=True)
    gx = x.grad
    first = kata.number(gx)
    if not isinstance(gx, kata.Variable):
        return {"first": first, "second": None, "kept": None}
    if clear:
        kata.cleargrad(x)
    kata.backward(gx)
    return {"first": first, "second": kata.grad(x), "kept": gx.data}


@public
def test_two_passes_two_derivatives(observe, draw):
    """One backward pass from y gives the first derivative, and another one from there gives the second."""
    for x in (np.array(2.0), draw.array(low=-3, high=-1.1), draw.array(3)):
        seen = observe(two_passes, x=x, clear=True)
        after = f"{F}; y.backward(create_graph=True)"
        expect(seen["first"], slope(x), "x.grad.data", after=after, x=x)
        after = f"{after}; gx = x.grad; x.cleargrad(); gx.backward()"
        expect(seen["second"], curvature(x), "x.grad.data", after=after, x=x)


def test_without_cleargrad_they_add_up(observe, draw):
    """If x.grad is not cleared between the two passes, it ends up as the sum of both derivatives."""
    for x in (np.array(2.0), draw.array(2, low=1.1, high=3)):
        seen = observe(two_passes, x=x, clear=False)
        after = f"{F}; y.backward(create_graph=True); gx = x.grad; gx.backward()"
        expect(seen["second"], slope(x) + curvature(x), "x.grad.data", after=after, x=x)
        expect(seen["kept"], slope(x), "gx.data", after=after, x=x)


def both_faces(kata, x, moved):
    x = kata.Variable(x)
    y = x**4 - 2 * x**2
    kata.backward(y, create_graph=True)
    gx = x.grad
    if not isinstance(gx, kata.Variable):
        return {"variable": False}
    seen = {"variable": True, "graph": gx.creator is not None, "array": isinstance(gx.data, np.ndarray)}
    kata.cleargrad(x)
    seen.update({"cleared": x.grad is None, "after cleargrad": gx.data})
    kata.backward(gx)
    seen.update({"after the pass": gx.data, "second": kata.grad(x)})
    x.data = moved
    seen.update({"after the move": gx.data, "second after the move": kata.grad(x)})
    return seen


def test_two_faces_of_one_gradient(observe, draw):
    """x.grad is for differentiating, x.grad.data for computing: a number that stays as it is, whatever x does next."""
    x = draw.array(2, low=1.1, high=3)
    seen = observe(both_faces, x=x, moved=draw.array(2))
    after = f"{F}; y.backward(create_graph=True); gx = x.grad"
    expect(seen["variable"], True, "gx is a Variable", after=after, x=x)
    expect(seen["graph"], True, "gx has a creator", after=after, x=x)
    expect(seen["array"], True, "gx.data is an array", after=after, x=x)
    after = f"{after}; x.cleargrad()"
    expect(seen["cleared"], True, "x.grad is None", after=after, x=x)
    expect(seen["after cleargrad"], slope(x), "gx.data", after=after, x=x)
    after = f"{after}; gx.backward()"
    expect(seen["after the pass"], slope(x), "gx.data", after=after, x=x)
    expect(seen["second"], curvature(x), "x.grad.data", after=after, x=x)
    after = f"{after}; x.data = another array"
    expect(seen["after the move"], slope(x), "gx.data", after=after, x=x)
    expect(seen["second after the move"], curvature(x), "x.grad.data", after=after, x=x)


def walk_by_hand(kata, x, rounds):
    x = kata.Variable(x)
    places = []
    for _ in range(rounds):
        y = x**4 - 2 * x**2
        kata.cleargrad(x)
        kata.backward(y, create_graph=True)
        gx = x.grad
        kata.cleargrad(x)
        if not isinstance(gx, kata.Variable):
            break
        kata.backward(gx)
        if x.grad is None:
            break
        x.data = np.asarray(x.data - gx.data / x.grad.data)
        places.append(x.data)
    return places


def test_each_round_is_computed_anew(observe, draw):
    """When x.data has moved, the next two passes give the derivatives at the new place."""
    after = f"7 times: {F}; x.cleargrad(); y.backward(create_graph=True); gx = x.grad; x.cleargrad(); gx.backward()"
    after = f"{after}; x.data = x.data - gx.data / x.grad.data"
    for x in (np.array(2.0), draw.array(low=1.2, high=3)):
        claim_places(observe(walk_by_hand, x=x, rounds=7), walk(x, 7, slope, curvature), after, x)


def claim_places(seen, due, after, x):
    for number, (place, expected) in enumerate(zip([*seen, None], due, strict=False), start=1):
        expect(place, expected, f"x.data after round {number}", after=after, x=x)


# From here on the function newton is called.


def newton_from(kata, x, rounds, a, b):
    places = []
    for iters in rounds:
        moving = kata.Variable(x.copy())
        kata.newton(lambda x: a * x * x * x * x - b * x * x, moving, iters=iters)
        places.append(moving.data)
    return places


@public
def test_newton_walks(observe, draw):
    """newton(f, x, iters) moves x.data by so many rounds of x - f'(x) / f''(x), element by element."""
    rounds = list(range(1, 8))
    for x in (np.array(2.0), draw.array(low=1.2, high=3), draw.array(low=-3, high=-1.2), draw.array(3, low=1.2, high=3)):
        due = walk(x, 7, slope, curvature)
        seen = observe(newton_from, x=x, rounds=rounds, a=1.0, b=2.0)
        for iters, place, expected in zip(rounds, seen, due, strict=True):
            after = f"newton(lambda x: x * x * x * x - 2 * x * x, x, iters={iters})"
            expect(place, expected, "x.data", after=after, x=x)


def test_newton_takes_any_function(observe, draw):
    """newton gets all it knows about f from backward passes."""
    a, b, x = draw.number(), draw.number(), draw.array(low=2, high=3)
    due = walk(x, 5, lambda x: 4 * a * x**3 - 2 * b * x, lambda x: 12 * a * x**2 - 2 * b)
    seen = observe(newton_from, x=x, rounds=[1, 2, 5], a=a, b=b)
    for iters, place in zip((1, 2, 5), seen, strict=True):
        after = f"newton(lambda x: {a} * x * x * x * x - {b} * x * x, x, iters={iters})"
        expect(place, due[iters - 1], "x.data", after=after, x=x)


def test_newton_where_f_bends_down(observe, draw):
    """Where the second derivative is negative, newton's step is the same fraction, and leads uphill."""
    x = draw.array(2, low=0.3, high=0.4)
    due = walk(x, 2, slope, curvature)
    for iters, place in enumerate(observe(newton_from, x=x, rounds=[1, 2], a=1.0, b=2.0), start=1):
        after = f"newton(lambda x: x * x * x * x - 2 * x * x, x, iters={iters})"
        expect(place, due[iters - 1], "x.data", after=after, note="here the second derivative is negative", x=x)


def newton_by_ones(kata, x, rounds):
    x = kata.Variable(x.copy())
    kata.backward(x * x)
    places = []
    for _ in range(rounds):
        kata.newton(lambda x: x * x * x * x - 2 * x * x, x, iters=1)
        places.append(np.array(x.data))
    return places


def test_newton_begins_anew(observe, draw):
    """newton goes the same way whatever an earlier pass, or an earlier newton, has left in x.grad."""
    after = "(x * x).backward(); 7 times: newton(lambda x: x * x * x * x - 2 * x * x, x, iters=1)"
    for x in (np.array(2.0), draw.array(2, low=1.2, high=3)):
        claim_places(observe(newton_by_ones, x=x, rounds=7), walk(x, 7, slope, curvature), after, x)


def newton_by_default(kata, x):
    x = kata.Variable(x.copy())
    kata.newton(lambda x: x * x * x * x, x)
    return x.data


def test_ten_rounds_by_default(observe, draw):
    """Without iters, newton goes ten rounds."""
    x = draw.array()
    note = "for x⁴ each round takes away one third of x"
    due = x * (2 / 3) ** 10
    after = "newton(lambda x: x * x * x * x, x)"
    expect(observe(newton_by_default, x=x), np.array(due), "x.data", after=after, note=note, x=x)


def what_newton_returns(kata, x):
    x = kata.Variable(x.copy())
    y = kata.newton(lambda x: x * x * x * x - 2 * x * x, x, iters=2)
    return {"same": y is x, "array": isinstance(x.data, np.ndarray), "shape": list(np.shape(x.data))}


def test_x_itself_moves_and_comes_back(observe, draw):
    """newton returns the Variable x that it was given, which holds an array as before."""
    after = "y = newton(lambda x: x * x * x * x - 2 * x * x, x, iters=2)"
    for x in (draw.array(low=1.2, high=3), draw.array(2, low=1.2, high=3)):
        seen = observe(what_newton_returns, x=x)
        expect(seen["same"], True, "y is x", after=after, x=x)
        expect(seen["array"], True, "x.data is an array", after=after, x=x)
        expect(seen["shape"], list(x.shape), "the shape of x.data", after=after, x=x)
