"""Step 9 · Functions that are pleasant to use

Three things have been tiresome. `Square()(x)` needs two pairs of parentheses: small functions
`square` and `exp` hide them. `y.grad = np.array(1.0)` has to be written before each backward
pass: if there is no gradient yet, it is ones, in the shape and type of the data. And a float in a
box goes wrong late and far away: it is refused at once, with a sentence that names what was
given.

The last one uncovers a habit of NumPy. The square of `np.array(3.0)`, an array of no dimensions,
is not an array but a NumPy number. So results pass through `as_array` before they go into a box,
and so do the two points of `numerical_diff`.

To write in this file:

- line  37, change `Variable.__init__`: raise a TypeError that names the type, unless `data` is None
  or an `np.ndarray`
- line  51, change `Variable.backward`: if `self.grad` is None, first set it to ones in the shape
  and dtype of the data
- line  66, change `Function.__call__`: pass the result through `as_array` on its way into the
  Variable
- line 115, change `numerical_diff`: pass `x.data - eps` and `x.data + eps` through `as_array`, or a
  Variable will refuse them
- line 161, write `as_array`: an array made of `x` if it is a scalar, or else `x` itself
- line 166, write `square`: make a `Square` and call it on `x`
- line 171, write `exp`: make an `Exp` and call it on `x`

Check with: make check STEP=9"""

import numpy as np


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        # TODO: raise a TypeError that names the type, unless `data` is None or an `np.ndarray`
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
        # TODO: if `self.grad` is None, first set it to ones in the shape and dtype of the data
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
        # TODO: pass the result through `as_array` on its way into the Variable
        x = input.data
        y = self.forward(x)
        output = Variable(y)
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
    # TODO: pass `x.data - eps` and `x.data + eps` through `as_array`, or a Variable will refuse them
    x0 = Variable(x.data - eps)
    x1 = Variable(x.data + eps)
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
    raise NotImplementedError("an array made of `x` if it is a scalar, or else `x` itself")


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    raise NotImplementedError("make a `Square` and call it on `x`")


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    raise NotImplementedError("make an `Exp` and call it on `x`")


if __name__ == "__main__":
    try:
        x = Variable(np.array(0.5))
        y = square(exp(square(x)))
        y.backward()
        print("x.grad =", x.grad, "and 3.297442541400256 is expected")
        try:
            Variable(0.5)
            print("a float went into the box")
        except TypeError as refused:
            print("refused:", refused)
    except NotImplementedError as todo:
        print("not written yet:", todo)
