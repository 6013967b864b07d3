"""Step 27: the sine as a function with a derivative of its own, and as a sum of powers."""

import math

import numpy as np

from grader.checks import expect, public

THRESHOLDS = (1e-2, 1e-4, 1e-6, 1e-8)
MOST = 60  # terms, more than any threshold here takes
NEAR = 1e-3  # along the book a sum may end where its author likes: with any threshold up to this it is as near to the sine


def shaped(draw):
    for shape in ((), (3,), (2, 2)):
        yield draw.array(*shape, low=-3.0, high=3.0), draw.array(*shape)


def sine_and_gradient(kata, x, seed):
    x = kata.Variable(x)
    y = kata.sin(x)
    value = y.data
    kata.seed(y, seed)
    kata.backward(y)
    return {"value": value, "grad": kata.grad(x)}


@public
def test_values_of_sin(observe, draw):
    """sin(x) is the sine of each element."""
    for x, seed in shaped(draw):
        seen = observe(sine_and_gradient, x=x, seed=seed)["value"]
        expect(seen, np.asarray(np.sin(x)), "y.data", after="y = sin(x)", x=x)


@public
def test_gradient_of_sin(observe, draw):
    """What arrives at y = sin(x) goes on to x, times the cosine of x."""
    for x, seed in shaped(draw):
        seen = observe(sine_and_gradient, x=x, seed=seed)["grad"]
        expect(seen, np.asarray(seed * np.cos(x)), "x.grad", after="y = sin(x); y.grad = g; y.backward()", x=x, g=seed)


def two_sines(kata, x, c):
    x = kata.Variable(x)
    kata.backward(kata.sin(c * x) * kata.sin(x))
    return kata.grad(x)


def test_sines_in_an_expression(observe, draw):
    """Sines inside of a longer expression send back the right gradients, each at its own input."""
    x, c = draw.array(2), draw.number(2, 4)
    due = c * np.cos(c * x) * np.sin(x) + np.sin(c * x) * np.cos(x)
    after = "y = sin(c * x) * sin(x); y.backward()"
    expect(observe(two_sines, x=x, c=c), due, "x.grad", after=after, rtol=1e-11, x=x, c=c)


def terms(x):
    """x, -x³/3!, x⁵/5!, …"""
    return [(-1) ** i * x ** (2 * i + 1) / math.factorial(2 * i + 1) for i in range(MOST)]


def slopes(x):
    """The derivatives of the terms: 1, -x²/2!, x⁴/4!, …"""
    return [(-1) ** i * x ** (2 * i) / math.factorial(2 * i) for i in range(MOST)]


def terms_due(x, threshold):
    """How many terms there are up to the first one that is smaller in size than the threshold."""
    return next(i for i, term in enumerate(terms(x), start=1) if abs(term) < threshold)


def terms_in(value, x):
    """The number of terms that add up to this value, or None."""
    sums = np.cumsum(terms(x))
    found = [i for i, total in enumerate(sums, start=1) if abs(value - total) < 1e-13]
    return found[0] if found else None


def functions_behind(kata, output):
    waiting, met = [output], []
    while waiting:
        f = waiting.pop().creator
        if f is not None and not any(f is other for other in met):
            met.append(f)
            waiting.extend(kata.inputs(f))
    return len(met)


def series(kata, x, threshold):
    x = kata.Variable(x)
    y = kata.my_sin(x) if threshold is None else kata.my_sin(x, threshold)
    if not isinstance(y, kata.Variable):
        return {"is": type(y).__name__}
    value, functions = y.data, functions_behind(kata, y)
    kata.backward(y)
    return {"is": "a Variable", "value": value, "functions": functions, "grad": kata.grad(x)}


def all_series(observe, draw, thresholds=THRESHOLDS):
    """What my_sin gives for small and large numbers of both signs, and what it was given."""
    for low, high in ((0.5, 1.5), (-1.5, -0.5), (2.0, 4.0), (-4.0, -2.0)):
        x = draw.array(low=low, high=high)
        for threshold in thresholds:
            given = {"after": f"y = my_sin(x, {threshold:g})", "x": x}
            seen = observe(series, x=x, threshold=threshold)
            expect(seen["is"], "a Variable", "y", **given)
            expect(list(np.shape(seen["value"])), [], "the axes of y.data", **given)
            yield float(x), threshold, seen, given


@public
def test_the_series_comes_close_to_the_sine(observe, draw):
    """The value of my_sin(x, threshold) is no further from the sine than the threshold."""
    for x, threshold, seen, given in all_series(observe, draw, (*THRESHOLDS, 1e-12)):
        if not abs(seen["value"] - math.sin(x)) <= threshold:
            expect(seen["value"], np.array(math.sin(x)), "y.data", note=f"to within {threshold:g}", **given)


def test_the_series_ends_with_the_first_small_term(observe, draw):
    """Terms are added up to the first one that is smaller in size than the threshold."""
    for x, threshold, seen, given in all_series(observe, draw):
        due, counted = terms_due(x, threshold), terms_in(float(seen["value"]), x)
        if counted is None:
            expect(seen["value"], np.array(sum(terms(x)[:due])), "y.data", note=f"the sum of {due} terms", **given)
        if counted not in (due, due - 1):
            expect(counted, due, "the number of terms in y", **given)


def along_our_exercise(kata):
    return kata.along_our_exercise


def test_the_threshold_may_be_left_out(observe, draw):
    """Without a threshold the sum ends with the first term that is smaller in size than 0.0001."""
    x = draw.array(low=1.0)
    seen = observe(series, x=x, threshold=None)
    given = {"after": "y = my_sin(x)", "x": x}
    expect(seen["is"], "a Variable", "y", **given)
    value, due = float(seen["value"]), terms_due(float(x), 1e-4)
    counted = terms_in(value, float(x))
    if counted not in (due, due - 1):
        ends_elsewhere = counted is not None and abs(value - math.sin(x)) <= NEAR and not observe(along_our_exercise)
        if not ends_elsewhere:
            expect(seen["value"], np.array(sum(terms(float(x))[:due])), "y.data", note=f"the sum of {due} terms", **given)


def test_a_smaller_threshold_takes_more_functions(observe, draw):
    """The smaller the threshold, the more functions there are in the graph behind the result."""
    x = draw.array(low=1.0)
    counts = [observe(series, x=x, threshold=threshold).get("functions", 0) for threshold in THRESHOLDS]
    rising = all(fewer < more for fewer, more in zip(counts, counts[1:], strict=False))
    after = f"my_sin(x, threshold) for the thresholds {', '.join(f'{threshold:g}' for threshold in THRESHOLDS)}"
    expect(rising, True, "the number of functions rises", after=after, x=x, functions=counts)


def test_the_gradient_comes_through_the_series(observe, draw):
    """The gradient of my_sin(x, threshold) is that of the very sum that was computed, term by term."""
    for x, threshold, seen, given in all_series(observe, draw):
        count = terms_in(float(seen["value"]), x) or terms_due(x, threshold)
        given["after"] += "; y.backward()"
        due, note = sum(slopes(x)[:count]), f"the slope of a sum of {count} terms"
        grad = seen["grad"]
        if not isinstance(grad, (np.ndarray, float)) or np.shape(grad) or not abs(grad - due) < 1e-12:
            expect(grad, np.array(due), "x.grad", note=note, **given)
