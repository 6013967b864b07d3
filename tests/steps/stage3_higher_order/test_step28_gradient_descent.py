"""Step 28: gradients lead downhill."""

import numpy as np

from grader.checks import expect, public, until

ROSENBROCK = "100 * (b - a ** 2) ** 2 + (a - 1) ** 2"


def rosenbrock(x0, x1):
    return 100 * (x1 - x0 * x0) ** 2 + (x0 - 1) ** 2


def slopes(x0, x1):
    return -400 * x0 * (x1 - x0 * x0) + 2 * (x0 - 1), 200 * (x1 - x0 * x0)


def points(draw):
    yield np.array(0.0), np.array(2.0)
    yield np.array(1.0), np.array(1.0)
    for _ in range(2):
        yield draw.array(low=-1.7), draw.array(low=-1.7)
    yield draw.array(2), draw.array(2)


def value_and_gradients(kata, x0, x1):
    x0, x1 = kata.Variable(x0), kata.Variable(x1)
    y = kata.rosenbrock(x0, x1)
    if not isinstance(y, kata.Variable):
        return {"is": type(y).__name__}
    value = y.data
    kata.backward(y)
    return {"is": "a Variable", "value": value, "x0": kata.grad(x0), "x1": kata.grad(x1)}


@public
def test_values_of_rosenbrock(observe, draw):
    """rosenbrock(x0, x1) is 100 (x1 - x0²)² + (x0 - 1)²."""
    for x0, x1 in points(draw):
        given = {"after": "y = rosenbrock(x0, x1)", "x0": x0, "x1": x1}
        seen = observe(value_and_gradients, x0=x0, x1=x1)
        expect(seen["is"], "a Variable", "y", **given)
        expect(seen["value"], np.asarray(rosenbrock(x0, x1)), "y.data", rtol=1e-9, **given)


@public
def test_gradients_of_rosenbrock(observe, draw):
    """The gradients of rosenbrock(x0, x1) are the slopes of 100 (x1 - x0²)² + (x0 - 1)²."""
    for x0, x1 in points(draw):
        given = {"after": "y = rosenbrock(x0, x1); y.backward()", "x0": x0, "x1": x1}
        seen = observe(value_and_gradients, x0=x0, x1=x1)
        expect(seen["is"], "a Variable", "y", **given)
        for name, due in zip(("x0", "x1"), slopes(x0, x1), strict=True):
            expect(seen[name], np.asarray(due), f"{name}.grad", rtol=1e-9, **given)


# From here on gradient_descent is called. It may read x.grad as an array, which step 32 puts an end to.

# A spy is a Function of ours whose backward gives `gy * local`, with a `local` that is not the slope of its forward:
# a step that shows it can only have come from calling backward. As it is the same everywhere, so is every step.


def walk_on_a_spy(kata, xs, local, lr, iters, stale):
    xs = [kata.Variable(x) for x in xs]
    if stale:
        for x in xs:
            kata.seed(x, np.full_like(x.data, 7.0))
    slopes = [1.0] * len(xs)
    kata.gradient_descent(lambda *xs: kata.call(kata.spy(slopes=slopes, local=local), *xs), *xs, lr=lr, iters=iters)
    return [{"array": isinstance(x.data, np.ndarray), "data": kata.number(x.data)} for x in xs]


def claim_steps(observe, draw, counts, rounds, stale=False, shapes=((), (2,))):
    """Claim where so many rounds with made-up gradients lead, for so many variables of these shapes."""
    for count, shape in [(count, shape) for count in counts for shape in shapes]:
        xs = [draw.array(*shape) for _ in range(count)]
        local, lr = [draw.number(2, 9) for _ in xs], draw.number(0.02, 0.2)
        for iters in rounds:
            seen = observe(walk_on_a_spy, xs=xs, local=local, lr=lr, iters=iters, stale=stale)
            names = ["x"] if count == 1 else [f"x{i}" for i in range(count)]
            call = f"gradient_descent(f, {', '.join(names)}, lr={lr}, iters={iters})"
            after = f"{names[0]}.grad = 7.0; {call}" if stale else call
            given = {"after": f"{after}, where f's backward gives {', '.join(f'{factor}·gy' for factor in local)}"}
            for name, x, factor, end in zip(names, xs, local, seen, strict=True):
                expect(end["data"], x - iters * lr * factor, f"{name}.data", **given, **{name: x})


@public
@until(32)
def test_one_round_is_one_step_downhill(observe, draw):
    """In one round x.data goes down by lr times the gradient that backward finds, for each of the variables."""
    claim_steps(observe, draw, counts=(1, 2, 3), rounds=(1,))


@until(32)
def test_the_data_stays_an_array(observe, draw):
    """After a walk x.data is an array as before, also where it has no dimensions."""
    for shape in ((), (2,)):
        x = draw.array(*shape)
        (seen,) = observe(walk_on_a_spy, xs=[x], local=[2.0], lr=0.1, iters=1, stale=False)
        after = "gradient_descent(f, x, lr=0.1, iters=1)"
        expect(seen["array"], True, "x.data is an ndarray", after=after, x=x)
        expect(list(np.shape(seen["data"])), list(shape), "x.data.shape", after=after, x=x)


@until(32)
def test_each_round_has_its_own_gradient(observe, draw):
    """Each round goes by the gradient of this round alone; what earlier rounds found is not added."""
    claim_steps(observe, draw, counts=(1, 2), rounds=(2, 5))


@until(32)
def test_an_older_gradient_plays_no_part(observe, draw):
    """What has been in x.grad before the call makes no difference to where x goes."""
    claim_steps(observe, draw, counts=(1, 2), rounds=(1,), stale=True)


@until(32)
def test_there_are_as_many_rounds_as_asked_for(observe, draw):
    """The number of rounds is iters, and without a round nothing moves."""
    claim_steps(observe, draw, counts=(1,), rounds=(0, 1, 3))


def walk_by_default(kata, x, local):
    x = kata.Variable(x)
    kata.gradient_descent(lambda x: kata.call(kata.spy(local=[local]), x), x)
    return kata.number(x.data)


@until(32)
def test_learning_rate_and_rounds_may_be_left_out(observe, draw):
    """Without lr and iters there are 1000 rounds with the learning rate 0.001."""
    x, local = draw.array(), draw.number(2, 9)
    after = f"gradient_descent(f, x), where f's backward gives {local}·gy"
    expect(observe(walk_by_default, x=x, local=local), np.asarray(x - local), "x.data", after=after, rtol=1e-9, x=x)


def walk(kata, text, a, b, lr, iters):
    a, b = kata.Variable(a), kata.Variable(b)
    places = []
    for count in iters:
        kata.gradient_descent(lambda a, b: eval(text, {"a": a, "b": b}), a, b, lr=lr, iters=count)
        places.append([np.array(kata.number(x.data)) for x in (a, b)])
    return places


def path(x0, x1, lr, rounds):
    """Where NumPy comes to on the Rosenbrock function."""
    for _ in range(rounds):
        g0, g1 = slopes(x0, x1)
        x0, x1 = x0 - lr * g0, x1 - lr * g1
    return x0, x1


@until(32)
def test_every_step_starts_from_where_all_variables_are(observe, draw):
    """In each round f is computed anew, and all gradients are those of the place where the round begins."""
    x0, x1 = draw.array(low=-0.9, high=0.9), draw.array()
    for rounds in (1, 2, 20):
        ((end0, end1),) = observe(walk, text=ROSENBROCK, a=x0, b=x1, lr=0.001, iters=[rounds])
        due0, due1 = path(x0, x1, 0.001, rounds)
        after = f"gradient_descent(f, x0, x1, lr=0.001, iters={rounds}), where f is the Rosenbrock function"
        expect(end0, np.asarray(due0), "x0.data", after=after, rtol=1e-9, x0=x0, x1=x1)
        expect(end1, np.asarray(due1), "x1.data", after=after, rtol=1e-9, x0=x0, x1=x1)


@until(32)
def test_the_loss_falls(observe, draw):
    """On the Rosenbrock function the loss falls, and the walk comes nearer to its minimum at (1, 1)."""
    x0, x1 = draw.array(low=0.6, high=0.8), draw.array(low=0.9, high=1.2)
    places = observe(walk, text=ROSENBROCK, a=x0, b=x1, lr=0.001, iters=[10, 90, 200])
    losses = [float(rosenbrock(*place)) for place in ([x0, x1], *places)]
    walk_of_300 = "gradient_descent(f, x0, x1, lr=0.001) for 10, 90 and 200 rounds"
    after = f"{walk_of_300}, where f is the Rosenbrock function"
    falls = all(later < earlier for earlier, later in zip(losses, losses[1:], strict=False))
    expect(falls, True, "the loss falls", after=after, x0=x0, x1=x1, losses=losses)
    expect(losses[-1] < 0.1, True, "the loss is less than 0.1 in the end", after=after, x0=x0, x1=x1, losses=losses)


@until(32)
def test_a_walk_ends_at_the_minimum(observe, draw):
    """In a simple valley a walk that is long enough ends at the lowest place."""
    x0, x1, p, q = draw.array(), draw.array(), draw.number(), draw.number()
    text = f"(a - {p}) ** 2 + 2 * (b - {q}) ** 2"
    ((end0, end1),) = observe(walk, text=text, a=x0, b=x1, lr=0.1, iters=[150])
    f = text.replace("a", "x0").replace("b", "x1")
    after = f"gradient_descent(f, x0, x1, lr=0.1, iters=150), where f(x0, x1) is {f}"
    expect(end0, np.array(p), "x0.data", after=after, rtol=1e-9, x0=x0, x1=x1)
    expect(end1, np.array(q), "x1.data", after=after, rtol=1e-9, x0=x0, x1=x1)
