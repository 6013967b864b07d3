"""Sine, again and again

Since step 32 a gradient is a Variable and may have a graph. But not every function has heard of it.
`Sin` and `Cos` were written before, and their way back still takes arrays out of their inputs:

    gy * np.cos(self.inputs[0].data)

The first derivative is right. The graph behind it, though, knows gy only, and x is not in it. Going
backward from there, nothing arrives at x, and no error is raised:

    before:   gy  --->+---+                         now:   x  --->+-----+
                      | * |---> gx                                | cos |--->+---+
    np.cos(x.data) -->+---+                                       +-----+    | * |---> gx
    an array: the graph ends here                          gy -------------->+---+

The cure is that of step 31, in the right place: `Sin.backward` computes with `cos`, and
`Cos.backward` computes with `sin`. Each calls the other, and so there is no end to it. The sine
becomes a cosine, that becomes a negative sine, and after four rounds it is a sine again. No line
says so; it follows from two slopes of which one has a minus sign:

    order        0        1        2        3        4        5
               sin x    cos x   -sin x   -cos x    sin x    cos x
    at x = 1  0.8415   0.5403  -0.8415  -0.5403   0.8415   0.5403

One order after the other is one loop: clear x, go backward from the last gradient with a graph, and
take what is in x.grad as the next one. This is worth a function of its own, `derivatives(f, x, n)`:

>>> x = Variable(np.array(1.0))
>>> print(np.round(derivatives(sin, x, 5), 4))
[ 0.5403 -0.8415 -0.5403  0.8415  0.5403]
>>> print(derivatives(lambda x: x**3, Variable(np.array(2.0)), 3))
[array(12.), array(12.), array(6.)]

What `derivatives` returns are arrays: numbers, not graphs. A list of Variables would keep
everything that was ever computed alive.

The graph grows from order to order. Behind the gradient of the first order there is one cosine.
Each pass goes through all of the functions that the last one has left, and leaves new ones.

To find out by yourself: `trace_backward` of step 30 hands its options on. What does it say of
sin(x) with create_graph=True, and what did it say before you changed `Sin`? So is to have a creator
the same as to remember x?
"""

PREDICT = (
    "x is 0 and y = sin(2 · x). What is the fifth derivative of y at x?",
    "3defd58442f587152b76367928786da6",
)

HINTS = (
    "Look at Exp.backward as step 32 has it: the input is taken as a Variable, and the slope is computed by a function of "
    "the framework. Do the same here.",
    "The slope of sin is a cosine and the slope of cos a negative sine. Which functions of the framework give them as "
    "Variables, if x = self.inputs[0] is a Variable?",
    "derivatives is a loop of n rounds around a name y that begins as f(x): clear x, go backward from y with "
    "create_graph=True, take x.grad.data into the list, and make x.grad the next y.",
    "Sin.backward returns gy * cos(x), Cos.backward returns gy * -sin(x), each with x = self.inputs[0]. In the loop: "
    "x.cleargrad(), y.backward(create_graph=True), y = x.grad, found.append(y.data).",
)


class Sin(Function):
    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of sin x there, times `gy`."""
        # begin answer: compute with the Variable `self.inputs[0]`, by `cos` and not by `np.cos`
        x = self.inputs[0]
        return gy * cos(x)
        # end answer


class Cos(Function):
    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of cos x there, times `gy`."""
        # begin answer: compute with the Variable `self.inputs[0]`, by `sin` and not by `np.sin`
        x = self.inputs[0]
        return gy * -sin(x)
        # end answer


def derivatives(f, x, n):
    """Return the first `n` derivatives of `f` at the Variable `x`, a list of arrays of the shape of `x`, the first one first.

    `f` takes one Variable and returns one, element by element. `x.data` stays as it is, and what is in `x.grad` before
    the call plays no part.
    """
    # begin answer: n backward passes, each from the gradient that the one before has left, x cleared before each
    found, y = [], f(x)
    for _ in range(n):
        x.cleargrad()
        y.backward(create_graph=True)
        y = x.grad
        found.append(y.data)
    return found
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(1.0))
    y = sin(x)
    for order, number in enumerate((0.5403, -0.8415, -0.5403, 0.8415), start=1):
        x.cleargrad()
        y.backward(create_graph=True)
        if x.grad is None:
            print("derivative", order, "is missing: nothing has arrived at x")
            break
        y = x.grad
        print("derivative", order, "of sin at 1 is", y.data, "and about", number, "is expected")
    print("by derivatives:", derivatives(lambda x: sin(x) * x**2, x, 2), "and 2.2232, 3.0027 are expected")
