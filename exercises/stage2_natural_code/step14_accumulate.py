"""Step 14 · A variable used more than once

So far each variable went into one function only. Now use one twice: for y = add(x, x) at x = 3 the
derivative is 2, because y = 2x. Yet the framework, as it stands, says 1.

             +-------+
    x ---+-->|       |
         |   |  add  |---> y          forward:  y = 3 + 3 = 6
         +-->|       |
             +-------+                backward: y.grad = 1, and add hands back a pair: (1, 1)

Both numbers of the pair are for x, one for each way in which x reaches y. `backward` takes the
first and stores it: `x.grad = 1`. Then it takes the second and stores that: `x.grad = 1`. The first
is gone.

Why is the sum right? Push x up a little, by h. The upper arrow pushes y up by 1·h, the lower arrow
by another 1·h. Together y moves by 2·h, so the slope is 1 + 1. However many ways lead from x to y,
each brings its own share, and the shares add up. That is the chain rule for more than one path:

    dy/dx  =  the sum, over all uses of x, of (the gradient that this use sends back)

So the rule for `backward` is: if nothing has arrived at a variable yet, keep what arrives; if
something has, add to it.

Two things follow.

**Gradients now stay until they are forgotten.** Run a second backward pass on the same x, and it
adds to what the first one left. After `add(x, x)`, the pass through `add(add(x, x), x)` does not
give 3 but 2 + 3 = 5. Sometimes that is wanted; when it is not, x needs a way to forget:
`x.cleargrad()`. It makes the gradient what it was at the start, when no backward pass had reached
x.

**Arrays can be shared.** `add` hands the *same* array to both of its inputs. `a.grad` and `b.grad`
may be two names for one array, and whoever writes into it changes both. Compare these two lines on
a sheet of paper; only one of them makes a new array:

    g += h
    g = g + h

To find out by yourself: take y = add(add(a, b), a) with a, b arrays of two numbers, and go through
your `backward` line by line. Which gradients are the same array at the end? Does any line of yours
write into it?

Predict, then run:

x is 3. First add(x, x).backward(), then, without clearing anything, y = add(add(x, x), add(x,
add(x, x))) and y.backward(). What is x.grad after the second backward, once this step is done?

Say it with: make predict STEP=14 ANSWER=…

To write in this file:

- line  79, change `Variable.backward`: when x has a gradient already, add gx to it instead of
  replacing it
- line  96, write `Variable.cleargrad`: make the gradient what it is before any backward pass

Check with: make check STEP=14"""

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
        # TODO: when x has a gradient already, add gx to it instead of replacing it
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

    def cleargrad(self):
        """Forget the gradient, so that the next backward pass starts from nothing."""
        raise NotImplementedError("make the gradient what it is before any backward pass")


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


if __name__ == "__main__":
    try:
        x = Variable(np.array(3.0))
        add(x, x).backward()
        print("y = add(x, x): x.grad is", x.grad, "and should be 2.0")
        x.cleargrad()
        add(add(x, x), x).backward()
        print("y = add(add(x, x), x): x.grad is", x.grad, "and should be 3.0")
    except NotImplementedError as todo:
        print("not written yet:", todo)
