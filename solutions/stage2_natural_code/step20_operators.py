"""Operators: + and *

`add(mul(a, b), c)` is hard to read, `a * b + c` is not. When Python meets `a * b` it calls
`a.__mul__(b)`: a class that has this method has the operator.

The product is also the first function whose gradient needs the *other* input: if x0 grows by a
little, the product grows by that times x1.
"""

HINTS = (
    "`Mul` is built as `Add` is; both of its inputs are needed on the way back.",
    "The gradient of the first input is multiplied by the second input, and the other way round.",
    "`def __mul__(self, other)` returns `mul(self, other)`.",
)


class Variable:
    def __add__(self, other):
        """self + other"""
        # begin answer: `add` of the two
        return add(self, other)
        # end answer

    def __mul__(self, other):
        """self * other"""
        # begin answer: `mul` of the two
        return mul(self, other)
        # end answer


class Mul(Function):
    """The product of two arrays of the same shape, element by element."""

    def forward(self, x0, x1):
        """Return the array x0 · x1."""
        # begin answer: the product
        return x0 * x1
        # end answer

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        # begin answer: for each input, `gy` times the array of the other one
        x0, x1 = self.inputs[0].data, self.inputs[1].data
        return gy * x1, gy * x0
        # end answer


def mul(x0, x1):
    """Return the product of the Variables `x0` and `x1`, a Variable."""
    # begin answer: make a `Mul` and call it on the two variables
    return Mul()(x0, x1)
    # end answer


if __name__ == "__main__":
    a, b, c = Variable(np.array(3.0)), Variable(np.array(2.0)), Variable(np.array(1.0))
    y = a * b + c
    y.backward()
    print("3 · 2 + 1 =", y.data, "with the gradients", a.grad, b.grad, c.grad)
