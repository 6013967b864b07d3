"""Composing functions

What comes out of a function is a variable, so it can go straight into the next one. That is all
there is to composing: `(exp(x²))²` is three calls, each on the result of the one before. A
computation of any size is made of such small functions, and because each of them is simple, each
has a derivative that is easy to write down. The rest of this course lives on that.
"""

HINTS = (
    "`Exp` is made like `Square`: a subclass of `Function` with a `forward` of its own.",
    "NumPy has a function for the exponential of each element of an array.",
    "`np.exp(x)` is the whole body, as long as it is returned.",
)


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        # begin answer: the exponential of `x`
        return np.exp(x)
        # end answer


if __name__ == "__main__":
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    y = C(B(A(x)))
    print("(exp(0.5²))² =", y.data, "and 1.648721270700128 is expected")
