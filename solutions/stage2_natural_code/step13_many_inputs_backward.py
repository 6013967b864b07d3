'''Many inputs: backward

Forward, a function with two inputs and one output takes two arrays and gives one. Backward,
everything is turned round: what came out goes in, and what went in comes out. So it takes one
gradient and gives two, one for each input, in the order of the inputs.

For a sum these two are easily found. Push x0 up by a little, h, and x0 + x1 goes up by h as well:
the slope is 1, to either side. So `Add.backward` hands on the gradient that comes in, unchanged,
and it does so twice.

Here is z = x² + y² at x = 2 and y = 3, there and back:

    x --[Square]--> a --+
    2               4   |
                        +--[Add]--> z
    y --[Square]--> b --+           13
    3               9

    x.grad <--[Square]-- a.grad <--+
    2·2·1 = 4            1         |
                                   +--[Add]-- z.grad
    y.grad <--[Square]-- b.grad <--+          1
    2·3·1 = 6            1

As code:

>>> x, y = Variable(np.array(2.0)), Variable(np.array(3.0))
>>> z = add(square(x), square(y))
>>> z.backward()
>>> print(z.data, x.grad, y.grad)
13.0 4.0 6.0

What has to change in `Variable.backward`? It takes a function out of its list, as before. Then it
asks all outputs of the function for their gradients, calls `f.backward` with these, and gives each
input the gradient that belongs to it. Like `forward`, `backward` gives a single array as it is and
several as a tuple, so that a single one is made a tuple first. `zip` then goes through inputs and
gradients side by side: the first with the first, the second with the second.

And the list? Until now it never held more than one function. Behind `Add` there are two variables,
each with a creator of its own, and both creators go into the list. One is done now, the other
waits; nothing is lost as long as every creator of every input is put in. Some inputs have no
creator. There one branch of the way ends, and the others go on.

In this step every variable is used once only. What changes when one is used twice is the matter of
the next three steps.

To find out by yourself: leave out the line that makes a tuple of a single gradient, and go back
through square(x) for an array of three numbers. What does `zip` pair with x, and what is x.grad?
'''

HINTS = (
    "Take `Add.backward` first; it is one line. Then the loop of `Variable.backward`, where everything that was said "
    "of the one input and the one output is now said of all of them.",
    "Collect the gradients of all of f.outputs in a list, and spread it in the call of f.backward. What comes back is a "
    "tuple or an array: `isinstance(gxs, tuple)` tells which. `zip(f.inputs, gxs)` pairs each input with its gradient.",
    "gys is the list of y.grad for y in f.outputs, gxs is f.backward(*gys), and (gxs,) if it is no tuple. Then, for "
    "each pair x, gx: x.grad becomes gx, and if x.creator is not None it goes into the list, inside of the same loop. "
    "`Add.backward` returns gy, gy.",
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
    x = Variable(np.array(3.0))
    square(square(x)).backward()
    print("the slope of x⁴ at 3:", x.grad, "and 108.0 is expected, before the change and after it")
    x, y = Variable(np.array(2.0)), Variable(np.array(3.0))
    z = add(square(x), square(y))
    z.backward()
    print("x² + y² at (2, 3) is", z.data, "with the gradients", x.grad, "and", y.grad, "(expected: 4.0 and 6.0)")
