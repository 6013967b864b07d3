"""Operators: −, / and **

Four more functions, and the operators are complete. What is new is order. `2.0 - x` is not `x -
2.0`: when Python calls `x.__rsub__(2.0)`, what it hands over is the *left* side.

For `x ** c` the exponent is a plain number and no variable: the function is given `c` when it is
made, and its gradient is that of x alone. With c = 0 the result is 1 everywhere, and the gradient
0, at x = 0 too.
"""

HINTS = (
    "`rsub(x0, x1)` computes x1 - x0, and `rdiv(x0, x1)` computes x1 / x0: exchange the two, then as before.",
    "For x0 / x1 the gradients are gy / x1, and gy * (-x0 / x1 ** 2).",
    "`Pow.__init__(self, c)` keeps the exponent; the gradient of x ** c is c * x ** (c - 1) * gy.",
)


class Variable:
    def __neg__(self):
        """-self"""
        # begin answer: `neg` of this variable
        return neg(self)
        # end answer

    def __sub__(self, other):
        """self - other"""
        # begin answer: `sub` of the two
        return sub(self, other)
        # end answer

    def __rsub__(self, other):
        """other - self, where `other` is no Variable"""
        # begin answer: `rsub` of the two; mind which of them stands on the left
        return rsub(self, other)
        # end answer

    def __truediv__(self, other):
        """self / other"""
        # begin answer: `div` of the two
        return div(self, other)
        # end answer

    def __rtruediv__(self, other):
        """other / self, where `other` is no Variable"""
        # begin answer: `rdiv` of the two; mind which of them stands on the left
        return rdiv(self, other)
        # end answer

    def __pow__(self, c):
        """self ** c, where c is a number"""
        # begin answer: `pow` of this variable and the number
        return pow(self, c)
        # end answer


class Neg(Function):
    """The negative of each element."""

    def forward(self, x):
        """Return the array -x."""
        # begin answer: the negative
        return -x
        # end answer

    def backward(self, gy):
        """Return the gradient of the input."""
        # begin answer: the derivative of -x, times `gy`
        return -gy
        # end answer


class Sub(Function):
    """The difference of two arrays of the same shape."""

    def forward(self, x0, x1):
        """Return the array x0 - x1."""
        # begin answer: the difference
        return x0 - x1
        # end answer

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        # begin answer: the derivative of x0 - x1 with respect to each input, times `gy`
        return gy, -gy
        # end answer


class Div(Function):
    """The quotient of two arrays of the same shape, element by element."""

    def forward(self, x0, x1):
        """Return the array x0 / x1."""
        # begin answer: the quotient
        return x0 / x1
        # end answer

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        # begin answer: the derivative of x0 / x1 with respect to each input, times `gy`
        x0, x1 = self.inputs[0].data, self.inputs[1].data
        return gy / x1, gy * (-x0 / x1**2)
        # end answer


class Pow(Function):
    """Each element to the power of a number."""

    def __init__(self, c):
        """Keep the exponent `c`, a number."""
        # begin answer: keep the exponent as `self.c`
        self.c = c
        # end answer

    def forward(self, x):
        """Return the array xᶜ."""
        # begin answer: `x` to the power of `self.c`
        return x**self.c
        # end answer

    def backward(self, gy):
        """Return the gradient of the input; for c = 0 it is 0 everywhere."""
        # begin answer: the derivative of x ** c at the array of the input, times `gy`; for c = 0 that is 0
        if self.c == 0:
            return 0 * gy
        x = self.inputs[0].data
        return self.c * x ** (self.c - 1) * gy
        # end answer


def neg(x):
    """Return -x, a Variable."""
    # begin answer: make a `Neg` and call it
    return Neg()(x)
    # end answer


def sub(x0, x1):
    """Return x0 - x1, a Variable; `x1` may be a Variable, an array or a number."""
    # begin answer: make a `Sub` and call it; a number has to become an array, as in `add`
    return Sub()(x0, as_array(x1, x0.dtype))
    # end answer


def rsub(x0, x1):
    """Return x1 - x0, a Variable; `x1` may be a Variable, an array or a number."""
    # begin answer: the same with the two exchanged
    return sub(as_array(x1, x0.dtype), x0)
    # end answer


def div(x0, x1):
    """Return x0 / x1, a Variable; `x1` may be a Variable, an array or a number."""
    # begin answer: make a `Div` and call it; a number has to become an array, as in `add`
    return Div()(x0, as_array(x1, x0.dtype))
    # end answer


def rdiv(x0, x1):
    """Return x1 / x0, a Variable; `x1` may be a Variable, an array or a number."""
    # begin answer: the same with the two exchanged
    return div(as_array(x1, x0.dtype), x0)
    # end answer


def pow(x, c):
    """Return x ** c, a Variable; `c` is a number."""
    # begin answer: make a `Pow` of the exponent and call it on `x`
    return Pow(c)(x)
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    print("-x =", -x, "and 2 - x =", 2.0 - x, "and 1 / x =", 1.0 / x)
    y = x**4 - 2.0 * x**2
    y.backward()
    print("the slope of x⁴ - 2x² at 2:", x.grad, "and 24.0 is expected")
