"""Many inputs: a nicer call

Lists are right for the inside of `Function` and a burden for everybody outside. Python's star
removes them from both ends: `def __call__(self, *inputs)` collects what it is called with, and
`self.forward(*xs)` spreads the arrays over the parameters of `forward`. So `Add.forward(self, x0,
x1)` reads like the sum that it is.

On the way out, a single result comes alone; only several of them come as a list. `forward` may
return an array, or a tuple of arrays if there are several.
"""

HINTS = (
    "In a definition, `*inputs` collects the arguments into a tuple; in a call, `*xs` spreads them out.",
    "What `forward` returns may be an array or a tuple: make it a tuple first, and go on as before.",
    "At the end: `return outputs if len(outputs) > 1 else outputs[0]`.",
)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on the Variables `inputs`, or a list of several.

        The function remembers `inputs` and `outputs`, and is the creator of each output.
        """
        # begin answer: take `*inputs`, call `self.forward(*xs)`, and return a single output without its list
        xs = [x.data for x in inputs]
        ys = self.forward(*xs)
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        for output in outputs:
            output.set_creator(self)
        self.inputs = inputs
        self.outputs = outputs
        return outputs if len(outputs) > 1 else outputs[0]
        # end answer

    def forward(self, *xs):
        """Compute the result, an array or a tuple of several, from the arrays `xs`."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")


class Square(Function):
    def forward(self, x):
        """Return the array x²."""
        # begin answer: take the array `x` itself, and return an array
        return x**2
        # end answer


class Exp(Function):
    def forward(self, x):
        """Return the array eˣ."""
        # begin answer: take the array `x` itself, and return an array
        return np.exp(x)
        # end answer


class Add(Function):
    def forward(self, x0, x1):
        """Return the array x0 + x1."""
        # begin answer: take the two arrays `x0` and `x1` themselves, and return an array
        return x0 + x1
        # end answer


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    # begin answer: call the function on `x`, without lists
    return Square()(x)
    # end answer


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    # begin answer: call the function on `x`, without lists
    return Exp()(x)
    # end answer


def add(x0, x1):
    """Return the sum of the Variables `x0` and `x1`, a Variable."""
    # begin answer: make an `Add` and call it on the two variables
    return Add()(x0, x1)
    # end answer


if __name__ == "__main__":
    y = add(Variable(np.array(2.0)), Variable(np.array(3.0)))
    print("2 + 3 =", y.data, "in a", type(y).__name__)
