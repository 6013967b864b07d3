"""Step 6 · Backpropagation by hand

To go backward, each function must be able to say one thing: given the gradient of its output,
what is the gradient of its input? That is `backward(gy)`: the local derivative, at the input of
the last call, times the gradient that comes in. For this a function remembers its input, and a
variable gets a place for its gradient.

The walk itself you do by hand, one call for each function, from the end to the beginning.

To write in this file:

- line  28, change `Variable.__init__`: besides `self.data`, make a place `self.grad` for the
  gradient, which is None to begin with
- line  37, change `Function.__call__`: remember the Variable itself as `self.input`
- line  60, write `Square.backward`: the derivative of x² at the array in `self.input`, times `gy`
- line  72, write `Exp.backward`: the derivative of eˣ at the array in `self.input`, times `gy`

Check with: make check STEP=6"""

import numpy as np


class Variable:
    """A box that holds one array and, after a backward pass, its gradient."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet."""
        # TODO: besides `self.data`, make a place `self.grad` for the gradient, which is None to begin with
        self.data = data


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable with the result of `forward`, and remember `input` for the way back."""
        # TODO: remember the Variable itself as `self.input`
        x = input.data
        y = self.forward(x)
        return Variable(y)

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
        raise NotImplementedError("the derivative of x² at the array in `self.input`, times `gy`")


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        raise NotImplementedError("the derivative of eˣ at the array in `self.input`, times `gy`")


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
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


if __name__ == "__main__":
    try:
        A, B, C = Square(), Exp(), Square()
        x = Variable(np.array(0.5))
        a = A(x)
        b = B(a)
        y = C(b)

        y.grad = np.array(1.0)
        b.grad = C.backward(y.grad)
        a.grad = B.backward(b.grad)
        x.grad = A.backward(a.grad)
        print("x.grad =", x.grad, "and 3.297442541400256 is expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
