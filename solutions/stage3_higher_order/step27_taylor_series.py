"""Taylor series

draft
"""

import math

HINTS = (
    "placeholder placeholder placeholder 1",
    "placeholder placeholder placeholder 2",
    "placeholder placeholder placeholder 3",
)


class Sin(Function):
    """The sine of each element."""

    def forward(self, x):
        """Return the array sin x."""
        # begin answer: the sine
        return np.sin(x)
        # end answer

    def backward(self, gy):
        """Return the gradient of the input."""
        # begin answer: the derivative of sin x at the array of the input, times `gy`
        return gy * np.cos(self.inputs[0].data)
        # end answer


def sin(x):
    """Return the sine of the Variable `x`, a Variable."""
    # begin answer: make a `Sin` and call it
    return Sin()(x)
    # end answer


def my_sin(x, threshold=1e-4):
    """Return the sine of the Variable `x`, which holds one number: x - x³/3! + x⁵/5! - …, term after term.

    The first term that is smaller in size than `threshold` is the last one. The result is a Variable with a graph.
    """
    # begin answer: add up terms, computed with variables, until one is smaller in size than `threshold`
    y = term = x
    i = 0
    while abs(term.data) >= threshold:
        i += 1
        c = (-1) ** i / math.factorial(2 * i + 1)
        term = c * x ** (2 * i + 1)
        y = y + term
    return y
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(np.pi / 4))
    y = sin(x)
    y.backward()
    print("sin:", y.data, x.grad)
    for threshold in (1e-2, 1e-4, 1e-8):
        x.cleargrad()
        y = my_sin(x, threshold)
        y.backward()
        print(f"the series down to {threshold}:", y.data, x.grad)
