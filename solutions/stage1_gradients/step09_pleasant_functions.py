"""Functions that are pleasant to use

Three things have been tiresome. `Square()(x)` needs two pairs of parentheses: small functions
`square` and `exp` hide them. `y.grad = np.array(1.0)` has to be written before each backward
pass: if there is no gradient yet, it is ones, in the shape and type of the data. And a float in a
box goes wrong late and far away: it is refused at once, with a sentence that names what was
given.

The last one uncovers a habit of NumPy. The square of `np.array(3.0)`, an array of no dimensions,
is not an array but a NumPy number. So results pass through `as_array` before they go into a box,
and so do the two points of `numerical_diff`.
"""

HINTS = (
    "The gradient of a result with respect to itself is one, for each of its elements: see `np.ones_like`.",
    "`np.isscalar` tells a number, NumPy's or Python's, from an array; `isinstance` tells what may go into the box.",
    "None may go into the box too. The message of the TypeError can use `type(data)`.",
)


class Variable:
    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        # begin answer: raise a TypeError that names the type, unless `data` is None or an `np.ndarray`
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.grad = None
        self.creator = None
        # end answer

    def backward(self):
        """Give every variable that this one was computed from its gradient.

        If this variable has no gradient yet it becomes one for each element. The chain may be of any length.
        """
        # begin answer: if `self.grad` is None, first set it to ones in the shape and dtype of the data
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)
        # end answer


class Function:
    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        # begin answer: pass the result through `as_array` on its way into the Variable
        x = input.data
        y = self.forward(x)
        output = Variable(as_array(y))
        output.set_creator(self)
        self.input = input
        self.output = output
        return output
        # end answer


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
    # begin answer: pass `x.data - eps` and `x.data + eps` through `as_array`, or a Variable will refuse them
    x0 = Variable(as_array(x.data - eps))
    x1 = Variable(as_array(x.data + eps))
    return (f(x1).data - f(x0).data) / (2 * eps)
    # end answer


def as_array(x):
    """Return `x` as an array if it is a number, and unchanged otherwise."""
    # begin answer: an array made of `x` if it is a scalar, or else `x` itself
    if np.isscalar(x):
        return np.array(x)
    return x
    # end answer


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    # begin answer: make a `Square` and call it on `x`
    return Square()(x)
    # end answer


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    # begin answer: make an `Exp` and call it on `x`
    return Exp()(x)
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(0.5))
    y = square(exp(square(x)))
    y.backward()
    print("x.grad =", x.grad, "and 3.297442541400256 is expected")
    try:
        Variable(0.5)
        print("a float went into the box")
    except TypeError as refused:
        print("refused:", refused)
