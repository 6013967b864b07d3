"""Complicated functions

Each piece of the framework has been tested by itself. Does it hold when forty of them hang
together? Here are three functions with which people test programs that look for a minimum. They are
only formulas; with the operators of the last steps they can be written as they stand on paper:

    sphere            x² + y²
    Matyas            0.26 (x² + y²) - 0.48 x y
    Goldstein–Price   A B, where
        A = 1 + (x + y + 1)² (19 - 14 x + 3 x² - 14 y + 6 x y + 3 y²)
        B = 30 + (2 x - 3 y)² (18 - 32 x + 12 x² + 48 y - 36 x y + 27 y²)

Nobody works out the derivative of the last one by hand for pleasure. You do not have to: the
framework knows the derivatives of + - * / and **, each a line of code, and the graph tells it how
they are joined. That is all that a derivative of any formula is made of.

A worked example, Matyas at x = 1, y = 1. The value is 0.26 · 2 - 0.48 = 0.04. On the way back two
gradients arrive at x, one for each way in which x reaches z:

    x --+--> ** 2 ---+
        |            +--> + ---> * 0.26 ---+
    y --|-+> ** 2 ---+                     +--> - ---> z
        | |                                |
        +-|--> * 0.48 ----+                |
          |               +--> * ----------+
          +---------------+

    by the upper way:   0.26 · 2 x  =  0.52
    by the lower way:     - 0.48 y  = -0.48
    x.grad                          =  0.04

Numbers with a point are rounded in their last digits, which is why you may see 0.04000000000000004.

How do you know that you have copied a long formula without a slip? Take it apart at a point where
everything is a small whole number. Goldstein–Price at (1, 1):

    A = 1 + 3² (19 - 14 + 3 - 14 + 6 + 3)       = 1 + 9 · 3   = 28
    B = 30 + (-1)² (18 - 32 + 12 + 48 - 36 + 27) = 30 + 1 · 37 = 67
    A B = 1876

Its gradients there are -5376 and 8064. The minimum is at (0, -1), where the value is 3 and both
gradients are 0.

To find out by yourself: at (1, 1), a program that has 3 y² where 3 x² should be and the other way
round, gives 1876 and is right. One that has 12 y² for 12 x² gives 1876 too, and is wrong. Which
points show that?
"""

HINTS = (
    "Write each formula from left to right, with ** for a power and * for every product, also where paper leaves it "
    "out: 6 x y is 6 * x * y. What gives a wrong number? Compare with the numbers in the lesson, at (1, 1).",
    "A long line is easier to test in pieces: give the two factors of goldstein names of their own and print a.data "
    "and b.data at (1, 1), where they are 28 and 67. x and y stay Variables all the way: no .data in the formula.",
    "a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2), b in the same way, "
    "and a * b is returned. matyas is 0.26 * (x**2 + y**2) - 0.48 * x * y.",
)


def sphere(x, y):
    """Return x² + y², a Variable; `x` and `y` are Variables of the same shape."""
    # begin answer: the formula, written with the operators
    return x**2 + y**2
    # end answer


def matyas(x, y):
    """Return 0.26 (x² + y²) - 0.48 x y, a Variable; `x` and `y` are Variables of the same shape."""
    # begin answer: the formula, written with the operators
    return 0.26 * (x**2 + y**2) - 0.48 * x * y
    # end answer


def goldstein(x, y):
    """Return the Goldstein–Price function of the Variables `x` and `y`, of the same shape: the product A B, a Variable.

    A = 1 + (x + y + 1)² (19 - 14 x + 3 x² - 14 y + 6 x y + 3 y²)
    B = 30 + (2 x - 3 y)² (18 - 32 x + 12 x² + 48 y - 36 x y + 27 y²)
    """
    # begin answer: both factors, written with the operators, and their product
    a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
    return a * b
    # end answer


if __name__ == "__main__":
    expected = {sphere: "2.0, 2.0 2.0", matyas: "about 0.04, 0.04 0.04", goldstein: "1876.0, -5376.0 8064.0"}
    for f, numbers in expected.items():
        x, y = Variable(np.array(1.0)), Variable(np.array(1.0))
        z = f(x, y)
        z.backward()
        print(f"{f.__name__} at (1, 1) and its gradients: {z.data}, {x.grad} {y.grad}; expected {numbers}")
