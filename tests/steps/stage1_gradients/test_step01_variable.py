"""Step 1: a box that holds the very array it was given, and any array in its place."""

import numpy as np

from grader.checks import expect, public


def put_into_a_box(kata, a):
    x = kata.Variable(a)
    return {"type": type(x.data).__name__, "data": x.data, "same": x.data is a}


@public
def test_the_very_array_is_in_the_box(observe, draw):
    """x.data is the very array that was put into the box, neither a copy of it nor something made from it."""
    for a in (draw.array(3), draw.array(2, 3), draw.array(), draw.array(1), draw.array(2, 1)):
        seen, after = observe(put_into_a_box, a=a), "x = Variable(a)"
        expect(seen["type"], "ndarray", "type(x.data).__name__", after=after, a=a)
        expect(seen["data"], a, "x.data", after=after, a=a)
        expect(seen["same"], True, "x.data is a", after=after, a=a)


def test_any_array_fits(observe, draw):
    """An array of any shape, number type and value goes into the box and stays as it is."""
    some = draw.array(3, low=1.1, high=8.9)
    for a in (np.array(0.0), np.array(draw.integer(2, 9)), some.astype(np.float32), some.astype(np.int64), np.zeros(2)):
        seen, after = observe(put_into_a_box, a=a), f"x = Variable(a), where a has the dtype {a.dtype}"
        expect(seen["type"], "ndarray", "type(x.data).__name__", after=after, a=a)
        expect(seen["data"], a, "x.data", after=after, a=a)


def put_another_in(kata, a, b):
    x = kata.Variable(a)
    kept = a.copy()
    x.data = b
    return {
        "type": type(x.data).__name__,
        "data": x.data,
        "same": x.data is b,
        "first": bool((a == kept).all()),
    }


def test_another_array_can_take_its_place(observe, draw):
    """Assigning to x.data puts another array into the box, and leaves the first array as it was."""
    for a, b in ((draw.array(), draw.array()), (draw.array(3), draw.array(2, 2))):
        seen, after = observe(put_another_in, a=a, b=b), "x = Variable(a); x.data = b"
        expect(seen["type"], "ndarray", "type(x.data).__name__", after=after, a=a, b=b)
        expect(seen["data"], b, "x.data", after=after, a=a, b=b)
        expect(seen["same"], True, "x.data is b", after=after, a=a, b=b)
        expect(seen["first"], True, "the array a is unchanged", after=after, a=a, b=b)


def two_boxes(kata, a, b):
    x, y = kata.Variable(a), kata.Variable(b)
    apart = [x.data, y.data]
    y.data = a + b
    return {"apart": apart, "then": x.data}


def test_each_box_has_an_array_of_its_own(observe, draw):
    """What is put into one box does not show in another."""
    a, b = draw.array(2), draw.array(2)
    seen = observe(two_boxes, a=a, b=b)
    expect(seen["apart"][0], a, "x.data", after="x = Variable(a); y = Variable(b)", a=a, b=b)
    expect(seen["apart"][1], b, "y.data", after="x = Variable(a); y = Variable(b)", a=a, b=b)
    expect(seen["then"], a, "x.data", after="x = Variable(a); y = Variable(b); y.data = a + b", a=a, b=b)


def written_through_the_box(kata, a, value):
    x = kata.Variable(a)
    x.data[0] = value
    return {"box": x.data[0], "array": a[0]}


def written_outside(kata, a, value):
    x = kata.Variable(a)
    a[0] = value
    return x.data[0]


def test_box_and_array_share_what_is_written(observe, draw):
    """A number that is written into the array is seen through the box, and the other way round."""
    a, value = draw.array(2), draw.number()
    seen, after = observe(written_through_the_box, a=a, value=value), "x = Variable(a); x.data[0] = v"
    expect(seen["box"], value, "x.data[0]", after=after, a=a, v=value)
    expect(seen["array"], value, "a[0]", after=after, a=a, v=value)
    seen, after = observe(written_outside, a=a, value=value), "x = Variable(a); a[0] = v"
    expect(seen, value, "x.data[0]", after=after, a=a, v=value)
