r"""Step 36 · Differentiating through a gradient

So far a gradient was the end of a computation, or the beginning of the next pass. But it is a
Variable with a graph. So it can also stand in the middle of a formula, among other variables:

    y  =  x²                    gx  =  dy/dx  =  2x                    z  =  gx³ + y

Here z depends on x in two ways: through y, as usual, and through gx.

               x² ------------------> y -------------------+
             /                                             v
    x ------<                                            ( + )---> z
             \                                             ^
               2x ------------------> gx ---> ( . )³ ------+

At x = 2 there is y = 4, gx = 4 and z = 64 + 4 = 68. The derivative of z is a sum over both ways:

    through gx:   3 gx² · 2   =  3 · 16 · 2  =  96
    through y:    2x                         =   4
    dz/dx                                    = 100

>>> x = Variable(np.array(2.0))
>>> y = x**2
>>> y.backward(create_graph=True)
>>> gx = x.grad
>>> x.cleargrad()
>>> z = gx**3 + y
>>> z.backward()
>>> print(z.data, x.grad.data)
68.0 100.0

Leave out x.cleargrad(), and the 4 of the first pass is still there: 104. Write gx.data for gx, and
z has the right value, but the way through y is the only one left: 4. Neither raises an error.

Such formulas come up when one wants a slope to be small and says so in the function to be
minimized, and when a physical law that speaks of slopes is put into it.

**Many variables.** With x0 and x1 there are two slopes, g0 and g1, and four second derivatives: the
table of them is called the Hessian. For a million variables it has a million times a million
entries, and nobody can store it. But often only its product with a vector v is wanted. That needs
no table:

    z  =  g0 · v0 + g1 · v1            dz/dx0, dz/dx1  =  the Hessian times v

It takes two backward passes, however many variables there are. For f = x0² x1 + x1³ at (1, 2) with
v = (1, 10):

    g0  =  2 x0 x1       =   4             | 2 x1   2 x0 |     | 4    2 |
    g1  =  x0² + 3 x1²   =  13   Hessian = | 2 x0   6 x1 |  =  | 2   12 |     times v = (24, 122)

>>> xs = [Variable(np.array(1.0)), Variable(np.array(2.0))]
>>> vs = [np.array(1.0), np.array(10.0)]
>>> print(*hessian_times(lambda a, b: a**2 * b + b**3, xs, vs))
24.0 122.0

Where no slope depends on a variable, as on b in a³ + 3b, nothing arrives there on the second pass,
and its gradient stays None. The product is 0 in that place, and a zero is what should come back.

To find out by yourself: what does slopes(lambda x: slopes(f, x)[0], x) give, and why does it work
though each of the two clears x.grad? Which step did the same in another way?

Predict, then run:

x is 1, y = x * x * x, gx is the gradient of y at x with its graph, x is cleared, and z = gx * gx +
y. What is in x.grad.data after z.backward()?

Say it with: make predict STEP=36 ANSWER=…

To write in this file:

- line 925, write `slopes`: a pass with a graph from f(*xs), the gradients cleared before and, once
  they are taken out, after it
- line 939, write `hessian_times`: add up each slope times its v, go backward from the sum, and take
  the arrays out of the gradients

Check with: make check STEP=36"""

import contextlib
import heapq
import itertools
import math
import shutil
import subprocess
import weakref

import numpy as np


__all__ = [
    "Variable",
    "Function",
    "Config",
    "using_config",
    "no_grad",
    "as_array",
    "as_variable",
    "square",
    "exp",
    "add",
    "mul",
    "neg",
    "sub",
    "div",
]


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

    def backward(self, retain_grad=False, create_graph=False):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Gradients are Variables. If `create_graph` is true they remember how they were computed, and can be
        differentiated again. Variables that a function made lose their gradients again, unless `retain_grad` is true.
        Each function runs once, after all that use its results. If this variable has no gradient yet it becomes one
        for each element.
        """
        if self.grad is None:
            self.grad = Variable(np.ones_like(self.data))
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
            with using_config("enable_backprop", create_graph):
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

    __array_priority__ = 200

    def __radd__(self, other):
        """other + self, where `other` is no Variable"""
        return add(self, other)

    def __rmul__(self, other):
        """other * self, where `other` is no Variable"""
        return mul(self, other)

    def __neg__(self):
        """-self"""
        return neg(self)

    def __sub__(self, other):
        """self - other"""
        return sub(self, other)

    def __rsub__(self, other):
        """other - self, where `other` is no Variable"""
        return rsub(self, other)

    def __truediv__(self, other):
        """self / other"""
        return div(self, other)

    def __rtruediv__(self, other):
        """other / self, where `other` is no Variable"""
        return rdiv(self, other)

    def __pow__(self, c):
        """self ** c, where c is a number"""
        return pow(self, c)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on `inputs`, or a list of several.

        `inputs` are Variables or arrays. While `Config.enable_backprop` is true the function remembers them, all
        as Variables, and `outputs` by weak references. It is then the creator of each output, and has the largest
        of the generations of its inputs.
        """
        inputs = [as_variable(x) for x in inputs]
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
        """Return the gradient of the input, a Variable: the derivative of x² there, times `gy`."""
        x = self.inputs[0]
        return 2 * x * gy


class Exp(Function):
    """The exponential of each element."""

    def forward(self, x):
        """Return the array eˣ."""
        return np.exp(x)

    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of eˣ there, times `gy`."""
        x = self.inputs[0]
        return exp(x) * gy


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
        """Return the gradients of both inputs, a tuple of Variables."""
        x0, x1 = self.inputs
        return gy * x1, gy * x0


class Neg(Function):
    """The negative of each element."""

    def forward(self, x):
        """Return the array -x."""
        return -x

    def backward(self, gy):
        """Return the gradient of the input."""
        return -gy


class Sub(Function):
    """The difference of two arrays of the same shape."""

    def forward(self, x0, x1):
        """Return the array x0 - x1."""
        return x0 - x1

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        return gy, -gy


class Div(Function):
    """The quotient of two arrays of the same shape, element by element."""

    def forward(self, x0, x1):
        """Return the array x0 / x1."""
        return x0 / x1

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple of Variables."""
        x0, x1 = self.inputs
        return gy / x1, gy * (-x0 / x1**2)


class Pow(Function):
    """Each element to the power of a number."""

    def __init__(self, c):
        """Keep the exponent `c`, a number."""
        self.c = c

    def forward(self, x):
        """Return the array xᶜ."""
        return x**self.c

    def backward(self, gy):
        """Return the gradient of the input, a Variable; for c = 0 it is 0 everywhere."""
        if self.c == 0:
            return 0 * gy
        x = self.inputs[0]
        return self.c * x ** (self.c - 1) * gy


class Sin(Function):
    """The sine of each element."""

    def forward(self, x):
        """Return the array sin x."""
        return np.sin(x)

    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of sin x there, times `gy`."""
        x = self.inputs[0]
        return gy * cos(x)


class Cos(Function):
    """The cosine of each element."""

    def forward(self, x):
        """Return the array cos x."""
        return np.cos(x)

    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of cos x there, times `gy`."""
        x = self.inputs[0]
        return gy * -sin(x)


class Tanh(Function):
    """The hyperbolic tangent of each element."""

    def forward(self, x):
        """Return the array tanh x."""
        return np.tanh(x)

    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of tanh x there, times `gy`."""
        y = self.outputs[0]()
        return gy * (1 - y * y)


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
    return inner.grad.data


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
    return Add()(x0, as_array(x1, x0.dtype))


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
    return Mul()(x0, as_array(x1, x0.dtype))


def as_variable(obj):
    """Return `obj` itself if it is a Variable, or else a Variable that holds the array `obj`."""
    if isinstance(obj, Variable):
        return obj
    return Variable(obj)


def neg(x):
    """Return -x, a Variable."""
    return Neg()(x)


def sub(x0, x1):
    """Return x0 - x1, a Variable; `x1` may be a Variable, an array or a number."""
    return Sub()(x0, as_array(x1, x0.dtype))


def rsub(x0, x1):
    """Return x1 - x0, a Variable; `x1` may be a Variable, an array or a number."""
    return sub(as_array(x1, x0.dtype), x0)


def div(x0, x1):
    """Return x0 / x1, a Variable; `x1` may be a Variable, an array or a number."""
    return Div()(x0, as_array(x1, x0.dtype))


def rdiv(x0, x1):
    """Return x1 / x0, a Variable; `x1` may be a Variable, an array or a number."""
    return div(as_array(x1, x0.dtype), x0)


def pow(x, c):
    """Return x ** c, a Variable; `c` is a number."""
    return Pow(c)(x)


def setup_variable():
    """Make functions of this module the operators of the class `Variable`: + - * / and **.

    All but ** also take a number or an array on the left of a variable.
    """
    Variable.__neg__ = neg
    Variable.__add__ = add
    Variable.__radd__ = add
    Variable.__sub__ = sub
    Variable.__rsub__ = rsub
    Variable.__mul__ = mul
    Variable.__rmul__ = mul
    Variable.__truediv__ = div
    Variable.__rtruediv__ = rdiv
    Variable.__pow__ = pow


def sphere(x, y):
    """Return x² + y², a Variable; `x` and `y` are Variables of the same shape."""
    return x**2 + y**2


def matyas(x, y):
    """Return 0.26 (x² + y²) - 0.48 x y, a Variable; `x` and `y` are Variables of the same shape."""
    return 0.26 * (x**2 + y**2) - 0.48 * x * y


def goldstein(x, y):
    """Return the Goldstein–Price function of the Variables `x` and `y`, of the same shape: the product A B, a Variable.

    A = 1 + (x + y + 1)² (19 - 14 x + 3 x² - 14 y + 6 x y + 3 y²)
    B = 30 + (2 x - 3 y)² (18 - 32 x + 12 x² + 48 y - 36 x y + 27 y²)
    """
    a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
    return a * b


def dot_var(v):
    """Return the line of DOT that makes the Variable `v` a node, labelled with its name, whatever characters that has.

    Without a name the label is empty. No two variables that exist at the same time are one node, and the same
    variable is always the same node.
    """
    name = "" if v.name is None else v.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'{id(v)} [label="{name}"]\n'


def dot_func(f):
    """Return the lines of DOT that make the Function `f` a node, labelled with the name of its class, and its edges.

    An edge leads to it from the node of each of its inputs, and from it to the node of each of its outputs.
    """
    text = f'{id(f)} [label="{type(f).__name__}", shape=box]\n'
    for x in f.inputs:
        text += f"{id(x)} -> {id(f)}\n"
    for output in f.outputs:
        y = output()
        if y is not None:
            text += f"{id(f)} -> {id(y)}\n"
    return text


def get_dot_graph(output):
    """Return the graph behind the Variable `output` in DOT, a whole text: `digraph g {`, the lines, and `}`.

    Every variable and every function that `output` was computed from is one node, and every use of a variable by a
    function is one edge, on however many ways one gets there. (Of x * x two edges come from x, or one: both will do.)
    """
    text, funcs, seen = dot_var(output), [output.creator], set()
    while funcs:
        f = funcs.pop()
        if f is None or f in seen:
            continue
        seen.add(f)
        text += dot_func(f) + "".join(dot_var(x) for x in f.inputs)
        funcs += [x.creator for x in f.inputs]
    return f"digraph g {{\n{text}}}\n"


def plot_dot_graph(output, to_file="graph.png"):
    """Draw the graph behind the Variable `output` with the program `dot` of Graphviz, and write it to `to_file`.

    The ending of the file's name says what kind of picture it becomes. If there is no `dot`, it raises an error that
    says so, a FileNotFoundError for example.
    """
    program = shutil.which("dot")
    if program is None:
        raise FileNotFoundError("there is no program dot: install Graphviz, then try again")
    command = [program, f"-T{to_file.rpartition('.')[2]}", "-o", to_file]
    subprocess.run(command, input=get_dot_graph(output), encoding="utf-8", check=True)


def sin(x):
    """Return the sine of the Variable `x`, a Variable."""
    return Sin()(x)


def my_sin(x, threshold=1e-4):
    """Return the sum x - x³/3! + x⁵/5! - …, a Variable, for the Variable `x`, which holds one number.

    The first term that is smaller in size than `threshold` ends the sum; whether it is still added makes no difference
    worth speaking of, and is left to you. The terms are computed with Variables.
    """
    y, term, i = x, x, 0
    while abs(term.data) >= threshold:
        i += 1
        c = (-1) ** i / math.factorial(2 * i + 1)
        term = c * x ** (2 * i + 1)
        y = y + term
    return y


def rosenbrock(x0, x1):
    """Return 100 (x1 - x0²)² + (x0 - 1)², a Variable; `x0` and `x1` are Variables of the same shape."""
    return 100 * (x1 - x0**2) ** 2 + (x0 - 1) ** 2


def gradient_descent(f, *xs, lr=0.001, iters=1000):
    """Move the Variables `xs` downhill on `f`, by `iters` rounds of gradient descent with the learning rate `lr`.

    `f` takes as many Variables as there are `xs` and returns one. In each round `x.data` becomes the old array minus
    `lr` times the gradient of `f`, for every x of `xs`; the gradients are those at the place where all of them were
    before the round. `x.data` stays an array of the same shape. What is in `x.grad` before the call plays no part.
    """
    for _ in range(iters):
        for x in xs:
            x.cleargrad()
        f(*xs).backward()
        for x in xs:
            gradient = as_variable(as_array(x.grad)).data  # works when gradients are Variables, too
            x.data = as_array(x.data - lr * gradient)


def newton_by_hand(f, second_derivative, x, iters=10):
    """Move the Variable `x` by `iters` rounds of Newton's method towards a place where the slope of `f` is 0.

    `f` takes one Variable and returns one, element by element; `second_derivative` takes an array and returns the
    second derivative of `f` there, an array. `x.data` stays an array of the same shape, and what is in `x.grad` before
    the call plays no part. Returns `x` itself.
    """
    for _ in range(iters):
        x.cleargrad()
        f(x).backward()
        slope = as_variable(as_array(x.grad)).data  # so that it works when gradients are Variables, too
        x.data = as_array(x.data - slope / second_derivative(x.data))
    return x


def functions_behind(y):
    """Return a list of all the functions that the Variable `y` was computed from, each once; empty for a leaf."""
    found, waiting = {}, [y.creator]
    while waiting:
        f = waiting.pop()
        if f is not None and id(f) not in found:
            found[id(f)] = f
            waiting.extend(x.creator for x in f.inputs)
    return list(found.values())


def trace_backward(y, **options):
    """Run `y.backward(**options)` once, and return a list of pairs, one for each function in the order in which they ran.

    A pair is the name of the function's class, and whether the function sent back a gradient that remembers how it was
    computed: True if at least one of the gradients that its `backward` returned has a creator. All else is afterwards
    as `y.backward(**options)` leaves it.
    """
    trace = []

    def watch(f):
        true = f.backward

        def backward(*gys):
            gxs = true(*gys)
            given = gxs if isinstance(gxs, tuple) else (gxs,)
            trace.append((type(f).__name__, any(getattr(gx, "creator", None) is not None for gx in given)))
            return gxs

        f.backward = backward

    watched = functions_behind(y)
    for f in watched:
        watch(f)
    try:
        y.backward(**options)
    finally:
        for f in watched:
            del f.backward
    return trace


def cos(x):
    """Return the cosine of the Variable `x`, a Variable."""
    return Cos()(x)


def gradient_of_sin(x, gy):
    """Return what sin sends back to `x` when `gy` arrives, as a Variable that was computed from the Variables `x` and `gy`.

    No backward pass is run, and no gradient is changed.
    """
    return gy * cos(x)


def gradient_of_product(x):
    """Return the derivative of sin(x) · x² at `x`, as a Variable that was computed from the Variable `x`.

    No backward pass is run, and no gradient is changed.
    """
    return gradient_of_sin(x, x**2) + sin(x) * (2 * x)


def newton(f, x, iters=10):
    """Move the Variable `x` by `iters` rounds of Newton's method towards a place where the slope of `f` is 0.

    `f` takes one Variable and returns one, element by element. `x.data` stays an array of the same shape, and what
    is in `x.grad` before the call plays no part. Returns `x` itself.
    """
    for _ in range(iters):
        x.cleargrad()
        f(x).backward(create_graph=True)
        gx = x.grad
        x.cleargrad()
        gx.backward()
        x.data = as_array(x.data - gx.data / x.grad.data)
    return x


def derivatives(f, x, n):
    """Return the first `n` derivatives of `f` at the Variable `x`, a list of arrays of the shape of `x`, the first one first.

    `f` takes one Variable and returns one, element by element. `x.data` stays as it is, and what is in `x.grad` before
    the call plays no part.
    """
    found, y = [], f(x)
    for _ in range(n):
        x.cleargrad()
        y.backward(create_graph=True)
        y = x.grad
        found.append(y.data)
    return found


def tanh(x):
    """Return the hyperbolic tangent of the Variable `x`, a Variable."""
    return Tanh()(x)


def graph_sizes(f, x, n):
    """Return a list of `n` integers: how many functions lie behind each of the first `n` derivatives of `f` at `x`.

    `f` takes one Variable and returns one, element by element. Each function counts once, those of `f` itself included
    where the graph leads to them. `x.data` stays as it is, and what is in `x.grad` before the call plays no part.
    """
    sizes, y = [], f(x)
    for _ in range(n):
        x.cleargrad()
        y.backward(create_graph=True)
        y = x.grad
        sizes.append(len(functions_behind(y)))
    return sizes


def slopes(f, *xs):
    """Return the gradients of `f(*xs)` with respect to the Variables `xs`, a list of Variables that can go backward again.

    `f` takes as many Variables as there are `xs`, uses each of them, and returns one. What is in their gradients before
    the call plays no part, and afterwards they have none.
    """
    raise NotImplementedError(
        "a pass with a graph from f(*xs), the gradients cleared before and, once they are taken out, "
        "after it"
    )


def hessian_times(f, xs, vs):
    """Return the second derivatives of `f` at the Variables `xs`, times `vs`: a list of arrays, one for each of `xs`.

    `f` takes as many Variables as there are `xs` and returns one, all of the same shape; `vs` are arrays of that shape.
    The result for an x is the sum, over all pairs, of v times the second derivative by x and by the variable of this v,
    element by element; zeros where no slope depends on x. What is in the gradients before the call plays no part, and
    afterwards the `xs` have none.
    """
    raise NotImplementedError(
        "add up each slope times its v, go backward from the sum, and take the arrays out of the "
        "gradients"
    )


setup_variable()


if __name__ == "__main__":
    try:
        x = Variable(np.array(2.0))
        y = x**2
        y.backward(create_graph=True)
        gx = x.grad
        x.cleargrad()
        z = gx**3 + y
        z.backward()
        print("z and its slope:", z.data, x.grad.data, "and 68.0, 100.0 are expected")
        z = slopes(lambda x: x**2, x)[0] ** 3 + x**2
        z.backward()
        print("the same with slopes:", z.data, x.grad.data)
        xs, vs = [Variable(np.array(1.0)), Variable(np.array(2.0))], [np.array(1.0), np.array(10.0)]
        print("the Hessian times v:", *hessian_times(lambda a, b: a**2 * b + b**3, xs, vs), "and 24.0 122.0 are expected")
    except NotImplementedError as todo:
        print("not written yet:", todo)
