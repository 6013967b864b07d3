"""Step 29: Newton's method, with a slope from a backward pass and a second derivative from paper."""

import numpy as np

from grader.checks import expect, public, until

F = "y = x ** 4 - 2 * x ** 2"
CALL = "newton_by_hand(lambda x: x * x * x * x - 2 * x * x, lambda x: 12 * x * x - 4, x"


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


# This check asks the framework. It does without the function, which a file of one's own may not have.


def slopes_on_the_way(kata, places):
    x = kata.Variable(places[0])
    seen = []
    for place in places:
        x.data = place
        kata.cleargrad(x)
        kata.backward(x**4 - 2 * x**2)
        seen.append(np.asarray(kata.grad(x)))
    return seen


@public
def test_the_slope_is_that_of_the_new_place(observe, draw):
    """When x.data has moved, cleargrad and a new backward pass give the slope at the new place and nothing else."""
    for shape in ((), (3,)):
        places = [np.full(shape, 2.0), draw.array(*shape, low=1.1, high=3), draw.array(*shape, low=-3, high=-1.1)]
        seen = observe(slopes_on_the_way, places=places)
        for number, place in enumerate(places):
            after = f"{F}; y.backward()" + "; x.data = a new place; x.cleargrad(); y anew; y.backward()" * bool(number)
            expect(seen[number], slope(place), "x.grad", after=after, x=place)


# From here on the function is called. It reads x.grad as an array, which step 32 puts an end to.


def newton_from(kata, x, rounds, a, b):
    places = []
    for iters in rounds:
        moving = kata.Variable(x.copy())
        kata.newton_by_hand(
            lambda x: a * x * x * x * x - b * x * x, lambda x: 12 * a * x * x - 2 * b, moving, iters=iters
        )
        places.append(moving.data)
    return places


@public
@until(32)
def test_it_walks(observe, draw):
    """newton_by_hand moves x.data by so many rounds of x - f'(x) / f''(x), element by element."""
    rounds = list(range(1, 8))
    for x in (np.array(2.0), draw.array(low=1.2, high=3), draw.array(low=-3, high=-1.2), draw.array(3, low=1.2, high=3)):
        due = walk(x, 7, slope, curvature)
        seen = observe(newton_from, x=x, rounds=rounds, a=1.0, b=2.0)
        for iters, place, expected in zip(rounds, seen, due, strict=True):
            expect(place, expected, "x.data", after=f"{CALL}, iters={iters})", x=x)


@until(32)
def test_it_takes_any_function(observe, draw):
    """newton_by_hand knows about f only what backward passes and second_derivative tell it."""
    a, b, x = draw.number(), draw.number(), draw.array(low=2, high=3)
    due = walk(x, 5, lambda x: 4 * a * x**3 - 2 * b * x, lambda x: 12 * a * x**2 - 2 * b)
    seen = observe(newton_from, x=x, rounds=[1, 2, 5], a=a, b=b)
    for iters, place in zip((1, 2, 5), seen, strict=True):
        f, second = f"lambda x: {a} * x * x * x * x - {b} * x * x", f"lambda x: 12 * {a} * x * x - 2 * {b}"
        expect(place, due[iters - 1], "x.data", after=f"newton_by_hand({f}, {second}, x, iters={iters})", x=x)


@until(32)
def test_it_walks_where_f_bends_down(observe, draw):
    """Where the second derivative is negative, the step is the same fraction, and leads uphill."""
    x = draw.array(2, low=0.3, high=0.4)
    due = walk(x, 2, slope, curvature)
    for iters, place in enumerate(observe(newton_from, x=x, rounds=[1, 2], a=1.0, b=2.0), start=1):
        note = "here the second derivative is negative"
        expect(place, due[iters - 1], "x.data", after=f"{CALL}, iters={iters})", note=note, x=x)


def what_it_asks(kata, x):
    asked, arrays = [], []

    def second_derivative(place):
        arrays.append(isinstance(place, np.ndarray))
        asked.append(np.array(place if arrays[-1] else place.data))
        return 12 * asked[-1] ** 2 - 4

    kata.newton_by_hand(lambda x: x * x * x * x - 2 * x * x, second_derivative, kata.Variable(x.copy()), iters=4)
    return {"arrays": all(arrays), "asked": asked}


@until(32)
def test_it_asks_for_the_second_derivative_where_x_is(observe, draw):
    """newton_by_hand calls second_derivative with an array: the place where x is in that round."""
    for x in (np.array(2.0), draw.array(2, low=1.2, high=3)):
        seen = observe(what_it_asks, x=x)
        after = "newton_by_hand(lambda x: x * x * x * x - 2 * x * x, second_derivative, x, iters=4)"
        expect(seen["arrays"], True, "second_derivative is called with an array each time", after=after, x=x)
        for number, place in enumerate([x, *walk(x, 3, slope, curvature)], start=1):
            near = [p for p in seen["asked"] if p.shape == place.shape and np.allclose(p, place, rtol=1e-9, atol=0)]
            what = f"second_derivative is called at the x of round {number}, {place}"
            expect(bool(near), True, what, after=after, x=x)


def newton_by_ones(kata, x, rounds):
    x = kata.Variable(x.copy())
    kata.backward(x * x)
    places = []
    for _ in range(rounds):
        kata.newton_by_hand(lambda x: x * x * x * x - 2 * x * x, lambda x: 12 * x * x - 4, x, iters=1)
        places.append(np.array(x.data))
    return places


@until(32)
def test_it_begins_anew(observe, draw):
    """newton_by_hand goes the same way whatever an earlier backward pass has left in x.grad."""
    for x in (np.array(2.0), draw.array(2, low=1.2, high=3)):
        seen = observe(newton_by_ones, x=x, rounds=7)
        for number, expected in enumerate(walk(x, 7, slope, curvature), start=1):
            after = f"(x * x).backward(); 7 times: {CALL}, iters=1)"
            expect(seen[number - 1], expected, f"x.data after call {number}", after=after, x=x)


def newton_by_default(kata, x):
    x = kata.Variable(x.copy())
    kata.newton_by_hand(lambda x: x * x * x * x, lambda x: 12 * x * x, x)
    return x.data


@until(32)
def test_ten_rounds_by_default(observe, draw):
    """Without iters, newton_by_hand goes ten rounds."""
    x = draw.array()
    note = "for x⁴ each round takes away one third of x"
    due = np.array(x * (2 / 3) ** 10)
    after = "newton_by_hand(lambda x: x * x * x * x, lambda x: 12 * x * x, x)"
    expect(observe(newton_by_default, x=x), due, "x.data", after=after, note=note, x=x)


def what_it_returns(kata, x):
    x = kata.Variable(x.copy())
    y = kata.newton_by_hand(lambda x: x * x * x * x - 2 * x * x, lambda x: 12 * x * x - 4, x, iters=2)
    return {"same": y is x, "array": isinstance(x.data, np.ndarray), "shape": list(np.shape(x.data))}


@until(32)
def test_x_itself_moves_and_comes_back(observe, draw):
    """newton_by_hand returns the Variable x that it was given, which holds an array as before."""
    for x in (draw.array(low=1.2, high=3), draw.array(2, low=1.2, high=3)):
        seen = observe(what_it_returns, x=x)
        after = f"y = {CALL}, iters=2)"
        expect(seen["same"], True, "y is x", after=after, x=x)
        expect(seen["array"], True, "x.data is an array", after=after, x=x)
        expect(seen["shape"], list(x.shape), "the shape of x.data", after=after, x=x)
