"""Step 7 · Creator chains

In the walk by hand somebody knew the way: you did. You knew that C had made y, that b had gone into
C, and that B came next, and you wrote the calls down in that order. For three functions that is
tolerable. For a computation of hundreds, with an `if` or a loop in it that runs differently each
time, nobody can write the walk in advance. But the computation itself passes through every function
in turn, and can leave a trail as it goes.

The trail is made of links, and they are set in `Function.__call__`, the one place through which
every computation goes. When a function has made a variable, the variable remembers the function,
and the function remembers both of its ends:

    x <- input - [A] <- creator - a <- input - [B] <- creator - b <- input - [C] <- creator - y
                  |               ^             |               ^             |               ^
                  +--- output ----+             +--- output ----+             +--- output ----+

`y.creator` is C, the function object that made y. `C.input` is b, the variable that went into it.
So two links, taken in turn, lead from any result back to where everything began. There stands a
variable that no function made, a *leaf*; its creator is None, and that is how one knows that the
way ends.

    >>> A, B, C = Square(), Exp(), Square()
    >>> x = Variable(np.array(0.5))
    >>> y = C(B(A(x)))
    >>> y.creator is C
    True
    >>> y.creator.input.creator is B
    True
    >>> y.creator.input.creator.input.creator.input is x
    True
    >>> print(x.creator)
    None

Note that nothing was declared. Whatever ran is on the trail, in the order in which it ran. And a
link leads to the object itself: a copy of x would have the same number in it, but a gradient that
is put into the copy never arrives at x.

With the links, the walk by hand becomes a method. From y it takes three things to do: find the
function that made y, let it work out the gradient of its input, and store that at the input. Then
the input is in the very position in which y was a moment ago: it has a gradient, and it may have a
creator. So it is asked to do the same. For the chain above, with y.grad = 1:

    y.backward()     C = y.creator    b.grad = C.backward(y.grad) = 2·1.284·1     = 2.568
    b.backward()     B = b.creator    a.grad = B.backward(b.grad) = 1.284·2.568   = 3.297
    a.backward()     A = a.creator    x.grad = A.backward(a.grad) = 2·0.5·3.297   = 3.297
    x.backward()     no creator: done

(b is 1.284, the exponential of 0.25.) The first gradient, y.grad, is still yours to set before you
call `y.backward()`; step 9 will do away with that.

To find out by yourself: set b.grad to 1 and call `b.backward()` in the place of `y.backward()`.
Which variables have a gradient afterwards, and what is the number at x the derivative of?

To write in this file:

- line  74, change `Variable.__init__`: besides data and gradient, `self.creator`, which is None to
  begin with
- line  80, write `Variable.set_creator`: keep `func` as `self.creator`
- line  87, write `Variable.backward`: with a creator, let it compute the gradient of its input,
  then go on backward from that input
- line  98, change `Function.__call__`: enter this function as creator of the output, and remember
  the output as `self.output`

Check with: make check STEP=7"""

import numpy as np


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet, and no function has made it."""
        # TODO: besides data and gradient, `self.creator`, which is None to begin with
        self.data = data
        self.grad = None

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        raise NotImplementedError("keep `func` as `self.creator`")

    def backward(self):
        """Give every variable that this one was computed from its gradient; `self.grad` is set beforehand.

        A variable without a creator does nothing.
        """
        raise NotImplementedError(
            "with a creator, let it compute the gradient of its input, then go on backward from that "
            "input"
        )


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        # TODO: enter this function as creator of the output, and remember the output as `self.output`
        x = input.data
        y = self.forward(x)
        self.input = input
        return Variable(y)

    def forward(self, x):
        """Compute the result, an array, from the array `x`. Each function says how in a class of its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def backward(self, gy):
        """Return the gradient of the input, an array, from that of the output, `gy`, an array as well."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        return x**2

    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        x = self.input.data
        return np.exp(x) * gy


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
    x0 = Variable(x.data - eps)
    x1 = Variable(x.data + eps)
    return (f(x1).data - f(x0).data) / (2 * eps)


def chain_forward(jacobians):
    """Return the Jacobian of a composition, multiplied from the input towards the output.

    `jacobians` is a list of at least one matrix, one for each function; that of the function which acts
    first stands first. A function from n numbers to m numbers has a matrix of the shape (m, n).
    """
    product = jacobians[0]
    for jacobian in jacobians[1:]:
        product = jacobian @ product
    return product


def chain_backward(jacobians):
    """Return the Jacobian of a composition, multiplied from the output towards the input.

    `jacobians` is the same list as for `chain_forward`: the matrix of the function which acts first stands first.
    """
    product = jacobians[-1]
    for jacobian in reversed(jacobians[:-1]):
        product = product @ jacobian
    return product


def count_multiplications_forward(jacobians):
    """Return how many multiplications of two numbers `chain_forward` takes, as an int.

    A product of matrices with the shapes (a, b) and (b, c) counts as a * b * c; a single matrix counts as 0.
    """
    inputs = jacobians[0].shape[1]
    return sum(jacobian.shape[0] * jacobian.shape[1] * inputs for jacobian in jacobians[1:])


def count_multiplications_backward(jacobians):
    """Return how many multiplications of two numbers `chain_backward` takes, as an int, counted in the same way."""
    outputs = jacobians[-1].shape[0]
    return sum(outputs * jacobian.shape[0] * jacobian.shape[1] for jacobian in jacobians[:-1])


if __name__ == "__main__":
    try:
        A, B, C = Square(), Exp(), Square()
        x = Variable(np.array(0.5))
        y = C(B(A(x)))

        place = y
        while getattr(place, "creator", None) is not None:
            print(type(place.creator).__name__, "made", place.data, "from", place.creator.input.data)
            place = place.creator.input
        print("the way back from y ends at x:", place is x)

        y.grad = np.array(1.0)
        y.backward()
        print("x.grad =", x.grad, "and 3.297442541400256 is expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
