"""A function that makes variables

A function takes a variable and gives back a new one. Two things happen on the way: the array is
taken out of its box and put into a new box afterwards, which is the same for every function, and
something is computed, which is different for each. The class `Function` does the first in
`__call__`; a subclass says the second in `forward`, which sees arrays only.

So `Square` is three lines long, and so will be nearly every function after it.
"""

HINTS = (
    "`__call__` has three things to do: open the box, compute, and close a new box.",
    "What is computed is the subclass's business: call `self.forward` on the array.",
    "The array is `input.data`; the result goes into `Variable(...)`, and the input is left as it is.",
)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable that holds the result of `forward` on the array of `input`, a Variable."""
        # begin answer: take the array out of `input`, and return a new Variable with what `self.forward` makes of it
        x = input.data
        y = self.forward(x)
        return Variable(y)
        # end answer

    def forward(self, x):
        """Compute the result, an array, from the array `x`. Each function says how in a class of its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        # begin answer: the square of `x`
        return x**2
        # end answer


if __name__ == "__main__":
    square_of = Square()
    x = Variable(np.array(10.0))
    y = square_of(x)
    print("a", type(y).__name__, "that holds", y.data)
