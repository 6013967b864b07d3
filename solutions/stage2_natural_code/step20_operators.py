'''Operators: + and *

`add(mul(a, b), c)` says the same as `a * b + c`, and takes three times as long to read. Python lets
a class have operators of its own. Where it meets `a * b`, it looks into the class of a for a method
`__mul__`, and calls `a.__mul__(b)`; for `a + b` it is `__add__`. Which of several operators goes
first is Python's own business: it reads `a * b + c` as (a * b) + c, and calls `__mul__` first.

    a --->+-----+
          | mul |---> p --->+-----+
    b --->+-----+           | add |---> y            y = a * b + c
    c --------------------->+-----+

There is no product yet. What is its derivative? Think of a rectangle, x0 wide and x1 high. Its area
is x0 · x1. Make it wider by a little h:

               x0            h
        +--------------+----------+
        |              |          |
     x1 |   x0 · x1    |  h · x1  |
        |              |          |
        +--------------+----------+

The area grows by a strip of h · x1, that is, by x1 for each unit of h. So the derivative with
respect to x0 is x1. Make it higher instead, and the strip is as long as x0. Each factor gets the
*other* one, times the gradient gy that comes in. (A sum is simpler: there each side gets gy and
nothing else.)

A worked example, with a = 3, b = 2, c = 1:

>>> a, b, c = Variable(np.array(3.0)), Variable(np.array(2.0)), Variable(np.array(1.0))
>>> y = a * b + c
>>> y
Variable(7.0)
>>> y.backward()
>>> print(a.grad, b.grad, c.grad)
2.0 3.0 1.0

`Mul` has to know both factors on the way back. It need not put them away for that: a function has
its inputs, and their arrays are still in them. (Nobody may write into those arrays, then. `forward`
returns a new one.)

An operator makes a new variable and leaves both sides alone. That holds for `y += x` as well. If a
class has no method `__iadd__`, Python makes it y = y + x: the *name* y goes to the new variable,
and the old one stays where it is in the graph. So a loop that adds up in this way has all its
rounds in the graph, and a gradient goes through all of them.

To find out by yourself: take y = x * x at x = 3. Which two numbers does the backward of `Mul`
return, and which line, from which step, makes 2x of them? Then do the same for y = x * x * x by
hand, one function after the other.
'''

HINTS = (
    "`Mul` is built as `Add` is: forward returns one array, backward a tuple of two. The operators are one line each "
    "and contain no arithmetic.",
    "On the way back the arrays of the inputs are self.inputs[0].data and self.inputs[1].data. Look at the rectangle "
    "again: by what does the area grow when x0 grows, and by what when x1 does?",
    "With x0 and x1 for these arrays, backward returns gy * x1, gy * x0, in this order. mul(x0, x1) makes a Mul and "
    "calls it, __mul__ returns mul(self, other), and __add__ returns add(self, other).",
)


class Variable:
    def __add__(self, other):
        """self + other"""
        # begin answer: `add` of the two
        return add(self, other)
        # end answer

    def __mul__(self, other):
        """self * other"""
        # begin answer: `mul` of the two
        return mul(self, other)
        # end answer


class Mul(Function):
    """The product of two arrays of the same shape, element by element."""

    def forward(self, x0, x1):
        """Return the array x0 · x1."""
        # begin answer: the product, element by element, as a new array
        return x0 * x1
        # end answer

    def backward(self, gy):
        """Return the gradients of both inputs, a tuple."""
        # begin answer: for each input its derivative, times `gy`: the rectangle in the lesson shows it
        x0, x1 = self.inputs[0].data, self.inputs[1].data
        return gy * x1, gy * x0
        # end answer


def mul(x0, x1):
    """Return the product of the Variables `x0` and `x1`, a Variable."""
    # begin answer: make a `Mul` and call it on the two variables
    return Mul()(x0, x1)
    # end answer


if __name__ == "__main__":
    a, b, c = Variable(np.array(3.0)), Variable(np.array(2.0)), Variable(np.array(1.0))
    y = add(mul(a, b), c)
    print("add(mul(a, b), c) at 3, 2, 1 is", y, "and Variable(7.0) is expected")
    y = a * b + c
    y.backward()
    print("a * b + c is", y, "with the gradients", a.grad, b.grad, c.grad, "and 2.0 3.0 1.0 are expected")
    x = Variable(np.array(3.0))
    y = x * x
    y.backward()
    print("x * x at 3 has the gradient", x.grad, "and 6.0 is expected")
