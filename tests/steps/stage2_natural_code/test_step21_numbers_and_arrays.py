"""Step 21: numbers and arrays can stand on either side of an operator, and what comes out is a variable."""

import numpy as np

from grader.checks import expect, public

NUMBERS = (np.ndarray, np.generic, float)

# Gradients of products are step 20's. One that is wrong there is no matter of this step, as long as x gets beside a number
# what it gets beside a Variable; so each expression is computed among Variables too, as it stands and with x on the left.


def right(x, c, d):
    return x + d if c is None else x * c + d


def left(x, c, d):
    return d + x if c is None else d + c * x


def on_the_right(kata, x, c, d):
    return beside(kata, x, (c, d), right)


def on_the_left(kata, x, c, d):
    return beside(kata, x, (c, d), left, right)


def beside(kata, x, sides, *written):
    """What an expression gives beside numbers or arrays, and `own`: the gradients of x from it and its like among Variables."""
    box = kata.Variable(x)
    return {**value_and_gradient(kata, written[0](box, *sides), box), "own": among_variables(kata, x, sides, *written)}


def among_variables(kata, x, sides, *written):
    found = []
    for expression in written:
        box, *boxes = [side if side is None else kata.Variable(np.asarray(side)) for side in (x, *sides)]
        try:
            kata.backward(expression(box, *boxes))
        except Exception:  # then only the right gradient will do
            continue
        found.append(kata.grad(box))
    return [gradient for gradient in found if gradient is not None]


def value_and_gradient(kata, y, x):
    """The value of y and the gradient that reaches x, or the class of what is no Variable."""
    if not isinstance(y, kata.Variable):
        dtype = " of dtype " + str(y.dtype) if isinstance(y, np.ndarray) else ""
        return {"class": type(y).__name__ + dtype}
    kata.backward(y)
    return {"class": "Variable", "y": y.data, "x": kata.grad(x)}


def claim(seen, text, x, y, gradient, **given):
    """That the expression gave a Variable with this value, and that x got this gradient, or the one it gets of Variables."""
    given = {"x": x, **given}
    expect(seen["class"], "Variable", "the class of y", after=f"y = {text}", **given)
    expect(seen["y"], np.asarray(y), "y.data", after=f"y = {text}", **given)
    if not any(is_same(seen["x"], own) for own in seen["own"]):
        expect(seen["x"], np.broadcast_to(gradient, np.shape(x)), "x.grad", after=f"y = {text}; y.backward()", **given)


def is_same(seen, own):
    alike = isinstance(seen, NUMBERS) and isinstance(own, NUMBERS) and np.shape(seen) == np.shape(own)
    return alike and np.result_type(seen) == np.result_type(own) and np.allclose(seen, own, rtol=1e-11, atol=0)


@public
def test_a_number_on_the_right(observe, draw):
    """x + d and x * c + d work for numbers c and d, whole ones too, and x gets its gradient."""
    for shape in ((), (3,), (2, 2)):
        for c, d in ((draw.number(2, 9), draw.number()), (draw.integer(2, 9), draw.integer(2, 9))):
            x = draw.array(*shape)
            claim(observe(on_the_right, x=x, c=None, d=d), "x + d", x, x + d, 1.0, d=d)
            claim(observe(on_the_right, x=x, c=c, d=d), "x * c + d", x, x * c + d, float(c), c=c, d=d)


@public
def test_a_number_on_the_left(observe, draw):
    """d + x and d + c * x work for numbers c and d, whole ones too, and x gets its gradient."""
    for shape in ((), (3,), (2, 2)):
        for c, d in ((draw.number(2, 9), draw.number()), (draw.integer(2, 9), draw.integer(2, 9))):
            x = draw.array(*shape)
            claim(observe(on_the_left, x=x, c=None, d=d), "d + x", x, d + x, 1.0, d=d)
            claim(observe(on_the_left, x=x, c=c, d=d), "d + c * x", x, d + c * x, float(c), c=c, d=d)


def test_an_array_on_the_right(observe, draw):
    """x + d and x * c + d work for arrays c and d, and x gets its gradient."""
    for shape in ((), (1,), (2, 2)):
        x, c, d = draw.array(*shape), draw.array(*shape), draw.array(*shape)
        claim(observe(on_the_right, x=x, c=None, d=d), "x + d", x, x + d, 1.0, d=d)
        claim(observe(on_the_right, x=x, c=c, d=d), "x * c + d", x, x * c + d, c, c=c, d=d)


@public
def test_an_array_on_the_left(observe, draw):
    """d + x and d + c * x with arrays c and d on the left are one Variable, not an array of Variables."""
    for shape in ((), (1,), (2, 2)):
        x, c, d = draw.array(*shape), draw.array(*shape), draw.array(*shape)
        claim(observe(on_the_left, x=x, c=None, d=d), "d + x", x, d + x, 1.0, d=d)
        claim(observe(on_the_left, x=x, c=c, d=d), "d + c * x", x, d + c * x, c, c=c, d=d)


def numpy_numbers(kata, x, c, d):
    sides = np.float64(c), np.float64(d)
    return {"x * c + d": beside(kata, x, sides, right), "d + c * x": beside(kata, x, sides, left, right)}


def test_a_number_of_numpy(observe, draw):
    """A number of NumPy's own kind, as np.sum gives it, is as good as a Python number, on either side."""
    x, c, d = draw.array(2), draw.number(2, 9), draw.number()
    for text, found in observe(numpy_numbers, x=x, c=c, d=d).items():
        after = f"{text}, where c and d are np.float64"
        claim(found, after, x, x * c + d, c, c=c, d=d)


def polynomial(kata, x, a, b, c):
    return beside(
        kata, x, (a, b, c), lambda x, a, b, c: a * x * x + x * b + c, lambda x, a, b, c: x * a * x + x * b + c
    )


def test_a_polynomial(observe, draw):
    """a * x * x + x * b + c has the gradient 2ax + b, for numbers and for arrays a, b and c."""
    for shape in ((), (1, 1)):  # gradients of several elements are added up at 14
        x = draw.array(*shape)
        for a, b, c in (tuple(draw.number() for _ in "abc"), tuple(draw.array(*shape) for _ in "abc")):
            seen = observe(polynomial, x=x, a=a, b=b, c=c)
            y, gradient = a * x * x + x * b + c, 2 * a * x + b
            claim(seen, "a * x * x + x * b + c", x, y, gradient, a=a, b=b, c=c)


def between_spies(kata, x, c, local):
    def through(x, c):
        f, g = kata.spy("f", local=local[:1]), kata.spy("g", local=local[1:])
        return kata.call(g, c * kata.call(f, x) + c)

    def with_x_first(x, c):
        f, g = kata.spy("f", local=local[:1]), kata.spy("g", local=local[1:])
        return kata.call(g, kata.call(f, x) * c + c)

    box = kata.Variable(x)
    kata.backward(through(box, c))
    return {"x": kata.grad(box), "own": among_variables(kata, x, (c,), through, with_x_first)}


def test_the_graph_goes_on_behind_a_number(observe, draw):
    """What was computed before an operator with a number or an array still gets its gradient, through backward."""
    local = [draw.number(2, 9) for _ in range(2)]
    for c in (draw.number(2, 9), draw.array(2, low=2, high=9)):
        x = draw.array(2)
        after = f"y = g(c * f(x) + c); y.backward(), where f and g send back gy times {local}"
        seen = observe(between_spies, x=x, c=c, local=local)
        if not any(is_same(seen["x"], own) for own in seen["own"]):
            due = np.full(2, local[0] * local[1]) * c
            expect(seen["x"], due, "x.grad", after=after, x=x, c=c)


def results_of_any_dtype(kata, x, c):
    x = kata.Variable(x)
    found = {}
    for text, y in (("x + c", x + c), ("c + x", c + x), ("x * c", x * c), ("c * x", c * x)):
        data = y.data if isinstance(y, kata.Variable) else None
        plain = isinstance(data, np.ndarray) and data.dtype != object
        found[text] = {"dtype": str(data.dtype), "y": data.astype(float)} if plain else {"dtype": type(y).__name__}
    return found


def test_a_number_is_not_cut_off(observe, draw):
    """With an array of integers a number keeps its fraction; one of float32 may stay or become float64."""
    c = draw.number(1.1, 1.9)
    for x, dtypes in (
        (np.array([draw.integer(2, 9) for _ in range(3)]), ("float64",)),
        (draw.array(3).astype(np.float32), ("float32", "float64")),
        (draw.array(3), ("float64",)),
    ):
        seen = observe(results_of_any_dtype, x=x, c=c)
        for text, due in (("x + c", x + c), ("c + x", x + c), ("x * c", x * c), ("c * x", x * c)):
            given = {"after": f"y = {text}", "x": x, "c": c}
            note = f"x is an array of {x.dtype}"
            right = seen[text]["dtype"] in dtypes
            expect(right, True, f"y.data is of dtype {' or '.join(dtypes)}", note=note, **given)
            expect(seen[text]["y"], due.astype(float), "y.data", rtol=1e-6, **given)


def what_as_variable_gives(kata, x):
    if not kata.has("as_variable"):
        return None
    box = kata.Variable(x)
    y = kata.square(box)
    made = kata.as_variable(x)
    is_variable = isinstance(made, kata.Variable)
    return {
        "leaf": kata.as_variable(box) is box,
        "result": kata.as_variable(y) is y,
        "array": is_variable,
        "data": made.data if is_variable else None,
        "made": is_variable and made.creator is not None,
    }


def test_as_variable(observe, draw):
    """as_variable gives a Variable back as it is, and makes a Variable of an array."""
    for shape in ((), (2, 2)):
        x = draw.array(*shape)
        seen = observe(what_as_variable_gives, x=x)
        if seen is None:  # there are other ways to make a variable of what is none
            return
        expect(seen["leaf"], True, "as_variable(x) is x itself", after="x = Variable(data)", data=x)
        expect(seen["result"], True, "as_variable(y) is y itself", after="y = square(Variable(data))", data=x)
        expect(seen["array"], True, "as_variable(data) is a Variable", data=x)
        expect(seen["data"], x, "as_variable(data).data", data=x)
        expect(seen["made"], False, "as_variable(data) has a creator", data=x)
