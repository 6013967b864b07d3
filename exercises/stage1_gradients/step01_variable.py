"""Step 1 · A box for data

Everything in this course hangs on one small idea: a number is put into a box, and the box can
later be told more about that number: which function made it, what its gradient is, what it is
called. The box is the class `Variable`. It holds one NumPy array under the name `data`.

The box does nothing to the array. It does not copy it, does not convert it, and lets you put in
another one at any time: `x.data = np.array(2.0)`.

To write in this file:

- line   24, write `Variable.__init__`: keep the very array that was given, as `self.data`

Check with: make check STEP=1"""

import numpy as np


class Variable:
    """A box that holds one array."""

    def __init__(self, data):
        """Put the array `data` into the box."""
        raise NotImplementedError("keep the very array that was given, as `self.data`")


if __name__ == "__main__":
    try:
        x = Variable(np.array(1.0))
        print("in the box:", x.data)
        x.data = np.array(2.0)
        print("and now:", x.data)
    except NotImplementedError as todo:
        print("not written yet:", todo)
