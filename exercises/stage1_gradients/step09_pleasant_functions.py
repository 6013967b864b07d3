"""Step 9 · Functions that are pleasant to use

The framework finds every gradient of a chain, and it is tiresome to use. For x⁴ one has to write

    y = Square()(Square()(x))
    y.grad = np.array(1.0)
    y.backward()

and there is a trap in each of the three lines, and one more before them. This step takes them away.

**Two pairs of parentheses.** The first pair of `Square()(x)` makes a function object, the second
calls it. Two small functions, `square` and `exp`, do both at once. Each call makes an object of its
own, and that matters. An object remembers its input and its output; if one object stood in two
places of a computation, it would remember the later place only.

**The first gradient.** As fast as y changes, so fast does y change: the gradient of a result with
respect to itself is 1, one for each of its elements. Nobody should have to write that down. If
there is no gradient yet when `backward` begins, it becomes ones, in the form of the data:

    y.data   [[9., 4., 1.]]      shape (1, 3), float32
    y.grad   [[1., 1., 1.]]      shape (1, 3), float32

By hand one writes `np.array(1.0)`, which has no axes and is a float64, whatever y is. A gradient
that somebody has set is kept, of course: that is how one begins with something else than ones.

**What goes into the box.** `Variable(3.0)` seems to work, as long as nobody asks the 3.0 for its
shape. When somebody does, the error appears far from the place where the 3.0 went in. So it is
refused at the door, with a `TypeError` that says what was given. Only arrays go in (and None, for a
box that has nothing in it yet).

But now the framework trips over its own door. NumPy computes with arrays, and yet what comes out
is not always one:

>>> x = np.array(3.0)
>>> type(x).__name__, type(x**2).__name__
('ndarray', 'float64')

The result of arithmetic on an array without axes is a number, and numbers are refused. So what
`forward` gives goes through a function `as_array` on its way into the box:

    x.data ---> forward ---> 9.0, a number ---> as_array ---> array(9.) ---> Variable

(`numerical_diff` meets the same habit with x.data - eps. There `np.asarray` takes care of it.)

A worked example, with everything together. The slope of x⁴ at 3 is 4·3³ = 108:

>>> x = Variable(np.array(3.0))
>>> y = square(square(x))
>>> y.backward()
>>> print(y.data, x.grad)
81.0 108.0
>>> type(y.data).__name__
'ndarray'
>>> Variable(3.0)
Traceback (most recent call last):
  ...
TypeError: a Variable holds an array, not <class 'float'>

To find out by yourself: `np.array(float(x))` makes an array of a number, too. Take it in place of
what you have in `as_array`, put an array of the dtype np.float32 and without axes into a variable,
and square it a few times. What has become of the dtype, and at which call?

To write in this file:

- line  85, change `Variable.__init__`: raise a TypeError that names the type, unless `data` is None
  or an `np.ndarray`
- line  99, change `Variable.backward`: if `self.grad` is None, first set it to ones in the shape
  and dtype of the data
- line 114, change `Function.__call__`: pass the result through `as_array` on its way into the
  Variable
- line 208, write `as_array`: an array made of `x` if it is a scalar, or else `x` itself
- line 213, write `square`: make a `Square` and call it on `x`
- line 218, write `exp`: make an `Exp` and call it on `x`

Check with: make check STEP=9"""

import numpy as np


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        # TODO: raise a TypeError that names the type, unless `data` is None or an `np.ndarray`
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        self.creator = func

    def backward(self):
        """Give every variable that this one was computed from its gradient.

        If this variable has no gradient yet it becomes one for each element. The chain may be of any length.
        """
        # TODO: if `self.grad` is None, first set it to ones in the shape and dtype of the data
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        # TODO: pass the result through `as_array` on its way into the Variable
        x = input.data
        y = self.forward(x)
        output = Variable(y)
        output.set_creator(self)
        self.input = input
        self.output = output
        return output

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
    x0 = Variable(np.asarray(x.data - eps))
    x1 = Variable(np.asarray(x.data + eps))
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


def as_array(x):
    """Return `x` as an array if it is a number, and unchanged otherwise."""
    raise NotImplementedError("an array made of `x` if it is a scalar, or else `x` itself")


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    raise NotImplementedError("make a `Square` and call it on `x`")


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    raise NotImplementedError("make an `Exp` and call it on `x`")


if __name__ == "__main__":
    try:
        y = Square()(Variable(np.array(3.0)))
        print("3.0 squared is", y.data, "and the box holds it as", type(y.data).__name__)
        for given in (0.5, [1.0, 2.0]):
            try:
                Variable(given)
                print("went into the box:", given)
            except TypeError as refused:
                print("refused:", refused)
        x = Variable(np.array(0.5))
        y = square(exp(square(x)))
        y.backward()
        print("x.grad =", x.grad, "and 3.297442541400256 is expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
