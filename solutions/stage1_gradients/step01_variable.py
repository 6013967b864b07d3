"""A box for data

Everything in this course hangs on one small idea: a number is put into a box, and the box can
later be told more about that number: which function made it, what its gradient is, what it is
called. The box is the class `Variable`. It holds one NumPy array under the name `data`.

The box does nothing to the array. It does not copy it, does not convert it, and lets you put in
another one at any time: `x.data = np.array(2.0)`.
"""

import numpy as np

HINTS = (
    "A class keeps what it was given by storing it on `self` when it is made.",
    "The method that runs when `Variable(data)` is called is `__init__(self, data)`.",
    "No copy and no conversion is needed: the attribute and the argument are the same object.",
)


class Variable:
    """A box that holds one array."""

    def __init__(self, data):
        """Put the array `data` into the box."""
        # begin answer: keep the very array that was given, as `self.data`
        self.data = data
        # end answer


if __name__ == "__main__":
    x = Variable(np.array(1.0))
    print("in the box:", x.data)
    x.data = np.array(2.0)
    print("and now:", x.data)
