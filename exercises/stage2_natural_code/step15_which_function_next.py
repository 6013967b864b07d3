"""Step 15 · Which function goes next

The list in `Variable.backward` hands out the function that was put in last. As long as the way back
only splits, any order will do. Since step 14 it can also come together again: one variable is used
by two functions, and then its creator has to wait. Its gradient is the sum of what both of them
send. Whoever goes on with the first part alone goes on with half a gradient, and comes again later
with the rest.

So the question is: which function may go next? The answer has nothing to do with derivatives. It
is about a graph, so in this step there is neither a Variable nor a Function, only a dictionary. A
node stands for anything that waits for its users; the list beside it says what it uses:

                +---> a ---+
    y uses ---> |          +---> x        {"y": ["a", "b"], "a": ["x"], "b": ["x"]}
                +---> b ---+

Going backward, y is first; nobody uses it. Then a and b may go, in either order. x comes last, for
it has to wait until both have gone. A list that hands out the last one first does not wait:

    y goes, a and b are put in            waiting: a, b
    b goes, x is put in                   waiting: a, x
    x goes, before a has gone             too early
    a goes, x is put in a second time     and x goes twice

What does a node have to know? Not who uses it, only *how many* have not gone yet:

                                  y   a   b   x
    users at the beginning        0   1   1   2
    y goes: one less for a, b     -   0   0   2
    a goes: one less for x        -   -   0   1
    b goes: one less for x        -   -   -   0      now x may go

Each node goes once, and each use is looked at once. That matters more than it seems. Put ten such
diamonds on top of each other, so that the x of one is the y of the next. That makes 31 nodes and 40
uses, but 2 * 2 * 2 ..., which is 1024, ways from the top to the bottom. Whoever follows every way
does a thousand times too much, and with thirty diamonds never comes to an end.

One kind of graph has no such order: a circle. Each waits for the other, and nobody can begin. It
has to be refused, with words that help to find it, and not by waiting for ever.

>>> backward_order({"hen": ["egg"], "egg": ["hen"]})
Traceback (most recent call last):
  ...
ValueError: these nodes use each other in a circle, or are used by such: ['hen', 'egg']

To find out by yourself: every function that is called makes a new variable. Can the graph of a
computation with Variables have a circle at all? Why, then, is the question worth an error?

To write in this file:

- line 318, write `backward_order`: list the nodes so that each comes after all that use it; a
  ValueError if they run in a circle

Check with: make check STEP=15"""

import numpy as np


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.grad = None
        self.creator = None

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        self.creator = func

    def backward(self):
        """Send the gradient of this variable back to every variable that it was computed from."""
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        funcs = [] if self.creator is None else [self.creator]
        while funcs:
            f = funcs.pop()
            gys = [output.grad for output in f.outputs]
            gxs = f.backward(*gys)
            if not isinstance(gxs, tuple):
                gxs = (gxs,)
            for x, gx in zip(f.inputs, gxs, strict=True):
                x.grad = gx if x.grad is None else x.grad + gx
                if x.creator is not None:
                    funcs.append(x.creator)

    def cleargrad(self):
        """Forget the gradient, so that the next backward pass starts from nothing."""
        self.grad = None


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on the Variables `inputs`, or a list of several.

        The function remembers `inputs` and `outputs`, and is the creator of each output.
        """
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

    def forward(self, *xs):
        """Compute the result, an array or a tuple of several, from the arrays `xs`."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def backward(self, *gys):
        """Return the gradient of the input, or a tuple with one for each, from those of the outputs, `gys`."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        return x**2

    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        x = self.inputs[0].data
        return 2 * x * gy


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        x = self.inputs[0].data
        return np.exp(x) * gy


class Add(Function):
    """The sum of two arrays of the same shape."""

    def forward(self, x0, x1):
        """Return the array x0 + x1."""
        return x0 + x1

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        return gy, gy


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
    if np.isscalar(x):
        return np.array(x)
    return x


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    return Square()(x)


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    return Exp()(x)


def gradient_of(f, x):
    """Return the gradient that `backward` finds for `f` at the Variable `x`, as an array; `x` stays as it is."""
    inner = Variable(x.data)
    f(inner).backward()
    return inner.grad


def check_gradient(f, x):
    """Return True if the gradient that `backward` finds for `f` at `x` agrees with the numerical one, else False.

    `f` takes one Variable and returns one, element by element. `x` is a Variable, and stays as it is: its data and
    its gradient too.
    """
    return bool(np.allclose(gradient_of(f, x), numerical_diff(f, x), rtol=1e-4, atol=1e-6))


def test_values():
    """square and exp compute what they are called after."""
    x = Variable(np.array([-2.0, 0.5, 3.0]))
    assert np.allclose(square(x).data, [4.0, 0.25, 9.0])
    assert np.allclose(exp(x).data, [0.1353352832366127, 1.6487212707001282, 20.085536923187668])


def test_gradient_of_square():
    """The gradient of x² is 2x."""
    x = Variable(np.array([-2.0, 0.5, 3.0]))
    assert np.allclose(gradient_of(square, x), [-4.0, 1.0, 6.0])


def test_gradient_of_exp():
    """The gradient of eˣ is eˣ."""
    x = Variable(np.array([-2.0, 0.5]))
    assert np.allclose(gradient_of(exp, x), [0.1353352832366127, 1.6487212707001282])


def test_gradient_of_a_chain():
    """The gradient finds its way back through several functions."""
    x = Variable(np.array([-0.9, 0.3, 0.7]))
    assert check_gradient(lambda x: square(exp(square(x))), x)
    assert check_gradient(lambda x: exp(square(exp(x))), x)


def test_gradient_of_a_long_chain():
    """The way back through thousands of functions is not too long."""

    def long_chain(x):
        for _ in range(2_000):
            x = square(x)
        return x

    assert np.allclose(gradient_of(long_chain, Variable(np.array([0.0]))), 0.0)


def test_results_and_gradients_have_the_form_of_the_data():
    """What comes out of a function and what comes back through it have the shape and the dtype of what went in."""
    for data in (np.array([[1.0, -2.0, 0.5]], dtype=np.float32), np.array(0.5, dtype=np.float32)):
        for f in (lambda x: x, square, exp):
            result, gradient = f(Variable(data)).data, gradient_of(f, Variable(data))
            assert isinstance(result, np.ndarray)
            assert result.shape == gradient.shape == data.shape
            assert result.dtype == gradient.dtype == data.dtype
        assert np.all(gradient_of(lambda x: x, Variable(data)) == 1.0)


def test_only_arrays_go_into_the_box():
    """An array of any kind goes in, and has no gradient at first; a float, an int, a list, a text are refused."""
    assert Variable(np.array([1, 2])).grad is None
    for given in (1.0, 1, [1.0], "1.0"):
        try:
            Variable(given)
        except TypeError as error:
            assert type(given).__name__ in str(error)
        else:
            raise AssertionError(f"a {type(given).__name__} went into the box")


def add(x0, x1):
    """Return the sum of the Variables `x0` and `x1`, a Variable."""
    return Add()(x0, x1)


def backward_order(graph):
    """Return all nodes of `graph` in a list, each once, and each after all the nodes that use it.

    `graph` is a dict. Its keys are nodes, which may be anything that can be a key, and the value of a node is a list
    of the nodes whose results it uses, with repetitions when it uses one twice. A node that is used and is no key
    uses nothing itself. In {"y": ["a", "b"], "a": ["x"], "b": ["x"]}, "y" goes first and "x" last; which of "a" and
    "b" goes earlier does not matter. The work grows with the number of nodes and uses, and with nothing else. The
    graph stays as it is.

    Raises ValueError if nodes use each other in a circle; the message names at least one node of the circle.
    """
    raise NotImplementedError(
        "list the nodes so that each comes after all that use it; a ValueError if they run in a circle"
    )


if __name__ == "__main__":
    try:
        diamond = {"y": ["a", "b"], "a": ["x"], "b": ["x"]}
        waiting, gone = ["y"], []
        while waiting:
            gone.append(waiting.pop())
            waiting.extend(diamond.get(gone[-1], []))
        print("last in, first out:", gone, "- x goes before a, and then again")
        print("an order for the diamond:", backward_order(diamond))
        print("where it is tempting to go too early:", backward_order({"y": ["x", "a"], "a": ["x"]}))
        try:
            print(backward_order({"hen": ["egg"], "egg": ["hen"]}))
        except ValueError as refused:
            print("refused:", refused)
    except NotImplementedError as todo:
        print("not written yet:", todo)
