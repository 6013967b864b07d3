"""The numerical derivative

A derivative says how fast a function changes. It can be measured: step a little to the left, a
little to the right, and divide the difference of the two results by the distance. With a small
number `eps` for the step,

    (f(x + eps) - f(x - eps)) / (2 eps)

is called the central difference. Its error shrinks with eps², that of a one-sided difference only
with eps. It never is exact, and it costs two calls of the function for each number that you want
to know about. It will serve as a witness: what is computed more cleverly later must agree with
it.
"""

HINTS = (
    "Make two new variables, one on each side of `x`, and leave `x` itself alone.",
    "`f` takes a Variable and returns one; what you divide are the arrays inside.",
    "The two points lie 2 * eps apart, not eps.",
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
    x = Variable(np.array(2.0))
    print("the slope of x² at 2:", numerical_diff(Square(), x))

    def composed(x):
        return Square()(Exp()(Square()(x)))

    print("of (exp(x²))² at 0.5:", numerical_diff(composed, Variable(np.array(0.5))))
