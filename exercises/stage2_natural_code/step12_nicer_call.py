"""Step 12 · Many inputs: a nicer call

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

To write in this file:

- line 107, change `Function.__call__`: take `*inputs`, call `self.forward(*xs)`, and return a
  single output without its list
- line 131, change `Square.forward`: take the array `x` itself, and return an array
- line 146, change `Exp.forward`: take the array `x` itself, and return an array
- line 161, change `Add.forward`: take the two arrays `x0` and `x1` themselves, and return an array
- line 223, change `square`: call the function on `x`, without lists
- line 229, change `exp`: call the function on `x`, without lists
- line 311, write `add`: make an `Add` and call it on the two variables

Check with: make check STEP=12"""

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
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.inputs[0], f.outputs[0]
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, inputs):
        """Return a new Variable with the result of `forward` on the Variables `inputs`, or a list of several.

        The function remembers `inputs` and `outputs`, and is the creator of each output.
        """
        # TODO: take `*inputs`, call `self.forward(*xs)`, and return a single output without its list
        xs = [x.data for x in inputs]
        ys = self.forward(xs)
        outputs = [Variable(as_array(y)) for y in ys]
        for output in outputs:
            output.set_creator(self)
        self.inputs = inputs
        self.outputs = outputs
        return outputs

    def forward(self, *xs):
        """Compute the result, an array or a tuple of several, from the arrays `xs`."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def backward(self, gy):
        """Return the gradient of the input, an array, from that of the output, `gy`, an array as well."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Square(Function):
    """The square of each element."""

    def forward(self, xs):
        """Return the array x²."""
        # TODO: take the array `x` itself, and return an array
        [x] = xs
        return [x**2]

    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        x = self.inputs[0].data
        return 2 * x * gy


class Exp(Function):
    """The exponential of each element."""

    def forward(self, xs):
        """Return the array eˣ."""
        # TODO: take the array `x` itself, and return an array
        [x] = xs
        return [np.exp(x)]

    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        x = self.inputs[0].data
        return np.exp(x) * gy


class Add(Function):
    """The sum of two arrays of the same shape."""

    def forward(self, xs):
        """Return the array x0 + x1."""
        # TODO: take the two arrays `x0` and `x1` themselves, and return an array
        x0, x1 = xs
        return [x0 + x1]


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
    # TODO: call the function on `x`, without lists
    return Square()([x])[0]


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    # TODO: call the function on `x`, without lists
    return Exp()([x])[0]


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
    raise NotImplementedError("make an `Add` and call it on the two variables")


if __name__ == "__main__":
    try:
        y = square(exp(Variable(np.array(0.5))))
        print("the square of exp(0.5):", y.data, "and about 2.7182818284590 is expected")
        y = add(Variable(np.array(2.0)), Variable(np.array(3.0)))
        print("2 + 3 =", y.data, "in a", type(y).__name__)
    except NotImplementedError as todo:
        print("not written yet:", todo)
