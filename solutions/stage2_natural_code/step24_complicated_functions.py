"""Complicated functions

draft
"""

HINTS = (
    "placeholder placeholder placeholder 1",
    "placeholder placeholder placeholder 2",
    "placeholder placeholder placeholder 3",
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
    """Return the Goldstein–Price function of `x` and `y`, Variables of the same shape: the product A B, a Variable.

    A = 1 + (x + y + 1)² (19 - 14 x + 3 x² - 14 y + 6 x y + 3 y²)
    B = 30 + (2 x - 3 y)² (18 - 32 x + 12 x² + 48 y - 36 x y + 27 y²)
    """
    # begin answer: the two factors and their product, written with the operators
    a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
    return a * b
    # end answer


if __name__ == "__main__":
    for f in (sphere, matyas, goldstein):
        x, y = Variable(np.array(1.0)), Variable(np.array(1.0))
        z = f(x, y)
        z.backward()
        print(f"{f.__name__} at (1, 1):", z.data, "with the gradients", x.grad, y.grad)
