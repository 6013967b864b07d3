"""Many inputs: backward

Going backward, inputs and outputs change places: a function with two inputs and one output takes
one gradient and gives two, one for each input, in their order. A sum passes the gradient on to
both sides as it is, for its derivative with respect to either of them is one.

The loop in `Variable.backward` no longer follows a chain: behind a function may stand several
variables, each with a creator of its own, and all of these go into the list.
"""

HINTS = (
    "Collect the gradients of all outputs, call `f.backward` on them, and hand the results out to the inputs.",
    "As with `forward`, a single result is not a tuple: make it one.",
    "`zip(f.inputs, gxs)` pairs each input with its gradient.",
)


class Variable:
    def backward(self):
        """Give every variable that this one was computed from its gradient.

        If this variable has no gradient yet it becomes one for each element.
        """
        # begin answer: collect the gradients of all outputs, and hand out to each input the gradient that belongs to it
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            gys = [y.grad for y in f.outputs]
            gxs = f.backward(*gys)
            if not isinstance(gxs, tuple):
                gxs = (gxs,)
            for x, gx in zip(f.inputs, gxs, strict=True):
                x.grad = gx
                if x.creator is not None:
                    functions.append(x.creator)
        # end answer


class Function:
    def backward(self, *gys):
        """Return the gradient of the input, or a tuple with one for each, from those of the outputs, `gys`."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Add(Function):
    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        # begin answer: a sum passes the gradient on to both of its inputs
        return gy, gy
        # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    y = Variable(np.array(3.0))
    z = add(square(x), square(y))
    z.backward()
    print("x² + y² at (2, 3) is", z.data, "with the gradients", x.grad, "and", y.grad)
