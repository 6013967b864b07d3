"""Step 6: a function can send a gradient back, and a variable has a place for it."""

import numpy as np

from grader.checks import expect, public

SLOPES = {"Square": lambda x: 2 * x, "Exp": np.exp}
EXACT = 1e-13  # a few roundings of the formula; a difference quotient loses more where x is large or tiny


def gradients_before(kata, x):
    x = kata.Variable(x)
    y = kata.call(kata.Square(), x)
    return {"x": kata.grad(x), "y": kata.grad(y)}


@public
def test_there_is_no_gradient_at_first(observe, draw):
    """As long as nobody has gone backward, the gradient of a variable is None."""
    x = draw.array()
    seen = observe(gradients_before, x=x)
    expect(seen["x"], None, "x.grad", after="x = Variable(data)", data=x)
    expect(seen["y"], None, "y.grad", after="y = Square()(Variable(data))", data=x)


# From step 11 on a function may hand over lists, and from step 32 on a gradient is a Variable; `sent_back` gives
# the array in any case.


def sent_back(kata, f, y, gy):
    kata.seed(y, gy)
    gx = f.backward(y.grad)
    return kata.number(gx[0] if isinstance(gx, (tuple, list)) else gx)


def one_function(kata, name, x, gy):
    f = getattr(kata, name)()
    with np.errstate(all="ignore"):
        y = kata.call(f, kata.Variable(x))
        return sent_back(kata, f, y, gy)


def expect_slope(observe, name, x, gy, **options):
    seen = observe(one_function, name=name, x=x, gy=gy)
    after = f"f = {name}(); f(Variable(x))"
    expect(seen, SLOPES[name](x) * gy, "f.backward(gy)", after=after, x=x, gy=gy, **options)


@public
def test_the_slope_of_square(observe, draw):
    """Square.backward gives the derivative of x² at the input, when the gradient that comes in is 1."""
    for x in (draw.array(), -draw.array(), draw.array(low=3, high=9)):
        expect_slope(observe, "Square", x, np.array(1.0))


def test_the_slope_of_exp(observe, draw):
    """Exp.backward gives the derivative of eˣ at the input, when the gradient that comes in is 1."""
    for x in (draw.array(), -draw.array(), draw.array(low=3, high=9)):
        expect_slope(observe, "Exp", x, np.array(1.0))


def test_the_incoming_gradient_is_a_factor(observe, draw):
    """backward multiplies the derivative by the gradient that comes in, element by element."""
    for name in ("Square", "Exp"):
        for shape in ((), (1,), (3,), (2, 2)):
            expect_slope(observe, name, draw.array(*shape, low=-1.5, high=1.5), draw.array(*shape, low=-9, high=9))


def two_functions(kata, name, x0, x1, gy):
    f, g = getattr(kata, name)(), getattr(kata, name)()
    y0 = kata.call(f, kata.Variable(x0))
    y1 = kata.call(g, kata.Variable(x1))
    return {"f": sent_back(kata, f, y0, gy), "g": sent_back(kata, g, y1, gy)}


def test_each_function_remembers_its_own_input(observe, draw):
    """Two functions of one class that were called on two variables each use the input of their own call."""
    for name in ("Square", "Exp"):
        x0, x1, gy = draw.array(2), draw.array(2), draw.array(2)
        seen = observe(two_functions, name=name, x0=x0, x1=x1, gy=gy)
        given = {"after": f"f, g = {name}(), {name}(); f(Variable(x0)); g(Variable(x1))", "x0": x0, "x1": x1, "gy": gy}
        expect(seen["f"], SLOPES[name](x0) * gy, "f.backward(gy)", **given)
        expect(seen["g"], SLOPES[name](x1) * gy, "g.backward(gy)", **given)


def walk(kata, x, gy):
    def back(f, gy):
        gx = f.backward(gy)
        return gx[0] if isinstance(kata.result(None), tuple) and isinstance(gx, tuple) else gx

    A, B, C = kata.Square(), kata.Exp(), kata.Square()
    x = kata.Variable(x)
    a = kata.call(A, x)
    b = kata.call(B, a)
    y = kata.call(C, b)
    kata.seed(y, gy)
    b.grad = back(C, y.grad)
    a.grad = back(B, b.grad)
    x.grad = back(A, a.grad)
    return {"y": y.data, "b": kata.grad(b), "a": kata.grad(a), "x": kata.grad(x)}


@public
def test_the_walk_back_by_hand(observe, draw):
    """From y back to x, what one function sends back is what the next one multiplies."""
    for shape in ((), (2, 2)):
        x, gy = draw.array(*shape, low=0.2, high=1.2), draw.array(*shape, low=0.5, high=3)
        seen = observe(walk, x=x, gy=gy)
        forward = "A, B, C = Square(), Exp(), Square(); a = A(x); b = B(a); y = C(b)"
        back = ["y.grad = gy"] + [f"{x}.grad = {f}.backward({y}.grad)" for y, f, x in ("yCb", "bBa", "aAx")]
        b = np.exp(x**2)
        due = {"y": b**2, "b": 2 * b * gy, "a": b * 2 * b * gy, "x": 2 * x * b * 2 * b * gy}
        expect(seen["y"], due["y"], "y.data", after=forward, x=x)
        for count, name in ((2, "b"), (3, "a"), (4, "x")):
            after = "; ".join([forward, *back[:count]])
            expect(seen[name], due[name], f"{name}.grad", after=after, x=x, gy=gy)


def test_the_derivative_is_exact_at_any_size(observe, draw):
    """The derivative is exact at numbers of every size, huge and tiny ones too."""
    gy = draw.array(6)
    sizes = 10.0 ** np.array([200, 20, 9, -9, -20, -200])
    expect_slope(observe, "Square", draw.array(6, low=1, high=9) * sizes, gy, rtol=EXACT)
    large = draw.array(4, low=100, high=600) * [1, -1, 1, -1]
    expect_slope(observe, "Exp", np.append(large, draw.array(2) * sizes[-2:]), gy, rtol=EXACT)


def test_the_formula_holds_for_complex_numbers(observe, draw):
    """The formula of the derivative holds for complex numbers just as it does for real ones."""
    for name in ("Square", "Exp"):
        x, gy = (draw.array(2) + 1j * draw.array(2) for _ in range(2))
        expect_slope(observe, name, x, gy)


def other_places(kata, name, x, gy):
    places = []

    class Watched(getattr(kata, name)):
        def forward(self, *arrays):
            x = arrays[0]
            places.append(np.array(x[0] if isinstance(x, (tuple, list)) else x))
            return super().forward(*arrays)

    f = Watched()
    y = kata.call(f, kata.Variable(x))
    places.clear()
    sent_back(kata, f, y, gy)
    return [place for place in places if not np.array_equal(place, x)]


def test_backward_does_not_measure(observe, draw):
    """backward uses a formula: it does not call forward at other numbers to see how the result changes."""
    for name in ("Square", "Exp"):
        x, gy = draw.array(), draw.array()
        seen = observe(other_places, name=name, x=x, gy=gy)
        after = f"f = {name}(); f(Variable(x)); f.backward(gy)"
        expect(seen, [], "other numbers at which backward called forward", after=after, x=x, gy=gy)


def arrays_afterwards(kata, name, x, gy):
    f, v = getattr(kata, name)(), kata.Variable(x)
    y = kata.call(f, v)
    result, kept = y.data, y.data.copy()
    sent_back(kata, f, y, gy)
    return {"x": v.data, "gy": gy, "x is x": v.data is x, "y": y.data, "result": kept, "y is y": y.data is result}


def test_backward_writes_into_nothing(observe, draw):
    """backward gives a new array; the data and the gradient that came in stay as they were."""
    for name in ("Square", "Exp"):
        x, gy = draw.array(3), draw.array(3)
        seen = observe(arrays_afterwards, name=name, x=x, gy=gy)
        given = {"after": f"f = {name}(); y = f(Variable(x)); f.backward(gy)", "x": x, "gy": gy}
        expect(seen["gy"], gy, "gy", **given)
        expect(seen["x"], x, "x", **given)
        expect(seen["x is x"], True, "the variable still holds the array x", **given)
        expect(seen["y"], seen["result"], "y.data", **given)
        expect(seen["y is y"], True, "y still holds the array it held", **given)
