"""Step 4 · The numerical derivative

A derivative says how fast a function changes. It can be measured: step a little to the left, a
little to the right, and divide the difference of the two results by the distance. With a small
number `eps` for the step,

    (f(x + eps) - f(x - eps)) / (2 eps)

is called the central difference. Its error shrinks with eps², that of a one-sided difference only
with eps. It never is exact, and it costs two calls of the function for each number that you want
to know about. It will serve as a witness: what is computed more cleverly later must agree with
it.

To write in this file:

- line   67, write `numerical_diff`: (f(x + eps) - f(x - eps)) / (2 * eps), from two new Variables;
  `x` stays as it is

Check with: make check STEP=4"""

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
    raise NotImplementedError(
        "(f(x + eps) - f(x - eps)) / (2 * eps), from two new Variables; `x` stays as it is"
    )


if __name__ == "__main__":
    try:
        x = Variable(np.array(2.0))
        print("the slope of x² at 2:", numerical_diff(Square(), x))

        def composed(x):
            return Square()(Exp()(Square()(x)))

        print("of (exp(x²))² at 0.5:", numerical_diff(composed, Variable(np.array(0.5))))
    except NotImplementedError as todo:
        print("not written yet:", todo)
