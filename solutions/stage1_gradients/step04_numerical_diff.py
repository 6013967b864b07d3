"""The numerical derivative

The derivative of f at x says how fast f(x) grows when x grows. Before we make the framework work
it out, let us measure it: step a little to the left of x, a little to the right, and see how much f
has changed. Such a measurement knows nothing of formulas, so it cannot be wrong in the same way as
they can. It will be the witness against which everything cleverer is tested.

    f ^                            * f(x + eps)
      |                       .
      |                  .
      |             * f(x)                    rise    f(x + eps) - f(x - eps)
      |        .                      slope = ---- = -------------------------
      |   * f(x - eps)                        run             2 eps
      |
      +---|---------|--------------|------> x
       x - eps      x           x + eps

This is the *central difference*. `eps` is the size of each step; the two points are 2 eps apart.

Why both sides? One could save a call and take (f(x + eps) - f(x)) / eps. Take f(x) = x² at 3, where
the derivative is 6, with eps = 0.5:

    one side:    (3.5² - 3²)   / 0.5 = (12.25 - 9)    / 0.5 = 6.5
    both sides:  (3.5² - 2.5²) / 1   = (12.25 - 6.25) / 1   = 6

The curve bends upward, so the step to the right sees too steep a slope, and the step to the left
one that is too flat. Taken together the two errors cancel. For x² nothing is left of them. For most
functions something is left, which shrinks with eps², while the error of one side shrinks with eps
alone: ten times smaller steps make the first error a hundred times smaller, the second only ten.

A worked example, in which something is left: f(x) = (x²)², which is x⁴, at x = 1. Its derivative is
4x³, so 4 at 1.

    eps = 1:     (2⁴ - 0⁴)     / 2 = 16 / 2            = 8    error 4
    eps = 0.5:   (1.5⁴ - 0.5⁴) / 1 = (5.0625 - 0.0625) = 5    error 1

Half the eps, a quarter of the error.

Why not make eps as small as can be? The two values of f then agree in nearly all of their sixteen
digits, and the few that differ are all that the slope is made of. With eps = 1e-4 both errors are
small, which is why it is the default.

What a measurement cannot be is exact, or cheap. When the result depends on many numbers, each of
them has to be moved by itself, at two calls of f apiece, and a network has millions. That is why
the course goes on.

Two things to mind. `f` is a function on variables: it takes a box, and it gives back a box. And x
belongs to somebody else: it must hold the same array, with the same numbers, when you are done.

To find out by yourself: `Variable(x.data)` makes a new box. Does it hold a new array? What then
does `x0 = Variable(x.data)` followed by `x0.data -= eps` do to x?
"""

PREDICT = (
    "At x = 1 the central difference of (x²)² is 8 with eps = 1 and 5 with eps = 0.5, as the lesson works out. "
    "What is it with eps = 0.25?",
    "1f726cf98aca729b75222dd140448ad2",
)

HINTS = (
    "You need f at two points. Since `f` takes Variables, make a new one on each side of `x`, and leave `x` alone.",
    "x.data - eps and x.data + eps are new arrays; `x.data -= eps` would change the one in x. What `f` gives back is "
    "a Variable, and you can subtract what is in two of them, not the boxes themselves.",
    "With x0 = Variable(x.data - eps), and x1 likewise on the other side: subtract f(x0).data from f(x1).data, and "
    "divide the difference by (2 * eps). The parentheses matter: / 2 * eps multiplies by eps.",
)


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
    # begin answer: (f(x + eps) - f(x - eps)) / (2 * eps), from two new Variables; `x` stays as it is
    x0 = Variable(x.data - eps)
    x1 = Variable(x.data + eps)
    return (f(x1).data - f(x0).data) / (2 * eps)
    # end answer


if __name__ == "__main__":
    left, right = Square()(Variable(np.array(2.5))), Square()(Variable(np.array(3.5)))
    print("x² half a step to each side of 3:", left.data, right.data, "and their difference:", right.data - left.data)
    x = Variable(np.array(3.0))
    print("the slope of x² at 3:", numerical_diff(Square(), x), "and about 6 is expected")

    def composed(x):
        return Square()(Exp()(Square()(x)))

    x = Variable(np.array(0.5))
    for eps in (1e-1, 1e-2, 1e-3):
        slope = numerical_diff(composed, x, eps)
        print(f"of (exp(x²))² at 0.5 with eps = {eps}: {slope:.9f}, error {slope - 3.297442541400256:.9f}")
