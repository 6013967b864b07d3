"""Step 17 · Memory and cycles

A program that computes in a loop should need the memory of one round, however many rounds it makes.
Python helps: it counts for each object how many others refer to it. Names count, attributes count,
places in lists count. When the count comes to zero, the object is freed at that moment.

In our graph it never comes to zero. A function refers to its outputs, and each output refers to the
function, its creator:

                  creator
              +------------>
    name ---> y              f ---inputs---> x
              <------------+
                  outputs

Delete the name y. One reference to the result is left, the one in `f.outputs`; and f is kept by
`y.creator`. The two hold each other although nobody can reach them any more, and `f.inputs` holds
all the rest of the graph. Such a circle is called a *reference cycle*. Python frees it only when
its garbage collector comes round, which looks for cycles every now and then. It goes by the number
of objects and not by their size, so it has no hurry when there are a few very large arrays.

What that costs: let x hold a million numbers, 8 MB. `square(square(x))` makes two more arrays, so
16 MB. In a loop of 100 rounds in which the collector does not come by, these are 1600 MB. Without
cycles it is never more than about 32: one round, and the next one before the name moves on.

The way out is a *weak reference*. It finds its object as long as somebody else keeps it, and it
does not count. It is called, like a function without arguments, to get at the object:

>>> import weakref
>>> x = Variable(np.array(3.0))
>>> r = weakref.ref(x)
>>> r() is x
True
>>> del x
>>> r() is None
True

One of the links of the cycle has to become weak. Which one? Ask for each of them who else keeps
what is at its end.

- `y.creator`: nobody else. The line `y = square(x)` makes a `Square` and does not give it a name.
  If this link were weak, the function would be gone before the next line, and with it the way back.
- `f.outputs`: whoever wants the result. While a backward pass runs, the output of each function on
  its way is kept: it is the variable that the pass began with, or an input of a later function.

So it is `f.outputs` that becomes weak. What changes in `backward` is only how it gets from a
function to its outputs. (A function with several outputs may find one of them gone, when nobody
kept it. It took no part in the result, and has no gradient to give.)

To find out by yourself: after `a = square(x)`, `y = exp(a)` and `del y`, which of the two functions
is gone, and which is still there? Think first; then watch both with weak references of your own.

To write in this file:

- line  91, change `Variable.backward`: `f.outputs` holds weak references now: call them to get the
  outputs; None is one that is gone
- line 126, change `Function.__call__`: keep the outputs by weak references only

Check with: make check STEP=17"""

import heapq
import itertools
import weakref

import numpy as np


class Variable:
    """A box that holds one array, its gradient, the function that made it, and its generation."""

    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.grad = None
        self.creator = None
        self.generation = 0

    def set_creator(self, func):
        """Enter `func` as the function that made this variable, which is one generation further than `func`."""
        self.creator = func
        self.generation = func.generation + 1

    def backward(self):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Each function runs once, after all that use its results. If this variable has no gradient yet it becomes
        one for each element. An output that took no part has the gradient None, and `backward` gets it so.
        """
        # TODO: `f.outputs` holds weak references now: call them to get the outputs; None is one that is gone
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        heap, seen, ties = [], set(), itertools.count()

        def put(f):
            if f is not None and f not in seen:
                seen.add(f)
                heapq.heappush(heap, (-f.generation, next(ties), f))

        put(self.creator)
        while heap:
            _, _, f = heapq.heappop(heap)
            gys = [y.grad for y in f.outputs]
            gxs = f.backward(*gys)
            if not isinstance(gxs, tuple):
                gxs = (gxs,)
            for x, gx in zip(f.inputs, gxs, strict=True):
                x.grad = gx if x.grad is None else x.grad + gx
                put(x.creator)

    def cleargrad(self):
        """Forget the gradient, so that the next backward pass starts from nothing."""
        self.grad = None


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on the Variables `inputs`, or a list of several.

        The function remembers `inputs`, and `outputs` by weak references. It is the creator of each output, and
        has the largest of the generations of its inputs.
        """
        # TODO: keep the outputs by weak references only
        xs = [x.data for x in inputs]
        ys = self.forward(*xs)
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        self.generation = max(x.generation for x in inputs)
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
    users = dict.fromkeys(graph, 0)
    for used in graph.values():
        for node in used:
            users[node] = users.get(node, 0) + 1
    ready = [node for node, count in users.items() if count == 0]
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for used in graph.get(node, ()):
            users[used] -= 1
            if users[used] == 0:
                ready.append(used)
    if len(order) < len(users):
        stuck = [node for node, count in users.items() if count > 0]
        raise ValueError(f"these nodes use each other in a circle, or are used by such: {stuck}")
    return order


if __name__ == "__main__":
    try:
        import gc

        def watch_one_round(x):
            y = square(square(x))
            y.backward()
            return weakref.ref(y)

        x = Variable(np.array(2.0))
        gc.disable()
        watched = [watch_one_round(x) for _ in range(100)]
        left = sum(y() is not None for y in watched)
        gc.enable()
        print("of 100 results that nobody kept, still in memory:", left, "and 0 is expected")
        x.cleargrad()
        square(square(x)).backward()
        print("the gradient of x⁴ at 2 is still", x.grad, "and 32.0 is expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
