"""Step 8 · From recursion to a loop

The `backward` of step 7 calls the `backward` of the variable before, and that one the next, and so
on. None of these calls is over until all that come after it are over: y waits for b, b waits for a,
a waits for x. For each call that waits Python keeps a note of where to go on, and it allows a
thousand of them and no more:

    y.backward()
     +-- b.backward()
          +-- a.backward()
               +-- x.backward()              three functions, four calls, each inside the one before

A chain of a few hundred functions works. A chain of a thousand, as a loop in a simulation makes it
in no time, ends with `RecursionError: maximum recursion depth exceeded`. The limit can be raised
(`sys.setrecursionlimit`), which moves the wall and leaves it standing.

What do all those calls wait for? For nothing. When `x.backward()` is done, the others have nothing
left to do but to return. So nobody needs to wait, and the notes that Python keeps can be replaced
by one short list of our own: the functions whose turn is still to come.

    as long as there are functions in the list:
        take one out
        turn the gradient of its output into that of its input, and store it there
        if the input has a creator, put that creator into the list

One thing changes on the way. Inside of `b.backward()`, the gradient to begin with was `self.grad`.
In the loop there is no new self, only the function that has been taken out of the list. The
gradient of its output is found through the link that step 7 has set and not yet used: f.output.

Here is (x²)² at x = 3 again, with A and C as in step 6, and y.grad = 1:

    round    list before    taken out    done                                  list after
      1      [C]            C            a.grad = C.backward(y.grad) = 18      [A]
      2      [A]            A            x.grad = A.backward(a.grad) = 108     []

The list is empty, so the pass is over. As code, the numbers are the same as ever:

    >>> x = Variable(np.array(3.0))
    >>> a = Square()(x)
    >>> y = Square()(a)
    >>> y.grad = np.array(1.0)
    >>> y.backward()
    >>> print(a.grad, x.grad)
    18.0 108.0

A word on what the loop must not do: use the links up. It walks along them with names of its own,
and when it is done, y still has its creator and the pass can be run again.

To find out by yourself: how many functions are in the list at most, in the chains of this step? For
a chain a list is more than one needs. Think of a function with two inputs, such as a sum of two
results: what would be put into the list behind it, and could you still do without one?

To write in this file:

- line  81, change `Variable.backward`: walk in a loop, with a list of the functions that are still
  to be done, and no recursion

Check with: make check STEP=8"""

import numpy as np


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet, and no function has made it."""
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        self.creator = func

    def backward(self):
        """Give every variable that this one was computed from its gradient; `self.grad` is set beforehand.

        The chain may be of any length. A variable without a creator does nothing.
        """
        # TODO: walk in a loop, with a list of the functions that are still to be done, and no recursion
        f = self.creator
        if f is not None:
            x = f.input
            x.grad = f.backward(self.grad)
            x.backward()


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
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

        class Unchanged(Function):
            """Gives back what it gets, so its slope is 1."""

            def forward(self, x):
                return x

            def backward(self, gy):
                return gy

        for count in (10, 100, 1_000, 20_000):
            x = y = Variable(np.array(3.0))
            for _ in range(count):
                y = Unchanged()(y)
            y.grad = np.array(1.0)
            try:
                y.backward()
                print("back through", count, "functions: x.grad =", x.grad, "and 1.0 is expected")
            except RecursionError:
                print("back through", count, "functions: too many calls inside of calls")
    except NotImplementedError as todo:
        print("not written yet:", todo)
