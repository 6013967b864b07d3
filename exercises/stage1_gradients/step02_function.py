"""Step 2 · A function that makes variables

A function takes a variable and gives back a new one. Two things happen on the way: the array is
taken out of its box and put into a new box afterwards, which is the same for every function, and
something is computed, which is different for each. The class `Function` does the first in
`__call__`; a subclass says the second in `forward`, which sees arrays only.

So `Square` is three lines long, and so will be nearly every function after it.

To write in this file:

- line   34, write `Function.__call__`: take the array out of `input`, and return a new Variable
  with what `self.forward` makes of it
- line   49, write `Square.forward`: the square of `x`

Check with: make check STEP=2"""

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
        raise NotImplementedError(
            "take the array out of `input`, and return a new Variable with what `self.forward` makes of "
            "it"
        )

    def forward(self, x):
        """Compute the result, an array, from the array `x`. Each function says how in a class of its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        raise NotImplementedError("the square of `x`")


if __name__ == "__main__":
    try:
        square_of = Square()
        x = Variable(np.array(10.0))
        y = square_of(x)
        print("a", type(y).__name__, "that holds", y.data)
    except NotImplementedError as todo:
        print("not written yet:", todo)
