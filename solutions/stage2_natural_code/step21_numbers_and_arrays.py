"""Operators with numbers and arrays

`x + 1.0` should work, and `2.0 * x`, and a sum of an array and a variable. Two things are
missing. What is not a variable has to become one: a number by way of `as_array`, an array by
`as_variable`. And when the variable stands on the right, Python asks the left side first; a float
knows nothing of variables and gives up, then Python calls `x.__rmul__(2.0)`, with an r for right.

A NumPy array on the left does not give up: it takes the variable for an element and makes an
array of variables. `__array_priority__` in the class tells it to leave the operation to us.

A number takes on the dtype that NumPy would give it, so that twice a float32 stays a float32.
"""

HINTS = (
    "Make variables of all inputs at the beginning of `Function.__call__`; numbers become arrays in `add` and `mul`.",
    "For sum and product, left and right may be exchanged: `__radd__` can do what `__add__` does.",
    "`__array_priority__ = 200` stands in the class itself, not in a method.",
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
    x = Variable(np.array([1.0, 2.0]))
    print("3 * x + 1 =", 3.0 * x + 1.0)
    print("array + x =", np.array([2.0, 2.0]) + x)
