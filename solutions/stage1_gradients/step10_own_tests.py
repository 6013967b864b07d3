"""Tests of one's own

A framework that computes wrong gradients says nothing: the numbers are there, and they are wrong.
So it is tested against something that cannot be wrong in the same way. For values and gradients
of simple functions there are numbers worked out by hand. For everything else there is the
numerical derivative of step 4: slow and only nearly exact, but it knows nothing about `backward`.

A test is worth as much as what it catches. Yours will be run on the right framework, where they
must pass, and on frameworks with a mistake in them, where at least one of them must fail. A test
that compares nothing, or with too wide a tolerance, catches nothing.
"""

HINTS = (
    "Run the function on one variable, go backward, and compare the gradient with `numerical_diff`.",
    "`np.allclose` has two tolerances: 1e-4 relative is wide enough for the central difference, 1e-1 is too wide.",
    "Test at several numbers, negative ones and fractions too: at 2, x² and 2x are both 4; at 1, x² and x are both 1.",
)


def gradient_of(f, x):
    """Return the gradient that `backward` finds for `f` at the Variable `x`, as an array; `x` stays as it is."""
    inner = Variable(x.data)
    f(inner).backward()
    return inner.grad


def check_gradient(f, x):
    """Return True if the gradient that `backward` finds for `f` at `x` agrees with the numerical one, else False.

    `f` takes one Variable and returns one, element by element. `x` is a Variable, and stays as it is.
    """
    # begin answer: compare `gradient_of` with `numerical_diff`, up to a tolerance that lets no wrong gradient through
    return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4, atol=1e-6))
    # end answer


def test_values():
    """square and exp compute what they are called after."""
    # begin answer: assert that `square` and `exp` give results that you know, for a few numbers
    x = Variable(np.array([-2.0, 0.5, 3.0]))
    assert np.allclose(square(x).data, [4.0, 0.25, 9.0])
    assert np.allclose(exp(x).data, [0.1353352832366127, 1.6487212707001282, 20.085536923187668])
    # end answer


def test_gradient_of_square():
    """The gradient of x² is 2x."""
    # begin answer: assert that the gradient of `square` is the one you know, for a few numbers
    x = Variable(np.array([-2.0, 0.5, 3.0]))
    assert np.allclose(gradient_of(square, x), [-4.0, 1.0, 6.0])
    # end answer


def test_gradient_of_exp():
    """The gradient of eˣ is eˣ."""
    # begin answer: assert that the gradient of `exp` is the one you know, for a few numbers
    x = Variable(np.array([-2.0, 0.5]))
    assert np.allclose(gradient_of(exp, x), [0.1353352832366127, 1.6487212707001282])
    # end answer


def test_gradient_of_a_chain():
    """The gradient finds its way back through several functions."""
    # begin answer: assert that `check_gradient` agrees for a function composed of three, at random numbers
    x = Variable(np.random.default_rng().uniform(-1.0, 1.0, size=5))
    assert check_gradient(lambda x: square(exp(square(x))), x)
    assert check_gradient(lambda x: exp(square(square(x))), x)
    # end answer


def test_gradient_of_a_long_chain():
    """The way back through thousands of functions is not too long."""
    # begin answer: assert that a gradient comes through some thousands of functions

    def long_chain(x):
        for _ in range(2_000):
            x = square(x)
        return x

    assert np.allclose(gradient_of(long_chain, Variable(np.array([0.0]))), 0.0)
    # end answer


def test_gradient_has_the_form_of_the_data():
    """A gradient has the shape and the dtype of the data, from the ones it begins with to the last."""
    # begin answer: assert that gradients have shape and dtype of the data, also that of a variable to itself, of ones
    x = Variable(np.array([[1.0, -2.0, 0.5]], dtype=np.float32))
    for f in (lambda x: x, square, exp):
        gradient = gradient_of(f, x)
        assert gradient.shape == (1, 3)
        assert gradient.dtype == np.float32
    assert np.all(gradient_of(lambda x: x, x) == 1.0)
    # end answer


def test_only_arrays_go_into_the_box():
    """A float is refused, and the result of a function is an array even when it has no dimensions."""
    # begin answer: assert that `Variable(1.0)` raises a TypeError, and that `square` of a 0-d array gives an array
    assert isinstance(square(Variable(np.array(2.0))).data, np.ndarray)
    try:
        Variable(1.0)
    except TypeError:
        return
    raise AssertionError("a float went into the box")
    # end answer


if __name__ == "__main__":
    print("gradient of square:", check_gradient(square, Variable(np.array(3.0))))
    for test in [test_values, test_gradient_of_square, test_gradient_of_exp, test_gradient_of_a_chain]:
        test()
        print("passed:", test.__name__)
