"""Step 6 · Backpropagation by hand

Step 4 measured a derivative. That costs two calls of the function for each number, and the answer
is only nearly right. The chain rule of step 5 gives it exactly, and going from the end to the
beginning is the cheap way round. What does that walk need? Every function on the way has to answer
one question:

    The end result changes gy times as fast as my output. How many times as fast as my input?

The answer is always of one form, the function's own slope times what came in:

    gx = f'(x) * gy

In code this is `gx = f.backward(gy)`. Here gy is everything that has been gathered on the way from
the end up to f, and f'(x) is all that f has to know about mathematics. Backward goes through the
functions in the opposite order, and hands each result on to the next one.

Here is y = (x²)² at x = 3, two functions of the class `Square`, called A and C:

    forward     x ------[A]------> a ------[C]------> y
                3       x²         9       a²         81

    backward    x.grad <--[A]--- a.grad <--[C]--- y.grad
                108     2·3·18     18    2·9·1        1

y.grad is 1, because y changes exactly as fast as y. C multiplies it by its slope at 9, which is
2·9. A multiplies what it gets, 18, by its slope at 3, which is 2·3. The result is 108, and that is
right: y is x⁴, whose slope at 3 is 4·3³ = 108. As code:

    >>> A, C = Square(), Square()
    >>> x = Variable(np.array(3.0))
    >>> a = A(x)
    >>> y = C(a)
    >>> y.grad = np.array(1.0)
    >>> a.grad = C.backward(y.grad)
    >>> x.grad = A.backward(a.grad)
    >>> print(a.grad, x.grad)
    18.0 108.0

A and C are of one class, and yet their slopes were 6 and 18. The slope depends on the place where
the function was called. So a function has to remember, on the way forward, which variable went in;
each function object remembers its own, as `self.input`.

A variable gets a place for its gradient, `grad`. At first it holds None, which says that nobody has
been here yet. Zero would say something else: that somebody was here, and that y does not depend on
this variable. The gradient of an array is an array of the same shape, and all of the above is done
element by element.

To find out by yourself: when all of it works, do the walk above once more, but call
`A(Variable(np.array(5.0)))` just before `x.grad = A.backward(a.grad)`. What is x.grad now, and why?
In how many places of one computation can one function object stand?

Predict, then run:

A and C are two Squares as above, and now x is 2: a = A(x), y = C(a). The walk begins with y.grad =
10, then a.grad = C.backward(y.grad), then x.grad = A.backward(a.grad). What is x.grad?

Say it with: make predict STEP=6 ANSWER=…

To write in this file:

- line  78, change `Variable.__init__`: besides `self.data`, make a place `self.grad` for the
  gradient, which is None to begin with
- line  87, change `Function.__call__`: remember the Variable itself as `self.input`
- line 110, write `Square.backward`: the derivative of x² at the array in `self.input`, times `gy`
- line 122, write `Exp.backward`: the derivative of eˣ at the array in `self.input`, times `gy`

Check with: make check STEP=6"""

import numpy as np


class Variable:
    """A box that holds one array and, after a backward pass, its gradient."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet."""
        # TODO: besides `self.data`, make a place `self.grad` for the gradient, which is None to begin with
        self.data = data


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable with the result of `forward`, and remember `input` for the way back."""
        # TODO: remember the Variable itself as `self.input`
        x = input.data
        y = self.forward(x)
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
        raise NotImplementedError("the derivative of x² at the array in `self.input`, times `gy`")


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        raise NotImplementedError("the derivative of eˣ at the array in `self.input`, times `gy`")


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
        a = A(x)
        b = B(a)
        y = C(b)

        print("forward:  x =", x.data, " a =", a.data, " b =", b.data, " y =", y.data)

        y.grad = np.array(1.0)
        b.grad = C.backward(y.grad)
        print("backward: b.grad =", b.grad)
        a.grad = B.backward(b.grad)
        print("          a.grad =", a.grad)
        x.grad = A.backward(a.grad)
        print("          x.grad =", x.grad, "and 3.297442541400256 is expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
