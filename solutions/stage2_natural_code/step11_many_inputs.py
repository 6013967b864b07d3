"""Many inputs, many outputs: forward

So far a function had one input and one output. A sum has two inputs, and there are functions with
several outputs. In this step variables go in as a list and come out as a list, and `forward`
works on lists of arrays in the same way. A function now remembers `inputs` and `outputs`, both of
them lists.

Whatever used the old way has to move along: `Square` and `Exp` take their one array out of a
list, `square` and `exp` pack and unpack, and `Variable.backward` reads the first of the inputs
and the first of the outputs. It still walks along a single chain; a backward pass through a sum
comes two steps later.

The change goes through many places at once, and until all of them are done little will work. The
next step makes the lists disappear again from where one has to type them.
"""

HINTS = (
    "Begin with `Function.__call__`: a list of arrays goes into `forward`, a list of arrays comes out.",
    "`[as_variable_of(y) for y in ys]`, with what you did to one output before, does it to each of them.",
    "A list of one is taken apart by `[x] = xs`, a list of two by `x0, x1 = xs`.",
)


class Variable:
    def backward(self):
        """Give every variable that this one was computed from its gradient, along a chain of single inputs.

        If this variable has no gradient yet it becomes one for each element. The chain may be of any length.
        """
        # begin answer: as before, with `f.inputs[0]` and `f.outputs[0]` in the place of `f.input` and `f.output`
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.inputs[0], f.outputs[0]
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)
        # end answer


class Function:
    """What all functions have in common: lists of variables go in and come out, `forward` sees their arrays."""

    def __call__(self, inputs):
        """Return a list of new Variables with the results of `forward` on the list `inputs` of Variables.

        The function remembers both lists as `inputs` and `outputs`, and is the creator of each output.
        """
        # begin answer: give `forward` the list of arrays, and make a Variable of each array in the list that it returns
        xs = [x.data for x in inputs]
        ys = self.forward(xs)
        outputs = [Variable(as_array(y)) for y in ys]
        for output in outputs:
            output.set_creator(self)
        self.inputs = inputs
        self.outputs = outputs
        return outputs
        # end answer

    def forward(self, xs):
        """Compute the results, a list of arrays, from the list `xs` of arrays."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")


class Square(Function):
    def forward(self, xs):
        """Return a list that holds x² for the one array in the list `xs`."""
        # begin answer: take the array out of the list `xs`, and return its square in a list
        [x] = xs
        return [x**2]
        # end answer

    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        # begin answer: the input is `self.inputs[0]` now
        x = self.inputs[0].data
        return 2 * x * gy
        # end answer


class Exp(Function):
    def forward(self, xs):
        """Return a list that holds eˣ for the one array in the list `xs`."""
        # begin answer: take the array out of the list `xs`, and return its exponential in a list
        [x] = xs
        return [np.exp(x)]
        # end answer

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        # begin answer: the input is `self.inputs[0]` now
        x = self.inputs[0].data
        return np.exp(x) * gy
        # end answer


class Add(Function):
    """The sum of two arrays of the same shape."""

    def forward(self, xs):
        """Return a list that holds x0 + x1 for the two arrays in the list `xs`."""
        # begin answer: take two arrays out of the list `xs`, and return their sum in a list
        x0, x1 = xs
        return [x0 + x1]
        # end answer


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    # begin answer: hand `x` over in a list, and take the result out of the list that comes back
    return Square()([x])[0]
    # end answer


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    # begin answer: hand `x` over in a list, and take the result out of the list that comes back
    return Exp()([x])[0]
    # end answer


if __name__ == "__main__":
    add_them = Add()
    print("2 + 3, array by array:", add_them.forward([np.array(2.0), np.array(3.0)])[0])
    ys = add_them([Variable(np.array(2.0)), Variable(np.array(3.0))])
    print("2 + 3, by variables:", ys[0].data, "in a", type(ys).__name__)
