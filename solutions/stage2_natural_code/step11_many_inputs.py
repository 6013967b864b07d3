'''Many inputs, many outputs: forward

All functions so far have one input and one output. A sum has two inputs. There are functions with
several outputs too: a division with a remainder has both. Nothing in the idea of a computation asks
for exactly one of each; only our `Function.__call__` does, because it opens one box and closes one
box. So it learns to open and close as many as there are.

The simplest way to hand over "as many as there are" is a list. The call takes a list of variables
and gives a list of variables, and `forward` takes a list of arrays and gives a list of arrays:

             Add()([x0, x1])
           +----------------------------------------------------+
    [x0,   |   open each       compute          close each      |
     x1] ->|  [2.0, 3.0] ----> forward ----> [5.0] ----> [y]    | -> [y]
           +----------------------------------------------------+

As code:

>>> x0, x1 = Variable(np.array(2.0)), Variable(np.array(3.0))
>>> f = Add()
>>> ys = f([x0, x1])
>>> len(ys), ys[0].data
(1, array(5.))

The list that comes back holds one variable, because a sum is one number; it is a list all the same.
What the function remembers are lists as well, `inputs` and `outputs`, and it is the creator of
every one of its outputs:

>>> f.inputs[1] is x1, f.outputs[0] is ys[0], ys[0].creator is f
(True, True, True)

This changes what `Function` promises, and everything that relied on the old promise has to move:

                            until now             from now on
    a call takes            x                     [x]
    forward gets            an array              a list of arrays
    forward gives           an array              a list of arrays
    a call gives            a Variable            a list of Variables
    remembered              f.input, f.output     f.inputs, f.outputs

`Square` and `Exp` take their one array out of the list, and put their one result into a list; their
`backward` looks for the input in `self.inputs`. The helpers `square` and `exp` pack and unpack, so
that whoever calls them notices nothing. `Variable.backward` follows `inputs[0]` and `outputs[0]`:
it walks along a single chain, as before. The way back through a sum comes two steps later, and
until then `Add` has no `backward`.

The change goes through many places, and some things are broken until the last of them is done. That
is usual for a change of a promise; it is what the tests of step 10 are for. And the lists are not
for ever: the next step makes them disappear from where one has to type them.

To find out by yourself: write a class `Order(Function)` that has two inputs and two outputs, the
smaller and the larger of two numbers (`np.minimum`, `np.maximum`). Which variables have it as their
creator? And what would happen if its `forward` returned one array, without a list around it?
'''

HINTS = (
    "Begin with `Function.__call__` and `Add`, and try the example of the lesson. Then go through the table: each class "
    "and each helper that relied on a row of it moves along.",
    "Whatever `__call__` did to one input it now does to each of them, and whatever it did to one output to each of the "
    "outputs: `[x.data for x in inputs]` is a list of all the arrays. A list of one is taken apart by `[x] = xs`, a "
    "list of two by `x0, x1 = xs`.",
    "In `__call__`: xs is the list of arrays, ys is what self.forward makes of it, and outputs is the list of a "
    "Variable(as_array(y)) for each y. Then set_creator(self) for each output, keep both lists, and return outputs. "
    "In `square`: Square()([x])[0]. In `backward`: f.inputs[0] and f.outputs[0].",
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
    x = Variable(np.array(3.0))
    square(square(x)).backward()
    print("the slope of x⁴ at 3:", x.grad, "and 108.0 is expected, before the change and after it")
    f = Add()
    print("2 + 3, array by array:", f.forward([np.array(2.0), np.array(3.0)])[0])
    ys = f([Variable(np.array(2.0)), Variable(np.array(3.0))])
    print("2 + 3, by variables:", ys[0].data, "in a", type(ys).__name__, "of", len(ys))
