"""Composing functions

What comes out of a function is a variable, and what goes in is a variable. So the result of one
function can go straight into the next. That is all there is to composing, and it is why step 2
took the trouble with boxes.

Take (exp(x²))², where exp(x) is e to the power of x and e = 2.71828... Nobody needs a function for
that as a whole; it is three small ones, one behind the other. At x = 0.5:

          +--------+            +-----+             +--------+
    x --->| Square |---> a ---->| Exp |---> b ----->| Square |---> y
          +--------+            +-----+             +--------+
    0.5                0.25             1.284025               1.648721

>>> A, B, C = Square(), Exp(), Square()
>>> x = Variable(np.array(0.5))
>>> a = A(x)
>>> b = B(a)
>>> y = C(b)
>>> round(float(y.data), 12)
1.6487212707

One can also write `y = C(B(A(x)))`. The function that acts first stands innermost: reading from the
right, first A, then B, then C. The boxes a and b are made all the same; they only have no names.

Why small functions? Each of them has a derivative that one line can hold: that of x² is 2x, that
of eˣ is eˣ again. The derivative of (exp(x²))² as a whole already takes a while on paper, and that
of a network with a thousand functions is beyond anybody's patience. But it is made of the
derivatives of the small ones, by one rule, the chain rule. So a program that knows a few dozen small
functions and that one rule can differentiate whatever is built from them. Steps 5 to 8 make it so.

Two habits begin here. What is in a and b must still be there after y has been computed: no function
writes into what it was given. And `forward` works for an array of any shape, number by number, as
`np.exp` does; a formula for a single number, such as `math.exp`, does not.

To find out by yourself: does the order matter? Compare exp(x²) with (exp(x))², that is, `B(A(x))`
with `A(B(x))`, at x = 3. Then try x = 2. For which two numbers x do the two agree, and why? (Paper
is quicker than the computer.)
"""

HINTS = (
    "`Exp` differs from `Square` in one line only, the one that computes; look there how a `forward` is written.",
    "NumPy has a function that raises e to the power of each element of an array, whatever its shape. It squares "
    "nothing and boxes nothing: x goes in as an array, and an array comes back.",
    "Call that function, np.exp, on x, and return what it gives. The squares in (exp(x²))² are made by `Square`, "
    "before and after.",
)


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        # begin answer: e to the power of each element of the array `x`, as a new array
        return np.exp(x)
        # end answer


if __name__ == "__main__":
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    a = A(x)
    print("a = x² =", a.data)
    b = B(a)
    print("b = exp(a) =", b.data)
    y = C(b)
    print("y = b² =", y.data, "and 1.648721270700128 is expected")
