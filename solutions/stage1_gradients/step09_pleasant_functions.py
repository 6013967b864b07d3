'''Functions that are pleasant to use

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
'''

HINTS = (
    "Take the five places one by one, and `as_array` before the door: once Variable refuses numbers, every result "
    "without axes is refused as well. Each of the five is one or two lines.",
    "`np.ones_like` makes ones in the form of another array. `np.isscalar` tells a number, NumPy's or Python's, from "
    "an array. `isinstance(data, np.ndarray)` tells what may go into the box, and `type(data)` is what the message "
    "has to name. Whether there is a gradient is asked with `is None`: an array of several numbers has no truth.",
    "In backward, before anything else: if self.grad is None, it becomes np.ones_like(self.data). In `__call__`: "
    "Variable(as_array(y)). At the door: if data is not None and no np.ndarray, raise TypeError(...). And `square` "
    "returns what a new Square() gives when it is called on x.",
)


class Variable:
    def __init__(self, data):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        # begin answer: raise a TypeError that names the type, unless `data` is None or an `np.ndarray`
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.grad = None
        self.creator = None
        # end answer

    def backward(self):
        """Give every variable that this one was computed from its gradient.

        If this variable has no gradient yet it becomes one for each element. The chain may be of any length.
        """
        # begin answer: if `self.grad` is None, first set it to ones in the shape and dtype of the data
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)
        # end answer


class Function:
    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        # begin answer: pass the result through `as_array` on its way into the Variable
        x = input.data
        y = self.forward(x)
        output = Variable(as_array(y))
        output.set_creator(self)
        self.input = input
        self.output = output
        return output
        # end answer


def numerical_diff(f, x, eps=1e-4):
    """Return the central difference of `f` at the Variable `x`, an array of the shape of `x.data`.

    `f` takes one Variable and returns one, element by element.
    """
    x0 = Variable(np.asarray(x.data - eps))
    x1 = Variable(np.asarray(x.data + eps))
    return (f(x1).data - f(x0).data) / (2 * eps)


def as_array(x):
    """Return `x` as an array if it is a number, and unchanged otherwise."""
    # begin answer: an array made of `x` if it is a scalar, or else `x` itself
    if np.isscalar(x):
        return np.array(x)
    return x
    # end answer


def square(x):
    """Return the square of the Variable `x`, a Variable."""
    # begin answer: make a `Square` and call it on `x`
    return Square()(x)
    # end answer


def exp(x):
    """Return the exponential of the Variable `x`, a Variable."""
    # begin answer: make an `Exp` and call it on `x`
    return Exp()(x)
    # end answer


if __name__ == "__main__":
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
