'''Tests of one's own

A framework that computes wrong gradients says nothing. There are numbers, they look like any
others, and they are wrong. From here on the framework grows, and each step can break what an
earlier one has built. So you write tests: functions that ask the framework for something you know,
and that fail when the answer is another.

Where does one get what one knows? For values and for single slopes from paper: (-2)² is 4, and the
slope of x² is 2x. For composed functions paper gets tedious, and there the witness of step 4 helps.
`numerical_diff` knows nothing of `backward`; where the two agree, they are hardly both wrong.

                                  +----------------+
                      +---------->|   backward     |-----> the gradient that is claimed
                      |           +----------------+                  |
    f and x ----------+                                             agree?  check_gradient
                      |           +----------------+                  |
                      +---------->| numerical_diff |-----> the gradient that is measured
                                  +----------------+

They do not agree to the last digit. For eˣ at 1 the claim is 2.718281828 and the measurement
2.718281833: eight digits are common to both. So `==` finds fault with a right framework, and a
tolerance of 0.1 lets a wrong one through. The larger the gradient, the larger the error of the
measurement: a tolerance in proportion to the gradient suits both large and small.

How good is a test? It is worth what it catches. Here is a `Square` with a mistake in it. It sends
back the square in the place of the slope:

>>> class WrongSquare(Square):
...     def backward(self, gy):
...         return self.forward(self.input.data) * gy
>>> wrong = lambda x: WrongSquare()(x)
>>> check_gradient(square, Variable(np.array([3.0, -0.5])))
True
>>> check_gradient(wrong, Variable(np.array(3.0)))
False
>>> check_gradient(wrong, Variable(np.array(2.0)))
True

At 3 the square is 9 and the slope is 6. At 2 both are 4, and the test sees nothing. 0, 1 and 2 are
poor choices, since too many things are equal there. Several numbers are better than one, negative
ones and fractions among them, and so are arrays of several numbers with different slopes.

A test can also be unable to fail, whatever the framework does. Each of these lines looks like a
test and is none:

    np.allclose(y.data, 4.0)                   nobody looks at the answer
    assert (y.data == 4.0, "not four")         a pair in parentheses, and a pair is always true
    assert y.data == square(x).data            the framework is compared with itself

Your tests will be run on your own framework and on a right one that is written differently: there
they must all pass. Then they are run on more than fifty frameworks with a mistake in them, the
known mistakes of steps 6 to 9. On each of those at least one test must fail. What slips through is
listed, with a sentence on what is wrong in it, so that you can write the test that was missing.

Every function whose name begins with `test_` and that takes no argument counts, and each has a
second to run. You may add some, and delete what you do not need. They can use what is in this file,
and `assert` is all it takes; besides, `pytest.raises` and `pytest.approx` are at hand if you import
pytest.

To find out by yourself: for a test that passes, change one line of the framework so that the test
fails, see it fail, and change the line back. Is there a test of yours that you can not get to fail?
'''

HINTS = (
    "Write `check_gradient` first; the tests lean on it. It has the claimed gradient from `gradient_of`, and the "
    "measured one from `numerical_diff`, both of them arrays, or numbers where x has no axes.",
    "`np.allclose(a, b, rtol=..., atol=...)` compares element by element and gives one answer. With an rtol of 1e-4 the "
    "central difference passes; with 1e-1 wrong gradients pass too. Round gradients without a proportion, atol alone, "
    "are wrong for large ones. What is not a number agrees with nothing.",
    "When something slips through, read its sentence and ask for which x you would see it. On a single number, or "
    "between several? With one function, or when the same function stands twice in a chain? After three functions, or "
    "after thousands? Only in the dtype? Or in what goes into the box?",
    "To test that something is refused: in `try:` call Variable(1.0) and after it, in `else:`, raise an "
    "AssertionError; under `except TypeError as error:` assert that \"float\" stands in str(error).",
)


def gradient_of(f, x):
    """Return the gradient that `backward` finds for `f` at the Variable `x`, as an array; `x` stays as it is."""
    inner = Variable(x.data)
    f(inner).backward()
    return inner.grad


def check_gradient(f, x):
    """Return True if the gradient that `backward` finds for `f` at `x` agrees with the numerical one, else False.

    `f` takes one Variable and returns one, element by element. `x` is a Variable, and stays as it is: its data and
    its gradient too.
    """
    # begin answer: compare `gradient_of` with `numerical_diff`, up to a tolerance that lets no wrong gradient through
    return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4, atol=1e-6))
    # end answer


def test_values():
    """square and exp compute what they are called after."""
    # begin answer: assert that `square` and `exp` give results that you know, for an array of several numbers
    x = Variable(np.array([-2.0, 0.5, 3.0]))
    assert np.allclose(square(x).data, [4.0, 0.25, 9.0])
    assert np.allclose(exp(x).data, [0.1353352832366127, 1.6487212707001282, 20.085536923187668])
    # end answer


def test_gradient_of_square():
    """The gradient of x² is 2x."""
    # begin answer: assert that the gradient of `square` is the one you know, for an array of several numbers
    x = Variable(np.array([-2.0, 0.5, 3.0]))
    assert np.allclose(gradient_of(square, x), [-4.0, 1.0, 6.0])
    # end answer


def test_gradient_of_exp():
    """The gradient of eˣ is eˣ."""
    # begin answer: assert that the gradient of `exp` is the one you know, for an array of several numbers
    x = Variable(np.array([-2.0, 0.5]))
    assert np.allclose(gradient_of(exp, x), [0.1353352832366127, 1.6487212707001282])
    # end answer


def test_gradient_of_a_chain():
    """The gradient finds its way back through several functions."""
    # begin answer: assert that `check_gradient` agrees for chains of three, one with two squares, one with two exps
    x = Variable(np.array([-0.9, 0.3, 0.7]))
    assert check_gradient(lambda x: square(exp(square(x))), x)
    assert check_gradient(lambda x: exp(square(exp(x))), x)
    # end answer


def test_gradient_of_a_long_chain():
    """The way back through thousands of functions is not too long."""
    # begin answer: assert that a gradient comes through some thousands of functions, at 0.0 for example

    def long_chain(x):
        for _ in range(2_000):
            x = square(x)
        return x

    assert np.allclose(gradient_of(long_chain, Variable(np.array([0.0]))), 0.0)
    # end answer


def test_results_and_gradients_have_the_form_of_the_data():
    """What comes out of a function and what comes back through it have the shape and the dtype of what went in."""
    # begin answer: assert shape and dtype, for float32 with axes and without, of results, of gradients, and of the ones
    for data in (np.array([[1.0, -2.0, 0.5]], dtype=np.float32), np.array(0.5, dtype=np.float32)):
        for f in (lambda x: x, square, exp):
            result, gradient = f(Variable(data)).data, gradient_of(f, Variable(data))
            assert isinstance(result, np.ndarray)
            assert result.shape == gradient.shape == data.shape
            assert result.dtype == gradient.dtype == data.dtype
        assert np.all(gradient_of(lambda x: x, Variable(data)) == 1.0)
    # end answer


def test_only_arrays_go_into_the_box():
    """An array of any kind goes in, and has no gradient at first; a float, an int, a list, a text are refused."""
    # begin answer: assert that integers go in, that there is no gradient yet, and that the TypeErrors name the type
    assert Variable(np.array([1, 2])).grad is None
    for given in (1.0, 1, [1.0], "1.0"):
        try:
            Variable(given)
        except TypeError as error:
            assert type(given).__name__ in str(error)
        else:
            raise AssertionError(f"a {type(given).__name__} went into the box")
    # end answer


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                print("passed:         ", name)
            except NotImplementedError:
                print("not written yet:", name)
            except AssertionError:
                print("failed:         ", name)
    print("square and its gradient agree:", check_gradient(square, Variable(np.array(3.0))))
