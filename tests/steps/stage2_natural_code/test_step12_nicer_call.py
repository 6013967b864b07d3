"""Step 12: a function is called with its variables side by side, and a single result comes without a list."""

import numpy as np

from grader.checks import LeftOut, expect, public, until


def kind_of(kata, thing):
    return "Variable" if isinstance(thing, kata.Variable) else type(thing).__name__


def result_of(kata, y):
    return {"kind": kind_of(kata, y), "value": getattr(y, "data", None), "data": type(getattr(y, "data", None)).__name__}


def by_add(kata, x0, x1):
    before = [x0.copy(), x1.copy()]
    y = kata.add(kata.Variable(x0), kata.Variable(x1))
    untouched = all(np.array_equal(x, kept) for x, kept in zip((x0, x1), before, strict=True))
    return {**result_of(kata, y), "untouched": untouched}


@public
def test_add_takes_two_variables(observe, draw):
    """add takes two Variables and gives one, with the sum of their arrays."""
    for shape in ((), (3,), (2, 2)):
        x0, x1 = draw.array(*shape), draw.array(*shape, low=2, high=9)
        seen = observe(by_add, x0=x0, x1=x1)
        given = {"after": "y = add(Variable(x0), Variable(x1))", "x0": x0, "x1": x1}
        expect(seen["kind"], "Variable", "y is a", **given)
        expect(seen["value"], np.asarray(x0 + x1), "y.data", **given)
        expect(seen["data"], "ndarray", "type(y.data).__name__", **given)
        expect(seen["untouched"], True, "x0 and x1 are as they were", **given)


def by_add_with_itself(kata, x):
    x = kata.Variable(x)
    return result_of(kata, kata.add(x, x))


def test_add_takes_one_variable_twice(observe, draw):
    """add takes the same Variable in both places, too."""
    for shape in ((), (3,)):
        x = draw.array(*shape)
        seen = observe(by_add_with_itself, x=x)
        expect(seen["value"], np.asarray(x + x), "y.data", after="x = Variable(data); y = add(x, x)", data=x)


def by_class(kata, name, xs):
    return result_of(kata, getattr(kata, name)()(*[kata.Variable(x) for x in xs]))


@public
def test_variables_stand_side_by_side(observe, draw):
    """A function is called with its Variables one after the other, without a list around them, and gives one Variable."""
    x0, x1 = draw.array(2), draw.array(2)
    for name, xs, value in (("Square", [x0], x0**2), ("Add", [x0, x1], x0 + x1), ("Exp", [x0], np.exp(x0))):
        seen = observe(by_class, name=name, xs=xs)
        call = ", ".join(f"Variable(x{place})" for place in range(len(xs)))
        given = {"after": f"y = {name}()({call})", **{f"x{place}": x for place, x in enumerate(xs)}}
        expect(seen["kind"], "Variable", "y is a", **given)
        expect(seen["value"], value, "y.data", **given)


# A function of our own, with as many inputs as a check wants; `seen` is what forward was given.


def weighted_sum(kata, weights, seen):
    class Sum(kata.Function):
        def forward(self, *xs):
            seen.extend(xs)
            return kata.result(sum(weight * x for weight, x in zip(weights, xs, strict=True)))

        def backward(self, *gradients):  # an abstract base class may want one
            raise NotImplementedError

    return Sum()


def what_forward_gets(kata, weights, xs):
    seen = []
    f = weighted_sum(kata, weights, seen)
    boxes = [kata.Variable(x) for x in xs]
    y = f(*boxes)
    same = [x is box.data for x, box in zip(seen, boxes, strict=False)]
    return {"kinds": [kind_of(kata, x) for x in seen], "same": same, **result_of(kata, y)}


def test_forward_gets_the_arrays_themselves(observe, draw):
    """forward is called with the arrays of the Variables, one argument for each, as many as there are."""
    for count in (1, 2, 3, 4):
        weights, xs = [float(draw.integer(2, 9)) for _ in range(count)], [draw.array(2) for _ in range(count)]
        seen = observe(what_forward_gets, weights=weights, xs=xs)
        given = {"after": f"f({', '.join(f'Variable(x{place})' for place in range(count))})"}
        expect(seen["kinds"], ["ndarray"] * count, "the arguments of forward", **given)
        expect(seen["same"], [True] * count, "whether these are the arrays of the Variables", **given)


def test_a_single_result_comes_bare(observe, draw):
    """Where forward gives one array, the call gives one Variable, and no list."""
    for shape in ((), (3,), (1,)):
        weights, xs = [float(draw.integer(2, 9)) for _ in range(3)], [draw.array(*shape) for _ in range(3)]
        seen = observe(what_forward_gets, weights=weights, xs=xs)
        formula = " + ".join(f"{weight:g}·x{place}" for place, weight in enumerate(weights))
        given = {"after": f"y = f(x0, x1, x2), where forward of f gives {formula}"}
        given.update({f"x{place}": x for place, x in enumerate(xs)})
        expect(seen["kind"], "Variable", "y is a", **given)
        value = sum(weight * x for weight, x in zip(weights, xs, strict=True))
        expect(seen["value"], np.asarray(value), "y.data", **given)
        expect(seen["data"], "ndarray", "type(y.data).__name__", **given)


# Several results are not asked for before step 16. So a framework may refuse them; but one that takes them gives them
# all, in a list or in a tuple. The two results differ in shape, so that nobody can make one array of them.


def several_results(kata, x0, x1):
    class Both(kata.Function):
        def forward(self, x0, x1):
            return x0 - x1, np.sum(x0 * x1)

        def backward(self, *gradients):  # an abstract base class may want one
            raise NotImplementedError

    f, boxes = Both(), [kata.Variable(x0), kata.Variable(x1)]
    try:
        outputs = f(*boxes)
    except NotImplementedError:
        raise
    except Exception:
        return None
    if not isinstance(outputs, (list, tuple)):
        value = outputs.data if isinstance(outputs, kata.Variable) else None  # tells which of them came out
        return {"kind": "one " + kind_of(kata, outputs), "value": value}
    results = [result_of(kata, y) for y in outputs]
    creators = [y.creator is f for y in outputs]
    return {"kind": f"{len(outputs)} of them", "results": results, "creators": creators}


def test_several_results_come_together(observe, draw):
    """Where forward gives several arrays in a tuple, the call gives as many Variables, in a list or in a tuple."""
    x0, x1 = draw.array(3), draw.array(3)
    seen = observe(several_results, x0=x0, x1=x1)
    if seen is None:
        return
    after = "ys = f(Variable(x0), Variable(x1)), where forward of f gives a pair, x0 - x1 and sum(x0·x1)"
    given = {"after": after, "x0": x0, "x1": x1}
    expect(seen["kind"], "2 of them", "ys", **given)
    for place, value in enumerate((x0 - x1, np.sum(x0 * x1))):
        expect(seen["results"][place]["kind"], "Variable", f"ys[{place}] is a", **given)
        expect(seen["results"][place]["value"], np.asarray(value), f"ys[{place}].data", **given)
        expect(seen["creators"][place], True, f"the creator of ys[{place}] is f", **given)


def links(kata, xs):
    f, boxes = weighted_sum(kata, [1.0] * len(xs), []), [kata.Variable(x) for x in xs]
    y = f(*boxes)
    inputs = [any(kept is box for box in boxes[place : place + 1]) for place, kept in enumerate(kata.inputs(f))]
    return {"inputs": inputs, "creator": y.creator is f}


def test_every_link_is_there(observe, draw):
    """The function remembers all that went in, in its order, and the result knows its creator."""
    for count in (1, 2, 3):
        seen = observe(links, xs=[draw.array() for _ in range(count)])
        given = {"after": f"y = f({', '.join(f'x{place}' for place in range(count))})"}
        expect(seen["inputs"], [True] * count, "whether f.inputs holds the Variables that went in", **given)
        expect(seen["creator"], True, "y.creator is f", **given)


def known_output(kata, x):
    f = weighted_sum(kata, [1.0], [])
    y = f(kata.Variable(x))
    return [kept is y for kept in kata.outputs(f)]


@until(17)  # from there on a function need not know its outputs, as long as the way back finds their gradients
def test_the_function_knows_what_came_out(observe, draw):
    """The function remembers what came out."""
    seen = observe(known_output, x=draw.array())
    expect(seen, [True], "whether f.outputs holds the Variable that came out", after="y = f(x)")


def value_and_slope(kata, names, x):
    x = y = kata.Variable(x)
    for name in names:
        y = getattr(kata, name)(y)
    goes_back = kata.along_our_exercise or not kata.raises(lambda: kata.backward(y))
    if kata.along_our_exercise:
        kata.backward(y)
    return {"value": y.data, "slope": kata.grad(x) if goes_back else None}


def has_square_and_exp(kata):
    return kata.along_our_exercise or (kata.own("square") and kata.own("exp"))


@public
def test_square_and_exp_move_along(observe, draw):
    """square and exp, their values and their gradients, are what they were before the call changed."""
    if not observe(has_square_and_exp):  # the book leaves them out for a while
        raise LeftOut("not asked: there is no square or no exp in this file, and so nothing that had to move along")
    for shape in ((), (1,), (3,)):
        x = draw.array(*shape, low=-0.9, high=0.9)
        for names, value, slope in (
            (["square"], x**2, 2 * x),
            (["exp"], np.exp(x), np.exp(x)),
            (["square", "exp", "square"], np.exp(2 * x**2), 4 * x * np.exp(2 * x**2)),
        ):
            call = "x"
            for name in names:
                call = f"{name}({call})"
            seen = observe(value_and_slope, names=names, x=x)
            expect(seen["value"], np.asarray(value), "y.data", after=f"y = {call}", x=x)
            if seen["slope"] is None:  # the book brings the way back through several inputs at 13
                continue
            expect(seen["slope"], np.asarray(slope), "x.grad", after=f"y = {call}; y.backward()", x=x)
