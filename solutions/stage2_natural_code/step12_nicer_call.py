'''Many inputs: a nicer call

The lists of the last step do their work, and they are in the way. To add two variables one writes

    [y] = Add()([x0, x1])

where one would like to write `y = add(x0, x1)`. And whoever writes a new function has to unpack a
list first and to pack one at the end, though the function itself is one line. Python has a sign
that takes such wrappings off, and it works in both directions: the star.

In a *definition* the star collects. `def __call__(self, *inputs)` may be called with any number of
arguments, and finds all of them in the tuple `inputs`. In a *call* the star spreads. With
xs = [a, b], `self.forward(*xs)` is the same as `self.forward(a, b)`.

    Add()(x0, x1)
       |
       |  def __call__(self, *inputs)        the star collects:   inputs = (x0, x1)
       v
    xs = [2.0, 3.0]
       |
       |  self.forward(*xs)                  the star spreads:    forward(2.0, 3.0)
       v
    def forward(self, x0, x1):
        return x0 + x1                       an array in, an array out

So `forward` reads like the formula that it is. One thing is left: what comes out. Nearly all
functions have one result, and then one wants the variable itself, not a list with a variable in it.
Only when there are several results do they come together. The same holds for what `forward` gives:
one array as it is, several arrays as a tuple. To have one case in the place of two, make a tuple of
a single array first, and go on as before.

>>> y = add(Variable(np.array(2.0)), Variable(np.array(3.0)))
>>> type(y).__name__, y.data
('Variable', array(5.))

And a function of one's own, with two results, now takes three lines:

>>> class Order(Function):
...     def forward(self, x0, x1):
...         return np.minimum(x0, x1), np.maximum(x0, x1)
>>> low, high = Order()(Variable(np.array(7.0)), Variable(np.array(4.0)))
>>> low.data, high.data
(array(4.), array(7.))

What a function remembers stays as it was: `inputs` and `outputs` hold all that went in and all that
came out, also where it is one only. `Variable.backward` and the `backward` of `Square` and `Exp`
need no change. The rest moves along once more, and this time it gets shorter.

To find out by yourself: why must the tuple of a single array be made before the loop over the
results? Leave it out, and add two arrays of three numbers. What comes back, and why so many?
'''

HINTS = (
    "`Function.__call__` has three places to change: what it is called with, how it calls forward, and what it returns. "
    "The forward of each class, and the helpers, become what they were before step 11; `add` is like them.",
    "In a definition `*inputs` collects the arguments into a tuple; in a call `*xs` spreads a list over the parameters. "
    "What forward gives is a tuple or an array: `isinstance(ys, tuple)` tells which, and `(ys,)` is a tuple of one.",
    "In `__call__`: ys = self.forward(*xs); if ys is no tuple, ys = (ys,). The last line returns outputs if there are "
    "more than one, or else outputs[0]. `add` returns Add()(x0, x1).",
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
    y = square(exp(Variable(np.array(0.5))))
    print("the square of exp(0.5):", y.data, "and about 2.7182818284590 is expected")
    y = add(Variable(np.array(2.0)), Variable(np.array(3.0)))
    print("2 + 3 =", y.data, "in a", type(y).__name__)
