"""Step 11: lists of variables go into a function and come out of it; what was there before moves along."""

import numpy as np

from grader.checks import LeftOut, expect, public, until

# Step 12 takes the lists away again where one has to type them, so what is said of lists holds until then. Whether a
# list comes as a list or as a tuple makes no difference.


def kind_of(kata, thing):
    return "Variable" if isinstance(thing, kata.Variable) else type(thing).__name__


def sum_of_two(kata, x0, x1):
    before = [x0.copy(), x1.copy()]
    outputs = kata.Add()([kata.Variable(x0), kata.Variable(x1)])
    if not isinstance(outputs, (list, tuple)):
        return {"kind": "one " + kind_of(kata, outputs)}
    return {
        "kind": "a list",
        "items": [kind_of(kata, y) for y in outputs],
        "values": [getattr(y, "data", None) for y in outputs],
        "untouched": all(np.array_equal(x, kept) for x, kept in zip((x0, x1), before, strict=True)),
    }


@public
@until(12)
def test_a_list_goes_in_and_a_list_comes_out(observe, draw):
    """A function is called with a list of Variables and gives a list of Variables, also when there is only one."""
    for shape in ((), (3,), (2, 2)):
        x0, x1 = draw.array(*shape), draw.array(*shape, low=2, high=9)
        seen = observe(sum_of_two, x0=x0, x1=x1)
        given = {"after": "ys = Add()([Variable(x0), Variable(x1)])", "x0": x0, "x1": x1}
        expect(seen["kind"], "a list", "what comes out", **given)
        expect(seen["items"], ["Variable"], "what is in the list", **given)
        expect(seen["values"][0], x0 + x1, "ys[0].data", **given)
        expect(seen["untouched"], True, "x0 and x1 are as they were", **given)


# Functions of our own, with as many inputs and outputs as a check wants; `seen` is what forward was given.


def mixture(kata, rows, seen):
    """A Function whose outputs are weighted sums of its inputs, one for each row of weights."""

    class Mixture(kata.Function):
        def forward(self, *given):
            seen.extend(given)
            xs = given[0] if len(given) == 1 and isinstance(given[0], (list, tuple)) else given
            return [sum(weight * x for weight, x in zip(row, xs, strict=True)) for row in rows]

        def backward(self, *gradients):  # an abstract base class may want one
            raise NotImplementedError

    return Mixture()


def what_forward_gets(kata, xs):
    seen = []
    boxes = [kata.Variable(x) for x in xs]
    mixture(kata, [[1.0] * len(xs)], seen)(boxes)
    if len(seen) != 1 or not isinstance(seen[0], (list, tuple)):
        return {"kind": " and ".join(kind_of(kata, thing) for thing in seen)}
    same = [any(item is box.data for box in boxes[place : place + 1]) for place, item in enumerate(seen[0])]
    return {"kind": "one list", "items": [kind_of(kata, item) for item in seen[0]], "same": same}


@until(12)
def test_forward_gets_a_list_of_arrays(observe, draw):
    """forward gets one list, and in it the arrays of the Variables, all of them, in their order."""
    for count in (1, 2, 3):
        xs = [draw.array(2) for _ in range(count)]
        seen = observe(what_forward_gets, xs=xs)
        given = {"after": f"f([{', '.join(f'Variable(x{place})' for place in range(count))}])"}
        expect(seen["kind"], "one list", "what forward is given", **given)
        expect(seen["items"], ["ndarray"] * count, "what is in the list", **given)
        expect(seen["same"], [True] * count, "whether these are the arrays of the Variables", **given)


def several_outputs(kata, rows, xs):
    f = mixture(kata, rows, [])
    inputs = [kata.Variable(x) for x in xs]
    outputs = list(f(inputs))
    return {
        "outputs": [kind_of(kata, y) for y in outputs],
        "values": [getattr(y, "data", None) for y in outputs],
        "kinds": [type(y.data).__name__ for y in outputs],
        "creators": [y.creator is f for y in outputs],
        "inputs": [kept is x for kept, x in zip(kata.inputs(f), inputs, strict=False)],
        "counts": [len(kata.inputs(f)), len(kata.outputs(f))],
        "kept": [kept is y for kept, y in zip(kata.outputs(f), outputs, strict=False)],
    }


def three_from_two(observe, draw, shape):
    rows = [[float(draw.integer(2, 9)), float(-draw.integer(2, 9))] for _ in range(3)]
    xs = [draw.array(*shape), draw.array(*shape)]
    seen = observe(several_outputs, rows=rows, xs=xs)
    formulas = ", ".join(f"{a:g}·x0 - {-b:g}·x1" for a, b in rows)
    given = {"after": f"f([Variable(x0), Variable(x1)]), where f computes {formulas}", "x0": xs[0], "x1": xs[1]}
    return seen, [a * xs[0] + b * xs[1] for a, b in rows], given


@until(12)
def test_as_many_variables_come_out_as_arrays(observe, draw):
    """Each array that forward gives goes into a Variable of its own, in the same order."""
    for shape in ((2,), (2, 2)):
        seen, values, given = three_from_two(observe, draw, shape)
        expect(seen["outputs"], ["Variable"] * 3, "what is in the list", **given)
        expect(seen["values"], values, "the data of the three outputs", **given)


@until(12)
def test_results_without_axes_stay_arrays(observe, draw):
    """Each result goes into its Variable as an array, when it has no axes too."""
    seen, values, given = three_from_two(observe, draw, ())
    expect(seen["kinds"], ["ndarray"] * 3, "the types of the data of the three outputs", **given)
    expect(seen["values"], [np.asarray(value) for value in values], "the data of the three outputs", **given)


@until(12)
def test_every_link_is_there(observe, draw):
    """The function remembers all inputs and all outputs, in their order, and is the creator of each output."""
    seen, _, given = three_from_two(observe, draw, (2,))
    expect(seen["counts"], [2, 3], "how many inputs and outputs f remembers", **given)
    expect(seen["inputs"], [True, True], "whether f.inputs holds the Variables that went in", **given)
    expect(seen["kept"], [True] * 3, "whether f.outputs holds the Variables that came out", **given)
    expect(seen["creators"], [True] * 3, "whether the creator of each output is f", **given)


# The book leaves square and exp out or as they were for a while, and with them the way back. A file along it that does
# so is not asked for them; our exercise is.


def moved_along(kata):
    """Whether square and exp take a Variable, and whether backward goes through them."""
    if kata.along_our_exercise:
        return [True, True]
    if not (kata.own("square") and kata.own("exp")):
        return [False, False]
    x = kata.Variable(np.array(0.5))
    called = not kata.raises(lambda: (kata.square(x).data, kata.exp(x).data))
    return [called, called and not kata.raises(lambda: kata.backward(kata.exp(kata.square(x))))]


def expect_square_and_exp(observe, backward=False):
    if not observe(moved_along)[backward]:
        raise LeftOut("not asked: square and exp are not in this file, or are still as they were, as the book leaves them")


# From here on nothing is said of lists, and all of it holds for every later framework.


def sum_with_itself(kata, x):
    x = kata.Variable(x)
    f = kata.Add()
    return {"value": kata.call(f, x, x).data, "inputs": [kept is x for kept in kata.inputs(f)]}


def test_a_variable_may_go_in_twice(observe, draw):
    """A variable that stands in the list twice goes in twice."""
    for shape in ((), (3,)):
        x = draw.array(*shape)
        seen, after = observe(sum_with_itself, x=x), "x = Variable(data); f = Add(); [y] = f([x, x])"
        expect(seen["value"], np.asarray(x + x), "y.data", after=after, data=x)
        expect(seen["inputs"], [True, True], "whether f.inputs holds x in each place", after=after, data=x)


def by_helper(kata, name, x):
    before = x.copy()
    y = getattr(kata, name)(kata.Variable(x))
    return {"kind": kind_of(kata, y), "value": getattr(y, "data", None), "untouched": bool((x == before).all())}


@public
def test_square_and_exp_move_along(observe, draw):
    """square and exp are called as before, with a Variable and without a list, and give a Variable."""
    expect_square_and_exp(observe)
    for name, values in (("square", np.square), ("exp", np.exp)):
        for shape in ((), (3,)):
            x = draw.array(*shape)
            seen = observe(by_helper, name=name, x=x)
            given = {"after": f"y = {name}(Variable(x))", "x": x}
            expect(seen["kind"], "Variable", "y is a", **given)
            expect(seen["value"], np.asarray(values(x)), "y.data", **given)
            expect(seen["untouched"], True, "x is as it was", **given)


def slope_of_a_chain(kata, names, x):
    x = y = kata.Variable(x)
    for name in names:
        y = getattr(kata, name)(y)
    kata.backward(y)
    return kata.grad(x)


@public
def test_their_backward_moves_along(observe, draw):
    """The gradients of square, of exp and of chains made of them are what they were before."""
    expect_square_and_exp(observe, backward=True)
    for shape in ((), (3,)):
        x = draw.array(*shape, low=-0.9, high=0.9)
        for names, slope in (
            (["square"], 2 * x),
            (["exp"], np.exp(x)),
            (["square", "square"], 4 * x**3),
            (["square", "exp", "square"], 4 * x * np.exp(2 * x**2)),
        ):
            call = "x"
            for name in names:
                call = f"{name}({call})"
            seen = observe(slope_of_a_chain, names=names, x=x)
            expect(seen, np.asarray(slope), "x.grad", after=f"y = {call}; y.backward()", x=x)


def spied_chain(kata, x, gy, local):
    log = []
    x = y = kata.Variable(x)
    for name, factor in zip("fgh", local, strict=True):
        y = kata.call(kata.spy(name, log, local=(factor,)), y)
    log.clear()
    kata.seed(y, gy)
    kata.backward(y)
    return {"x": kata.grad(x), "log": log}


def test_backward_still_asks_each_function(observe, draw):
    """backward asks each function of the chain once, from the last to the first, and hands on what it is told."""
    expect_square_and_exp(observe, backward=True)
    x, gy, local = draw.array(2), draw.array(2), [float(draw.integer(2, 9)) for _ in range(3)]
    seen = observe(spied_chain, x=x, gy=gy, local=local)
    factors = ", ".join(f"{factor:g}" for factor in local)
    after = f"y = h(g(f(x))); y.grad = gy; y.backward(), where f, g, h send back gy times {factors}"
    expect(seen["log"], ["backward h", "backward g", "backward f"], "the calls", after=after, x=x, gy=gy)
    expect(seen["x"], gy * np.prod(local), "x.grad", after=after, x=x, gy=gy)
