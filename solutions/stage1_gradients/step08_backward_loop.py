"""From recursion to a loop

The `backward` of the last step calls itself once for each function of the chain. Python allows
about a thousand such calls inside each other; a longer chain ends in a RecursionError. What the
calls keep in mind on the way can be kept in a list instead: the functions that are still to be
done. Take one out, do its step, put the next one in, until the list is empty.

The gradients are the same; only the way of walking changes, and it is the way that can grow: soon
the list will hold more than one function.
"""

HINTS = (
    "Begin with a list that holds the creator of this variable, if there is one.",
    "Each round: take a function out, compute the gradient of its input from that of its output.",
    "The gradient that goes in is `f.output.grad`; afterwards put `f.input.creator` into the list unless it is None.",
)


class Variable:
    def backward(self):
        """Give every variable that this one was computed from its gradient; `self.grad` is set beforehand.

        The chain may be of any length. A variable without a creator does nothing.
        """
        # begin answer: walk in a loop, with a list of the functions that are still to be done, and no recursion
        functions = [] if self.creator is None else [self.creator]
        while functions:
            f = functions.pop()
            x, y = f.input, f.output
            x.grad = f.backward(y.grad)
            if x.creator is not None:
                functions.append(x.creator)
        # end answer


if __name__ == "__main__":
    x = Variable(np.array(0.0))
    y = x
    for _ in range(20_000):
        y = Square()(y)
    y.grad = np.array(1.0)
    try:
        y.backward()
        print("back through 20 000 functions: x.grad =", x.grad, "and 0.0 is expected")
    except RecursionError:
        print("20 000 functions are too many for calls inside of calls")
