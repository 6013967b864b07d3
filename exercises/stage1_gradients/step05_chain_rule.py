"""Step 5 · The chain rule by hand

Near a point, a function is as good as its matrix of derivatives, the Jacobian: one row for each
number that comes out, one column for each that goes in. The chain rule says that the Jacobian of
a composition is the product of the Jacobians of its parts. For `y = f3(f2(f1(x)))` it is `J3 J2
J1`.

A matrix product may be worked out from either end. Forward starts at the input: first `J2 J1`,
then `J3` times that. Backward starts at the output: first `J3 J2`, then that times `J1`. The
result is the same, the number of multiplications is not. When one number comes out, as a loss
does, then the last Jacobian has a single row, and going backward every product in between has a
single row as well. This is why gradients are propagated backward, and why the end of such a
computation is nearly always a scalar.

To write in this file:

- line   85, write `chain_forward`: start with the first matrix and multiply each following one from
  the left
- line   93, write `chain_backward`: start with the last matrix and multiply each earlier one from
  the right
- line  101, write `count_multiplications_forward`: add up a * b * c over the products that
  `chain_forward` makes; the matrices need not be multiplied
- line  109, write `count_multiplications_backward`: add up a * b * c over the products that
  `chain_backward` makes

Check with: make check STEP=5"""

import numpy as np


class Variable:
    """A box that holds one array."""

    def __init__(self, data):
        """Put the array `data` into the box."""
        self.data = data


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable that holds the result of `forward` on the array of `input`, a Variable."""
        x = input.data
        y = self.forward(x)
        return Variable(y)

    def forward(self, x):
        """Compute the result, an array, from the array `x`. Each function says how in a class of its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        return x**2


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
    x0 = Variable(x.data - eps)
    x1 = Variable(x.data + eps)
    return (f(x1).data - f(x0).data) / (2 * eps)


def chain_forward(jacobians):
    """Return the Jacobian of a composition, multiplied from the input towards the output.

    `jacobians` is a list with at least one matrix for each function, that of the function applied
    first standing first. A function from n numbers to m numbers has a matrix of the shape (m, n).
    """
    raise NotImplementedError("start with the first matrix and multiply each following one from the left")


def chain_backward(jacobians):
    """Return the Jacobian of a composition, multiplied from the output towards the input.

    `jacobians` is the same list as for `chain_forward`: the matrix of the function applied first stands first.
    """
    raise NotImplementedError("start with the last matrix and multiply each earlier one from the right")


def count_multiplications_forward(jacobians):
    """Return how many multiplications of two numbers `chain_forward` makes, as an int.

    A product of matrices with the shapes (a, b) and (b, c) is counted as a * b * c.
    """
    raise NotImplementedError(
        "add up a * b * c over the products that `chain_forward` makes; the matrices need not be "
        "multiplied"
    )


def count_multiplications_backward(jacobians):
    """Return how many multiplications of two numbers `chain_backward` makes, as an int."""
    raise NotImplementedError("add up a * b * c over the products that `chain_backward` makes")


if __name__ == "__main__":
    try:
        # 100 numbers go in, pass through 50 and 20, and one number comes out.
        matrices = [np.ones((50, 100)), np.ones((20, 50)), np.ones((1, 20))]
        print("the same either way:", np.allclose(chain_forward(matrices), chain_backward(matrices)))
        print("multiplications forward: ", count_multiplications_forward(matrices))
        print("multiplications backward:", count_multiplications_backward(matrices))
    except NotImplementedError as todo:
        print("not written yet:", todo)
