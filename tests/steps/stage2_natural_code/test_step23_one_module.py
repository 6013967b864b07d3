"""Step 23: the framework is a module, whose operators are set up when it is imported."""

import numpy as np

from grader.checks import LeftOut, expect, public, until

OPERATORS = "neg add radd sub rsub mul rmul truediv rtruediv pow".split()
DUNDERS = [f"__{name}__" for name in OPERATORS]

# Expressions in two variables x and w, a number c and an array a, with the derivative for x.
SLOPES = {
    "-x": lambda x, w, c, a: -np.ones_like(x),
    "x + w": lambda x, w, c, a: np.ones_like(x),
    "x + c": lambda x, w, c, a: np.ones_like(x),
    "c + x": lambda x, w, c, a: np.ones_like(x),
    "a + x": lambda x, w, c, a: np.ones_like(x),
    "x - w": lambda x, w, c, a: np.ones_like(x),
    "x - c": lambda x, w, c, a: np.ones_like(x),
    "c - x": lambda x, w, c, a: -np.ones_like(x),
    "a - x": lambda x, w, c, a: -np.ones_like(x),
    "x * w": lambda x, w, c, a: w,
    "c * x": lambda x, w, c, a: np.full_like(x, c),
    "a * x": lambda x, w, c, a: a,
    "x / w": lambda x, w, c, a: 1 / w,
    "x / c": lambda x, w, c, a: np.full_like(x, 1 / c),
    "c / x": lambda x, w, c, a: -c / x**2,
    "a / x": lambda x, w, c, a: -a / x**2,
    "x ** 3": lambda x, w, c, a: 3 * x**2,
}


def without_and_with(kata, operators, text, x, w, c, a):
    kind = kata.Variable
    before = {name: vars(kind)[name] for name in operators if name in vars(kind)}
    for name in before:
        delattr(kind, name)
    try:
        kata.setup_variable()
        x = kata.Variable(x)
        scope = {"x": x, "w": kata.Variable(w), "c": c, "a": a}
        raised = kata.raises(lambda: scope.update(y=eval(text, scope)))
        if raised:
            return {"raised": f"{raised['type']}: {raised['message']}"}
        if not isinstance(scope["y"], kind):
            return {"raised": f"no Variable but {type(scope['y']).__name__}"}
        kata.backward(scope["y"])
        return {"raised": None, "value": scope["y"].data, "grad": kata.grad(x)}
    finally:
        for name in operators:
            if name in vars(kind):
                delattr(kind, name)
        for name, value in before.items():
            setattr(kind, name, value)


def each_expression(observe, draw):
    """What comes of each expression after setup_variable() on a class without operators, and its inputs."""
    inputs = {"x": draw.array(2), "w": draw.array(2), "c": draw.number(), "a": draw.array(2)}
    for text in SLOPES:
        used = {name: value for name, value in inputs.items() if name in text}
        after = f"setup_variable() on a class that had no operators; y = {text}"
        yield text, observe(without_and_with, operators=DUNDERS, text=text, **inputs), inputs, after, used


@public
def test_setup_variable_brings_every_operator(observe, draw):
    """setup_variable() gives the class Variable all its operators, with a variable on either side."""
    for text, seen, inputs, after, used in each_expression(observe, draw):
        expect(seen["raised"], None, "what this raised", after=after, **used)
        expect(seen["value"], eval(text, dict(inputs)), "y.data", after=after, **used)


def test_gradients_come_back_through_the_operators(observe, draw):
    """Gradients come back through every operator that setup_variable() brings."""
    for text, seen, inputs, after, used in each_expression(observe, draw):
        if seen["raised"] is None:
            after = f"{after}; y.backward()"
            expect(seen["grad"], SLOPES[text](**inputs), "x.grad", after=after, **used)


def code_of(value):
    return getattr(value, "__code__", type(value))


def imported_and_again(kata, operators):
    imported = [getattr(kata.Variable, name, None) for name in operators]
    kata.setup_variable()
    again = [getattr(kata.Variable, name, None) for name in operators]
    pairs = zip(operators, imported, again, strict=True)
    return [name for name, first, second in pairs if code_of(first) != code_of(second)]


@public
def test_importing_sets_the_operators_up(observe):
    """Importing the file is enough: what setup_variable() does has been done by then."""
    seen = observe(imported_and_again, operators=DUNDERS)
    after = "import of the file, then setup_variable() by hand"
    expect(seen, [], "operators of Variable that changed only then", after=after)


def star(kata):
    found = []
    raised = kata.raises(lambda: found.append(kata.star()))
    if raised:
        return {"raised": f"{raised['type']}: {raised['message']}"}
    names = ["Variable", "Function", "using_config", "no_grad", "as_array", "as_variable"]
    return {
        "raised": None,
        "missing": [name for name in names if name in kata.namespace and name not in found[0]],
        "tools": sorted(name for name, value in found[0].items() if kata.is_foreign_module(value)),
    }


@public
def test_import_star_brings_the_framework(observe):
    """`from this_module import *` works, and brings what a program needs to build and differentiate expressions."""
    seen = observe(star)
    after = "from this_module import *"
    expect(seen["raised"], None, "what this raised", after=after)
    expect(seen["missing"], [], "names that were not brought", after=after)


def test_import_star_leaves_the_tools_at_home(observe):
    """`from this_module import *` does not bring along the modules that the framework itself imports."""
    seen = observe(star)
    expect(seen.get("tools", []), [], "modules that came along", after="from this_module import *")


# From step 24 on a file uses the framework: it is a program again, and shows what it finds.


def at_import(kata):
    _ = kata.setup_variable
    problems = [f"{problem['type']}: {problem['message']}" for problem in kata.problems]
    program = not kata.along_our_exercise and kata.Variable.__module__ != kata.namespace["__name__"]
    return {"printed": kata.printed, "problems": problems, "program": program}


@until(24)
def test_importing_prints_nothing(observe):
    """Importing the file prints nothing."""
    seen = observe(at_import)
    if seen["program"]:  # along the book it is a program already, and the framework lies in a package beside it
        raise LeftOut("not asked: this is a program, and the framework is what it imports")
    expect(seen["printed"], "", "what was printed", after="import of the file")


@until(24)
def test_importing_raises_nothing(observe):
    """Every statement at the left margin runs through when the file is imported."""
    expect(observe(at_import)["problems"], [], "what was raised", after="import of the file")
