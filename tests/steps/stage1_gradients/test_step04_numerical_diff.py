"""Step 4: the central difference, which measures a derivative."""

import numpy as np

from grader.checks import expect, public, until

NEAR = 1e-5  # with the default eps a central difference errs by less than a tenth of that, a one-sided one by more
EXACT = 1e-7  # for what has no error but rounding, divided by eps: along the book that may be 1e-8
SMALL = 1e-3  # what an eps of one's own choice may be


def apply(kata, name, x):
    """Square or Exp of the variable x: by the class, or by a function where a framework has nothing else."""
    if kata.has(name.lower()) and not kata.has(name):
        return getattr(kata, name.lower())(x)
    if not kata.has(name):  # a file that measures and has no functions of its own: any function of variables will do
        return kata.Variable(np.asarray(np.exp(x.data) if name == "Exp" else np.square(x.data)))
    return kata.call(getattr(kata, name)(), x)


def measured(slope):
    """A slope, or words for what came in the place of numbers."""
    return slope if isinstance(slope, (np.ndarray, np.generic, float)) else f"something of type {type(slope).__name__}"


def what_is_handed_over(kata, x):
    given = []

    def f(v):
        given.append(isinstance(v, kata.Variable))
        return apply(kata, "Square", v if given[-1] else kata.Variable(np.asarray(v)))

    slope = kata.numerical_diff(f, kata.Variable(x))
    return {"variables": all(given), "result": type(slope).__name__}


@public
def test_f_gets_variables_and_the_slope_is_an_array(observe, draw):
    """f is called on Variables, as every function here is; the slope that comes back is an array and not in a box."""
    x = draw.array(2)
    seen, after = observe(what_is_handed_over, x=x), "slope = numerical_diff(f, Variable(x))"
    expect(seen["variables"], True, "f gets Variables", after=after, x=x)
    expect(seen["result"], "ndarray", "type(slope).__name__", after=after, x=x)


def slope_of_square(kata, x):
    return measured(kata.numerical_diff(lambda v: apply(kata, "Square", v), kata.Variable(x)))


@public
def test_slope_of_square(observe, draw):
    """The slope of x² is 2x: for a square the errors of the two sides cancel altogether."""
    for x in (draw.array(1), draw.array(2, low=-3.0, high=-0.3)):
        after = "numerical_diff(square, Variable(x))"
        expect(observe(slope_of_square, x=x), 2 * x, "slope", after=after, rtol=EXACT, x=x)


def slope_of_composition(kata, x):
    def composed(v):
        return apply(kata, "Square", apply(kata, "Exp", apply(kata, "Square", v)))

    return measured(kata.numerical_diff(composed, kata.Variable(x)))


def test_slope_of_a_composition(observe, draw):
    """Any function on variables can be measured, also one that is composed of others, such as (exp(x²))²."""
    after = "numerical_diff(f, Variable(x)), where f(x) is (exp(x²))²"
    for x in (np.array([0.5]), draw.array(2, low=0.3, high=1.2)):
        slope = 4 * x * np.exp(2 * x * x)
        expect(observe(slope_of_composition, x=x), slope, "slope", after=after, rtol=NEAR, x=x)


@until(9)  # from then on a Variable refuses the number that NumPy makes of such an array: a matter of step 9
def test_an_array_without_axes_will_do(observe, draw):
    """An array without axes, a single number, has a single number for its slope."""
    after = "numerical_diff(f, Variable(x)), where f(x) is (exp(x²))²"
    for x in (np.array(0.5), draw.array(low=0.3, high=1.2)):
        slope = np.asarray(4 * x * np.exp(2 * x * x))
        expect(observe(slope_of_composition, x=x), slope, "slope", after=after, rtol=NEAR, x=x)


def slope_of_exp(kata, x, eps):
    return measured(kata.numerical_diff(lambda v: apply(kata, "Exp", v), kata.Variable(x), eps))


def test_error_falls_with_the_square_of_eps(observe, draw):
    """Half the eps leaves a quarter of the error: the mark of a difference that looks to both sides alike."""
    x = draw.array(1)
    slope = np.exp(x)
    wide, narrow = (observe(slope_of_exp, x=x, eps=eps) for eps in (0.2, 0.1))
    expect(wide, slope, "slope", after="numerical_diff(exp, Variable(x), 0.2)", rtol=0.5, x=x)
    expect(narrow, slope, "slope", after="numerical_diff(exp, Variable(x), 0.1)", rtol=0.5, x=x)
    after = "numerical_diff(exp, Variable(x), eps) with eps = 0.2 and then eps = 0.1"
    with np.errstate(all="ignore"):
        ratio = ((wide - slope) / (narrow - slope)).item()
    expect(round(ratio, 1), 4.0, "first error / second error, to one decimal", after=after, x=x)


def where_f_is_called(kata, x, options):
    points = []

    def f(v):
        v = v if isinstance(v, kata.Variable) else kata.Variable(np.asarray(v))
        points.append(v.data.item())
        return apply(kata, "Square", v)

    kata.numerical_diff(f, kata.Variable(x), *options)
    beside = np.array(sorted(set(points) - {x.item()}))
    return {"beside": beside, "at x": x.item() in points}


def chosen(beside, x):
    """The eps that a function uses when none was asked for: any small one will do; 1e-4 where it uses none."""
    farthest = max(beside - x, default=0.0)
    return farthest if 0.0 < farthest <= SMALL else 1e-4


def test_f_is_called_one_eps_to_each_side(observe, draw):
    """f is called at x - eps and at x + eps, with the eps that was asked for, or a small one such as 1e-4 if none was."""
    for options in ([draw.number(0.1, 0.9)], []):
        x = draw.array(1)
        after = f"numerical_diff(f, Variable(x){''.join(f', {given}' for given in options)})"
        seen = observe(where_f_is_called, x=x, options=options)
        eps = options[0] if options else chosen(seen["beside"], x.item())
        due = np.concatenate([x - eps, x + eps])
        expect(seen["beside"], due, "the points beside x at which f is called", after=after, x=x)


def slopes_of_exp(kata, x):
    return measured(kata.numerical_diff(lambda v: apply(kata, "Exp", v), kata.Variable(x)))


def test_a_slope_for_each_element(observe, draw):
    """For an array of several numbers there is a slope for each of them, in the same shape."""
    for x in (draw.array(3), draw.array(2, 3), draw.array(1, 1)):
        after = "numerical_diff(exp, Variable(x))"
        expect(observe(slopes_of_exp, x=x), np.exp(x), "slope", after=after, rtol=NEAR, x=x)


def what_is_left(kata, x, eps):
    box = kata.Variable(x)
    kata.numerical_diff(lambda v: apply(kata, "Square", v), box, eps)
    return {"same": box.data is x, "x": x}


def test_x_stays_as_it_is(observe, draw):
    """The variable keeps its array, and the array its numbers, to the last digit."""
    for x, eps in ((draw.array(1), 1e-4), (draw.array(2, 2), 1e-4), (draw.array(4), 1000.0)):
        seen, after = observe(what_is_left, x=x, eps=eps), f"v = Variable(x); numerical_diff(square, v, {eps})"
        expect(seen["same"], True, "v.data is still the array x", after=after, x=x)
        expect(seen["x"], x, "x", after=after, rtol=0.0, x=x)


def slope_of_a_spy(kata, x, slope, local):
    log = []
    if not kata.has("Function"):  # then nothing has a backward that could be asked
        found = kata.numerical_diff(lambda v: kata.Variable(v.data * slope), kata.Variable(x))
        return {"slope": measured(found), "backward": False}
    spy = kata.spy("f", log, slopes=(slope,), local=(local,))
    found = kata.numerical_diff(lambda v: kata.call(spy, v), kata.Variable(x))
    return {"slope": measured(found), "backward": any(line.startswith("backward") for line in log)}


def test_the_slope_is_measured(observe, draw):
    """The slope comes from the values of f alone; whatever a function may say about its own derivative is not asked."""
    x, slope, local = draw.array(2), draw.number(2, 5), draw.number(6, 9)
    seen = observe(slope_of_a_spy, x=x, slope=slope, local=local)
    after = f"numerical_diff(f, Variable(x)), where f multiplies by {slope}, and its backward by {local}"
    expect(seen["backward"], False, "the backward of f is called", after=after, x=x)
    expect(seen["slope"], np.full(2, slope), "slope", after=after, rtol=EXACT, x=x)
