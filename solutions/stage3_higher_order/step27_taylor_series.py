'''Taylor series

There are two ways to give the framework a sine. One is a new function: `Sin` computes np.sin, and
its `backward` knows that the slope of the sine is the cosine. The other uses nothing but what is
there. The *Taylor series* writes the sine as a sum of powers,

    sin x  =  x  -  x³/3!  +  x⁵/5!  -  x⁷/7!  +  …           with 3! = 1 · 2 · 3 = 6, 5! = 120, …

and a sum of powers can be computed with + and * and **. Its terms are numbered i = 0, 1, 2, …, and
term i is

    (-1)ⁱ / (2i + 1)!  ·  x²ⁱ⁺¹

The sum has no end, so one stops when it no longer pays: when a term is smaller than a *threshold*.
Smaller in size, that is. Every other term is negative, and -5 is less than 0.0001 too.

A worked example, x = π/4 = 0.785398 with the threshold 0.0001:

    i = 0       0.785398
    i = 1      -0.080746
    i = 2       0.002490
    i = 3      -0.000037        smaller in size than 0.0001: the last one
    sum         0.707106        sin(π/4) = 0.707107

What becomes of the gradient? Nobody tells the framework that this is a sine. It sees powers, each
times a number, and a long sum, and goes back through them:

    x --+------------------------------------+
        |                                    +--> + --+
        +--> ** 3 ---> * (-0.1666667) -------+        +--> + ---> …  ---> y
        |                                             |
        +--> ** 5 ---> * (0.0083333) -----------------+

At each power the exponent comes down and cancels one factor of the factorial. What arrives at x is

    1  -  x²/2!  +  x⁴/4!  -  x⁶/6!        =  0.707103 at π/4,        cos(π/4) = 0.707107

which is the series of the cosine, cut off after the same number of terms. The gradient is exact,
for the formula that was computed; how well that formula stands for a sine is another question, and
the threshold answers it. A smaller one takes more terms, and so more functions in the graph: 9 of
them in the example, 21 with the threshold 1e-12.

To find out by yourself: how close does `my_sin` come to the sine at x = 10 with the threshold
1e-10, and how close at x = 40? Print the terms, and look for the largest. A number in Python has
about sixteen digits.
'''

import math

HINTS = (
    "Sin is built like Exp: forward is one call of NumPy, and backward needs the array of its input. For the series, "
    "write a loop that prints i and the term for x = π/4, and compare with the table in the lesson.",
    "A term is a number times a power of x: c = (-1) ** i / math.factorial(2 * i + 1), and x stays a Variable. Mind "
    "the parentheses: -1 ** i is -(1 ** i). Whether it is small enough is a question to abs(term.data).",
    "Sin.backward returns gy * np.cos(self.inputs[0].data). In my_sin: begin with y = term = x; while abs(term.data) is "
    "not smaller than the threshold, go on to the next i, make the new term c * x ** (2 * i + 1), and add it to y.",
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
    """Return the sum x - x³/3! + x⁵/5! - …, a Variable, for the Variable `x`, which holds one number.

    The first term that is smaller in size than `threshold` ends the sum; whether it is still added makes no difference
    worth speaking of, and is left to you. The terms are computed with Variables.
    """
    # begin answer: add up terms until one is smaller in size than `threshold`
    y, term, i = x, x, 0
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
    print("Sin:                 ", y.data, "with the gradient", x.grad)
    for threshold in (1e-2, 1e-4, 1e-8, 1e-12):
        x.cleargrad()
        y = my_sin(x, threshold)
        y.backward()
        print(f"series down to {threshold:.0e}:", y.data, "with the gradient", x.grad)
