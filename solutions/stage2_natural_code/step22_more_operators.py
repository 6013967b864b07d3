'''Operators: −, / and **

Four more functions, and the operators are complete. Their derivatives:

    function      by x or x0       by x1
    -x            -1
    x0 - x1        1               -1
    x0 / x1        1 / x1          -x0 / x1²
    x ** c         c · x^(c - 1)

The one that surprises is the last of the quotient. Six cakes for two guests: 6 / 2 = 3 for each. A
little more than two guests, say 2.1, and there are 6 / 2.1 = 2.857 for each. More guests, less
cake: the slope is negative. Measured in this coarse way it is (2.857 - 3) / 0.1 = -1.43, and by the
formula -6 / 2² = -1.5.

**Order.** With + and * it did not matter which side came first. Now it does, and not only in the
gradients. In `2.0 - x` Python asks the float first, which gives up, and then the variable:

    2.0 - x --->  x.__rsub__(2.0)             self is x,  other is 2.0
                                              due is      other - self,  and not  self - other

So there are two functions `rsub(x0, x1)` and `rdiv(x0, x1)`, which compute x1 - x0 and x1 / x0.

**A power with a number.** In `x ** c` the exponent is a plain number and no variable; nobody wants
a gradient for it. So it does not go in with the inputs. The function is given it when it is made:
`Pow(3.0)` is one function, `Pow(0.5)` another one, and each of them has a single input.

Two values of c deserve a look. For c = 1 the formula gives 1 · x^0, which is 1. For c = 0 it gives
0 · x^(-1): that is 0 as long as x is not 0 itself, but at x = 0 it is 0 times infinity, and NumPy
makes nan of it. The function is 1 everywhere there, so its slope is 0, and a line of its own in
`backward` can say so. And x may be negative: (-2)³ is -8, with the slope 3 · (-2)² = 12. A way
round by the logarithm would be blind to that.

A worked example, y = x⁴ - 2x² at x = 2, with the gradient of each variable below it:

    x ---> x ** 4 --------------------> p ---> p - q ---> y
    2      x ** 2 ---> s ---> 2.0 * s ---> q

    p = 16    s = 4    q = 8    y = 8
    p.grad = 1    q.grad = -1    s.grad = -2    x.grad = 4 · 2³ · 1  +  2 · 2 · (-2) = 32 - 8 = 24

>>> x = Variable(np.array(2.0))
>>> y = x**4 - 2.0 * x**2
>>> y.backward()
>>> print(y, x.grad)
Variable(8.0) 24.0

Python takes ** before the minus sign, as one does on paper: `-x ** 2` is -(x²).

To find out by yourself: `2.0 ** x` still raises an error. Which method does Python miss? What would
the function have to remember, and what is the derivative? (You can measure it: at x = 3 it is about
(2 ** 3.001 - 2 ** 2.999) / 0.002.)
'''

HINTS = (
    "There are four pairs of forward and backward, and six operators. Write the forwards and the operators first and "
    "run the file; then take the derivatives from the table, one line each, and mind that every one is times gy.",
    "In sub and div a number on the right becomes an array, as in add. rsub and rdiv exchange the two: in "
    "__rsub__(self, other), `other` stands on the left. Pow gets its exponent in __init__ and keeps it as self.c; "
    "its only input is self.inputs[0].",
    "Div.backward returns gy / x1, gy * (-x0 / x1**2), with x0 and x1 as in Mul. Pow.backward returns "
    "self.c * x ** (self.c - 1) * gy, and 0 * gy when self.c is 0. rsub(x0, x1) returns "
    "sub(as_array(x1, x0.dtype), x0), rdiv the same with div. pow(x, c) returns Pow(c)(x).",
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
        # begin answer: the derivative of x0 / x1 with respect to each input, times `gy`: see the table in the lesson
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
    print("-x is", -x, "and Variable(-2.0) is expected")
    print("5 - x is", 5.0 - x, "and Variable(3.0) is expected")
    print("1 / x is", 1.0 / x, "and Variable(0.5) is expected")
    y = x**4 - 2.0 * x**2
    y.backward()
    print("x⁴ - 2x² at 2 is", y, "with the slope", x.grad, "and 24.0 is expected")
