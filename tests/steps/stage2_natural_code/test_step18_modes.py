"""Step 18: gradients in the middle are forgotten, and inside of no_grad nothing is remembered."""

import gc
import weakref

import numpy as np

from grader.checks import alone, expect, public

# Where gradients add up, arrays hold one number: what becomes of several is a matter of step 14.


def diamond(kata, x, w, local):
    f, g = kata.spy("f", local=local[:1]), kata.spy("g", local=local[1:2])
    h = kata.spy("h", slopes=(1.0, 1.0, 1.0), local=local[2:])
    a = kata.call(f, x)
    b = kata.call(g, a)
    return a, b, kata.call(h, a, b, w)


DIAMOND = "a = f(x); b = g(a); y = h(a, b, w)"


def told(local):
    return f"where f sends back {local[0]}·gy, g {local[1]}·gy, and h {', '.join(f'{p}·gy' for p in local[2:])}"


def after_one_pass(kata, x, w, local, options):
    x, w = kata.Variable(x), kata.Variable(w)
    a, b, y = diamond(kata, x, w, local)
    kata.backward(y, **options)
    return {"a": kata.grad(a), "b": kata.grad(b), "x": kata.grad(x), "w": kata.grad(w), "y": kata.grad(y)}


@public
def test_gradients_in_the_middle_are_forgotten(observe, draw):
    """After backward() the variables that a function made, between the leaves and y, have no gradient."""
    x, w, local = draw.array(1), draw.array(1), [draw.number(2, 5) for _ in range(5)]
    seen = observe(after_one_pass, x=x, w=w, local=local, options={})
    for name in "ab":
        expect(seen[name], None, f"{name}.grad", after=f"{DIAMOND}; y.backward()", x=x, w=w)


def test_leaves_keep_theirs(observe, draw):
    """Variables that no function made keep their gradients, and these have gone through every function on the way."""
    x, w, local = draw.array(1), draw.array(1), [draw.number(2, 5) for _ in range(5)]
    seen = observe(after_one_pass, x=x, w=w, local=local, options={})
    f, g, h_a, h_b, h_w = local
    after = f"{DIAMOND}; y.backward(), {told(local)}"
    expect(seen["x"], np.full(1, f * (h_a + g * h_b)), "x.grad", after=after, x=x, w=w)
    expect(seen["w"], np.full(1, h_w), "w.grad", after=after, x=x, w=w)


def test_retain_grad_keeps_them_all(observe, draw):
    """With retain_grad=True every gradient is still there after the pass, with retain_grad=False those in between are not."""
    x, w, local = draw.array(1), draw.array(1), [draw.number(2, 5) for _ in range(5)]
    seen = observe(after_one_pass, x=x, w=w, local=local, options={"retain_grad": True})
    without = observe(after_one_pass, x=x, w=w, local=local, options={"retain_grad": False})
    f, g, h_a, h_b, h_w = local
    after = f"{DIAMOND}; y.backward(retain_grad=True), {told(local)}"
    for name, due in (("a", h_a + g * h_b), ("b", h_b), ("x", f * (h_a + g * h_b)), ("w", h_w)):
        expect(seen[name], np.full(1, due), f"{name}.grad", after=after, x=x, w=w)
    for name in "ab":
        expect(without[name], None, f"{name}.grad", after=f"{DIAMOND}; y.backward(retain_grad=False)", x=x, w=w)


def after_two_passes(kata, x, w, local):
    x, w = kata.Variable(x), kata.Variable(w)
    y = diamond(kata, x, w, local)[2]
    kata.backward(y)
    first = None if kata.grad(x) is None else np.array(kata.grad(x))  # the second pass may write into it
    kata.backward(y)
    return {"first": first, "second": kata.grad(x), "w": kata.grad(w), "data": y.data}


def test_a_second_pass_adds_the_same_again(observe, draw):
    """A second pass over the same graph adds to a leaf just what the first one added."""
    for shape in ((), (1, 1)):
        x, w, local = draw.array(*shape), draw.array(*shape), [draw.number(2, 5) for _ in range(5)]
        seen = observe(after_two_passes, x=x, w=w, local=local)
        f, g, h_a, h_b, h_w = local
        due, after = f * (h_a + g * h_b), f"{DIAMOND}, {told(local)}; y.backward()"
        expect(seen["first"], np.full(shape, due), "x.grad", after=after, x=x, w=w)
        expect(seen["second"], np.full(shape, 2 * due), "x.grad", after=f"{after}; y.backward()", x=x, w=w)
        expect(seen["w"], np.full(shape, 2 * h_w), "w.grad", after=f"{after}; y.backward()", x=x, w=w)
        expect(seen["data"], np.asarray(2 * x + w), "y.data", after=f"{after}; y.backward()", x=x, w=w)


def creators(kata, x):
    x = kata.Variable(x)
    before = kata.square(x)
    with kata.no_grad():
        inside = kata.square(kata.square(x))
        kata.raises(lambda: kata.backward(inside))  # a loop that has no function to begin with may say so
    behind = kata.square(x)
    made = {name: y.creator is not None for name, y in (("before", before), ("inside", inside), ("behind", behind))}
    return {"made": made, "data": inside.data, "x": kata.grad(x)}


@public
def test_no_creator_inside(observe, draw):
    """What is computed inside of no_grad has the right value, no creator, and no way back to x; later results have one."""
    x = draw.array(2)
    seen = observe(creators, x=x)
    inside = "with no_grad(): y = square(square(x))"
    expect(seen["made"]["before"], True, "y has a creator", after="y = square(x)", x=x)
    expect(seen["data"], x**4, "y.data", after=inside, x=x)
    expect(seen["made"]["inside"], False, "y has a creator", after=inside, x=x)
    expect(seen["x"], None, "x.grad", after=f"{inside}; y.backward()", x=x)
    expect(seen["made"]["behind"], True, "y has a creator", after="with no_grad(): …; behind it y = square(x)", x=x)


def off_as_a_rule(kata):
    return kata.is_off_as_a_rule()


def test_the_graph_is_built_as_a_rule(observe):
    """Config.enable_backprop is True as a rule: whoever does nothing about it gets a graph."""
    after = "class Config is defined, and nothing else has happened"
    expect(observe(off_as_a_rule), False, "Config.enable_backprop is False", after=after)


def middle_without_graph(kata, x):
    gc.disable()
    try:
        x = kata.Variable(x)
        f, g = kata.spy("f"), kata.spy("g")
        with kata.no_grad():
            a = kata.call(f, x)
            y = kata.call(g, a)
        watched = {"f": weakref.ref(f), "g": weakref.ref(g), "a.data": weakref.ref(a.data)}
        del f, g, a
        return {"alive": [name for name, reference in watched.items() if reference() is not None], "y": y.data}
    finally:
        gc.enable()


@alone
def test_nothing_is_kept_inside(observe, draw):
    """Inside of no_grad a result keeps nothing of what it was computed from: it can go while the result is kept."""
    x = draw.array(2)
    after = "with no_grad(): a = f(x); y = g(a); behind it del a, f, g"
    seen = observe(middle_without_graph, x=x)
    expect(seen["alive"], [], "still in memory", after=after, x=x)
    expect(seen["y"], x, "y.data", after=f"{after}, where f(x) and g(x) are 1.0·x", x=x)


def leaf_from_inside(kata, x, local):
    log = []
    x = kata.Variable(x)
    with kata.no_grad():
        a = kata.call(kata.spy("f", log), x)
    y = kata.call(kata.spy("g", log, slopes=(1.0, 1.0), local=local), a, x)
    kata.backward(y)
    return {"a": kata.grad(a), "x": kata.grad(x), "log": log[2:]}


def test_a_result_from_inside_is_a_leaf_outside(observe, draw):
    """Behind the block a result from inside of it is a leaf: it gets a gradient, keeps it, and sends nothing back."""
    x, local = draw.array(2), [draw.number(2, 9) for _ in range(2)]
    seen = observe(leaf_from_inside, x=x, local=local)
    after = f"with no_grad(): a = f(x); behind it y = g(a, x); y.backward(), where g sends back gy times {local}"
    expect(seen["log"], ["backward g"], "calls", after=after, x=x)
    expect(seen["a"], np.full(2, local[0]), "a.grad", after=after, x=x)
    expect(seen["x"], np.full(2, local[1]), "x.grad", after=after, x=x)


def interrupted(kata, x):
    x = kata.Variable(x)
    came_out = False
    try:
        with kata.no_grad():
            raise KeyError("on purpose")
    except KeyError:
        came_out = True
    return {"came out": came_out, "made": kata.square(x).creator is not None}


def test_the_mode_comes_back_after_an_error(observe, draw):
    """An error inside of no_grad comes out of it, and behind it the mode is what it was before."""
    x = draw.array()
    seen = observe(interrupted, x=x)
    after = "with no_grad(): raise KeyError; caught behind it"
    expect(seen["came out"], True, "the KeyError came out of the block", after=after)
    expect(seen["made"], True, "y has a creator", after=f"{after}; y = square(x)", x=x)


def nested(kata, x):
    x = kata.Variable(x)
    mode = kata.backprop_mode
    made = []
    with kata.no_grad():
        with kata.no_grad():
            made.append(kata.square(x).creator is not None)
        made.append(kata.square(x).creator is not None)
        with kata.using_config(mode, True):
            made.append(kata.square(x).creator is not None)
        made.append(kata.square(x).creator is not None)
    made.append(kata.square(x).creator is not None)
    with kata.using_config(mode, False):
        made.append(kata.square(x).creator is not None)
    made.append(kata.square(x).creator is not None)
    return made


def test_blocks_inside_of_blocks(observe, draw):
    """Each block puts the mode back to what it was before that block, inside of other blocks too."""
    seen = observe(nested, x=draw.array())
    off, on = 'using_config("enable_backprop", False)', 'using_config("enable_backprop", True)'
    places = (
        ("inside of no_grad inside of no_grad", False),
        ("inside of no_grad, behind an inner no_grad", False),
        (f"inside of {on} inside of no_grad", True),
        (f"inside of no_grad, behind an inner {on}", False),
        ("behind all these blocks", True),
        (f"inside of {off}", False),
        (f"behind {off}", True),
    )
    for made, (place, due) in zip(seen, places, strict=True):
        expect(made, due, "y has a creator", after=f"y = square(x) {place}")


def other_attribute(kata, x, old, new):
    kata.Config.colour = old
    with kata.using_config("colour", new):
        inside = kata.Config.colour
        made = kata.square(kata.Variable(x)).creator is not None
    return {"inside": inside, "behind": kata.Config.colour, "made": made}


def test_any_attribute_for_the_length_of_a_block(observe, draw):
    """using_config(name, value) gives the attribute of that name that value inside of the block, and no other one."""
    old, new = draw.number(), draw.number()
    seen = observe(other_attribute, x=draw.array(), old=old, new=new)
    after = f'Config.colour = {old}; with using_config("colour", {new}): …'
    expect(seen["inside"], new, "Config.colour inside", after=after)
    expect(seen["made"], True, "y = square(x) inside has a creator", after=after)
    expect(seen["behind"], old, "Config.colour behind it", after=after)
