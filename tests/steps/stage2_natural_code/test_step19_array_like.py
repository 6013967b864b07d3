"""Step 19: a variable answers the questions that its array answers, and shows what it holds."""

import re

import numpy as np

from grader.checks import expect, public

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def properties(kata, x):
    x = kata.Variable(x)
    found = {"shape": x.shape, "ndim": x.ndim, "size": x.size, "dtype": x.dtype}
    methods = [name for name, value in found.items() if callable(value) and name != "dtype"]
    methods += ["dtype"] if not isinstance(x.dtype, (np.dtype, type)) else []
    if methods:
        return {"methods": methods}
    return {"methods": [], "shape": x.shape, "ndim": x.ndim, "size": x.size, "dtype": str(np.dtype(x.dtype))}


@public
def test_each_is_what_the_array_has(observe, draw):
    """shape, ndim, size and dtype are read without parentheses, and are those of the array."""
    arrays = [draw.array(), draw.array(4), draw.array(2, 3), draw.array(2, 1, 3), draw.array(0, 2)]
    arrays += [draw.array(2, 2).astype(np.float32), np.array([draw.integer(2, 9) for _ in range(3)])]
    for x in arrays:
        seen = observe(properties, x=x)
        expect(seen["methods"], [], "what has to be called first", after="x = Variable(data)", data=x)
        for name, due in (("shape", list(x.shape)), ("ndim", x.ndim), ("size", x.size), ("dtype", str(x.dtype))):
            expect(seen[name], due, f"x.{name}", after="x = Variable(data)", data=x)


def length(kata, x):
    return len(kata.Variable(x))


@public
def test_len_is_that_of_the_first_axis(observe, draw):
    """len(x) is the length of the array's first axis."""
    for shape in ((4,), (2, 3), (3, 1, 2), (0, 3)):
        x = draw.array(*shape)
        expect(observe(length, x=x), shape[0], "len(x)", after="x = Variable(data)", data=x)


def without_address(text, x):
    """The text without what differs from run to run."""
    return text.replace(hex(id(x)), "0x…").replace(type(x).__module__ + ".", "")


def texts(kata, x):
    x = kata.Variable(x)
    found = {"repr": repr(x), "in a list": repr([x]), "str": str(x)}
    ours = kata.along_our_exercise  # another file may call itself what it likes
    return {"class": type(x).__name__ if ours else "", **{call: without_address(text, x) for call, text in found.items()}}


def numbers_in(text):
    return [float(number) for number in NUMBER.findall(text)]


@public
def test_repr_names_the_class_and_shows_the_data(observe, draw):
    """repr(x) has the class's name and every number of the array in it, and a list or print shows the same."""
    for x in (draw.array(), draw.array(3), draw.array(2, 2), draw.array(2, low=-1.7, high=-0.3)):
        seen = observe(texts, x=x)
        for call, text in (("repr(x)", seen["repr"]), ("str(x)", seen["str"]), ("repr([x])", seen["in a list"])):
            numbers = numbers_in(text)
            missing = [float(number) for number in x.flat if float(number) not in numbers]
            expect(missing, [], f"numbers missing in {call}", after="x = Variable(data)", data=x, note=f"it is {text}")
            named = seen["class"].lower() in text.lower()
            expect(named, True, f"{call} has the name {seen['class']} in it", after="x = Variable(data)", data=x)


def written(kata, x):
    x = kata.Variable(x)
    data, texts = x.data, [repr(x), repr(x)]
    return {"same": texts[0] == texts[1], "data": x.data is data, "value": x.data}


def test_to_look_changes_nothing(observe, draw):
    """repr(x) leaves x as it is, and gives the same text again."""
    x = draw.array(2, 2)
    seen = observe(written, x=x)
    expect(seen["same"], True, "the second text is the first one again", after="repr(x); repr(x)", x=x)
    expect(seen["data"], True, "x.data is the array that it was", after="repr(x)", x=x)
    expect(seen["value"], x, "x.data", after="repr(x)", x=x)


def replaced(kata, x, other):
    x = kata.Variable(x)
    before = [x.shape, x.ndim, x.size, str(x.dtype), len(x), repr(x)]
    x.data = other
    return {"now": [x.shape, x.ndim, x.size, str(x.dtype), len(x)], "changed": repr(x) != before[-1]}


def test_they_follow_the_data(observe, draw):
    """When another array is put into the box, the answers are those of the new array."""
    x, other = draw.array(2), draw.array(3, 2).astype(np.float32)
    seen = observe(replaced, x=x, other=other)
    after = "x = Variable(data); x.shape; …; x.data = other"
    dues = (list(other.shape), other.ndim, other.size, str(other.dtype), len(other))
    for name, found, due in zip(("x.shape", "x.ndim", "x.size", "x.dtype", "len(x)"), seen["now"], dues, strict=True):
        expect(found, due, name, after=after, data=x, other=other)
    expect(seen["changed"], True, "repr(x) has changed", after=after, data=x, other=other)


def names(kata, x):
    named = kata.Variable(x, name="weight")
    first = named.name
    other, plain = kata.Variable(x, name="bias"), kata.Variable(x)
    found = {"first": first, "other": other.name, "plain": plain.name is None or plain.name == ""}
    plain.name = "later"
    return {**found, "later": plain.name, "still": named.name}


@public
def test_a_variable_keeps_its_name(observe, draw):
    """A variable keeps the name that it is given, then or later; without one it has none."""
    seen = observe(names, x=draw.array())
    expect(seen["first"], "weight", "x.name", after='x = Variable(data, name="weight")')
    expect(seen["other"], "bias", "z.name", after='x = Variable(data, name="weight"); z = Variable(data, name="bias")')
    expect(seen["plain"], True, "x has no name", after="x = Variable(data)")
    expect(seen["later"], "later", "x.name", after='x = Variable(data); x.name = "later"')
    expect(seen["still"], "weight", "x.name", after='x = Variable(data, name="weight"); others are given names')


def rest_of_the_box(kata, x):
    box = kata.Variable(x, name="weight")
    kept = (box.data is x) == (kata.Variable(x).data is x)
    if not kata.has("Function"):  # a Variable alone may have words of its own for the rest
        return {"data": kept, "grad": True, "creator": True, "computed": False}
    before = {"data": kept, "grad": kata.grad(box) is None, "creator": box.creator is None}
    if kata.raises(lambda: there_and_back(kata, kata.Variable(x))):
        return {**before, "computed": False}  # what raises without a name as well is a matter of older steps
    y = there_and_back(kata, box)
    return {**before, "computed": True, "x": kata.grad(box), "y": y.data}


def there_and_back(kata, x):
    y = kata.add(kata.square(x), x)
    kata.backward(y)
    return y


def test_the_rest_of_the_box_is_as_before(observe, draw):
    """With a name, too, the box holds the very array, no gradient and no creator, and gradients reach it as before."""
    x = draw.array(2)
    seen = observe(rest_of_the_box, x=x)
    after = 'x = Variable(data, name="weight")'
    expect(seen["data"], True, "x.data is the array that was given", after=after, data=x)
    expect(seen["grad"], True, "x.grad is None", after=after, data=x)
    expect(seen["creator"], True, "x.creator is None", after=after, data=x)
    after = f"{after}; y = add(square(x), x); y.backward()"
    if seen["computed"]:
        expect(seen["y"], x**2 + x, "y.data", after=after, data=x)
        expect(seen["x"], 2 * x + 1, "x.grad", after=after, data=x)
