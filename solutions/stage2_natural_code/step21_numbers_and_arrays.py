'''Operators with numbers and arrays

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
'''

HINTS = (
    "Begin with x + 1.0 and x + np.array(...), where the variable stands on the left: follow the right side through "
    "add and Function.__call__ until something asks it for .data or .generation. It should be a Variable before that.",
    "as_variable asks isinstance(obj, Variable). In __call__, make variables of all inputs first, and remember those, "
    "not what came in. When a variable stands on the right, Python calls __radd__ or __rmul__, and `other` is what "
    "stands on the left.",
    "__call__ begins with inputs = [as_variable(x) for x in inputs]. add ends with Add()(x0, as_array(x1, x0.dtype)). "
    "__radd__ returns add(self, other), __rmul__ returns mul(self, other). __array_priority__ = 200 stands in the "
    "class itself, beside the methods.",
)


class Variable:
    # begin answer: a class attribute `__array_priority__` with a large number, so that an array on the left gives way
    __array_priority__ = 200
    # end answer

    def __radd__(self, other):
        """other + self, where `other` is no Variable"""
        # begin answer: `add` of the two
        return add(self, other)
        # end answer

    def __rmul__(self, other):
        """other * self, where `other` is no Variable"""
        # begin answer: `mul` of the two
        return mul(self, other)
        # end answer


class Function:
    def __call__(self, *inputs):
        """Return a new Variable with the result of `forward` on `inputs`, or a list of several.

        `inputs` are Variables or arrays. While `Config.enable_backprop` is true the function remembers them, all
        as Variables, and `outputs` by weak references. It is then the creator of each output, and has the largest
        of the generations of its inputs.
        """
        # begin answer: make a Variable of each input first
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
        # end answer


def as_array(x, dtype=None):
    """Return `x` as an array if it is a number, and unchanged otherwise.

    With a `dtype`, a number gets the one that NumPy gives to a result of this dtype and the number.
    """
    if np.isscalar(x):
        return np.array(x, dtype=None if dtype is None else np.result_type(dtype, x))
    return x


def as_variable(obj):
    """Return `obj` itself if it is a Variable, or else a Variable that holds the array `obj`."""
    # begin answer: leave a Variable as it is, and put anything else into one
    if isinstance(obj, Variable):
        return obj
    return Variable(obj)
    # end answer


def add(x0, x1):
    """Return the sum of `x0` and `x1`, a Variable; `x1` may be a Variable, an array or a number."""
    # begin answer: pass `x1` through `as_array`; with the dtype of `x0`, a number leaves it as it is
    return Add()(x0, as_array(x1, x0.dtype))
    # end answer


def mul(x0, x1):
    """Return the product of `x0` and `x1`, a Variable; `x1` may be a Variable, an array or a number."""
    # begin answer: pass `x1` through `as_array`; with the dtype of `x0`, a number leaves it as it is
    return Mul()(x0, as_array(x1, x0.dtype))
    # end answer


if __name__ == "__main__":
    print("an array becomes", as_variable(np.array(2.0)))
    x = Variable(np.array([10.0, 20.0]))
    print("x + 1 =", x + 1.0, "and Variable([11. 21.]) is expected")
    print("3 * x =", 3.0 * x, "and Variable([30. 60.]) is expected")
    print("array + x =", np.array([1.0, 2.0]) + x, "and Variable([11. 22.]) is expected")
    x = Variable(np.array(2.0))
    y = 3.0 * x * x + 2.0 * x + 1.0
    y.backward()
    print("3x² + 2x + 1 at 2 is", y, "with the gradient", x.grad, "and 14.0 is expected")
