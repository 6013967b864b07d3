"""A function that makes variables

Somebody who computes with `x.data ** 2` takes the array out of its box, and the result is a bare
array: nothing knows any more that it came from x. So computing has to be done by something that
takes a variable and gives back a variable. That something is a *function*, an object of the class
`Function`, and later it will remember what it was called on.

Every function does the same three things. It opens the box that comes in, it computes, and it
closes a new box around the result. Only the middle differs from one function to the next:

               Square()(x)
             +---------------------------------------+
             |   open         compute       close    |
    x -----> |  x.data ---->  forward ---> Variable  | -----> y
    [3.0]    |   [3.0]                       [9.0]   |        [9.0]
             +---------------------------------------+

So the work is divided. The class `Function` has a method `__call__`, which Python runs when an
object is called like a function: `f(x)` means `f.__call__(x)`. It opens and closes, and it is
written once. A subclass has a method `forward`, which gets an array and gives back an array; it
knows nothing of boxes. `__call__` calls `self.forward`, and since `self` is the object that was
called, that is the `forward` of the subclass.

A worked example:

>>> f = Square()
>>> x = Variable(np.array([1.0, -2.0, 3.0]))
>>> y = f(x)
>>> y.data
array([1., 4., 9.])
>>> type(y).__name__
'Variable'

The box that came in is left as it was; a later step will need what is in it, to find the slope:

>>> x.data
array([ 1., -2.,  3.])

And `Function` itself? It cannot know what to compute. Its own `forward` raises
`NotImplementedError`, so that a subclass without a `forward` fails at once and in plain words.
(That one is meant to stay; the two that you replace are in the list below.)

One thing may surprise you. For an array without axes, such as `np.array(3.0)`, NumPy gives the
square as a number of its own kind, a `float64`, and not as an array. Leave it so for now; step 9
is about it.

To find out by yourself: write `x **= 2` and `return x` in `forward`, in place of the square you
return, and run the example once more. What is in x now, and why did the box not protect it?
"""

HINTS = (
    "Take the two methods one at a time. `Square.forward` is the easy one: arrays only, no boxes. In "
    "`Function.__call__` think of three things: open the box, compute, close a new box.",
    "Opening is input.data. Computing is the business of the subclass: call self.forward on the array. Closing "
    "is Variable(...) around what comes back, and it must be returned.",
    "In `__call__`: give self.forward the array input.data, and return a new Variable made of the result. In "
    "`forward`: return x to the power of two; in Python that is ** and not ^.",
)


class Function:
    """What all functions have in common: variables go in and come out, and `forward` sees their arrays."""

    def __call__(self, input):
        """Return a new Variable that holds the result of `forward` on the array of `input`, a Variable."""
        # begin answer: open the box `input`, let `self.forward` compute, and return the result in a new Variable
        x = input.data
        y = self.forward(x)
        return Variable(y)
        # end answer

    def forward(self, x):
        """Compute the result, an array, from the array `x`. Each function says how in a class of its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")


class Square(Function):
    """The square of each element."""

    def forward(self, x):
        """Return the array x²."""
        # begin answer: the square of each element of the array `x`, as a new array
        return x**2
        # end answer


if __name__ == "__main__":
    f = Square()
    print("a function of the class", type(f).__name__, "and it is a Function:", isinstance(f, Function))
    print("forward on an array:", f.forward(np.array([1.0, -2.0, 3.0])), "and [1. 4. 9.] is expected")
    x = Variable(np.array([1.0, -2.0, 3.0]))
    y = f(x)
    print("the call on a variable gives a", type(y).__name__, "that holds", y.data)
    print("and what went in still holds", x.data)
