"""Step 2: a function takes a variable and gives back a new one; a subclass says what is computed."""

import numpy as np

from grader.checks import expect, public


def apply(kata, name, x):
    """Square or Exp of the variable x: by the class, or by a function where a framework has nothing else."""
    if kata.has(name.lower()) and not kata.has(name):
        return getattr(kata, name.lower())(x)
    return kata.call(getattr(kata, name)(), x)


def opened(kata, y):
    """The numbers in the box y, or words for what is there instead of them."""
    if not isinstance(y, kata.Variable):
        return f"nothing, for y is of type {type(y).__name__}"
    numbers = isinstance(y.data, (np.ndarray, np.generic, float))
    return np.array(y.data) if numbers else f"something of type {type(y.data).__name__}"


def squared(kata, x):
    y = apply(kata, "Square", kata.Variable(x))
    variable = isinstance(y, kata.Variable)
    holds = type(y.data).__name__ if variable else None
    return {"variable": variable, "holds": holds, "data": opened(kata, y)}


@public
def test_square_gives_a_variable(observe, draw):
    """Square takes a Variable and gives back a Variable, with the array directly in it."""
    x = draw.array(3)
    seen, after = observe(squared, x=x), "y = Square()(Variable(x))"
    expect(seen["variable"], True, "y is a Variable", after=after, x=x)
    expect(seen["holds"], "ndarray", "type(y.data).__name__", after=after, x=x)


@public
def test_each_element_is_squared(observe, draw):
    """Square squares each element by itself, whatever the shape of the array and the sign of the numbers."""
    for x in (draw.array(3, low=-9.0, high=-0.3), draw.array(2, 3, low=-3.0, high=3.0), draw.array()):
        expect(observe(squared, x=x)["data"], x * x, "y.data", after="y = Square()(Variable(x))", x=x)


def what_is_left(kata, x):
    box = kata.Variable(x)
    y = apply(kata, "Square", box)
    return {"new": y is not box, "same": box.data is x, "x": x}


def test_the_input_is_untouched(observe, draw):
    """The variable that goes in comes out of the call as it was: another variable gets the result."""
    x = draw.array(2, 2)
    seen, after = observe(what_is_left, x=x), "v = Variable(x); y = Square()(v)"
    expect(seen["new"], True, "y is another variable than v", after=after, x=x)
    expect(seen["same"], True, "v.data is still the array x", after=after, x=x)
    expect(seen["x"], x, "x", after=after, x=x)


# From here on the function is one of ours: a subclass of the learner's Function with a forward of its own.
# In step 11 forward gets a list and gives one.


def call_one_of_ours(kata, x, result, calls):
    class Ours(kata.Function):
        def forward(self, *given):
            listed = isinstance(given[0], (list, tuple))
            got = given[0][0] if listed else given[0]
            array = isinstance(got, np.ndarray)
            note = {"type": type(got).__name__, "value": np.array(got) if array else None}
            calls.append(note)
            return [result] if listed else kata.result(result)

        def backward(self, *gradients):  # an abstract base class may want one
            raise NotImplementedError

    return kata.call(Ours(), kata.Variable(x))


def what_forward_gets(kata, x, result):
    calls = []
    call_one_of_ours(kata, x, result, calls)
    return calls


def test_forward_gets_the_array(observe, draw):
    """Calling a function calls the forward of its own class once, on the array and not on the variable."""
    x, result = draw.array(3), draw.array(2)
    after = "f(Variable(x)), where f is of a subclass of Function with a forward of its own"
    calls = observe(what_forward_gets, x=x, result=result)
    expect(len(calls), 1, "calls of f.forward", after=after, x=x)
    expect(calls[0]["type"], "ndarray", "the type of what forward gets", after=after, x=x)
    expect(calls[0]["value"], x, "what forward gets", after=after, x=x)


def what_comes_out(kata, x, result):
    y = call_one_of_ours(kata, x, result, [])
    return {"variable": isinstance(y, kata.Variable), "data": opened(kata, y)}


def test_the_result_of_forward_is_in_the_new_box(observe, draw):
    """Whatever array forward returns is what the new variable holds."""
    x, result = draw.array(3), draw.array(2)
    seen = observe(what_comes_out, x=x, result=result)
    given = {"after": "y = f(Variable(x)), where the forward of f returns r", "x": x, "r": result}
    expect(seen["variable"], True, "y is a Variable", **given)
    expect(seen["data"], result, "y.data", **given)


def called_twice(kata, a, b, slope):
    f = kata.spy("f", slopes=(slope,))
    y = kata.call(f, kata.Variable(a))
    before = opened(kata, y)
    z = kata.call(f, kata.Variable(b))
    return {"apart": y is not z, "before": before, "y": opened(kata, y), "z": opened(kata, z)}


def test_each_call_makes_a_new_variable(observe, draw):
    """A function can be called again: its second result is a variable of its own, and the first stays as it was."""
    a, b, slope = draw.array(2), draw.array(2), draw.number(2, 9)
    seen = observe(called_twice, a=a, b=b, slope=slope)
    given = {"after": f"y = f(Variable(a)); z = f(Variable(b)), where f multiplies by {slope}", "a": a, "b": b}
    expect(seen["before"], slope * a, "y.data before the second call", **given)
    expect(seen["apart"], True, "y and z are different variables", **given)
    expect(seen["y"], slope * a, "y.data", **given)
    expect(seen["z"], slope * b, "z.data", **given)


def without_a_forward(kata, x):
    class Unfinished(kata.Function):
        pass

    call_one_of_ours(kata, x, x, [])  # whether Function can be called at all is not the question here
    given = []
    try:
        f = Unfinished()
    except TypeError:  # an abstract base class refuses even to make one
        return {"raises": True, "given": given}
    try:
        raises = kata.raises_unwritten(lambda: given.append(kata.call(f, kata.Variable(x))))
    except TypeError:  # forward(self), without x: it takes nothing, and says so when it is asked for nothing
        raises = kata.raises_unwritten(lambda: f.forward())
    return {"raises": raises, "given": [opened(kata, y) for y in given]}


def test_a_function_without_forward_says_so(observe, draw):
    """Function itself computes nothing: calling a subclass that has no forward raises NotImplementedError."""
    x = draw.array()
    seen = observe(without_a_forward, x=x)
    after = "f(Variable(x)), where f is of a subclass of Function without a forward"
    expect(seen["raises"], True, "it raises NotImplementedError", after=after, x=x)
