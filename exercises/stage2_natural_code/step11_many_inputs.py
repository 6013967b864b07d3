"""Step 11 · Many inputs, many outputs: forward

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

To write in this file:

- line  99, change `Variable.backward`: as before, with `f.inputs[0]` and `f.outputs[0]` in the
  place of `f.input` and `f.output`
- line 119, change `Function.__call__`: give `forward` the list of arrays, and make a Variable of
  each array in the list that it returns
- line 143, change `Square.forward`: take the array out of the list `xs`, and return its square in a
  list
- line 148, change `Square.backward`: the input is `self.inputs[0]` now
- line 158, change `Exp.forward`: take the array out of the list `xs`, and return its exponential in
  a list
- line 163, change `Exp.backward`: the input is `self.inputs[0]` now
- line 173, write `Add.forward`: take two arrays out of the list `xs`, and return their sum in a
  list
- line 233, change `square`: hand `x` over in a list, and take the result out of the list that comes
  back
- line 239, change `exp`: hand `x` over in a list, and take the result out of the list that comes
  back

Check with: make check STEP=11"""

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
        """Give every variable that this one was computed from its gradient, along a chain of single inputs.

        If this variable has no gradient yet it becomes one for each element. The chain may be of any length.
        """
        # TODO: as before, with `f.inputs[0]` and `f.outputs[0]` in the place of `f.input` and `f.output`
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)


class Function:
    """What all functions have in common: lists of variables go in and come out, `forward` sees their arrays."""

    def __call__(self, input):
        """Return a list of new Variables with the results of `forward` on the list `inputs` of Variables.

        The function remembers both lists as `inputs` and `outputs`, and is the creator of each output.
        """
        # TODO: give `forward` the list of arrays, and make a Variable of each array in the list that it
        #       returns
        x = input.data
        y = self.forward(x)
        output = Variable(as_array(y))
        output.set_creator(self)
        self.input = input
        self.output = output
        return output

    def forward(self, xs):
        """Compute the results, a list of arrays, from the list `xs` of arrays."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def backward(self, gy):
        """Return the gradient of the input, an array, from that of the output, `gy`, an array as well."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return a list that holds x² for the one array in the list `xs`."""
        # TODO: take the array out of the list `xs`, and return its square in a list
        return x**2

    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        # TODO: the input is `self.inputs[0]` now
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return a list that holds eˣ for the one array in the list `xs`."""
        # TODO: take the array out of the list `xs`, and return its exponential in a list
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        # TODO: the input is `self.inputs[0]` now
        x = self.input.data
        return np.exp(x) * gy


class Add(Function):
    """The sum of two arrays of the same shape."""

    def forward(self, xs):
        """Return a list that holds x0 + x1 for the two arrays in the list `xs`."""
        raise NotImplementedError("take two arrays out of the list `xs`, and return their sum in a list")


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
    # TODO: hand `x` over in a list, and take the result out of the list that comes back
    return Square()(x)


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    # TODO: hand `x` over in a list, and take the result out of the list that comes back
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


if __name__ == "__main__":
    try:
        x = Variable(np.array(3.0))
        square(square(x)).backward()
        print("the slope of x⁴ at 3:", x.grad, "and 108.0 is expected, before the change and after it")
        f = Add()
        print("2 + 3, array by array:", f.forward([np.array(2.0), np.array(3.0)])[0])
        ys = f([Variable(np.array(2.0)), Variable(np.array(3.0))])
        print("2 + 3, by variables:", ys[0].data, "in a", type(ys).__name__, "of", len(ys))
    except NotImplementedError as todo:
        print("not written yet:", todo)
