"""Step 3: the exponential, and functions one behind the other."""

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


def exponential(kata, x):
    return opened(kata, apply(kata, "Exp", kata.Variable(x)))


@public
def test_exp_of_one_number(observe, draw):
    """Exp gives e to the power of x, to all the digits that a float has, for small, large and negative x."""
    for x in (draw.array(), draw.array(low=-30.0, high=-10.0), draw.array(low=10.0, high=30.0), np.array(0.0)):
        expect(observe(exponential, x=x), np.exp(x), "y.data", after="y = Exp()(Variable(x))", x=x)


def test_exp_of_each_element(observe, draw):
    """Exp works element by element, whatever the shape of the array."""
    for x in (draw.array(3, low=-3.0, high=3.0), draw.array(2, 3), draw.array(1)):
        expect(observe(exponential, x=x), np.exp(x), "y.data", after="y = Exp()(Variable(x))", x=x)


def chain(kata, x, names):
    y = kata.Variable(x)
    for name in names:
        y = apply(kata, name, y)
    return opened(kata, y)


@public
def test_three_functions_in_a_row(observe, draw):
    """Square, Exp and Square one behind the other give (exp(x²))²."""
    for x in (np.array(0.5), draw.array(), draw.array(2, 2)):
        seen = observe(chain, x=x, names=["Square", "Exp", "Square"])
        expect(seen, np.exp(x * x) ** 2, "y.data", after="y = Square()(Exp()(Square()(Variable(x))))", x=x)


def test_the_order_of_the_calls_counts(observe, draw):
    """The function that is called first acts first: exp(x²) is one thing, (exp(x))² another."""
    x = draw.array(2, low=2.1, high=2.9)
    seen = observe(chain, x=x, names=["Square", "Exp"])
    expect(seen, np.exp(x * x), "y.data", after="y = Exp()(Square()(Variable(x)))", x=x)
    seen = observe(chain, x=x, names=["Exp", "Square"])
    expect(seen, np.exp(x) ** 2, "y.data", after="y = Square()(Exp()(Variable(x)))", x=x)


def twice(kata, x):
    a = apply(kata, "Exp", kata.Variable(x))
    y = apply(kata, "Exp", a)
    return {"a": opened(kata, a), "y": opened(kata, y)}


def test_exp_of_exp(observe, draw):
    """The result of Exp can go into Exp once more, and is not lost by that."""
    x = draw.array(3, low=-1.0, high=1.0)
    seen, after = observe(twice, x=x), "a = Exp()(Variable(x)); y = Exp()(a)"
    expect(seen["y"], np.exp(np.exp(x)), "y.data", after=after, x=x)
    expect(seen["a"], np.exp(x), "a.data", after=after, x=x)


def what_is_in_between(kata, x):
    box = kata.Variable(x)
    a = apply(kata, "Square", box)
    b = apply(kata, "Exp", a)
    y = apply(kata, "Square", b)
    return {
        "same": box.data is x,
        "x": x,
        "a": opened(kata, a),
        "b": opened(kata, b),
        "apart": len({id(v) for v in (box, a, b, y)}),
    }


def test_what_is_in_between_stays(observe, draw):
    """Every call makes a variable of its own, and those in between still hold their values at the end."""
    x = draw.array(3)
    seen = observe(what_is_in_between, x=x)
    after = "v = Variable(x); a = Square()(v); b = Exp()(a); y = Square()(b)"
    expect(seen["same"], True, "v.data is still the array x", after=after, x=x)
    expect(seen["x"], x, "x", after=after, x=x)
    expect(seen["a"], x * x, "a.data", after=after, x=x)
    expect(seen["b"], np.exp(x * x), "b.data", after=after, x=x)
    expect(seen["apart"], 4, "different variables among v, a, b, y", after=after, x=x)
