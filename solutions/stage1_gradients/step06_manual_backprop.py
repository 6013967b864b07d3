"""Backpropagation by hand

Step 4 measured a derivative. That costs two calls of the function for each number, and the answer
is only nearly right. The chain rule of step 5 gives it exactly, and going from the end to the
beginning is the cheap way round. What does that walk need? Every function on the way has to answer
one question:

    The end result changes gy times as fast as my output. How many times as fast as my input?

The answer is always of one form, the function's own slope times what came in:

    gx = f'(x) * gy

In code this is `gx = f.backward(gy)`. Here gy is everything that has been gathered on the way from
the end up to f, and f'(x) is all that f has to know about mathematics. Backward goes through the
functions in the opposite order, and hands each result on to the next one.

Here is y = (x²)² at x = 3, two functions of the class `Square`, called A and C:

    forward     x ------[A]------> a ------[C]------> y
                3       x²         9       a²         81

    backward    x.grad <--[A]--- a.grad <--[C]--- y.grad
                108     2·3·18     18    2·9·1        1

y.grad is 1, because y changes exactly as fast as y. C multiplies it by its slope at 9, which is
2·9. A multiplies what it gets, 18, by its slope at 3, which is 2·3. The result is 108, and that is
right: y is x⁴, whose slope at 3 is 4·3³ = 108. As code:

    >>> A, C = Square(), Square()
    >>> x = Variable(np.array(3.0))
    >>> a = A(x)
    >>> y = C(a)
    >>> y.grad = np.array(1.0)
    >>> a.grad = C.backward(y.grad)
    >>> x.grad = A.backward(a.grad)
    >>> print(a.grad, x.grad)
    18.0 108.0

A and C are of one class, and yet their slopes were 6 and 18. The slope depends on the place where
the function was called. So a function has to remember, on the way forward, which variable went in;
each function object remembers its own, as `self.input`.

A variable gets a place for its gradient, `grad`. At first it holds None, which says that nobody has
been here yet. Zero would say something else: that somebody was here, and that y does not depend on
this variable. The gradient of an array is an array of the same shape, and all of the above is done
element by element.

To find out by yourself: when all of it works, do the walk above once more, but call
`A(Variable(np.array(5.0)))` just before `x.grad = A.backward(a.grad)`. What is x.grad now, and why?
In how many places of one computation can one function object stand?
"""

PREDICT = (
    "A and C are two Squares as above, and now x is 2: a = A(x), y = C(a). The walk begins with y.grad = 10, then "
    "a.grad = C.backward(y.grad), then x.grad = A.backward(a.grad). What is x.grad?",
    "771808fcc3c43a373b33d117a42132fd",
)

HINTS = (
    "The four holes in the order in which they are easy: a place for the gradient in Variable, then what a function "
    "has to remember while it is called, then the two formulas. The drawing in the lesson has every number that you "
    "need to try them out: x = 3 gives 18 and 108.",
    "Each backward is one product of two factors: the slope of this function at the place where it was called, and "
    "the gradient gy that came in. The slope of x² is 2x; the slope of eˣ is eˣ itself.",
    "The place is the array inside the variable that was remembered: x = self.input.data. The result is an array of "
    "the same shape, returned and not stored anywhere; gy stays as it is.",
    "In __call__ one line is new: it keeps input under the name self.input. In Square.backward, with that x, the slope "
    "is 2 * x, in Exp.backward it is np.exp(x); each of them still wants its factor gy.",
)


class Variable:
    """A box that holds one array and, after a backward pass, its gradient."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet."""
        # begin answer: besides `self.data`, make a place `self.grad` for the gradient, which is None to begin with
        self.data = data
        self.grad = None
        # end answer


class Function:
    def __call__(self, input):
        """Return a new Variable with the result of `forward`, and remember `input` for the way back."""
        # begin answer: remember the Variable itself as `self.input`
        x = input.data
        y = self.forward(x)
        self.input = input
        return Variable(y)
        # end answer

    def backward(self, gy):
        """Return the gradient of the input, an array, from that of the output, `gy`, an array as well."""
        raise NotImplementedError(f"{type(self).__name__} has no backward")


class Square(Function):
    def backward(self, gy):
        """Return the gradient of the input: the derivative of x² there, times `gy`."""
        # begin answer: the derivative of x² at the array in `self.input`, times `gy`
        x = self.input.data
        return 2 * x * gy
        # end answer


class Exp(Function):
    def backward(self, gy):
        """Return the gradient of the input: the derivative of eˣ there, times `gy`."""
        # begin answer: the derivative of eˣ at the array in `self.input`, times `gy`
        x = self.input.data
        return np.exp(x) * gy
        # end answer


if __name__ == "__main__":
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    a = A(x)
    b = B(a)
    y = C(b)

    print("forward:  x =", x.data, " a =", a.data, " b =", b.data, " y =", y.data)

    y.grad = np.array(1.0)
    b.grad = C.backward(y.grad)
    print("backward: b.grad =", b.grad)
    a.grad = B.backward(b.grad)
    print("          a.grad =", a.grad)
    x.grad = A.backward(a.grad)
    print("          x.grad =", x.grad, "and 3.297442541400256 is expected")
