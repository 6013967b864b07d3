"""Step 10 · Tests of one's own

A framework that computes wrong gradients says nothing: the numbers are there, and they are wrong.
So it is tested against something that cannot be wrong in the same way. For values and gradients
of simple functions there are numbers worked out by hand. For everything else there is the
numerical derivative of step 4: slow and only nearly exact, but it knows nothing about `backward`.

A test is worth as much as what it catches. Yours will be run on the right framework, where they
must pass, and on frameworks with a mistake in them, where at least one of them must fail. A test
that compares nothing, or with too wide a tolerance, catches nothing.

To write in this file:

- line 192, write `check_gradient`: compare `gradient_of` with `numerical_diff`, up to a tolerance
  that lets no wrong gradient through
- line 200, write `test_values`: assert that `square` and `exp` give results that you know, for a
  few numbers
- line 205, write `test_gradient_of_square`: assert that the gradient of `square` is the one you
  know, for a few numbers
- line 210, write `test_gradient_of_exp`: assert that the gradient of `exp` is the one you know, for
  a few numbers
- line 215, write `test_gradient_of_a_chain`: assert that `check_gradient` agrees for a function
  composed of three, at random numbers
- line 222, write `test_gradient_of_a_long_chain`: assert that a gradient comes through some
  thousands of functions
- line 227, write `test_gradient_has_the_form_of_the_data`: assert that gradients have shape and
  dtype of the data, also that of a variable to itself, of ones
- line 235, write `test_only_arrays_go_into_the_box`: assert that `Variable(1.0)` raises a
  TypeError, and that `square` of a 0-d array gives an array

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

    `f` takes one Variable and returns one, element by element. `x` is a Variable, and stays as it is.
    """
    raise NotImplementedError(
        "compare `gradient_of` with `numerical_diff`, up to a tolerance that lets no wrong gradient "
        "through"
    )


def test_values():
    """square and exp compute what they are called after."""
    raise NotImplementedError("assert that `square` and `exp` give results that you know, for a few numbers")


def test_gradient_of_square():
    """The gradient of x² is 2x."""
    raise NotImplementedError("assert that the gradient of `square` is the one you know, for a few numbers")


def test_gradient_of_exp():
    """The gradient of eˣ is eˣ."""
    raise NotImplementedError("assert that the gradient of `exp` is the one you know, for a few numbers")


def test_gradient_of_a_chain():
    """The gradient finds its way back through several functions."""
    raise NotImplementedError(
        "assert that `check_gradient` agrees for a function composed of three, at random numbers"
    )


def test_gradient_of_a_long_chain():
    """The way back through thousands of functions is not too long."""
    raise NotImplementedError("assert that a gradient comes through some thousands of functions")


def test_gradient_has_the_form_of_the_data():
    """A gradient has the shape and the dtype of the data, from the ones it begins with to the last."""
    raise NotImplementedError(
        "assert that gradients have shape and dtype of the data, also that of a variable to itself, of "
        "ones"
    )


def test_only_arrays_go_into_the_box():
    """A float is refused, and the result of a function is an array even when it has no dimensions."""
    raise NotImplementedError(
        "assert that `Variable(1.0)` raises a TypeError, and that `square` of a 0-d array gives an array"
    )


if __name__ == "__main__":
    try:
        print("gradient of square:", check_gradient(square, Variable(np.array(3.0))))
        for test in [test_values, test_gradient_of_square, test_gradient_of_exp, test_gradient_of_a_chain]:
            test()
            print("passed:", test.__name__)
    except NotImplementedError as todo:
        print("not written yet:", todo)
