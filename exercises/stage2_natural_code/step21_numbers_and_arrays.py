"""Step 21 · Operators with numbers and arrays

For 3x² + 2x + 1 one would like to write `3.0 * x * x + 2.0 * x + 1.0`. So far both sides of an
operator have to be variables. Three things are missing, one for each of these lines:

    x + 1.0                    the number is no variable
    3.0 * x                    the number stands on the left, and the left side is asked first
    np.array([1.0, 2.0]) + x   an array on the left does not even give up

**What is no variable becomes one.** An array is put into a `Variable`; a function `as_variable`
does that, and leaves what is a variable already as it is. The place for it is the beginning of
`Function.__call__`, through which everything goes. A number first has to become an array, with
`as_array`; that is done in `add` and `mul`. The new variable is a leaf like any other: it gets a
gradient on the way back, at which nobody looks, and it goes when the graph goes.

**The left side is asked first.** For `3.0 * x` Python asks the float: 3.0.__mul__(x). The float
knows nothing of variables, and says so. Then Python asks the right side, by another name, with an r
for *right*: x.__rmul__(3.0).

    3.0 * x --->  float: __mul__(x)?  --->  "I cannot"  --->  x.__rmul__(3.0)  --->  mul(x, 3.0)
    x * 3.0 --->  Variable: __mul__(3.0)  ----------------------------------------->  mul(x, 3.0)

Inside of `__rmul__`, self is the variable, which stands on the right, and `other` is what stands on
the left. For + and * it makes no difference which of the two comes first.

**An array does not give up.** A NumPy array thinks that it can add anything: it goes through its
elements and adds x to each of them. With x = [10, 20] this happens to the third line above:

    1.0 + x   is   Variable([11. 21.])
    2.0 + x   is   Variable([12. 22.])       an array of two variables; it should be one,
                                             Variable([11. 22.])

A class can ask NumPy to give way. Its attribute `__array_priority__` is a number, and where it is
larger than that of the array, which is 0, the array says "I cannot" as the float does.

A worked example:

>>> x = Variable(np.array(2.0))
>>> y = 3.0 * x * x + 2.0 * x + 1.0
>>> y
Variable(17.0)
>>> y.backward()
>>> print(x.grad)
14.0
>>> np.array([1.0, 2.0]) + Variable(np.array([10.0, 20.0]))
Variable([11. 22.])

A word on dtypes. NumPy lets a Python number take on the dtype of the array beside it: an array of
float32 times 2.0 is float32 again. But np.array(2.0) is an array of float64 and no number any more,
and with it NumPy 2 makes the product float64. So from here on `as_array` has a second argument.
Handed `x0.dtype`, it asks NumPy which dtype the number would take on beside x0, and twice a float32
stays a float32. (It does not simply use that dtype: 0.5 as an integer would be 0.)

To find out by yourself: which of the three lines at the top work when you leave
`__array_priority__` out, and what does np.array(3.0) * x give then, with an array that has no axes?

To write in this file:

- line 169, write `Variable.__array_priority__`: a class attribute `__array_priority__` with a large
  number, so that an array on the left gives way
- line 173, write `Variable.__radd__`: `add` of the two
- line 177, write `Variable.__rmul__`: `mul` of the two
- line 190, change `Function.__call__`: make a Variable of each input first
- line 416, change `add`: pass `x1` through `as_array`; with the dtype of `x0`, a number leaves it
  as it is
- line 468, change `mul`: pass `x1` through `as_array`; with the dtype of `x0`, a number leaves it
  as it is
- line 474, write `as_variable`: leave a Variable as it is, and put anything else into one

Check with: make check STEP=21"""

import contextlib
import heapq
import itertools
import weakref

import numpy as np


class Variable:
    """A box that holds one array, its name and gradient, the function that made it, and its generation."""

    def __init__(self, data, name=None):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.name = name
        self.grad = None
        self.creator = None
        self.generation = 0

    def set_creator(self, func):
        """Enter `func` as the function that made this variable, which is one generation further than `func`."""
        self.creator = func
        self.generation = func.generation + 1

    def backward(self, retain_grad=False):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Variables that a function made lose their gradients again, unless `retain_grad` is true. Each function runs
        once, after all that use its results. If this variable has no gradient yet it becomes one for each element.
        """
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
            ys = [output() for output in f.outputs]
            gys = [None if y is None else y.grad for y in ys]
            gxs = f.backward(*gys)
            if not isinstance(gxs, tuple):
                gxs = (gxs,)
            for x, gx in zip(f.inputs, gxs, strict=True):
                x.grad = gx if x.grad is None else x.grad + gx
                put(x.creator)
            for y in ys:
                if y is not None and not retain_grad:
                    y.cleargrad()

    def cleargrad(self):
        """Forget the gradient, so that the next backward pass starts from nothing."""
        self.grad = None

    @property
    def shape(self):
        """The lengths of the array's axes, a tuple."""
        return self.data.shape

    @property
    def ndim(self):
        """The number of the array's axes."""
        return self.data.ndim

    @property
    def size(self):
        """The number of elements in the array."""
        return self.data.size

    @property
    def dtype(self):
        """The type of the array's elements."""
        return self.data.dtype

    def __len__(self):
        """The length of the array's first axis."""
        return len(self.data)

    def __repr__(self):
        """The name of the class with the data behind it: Variable([1. 2. 3.]), or Variable(None)."""
        indent = " " * len("Variable(")
        return f"Variable({self.data})".replace("\n", f"\n{indent}")

    def __add__(self, other):
        """self + other"""
        return add(self, other)

    def __mul__(self, other):
        """self * other"""
        return mul(self, other)

    # TODO: a class attribute `__array_priority__` with a large number, so that an array on the left gives way

    def __radd__(self, other):
        """other + self, where `other` is no Variable"""
        raise NotImplementedError("`add` of the two")

    def __rmul__(self, other):
        """other * self, where `other` is no Variable"""
        raise NotImplementedError("`mul` of the two")


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on `inputs`, or a list of several.

        `inputs` are Variables or arrays. While `Config.enable_backprop` is true the function remembers them, all
        as Variables, and `outputs` by weak references. It is then the creator of each output, and has the largest
        of the generations of its inputs.
        """
        # TODO: make a Variable of each input first
        xs = [x.data for x in inputs]
        ys = self.forward(*xs)
        if not isinstance(ys, tuple):
            ys = (ys,)
        outputs = [Variable(as_array(y)) for y in ys]
        if Config.enable_backprop:
            self.generation = max(x.generation for x in inputs)
            for output in outputs:
                output.set_creator(self)
            self.inputs = inputs
            self.outputs = [weakref.ref(output) for output in outputs]
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


class Config:
    """The modes of the framework: whether a computation remembers how it was made."""

    enable_backprop = True


class Mul(Function):
    """The product of two arrays of the same shape, element by element."""

    def forward(self, x0, x1):
        """Return the array x0 · x1."""
        return x0 * x1

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        x0, x1 = self.inputs[0].data, self.inputs[1].data
        return gy * x1, gy * x0


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


def as_array(x, dtype=None):
    """Return `x` as an array if it is a number, and unchanged otherwise.

    With a `dtype`, a number gets the one that NumPy gives to a result of this dtype and the number.
    """
    if np.isscalar(x):
        return np.array(x, dtype=None if dtype is None else np.result_type(dtype, x))
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
    """Return the sum of `x0` and `x1`, a Variable; `x1` may be a Variable, an array or a number."""
    # TODO: pass `x1` through `as_array`; with the dtype of `x0`, a number leaves it as it is
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


@contextlib.contextmanager
def using_config(name, value):
    """Give the attribute of `Config` called `name` this value inside of a `with` block, and only there."""
    before = getattr(Config, name)
    setattr(Config, name, value)
    try:
        yield
    finally:
        setattr(Config, name, before)


def no_grad():
    """Return a `with` block's context in which no computation remembers how it was made."""
    return using_config("enable_backprop", False)


def mul(x0, x1):
    """Return the product of `x0` and `x1`, a Variable; `x1` may be a Variable, an array or a number."""
    # TODO: pass `x1` through `as_array`; with the dtype of `x0`, a number leaves it as it is
    return Mul()(x0, x1)


def as_variable(obj):
    """Return `obj` itself if it is a Variable, or else a Variable that holds the array `obj`."""
    raise NotImplementedError("leave a Variable as it is, and put anything else into one")


if __name__ == "__main__":
    try:
        print("an array becomes", as_variable(np.array(2.0)))
        x = Variable(np.array([10.0, 20.0]))
        print("x + 1 =", x + 1.0, "and Variable([11. 21.]) is expected")
        print("3 * x =", 3.0 * x, "and Variable([30. 60.]) is expected")
        print("array + x =", np.array([1.0, 2.0]) + x, "and Variable([11. 22.]) is expected")
        x = Variable(np.array(2.0))
        y = 3.0 * x * x + 2.0 * x + 1.0
        y.backward()
        print("3x² + 2x + 1 at 2 is", y, "with the gradient", x.grad, "and 14.0 is expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
