"""Step 10 · Tests of one's own

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

To write in this file:

- line 244, write `check_gradient`: compare `gradient_of` with `numerical_diff`, up to a tolerance
  that lets no wrong gradient through
- line 252, write `test_values`: assert that `square` and `exp` give results that you know, for an
  array of several numbers
- line 259, write `test_gradient_of_square`: assert that the gradient of `square` is the one you
  know, for an array of several numbers
- line 266, write `test_gradient_of_exp`: assert that the gradient of `exp` is the one you know, for
  an array of several numbers
- line 273, write `test_gradient_of_a_chain`: assert that `check_gradient` agrees for chains of
  three, one with two squares, one with two exps
- line 280, write `test_gradient_of_a_long_chain`: assert that a gradient comes through some
  thousands of functions, at 0.0 for example
- line 287, write `test_results_and_gradients_have_the_form_of_the_data`: assert shape and dtype,
  for float32 with axes and without, of results, of gradients, and of the ones
- line 295, write `test_only_arrays_go_into_the_box`: assert that integers go in, that there is no
  gradient yet, and that the TypeErrors name the type

Check with: make check STEP=10"""

import numpy as np


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        self.creator = func

    def backward(self):
        """Give every variable that this one was computed from its gradient.

        If this variable has no gradient yet it becomes one for each element. The chain may be of any length.
        """
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        x = input.data
        y = self.forward(x)
        output = Variable(as_array(y))
        output.set_creator(self)
        self.input = input
        self.output = output
        return output

    def forward(self, x):
        """Compute the result, an array, from the array `x`. Each function says how in a class of its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def backward(self, gy):
        """Return the gradient of the input, an array, from that of the output, `gy`, an array as well."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        return x**2

    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        x = self.input.data
        return np.exp(x) * gy


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
    x0 = Variable(np.asarray(x.data - eps))
    x1 = Variable(np.asarray(x.data + eps))
    return (f(x1).data - f(x0).data) / (2 * eps)


def chain_forward(jacobians):
    """Return the Jacobian of a composition, multiplied from the input towards the output.

    `jacobians` is a list of at least one matrix, one for each function; that of the function which acts
    first stands first. A function from n numbers to m numbers has a matrix of the shape (m, n).
    """
    product = jacobians[0]
    for jacobian in jacobians[1:]:
        product = jacobian @ product
    return product


def chain_backward(jacobians):
    """Return the Jacobian of a composition, multiplied from the output towards the input.

    `jacobians` is the same list as for `chain_forward`: the matrix of the function which acts first stands first.
    """
    product = jacobians[-1]
    for jacobian in reversed(jacobians[:-1]):
        product = product @ jacobian
    return product


def count_multiplications_forward(jacobians):
    """Return how many multiplications of two numbers `chain_forward` takes, as an int.

    A product of matrices with the shapes (a, b) and (b, c) counts as a * b * c; a single matrix counts as 0.
    """
    inputs = jacobians[0].shape[1]
    return sum(jacobian.shape[0] * jacobian.shape[1] * inputs for jacobian in jacobians[1:])


def count_multiplications_backward(jacobians):
    """Return how many multiplications of two numbers `chain_backward` takes, as an int, counted in the same way."""
    outputs = jacobians[-1].shape[0]
    return sum(outputs * jacobian.shape[0] * jacobian.shape[1] for jacobian in jacobians[:-1])


def as_array(x):
    """Return `x` as an array if it is a number, and unchanged otherwise."""
    if np.isscalar(x):
        return np.array(x)
    return x


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    return Square()(x)


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    return Exp()(x)


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
    raise NotImplementedError(
        "compare `gradient_of` with `numerical_diff`, up to a tolerance that lets no wrong gradient "
        "through"
    )


def test_values():
    """square and exp compute what they are called after."""
    raise NotImplementedError(
        "assert that `square` and `exp` give results that you know, for an array of several numbers"
    )


def test_gradient_of_square():
    """The gradient of x² is 2x."""
    raise NotImplementedError(
        "assert that the gradient of `square` is the one you know, for an array of several numbers"
    )


def test_gradient_of_exp():
    """The gradient of eˣ is eˣ."""
    raise NotImplementedError(
        "assert that the gradient of `exp` is the one you know, for an array of several numbers"
    )


def test_gradient_of_a_chain():
    """The gradient finds its way back through several functions."""
    raise NotImplementedError(
        "assert that `check_gradient` agrees for chains of three, one with two squares, one with two exps"
    )


def test_gradient_of_a_long_chain():
    """The way back through thousands of functions is not too long."""
    raise NotImplementedError(
        "assert that a gradient comes through some thousands of functions, at 0.0 for example"
    )


def test_results_and_gradients_have_the_form_of_the_data():
    """What comes out of a function and what comes back through it have the shape and the dtype of what went in."""
    raise NotImplementedError(
        "assert shape and dtype, for float32 with axes and without, of results, of gradients, and of the "
        "ones"
    )


def test_only_arrays_go_into_the_box():
    """An array of any kind goes in, and has no gradient at first; a float, an int, a list, a text are refused."""
    raise NotImplementedError(
        "assert that integers go in, that there is no gradient yet, and that the TypeErrors name the type"
    )


if __name__ == "__main__":
    try:
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
    except NotImplementedError as todo:
        print("not written yet:", todo)
