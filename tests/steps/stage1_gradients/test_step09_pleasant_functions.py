"""Step 9: backward begins by itself, helpers make and call a function, and only arrays go into a Variable."""

import numpy as np

from grader.checks import expect, public

# What backward begins with is seen at x behind a Function of ours whose backward gives back just what comes in.


def first_gradient(kata, x):
    class Same(kata.Function):
        def forward(self, x):
            return [x[0].copy()] if isinstance(x, (list, tuple)) else kata.result(kata.number(x).copy())

        def backward(self, gy):
            return kata.result(gy)

    x = kata.Variable(x)
    y = kata.call(Same(), x)
    before = {"x": kata.grad(x), "y": kata.grad(y)}
    kata.backward(y)
    return {"before": before, "x": kata.grad(x)}


SAME = "y = f(Variable(x)); y.backward(), where f copies x, and backward of f gives back the gradient that comes in"


@public
def test_backward_begins_with_ones(observe, draw):
    """Where nobody has set a gradient, backward begins with ones, in the shape of the data and whatever the data is."""
    for x in (draw.array(), draw.array(3, low=-2, high=2), np.append(draw.array(2), 0.0), draw.array(2, 2)):
        expect(observe(first_gradient, x=x)["x"], np.ones(x.shape), "the gradient of x", after=SAME, x=x)


def test_the_ones_are_of_the_dtype_of_the_data(observe, draw):
    """The ones are numbers of the kind that the data holds: float32 for float32, and not always float64."""
    for x in (draw.array(3).astype(np.float32), draw.array(1, 2).astype(np.float32)):
        expect(observe(first_gradient, x=x)["x"], np.ones_like(x), "the gradient of x", after=SAME, x=x)


def at_a_leaf(kata, x):
    x = kata.Variable(x)
    kata.raises(lambda: kata.backward(x))  # a loop that has no function to begin with may say so
    return kata.grad(x)


def test_the_ones_stand_where_backward_was_called(observe, draw):
    """The ones that backward begins with become the gradient of the variable it is called on."""
    for x in (draw.array(), draw.array(3)):
        expect(observe(at_a_leaf, x=x), np.ones(x.shape), "x.grad", after="x = Variable(data); x.backward()", data=x)


def test_there_is_no_gradient_before(observe, draw):
    """It is backward that puts the ones there; before it is called no variable has a gradient."""
    x = draw.array(2)
    seen = observe(first_gradient, x=x)
    for name in "xy":
        expect(seen["before"][name], None, f"{name}.grad", after="x = Variable(data); y = f(x)", data=x)


# A spy is a Function of ours whose backward gives `gy * local`.


def given_gradient(kata, x, gy, local):
    x = kata.Variable(x)
    y = kata.call(kata.spy(local=(local,)), x)
    kata.seed(y, gy)
    kata.backward(y)
    return kata.grad(x)


def test_a_gradient_that_was_set_is_kept(observe, draw):
    """A gradient that was set before backward is called is what backward begins with, were it zero."""
    local = float(draw.integer(2, 9))
    after = f"y = f(Variable(x)); y.grad = gy; y.backward(), where backward of f gives back gy times {local:g}"
    for gy in (draw.array(low=2, high=9), draw.array(3, low=2, high=9), np.array(0.0), np.zeros(2)):
        x = draw.array(*gy.shape)
        seen = observe(given_gradient, x=x, gy=gy, local=local)
        expect(seen, local * gy, "the gradient of x", after=after, x=x, gy=gy)


def kind_of(kata, thing):
    return "Variable" if isinstance(thing, kata.Variable) else type(thing).__name__


def by_square(kata, x):
    box = kata.Variable(x)
    y = kata.square(box)
    return {"kind": kind_of(kata, y), "value": getattr(y, "data", None), "same": y is box}


def by_exp(kata, x):
    box = kata.Variable(x)
    y = kata.exp(box)
    return {"kind": kind_of(kata, y), "value": getattr(y, "data", None), "same": y is box}


def expect_variable(seen, value, call, x):
    expect(seen["kind"], "Variable", f"{call} is a", after="", x=x)
    expect(seen["same"], False, f"{call} is the variable x itself", after="", x=x)
    expect(seen["value"], value, f"{call}.data", after="", x=x)


@public
def test_square_of_a_variable(observe, draw):
    """square makes a Square and calls it: it takes a Variable and gives a new one with the squares."""
    for shape in ((), (3,), (2, 2)):
        x = draw.array(*shape, low=-3, high=3)
        expect_variable(observe(by_square, x=x), x**2, "square(x)", x)


@public
def test_exp_of_a_variable(observe, draw):
    """exp makes an Exp and calls it: it takes a Variable and gives a new one with the exponentials."""
    for shape in ((), (3,), (2, 2)):
        x = draw.array(*shape, low=-3, high=3)
        expect_variable(observe(by_exp, x=x), np.exp(x), "exp(x)", x)


# A function object that stands in two places of a chain would send backward round in a circle for ever, so whether
# the objects differ is looked at first.


def fourth_power(kata, x):
    x = kata.Variable(x)
    a = kata.square(x)
    y = kata.square(a)
    if a.creator is y.creator is not None:
        return {"differ": False, "grad": None}
    kata.backward(y)
    return {"differ": True, "grad": kata.grad(x)}


def test_squares_inside_each_other(observe, draw):
    """Each call of square works on a function object of its own, so that a square of a square finds its way back."""
    for shape in ((), (3,)):
        x = draw.array(*shape)
        seen = observe(fourth_power, x=x)
        after = "a = square(x); y = square(a)"
        expect(seen["differ"], True, "a.creator and y.creator are two objects", after=after, x=x)
        expect(seen["grad"], 4 * x**3, "x.grad", after=f"{after}; y.backward()", x=x)


def pleasant_chain(kata, x):
    x = kata.Variable(x)
    a = kata.exp(x)
    y = kata.exp(kata.square(a))
    if a.creator is y.creator is not None:
        return {"differ": False, "grad": None}
    kata.backward(y)
    return {"differ": True, "grad": kata.grad(x)}


def test_exponentials_inside_each_other(observe, draw):
    """Each call of exp works on an object of its own as well, and one line goes all the way back through both helpers."""
    for shape in ((), (3,)):
        x = draw.array(*shape, low=-1.0, high=0.4)
        seen = observe(pleasant_chain, x=x)
        after = "a = exp(x); y = exp(square(a))"
        slope = 2 * np.exp(2 * x) * np.exp(np.exp(2 * x))
        expect(seen["differ"], True, "a.creator and y.creator are two objects", after=after, x=x)
        expect(seen["grad"], slope, "x.grad", after=f"{after}; y.backward()", x=x)


def forms_of_results(kata, name, x):
    helper = getattr(kata, name)
    once = helper(kata.Variable(x))
    again = helper(once)
    return [{"kind": type(y.data).__name__, "dtype": str(getattr(y.data, "dtype", "none"))} for y in (once, again)]


def test_a_result_without_axes_stays_an_array(observe, draw):
    """The result of a function is an array even when it has no axes, and the dtype stays as it is."""
    for name in ("square", "exp"):
        for dtype in ("float64", "float32"):
            x = draw.array(low=-1.0, high=0.9).astype(dtype)
            calls = (f"{name}(Variable(x))", f"{name}({name}(Variable(x)))")
            for seen, call in zip(observe(forms_of_results, name=name, x=x), calls, strict=True):
                given = {"after": f"y = {call}", "x": x, "x.dtype": dtype}
                expect(seen["kind"], "ndarray", "type(y.data).__name__", **given)
                expect(seen["dtype"], dtype, "y.data.dtype", **given)


def refusals(kata, number, name):
    things = [number, 3, [number, 1.0], (number, 1.0), "text", {"data": number}, type(name, (), {})()]
    answers = []
    for thing in things:
        boxes = []
        error = kata.raises(lambda thing=thing, boxes=boxes: boxes.append(kata.Variable(thing)))
        kind = f"none; a {type(boxes[0].data).__name__} is in the box now" if boxes else error["type"]
        kind = "TypeError" if error and "TypeError" in error["kinds"] else kind
        named = error is not None and type(thing).__name__ in error["message"]
        answers.append({"given": type(thing).__name__, "error": kind, "named": named})
    return answers


@public
def test_what_is_no_array_is_refused(observe, draw):
    """A float, an int, a list, a tuple, a text, or anything else that is no array raises a TypeError at once."""
    for seen in observe(refusals, number=draw.number(), name="Basket"):
        expect(seen["error"], "TypeError", "the error raised", after=f"Variable(what is of type {seen['given']})")


def test_the_refusal_names_the_type(observe, draw):
    """The message of the TypeError holds the name of the type that was given."""
    for seen in observe(refusals, number=draw.number(), name="Basket"):
        given = seen["given"]
        expect(seen["named"], True, f"the message says {given}", after=f"Variable(what is of type {given})")


def what_is_in_the_box(kata, x):
    box = kata.Variable(x)
    return {"same": box.data is x, "value": box.data}


def test_arrays_of_every_kind_go_in(observe, draw):
    """Every array goes in, and stays the very array that was given: of any dtype, without axes, without elements."""
    numbers = draw.array(3, low=2, high=9)
    kinds = (numbers, numbers.astype(np.float32), numbers.astype(np.int64), numbers > 5)
    for x in (*kinds, np.array(numbers[0]), np.array(int(numbers[0])), np.zeros(0), numbers.reshape(1, 3)):
        seen = observe(what_is_in_the_box, x=x)
        given = {"after": "v = Variable(x)", "x": x, "x.dtype": str(x.dtype), "x.shape": str(x.shape)}
        expect(seen["same"], True, "v.data is the array x itself", **given)
        expect(seen["value"], x, "v.data", **given)
