"""Creator chains

Walking back by hand means to know which function made which variable. A variable can know that by
itself: when a function makes it, the function enters itself as its `creator`. From any result,
the links `creator` and `input` then lead back to the beginning, and a method can follow them.

A variable that no function made has the creator None, and there the way ends.
"""

HINTS = (
    "Two links are needed: from a variable to its creator, and from a function to its input and its output.",
    "`backward` asks its creator for the gradient of the input, stores it there, and lets the input go on.",
    "With f = self.creator and x = f.input: x.grad = f.backward(self.grad), then x.backward(); no creator, no step.",
)


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet, and no function has made it."""
        # begin answer: besides data and gradient, `self.creator`, which is None to begin with
        self.data = data
        self.grad = None
        self.creator = None
        # end answer

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        # begin answer: keep `func` as `self.creator`
        self.creator = func
        # end answer

    def backward(self):
        """Give every variable that this one was computed from its gradient; `self.grad` is set beforehand.

        A variable without a creator does nothing.
        """
        # begin answer: with a creator, let it compute the gradient of its input, then go on backward from that input
        f = self.creator
        if f is not None:
            x = f.input
            x.grad = f.backward(self.grad)
            x.backward()
        # end answer


class Function:
    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        # begin answer: enter this function as creator of the output, and remember the output as `self.output`
        x = input.data
        y = self.forward(x)
        output = Variable(y)
        output.set_creator(self)
        self.input = input
        self.output = output
        return output
        # end answer


if __name__ == "__main__":
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    y = C(B(A(x)))
    y.grad = np.array(1.0)
    y.backward()
    print("x.grad =", x.grad, "and 3.297442541400256 is expected")
    print("three creators back stands x itself:", y.creator.input.creator.input.creator.input is x)
