"""A box for data

How to work here: open the exercise of the step (this file is that of step 1), and where it raises
`NotImplementedError`, write some Python of your own instead; the list at the end of this text says
on which line. Save the file, open a terminal in the folder that holds the Makefile, and run
`make check STEP=1`. Read the report from the top, where it sets what was seen beside what was
expected, change the file, and check again until every check passes.

The goal of the course is a program that works out derivatives by itself. To find the derivative of
a long computation, such a program must be able to ask every number on the way: which function made
you, and how strongly does the result depend on you? A NumPy array has no room for the answers. So
every array goes into a box, and the box has room for more. The box is the class `Variable`.

In this step it has one thing only: the array, under the name `data`.

               a Variable
             +------------+
    x -----> | data ------|-----> array(1.0)
             +------------+           ^
    a --------------------------------+

A worked example. The names `a` and `x.data` lead to one and the same array:

>>> a = np.array(1.0)
>>> x = Variable(a)
>>> x.data
array(1.)
>>> x.data is a
True

Another array can be put into the box at any time. The first one is not changed by that; only the
arrow in the box now leads elsewhere:

>>> x.data = np.array(2.0)
>>> x.data
array(2.)
>>> a
array(1.)

Why is nothing copied? An array may hold millions of numbers, and a copy costs time and memory. And
why is nothing converted? What kind of number an array holds, and in what shape, was chosen by
whoever made it. A box that changes it will surprise them later, far from the cause. The array
above has no axes: its shape is (). `np.array([1.0, 2.0])` has one axis and the shape (2,), a table
has two. The box takes them all, and does nothing to any of them.

To find out by yourself: put the same array `a = np.array([1.0, 2.0])` into two boxes x and y. Then
run `a[0] = 5.0`, and after it `x.data = np.array([7.0, 8.0])`. What do x.data, y.data and a hold
after each of the two lines? Write it down before you look.
"""

import numpy as np

HINTS = (
    "Look at the method `__init__`. Python runs it when somebody writes Variable(a): `data` is then the array a, and "
    "`self` is the new box, still empty.",
    "A name that belongs to the function, such as `data`, is gone when the function ends. What is to stay in the box "
    "has to be an attribute of it: self, a dot, and a name.",
    "One line is enough, an assignment: the attribute `data` of `self` on the left, the argument `data` on the right. "
    "No np.array(...), no float(...), no .copy(): each of these makes something new.",
)


class Variable:
    """A box that holds one array."""

    def __init__(self, data):
        """Put the array `data` into the box."""
        # begin answer: keep the very array that was given, as `self.data`
        self.data = data
        # end answer


if __name__ == "__main__":
    a = np.array(1.0)
    print("an array without a box:", a, "of shape", a.shape)
    x = Variable(a)
    print("in the box:", x.data, "and 1.0 is expected")
    print("the very array that was given:", x.data is a)
    x.data = np.array(2.0)
    print("after x.data = np.array(2.0):", x.data)
