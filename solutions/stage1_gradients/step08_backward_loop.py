"""From recursion to a loop

The `backward` of step 7 calls the `backward` of the variable before, and that one the next, and so
on. None of these calls is over until all that come after it are over: y waits for b, b waits for a,
a waits for x. For each call that waits Python keeps a note of where to go on, and it allows a
thousand of them and no more:

    y.backward()
     +-- b.backward()
          +-- a.backward()
               +-- x.backward()              three functions, four calls, each inside the one before

A chain of a few hundred functions works. A chain of a thousand, as a loop in a simulation makes it
in no time, ends with `RecursionError: maximum recursion depth exceeded`. The limit can be raised
(`sys.setrecursionlimit`), which moves the wall and leaves it standing.

What do all those calls wait for? For nothing. When `x.backward()` is done, the others have nothing
left to do but to return. So nobody needs to wait, and the notes that Python keeps can be replaced
by one short list of our own: the functions whose turn is still to come.

    as long as there are functions in the list:
        take one out
        turn the gradient of its output into that of its input, and store it there
        if the input has a creator, put that creator into the list

One thing changes on the way. Inside of `b.backward()`, the gradient to begin with was `self.grad`.
In the loop there is no new self, only the function that has been taken out of the list. The
gradient of its output is found through the link that step 7 has set and not yet used: f.output.

Here is (x²)² at x = 3 again, with A and C as in step 6, and y.grad = 1:

    round    list before    taken out    done                                  list after
      1      [C]            C            a.grad = C.backward(y.grad) = 18      [A]
      2      [A]            A            x.grad = A.backward(a.grad) = 108     []

The list is empty, so the pass is over. As code, the numbers are the same as ever:

    >>> x = Variable(np.array(3.0))
    >>> a = Square()(x)
    >>> y = Square()(a)
    >>> y.grad = np.array(1.0)
    >>> y.backward()
    >>> print(a.grad, x.grad)
    18.0 108.0

A word on what the loop must not do: use the links up. It walks along them with names of its own,
and when it is done, y still has its creator and the pass can be run again.

To find out by yourself: how many functions are in the list at most, in the chains of this step? For
a chain a list is more than one needs. Think of a function with two inputs, such as a sum of two
results: what would be put into the list behind it, and could you still do without one?
"""

HINTS = (
    "Run this file as it is: which chains get through, and what happens to the longest? Then write the three lines of "
    "the lesson's loop as comments into backward, and turn them into code one by one.",
    "The list begins with the creator of the variable that backward was called on. `while functions:` goes on until "
    "the list is empty, and `functions.pop()` takes out the last one.",
    "In each round the function is all you have: its input is f.input, and the gradient that it needs is that of its "
    "output, f.output. Nothing in the loop should still say self.",
    "After x.grad has been set for x = f.input, one question is left: is x.creator None? If not, append it to the "
    "list; if it is, append nothing, and the loop ends by itself.",
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

    class Unchanged(Function):
        """Gives back what it gets, so its slope is 1."""

        def forward(self, x):
            return x

        def backward(self, gy):
            return gy

    for count in (10, 100, 1_000, 20_000):
        x = y = Variable(np.array(3.0))
        for _ in range(count):
            y = Unchanged()(y)
        y.grad = np.array(1.0)
        try:
            y.backward()
            print("back through", count, "functions: x.grad =", x.grad, "and 1.0 is expected")
        except RecursionError:
            print("back through", count, "functions: too many calls inside of calls")
