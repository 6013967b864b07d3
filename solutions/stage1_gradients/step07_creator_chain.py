"""Creator chains

In the walk by hand somebody knew the way: you did. You knew that C had made y, that b had gone into
C, and that B came next, and you wrote the calls down in that order. For three functions that is
tolerable. For a computation of hundreds, with an `if` or a loop in it that runs differently each
time, nobody can write the walk in advance. But the computation itself passes through every function
in turn, and can leave a trail as it goes.

The trail is made of links, and they are set in `Function.__call__`, the one place through which
every computation goes. When a function has made a variable, the variable remembers the function,
and the function remembers both of its ends:

    x <- input - [A] <- creator - a <- input - [B] <- creator - b <- input - [C] <- creator - y
                  |               ^             |               ^             |               ^
                  +--- output ----+             +--- output ----+             +--- output ----+

`y.creator` is C, the function object that made y. `C.input` is b, the variable that went into it.
So two links, taken in turn, lead from any result back to where everything began. There stands a
variable that no function made, a *leaf*; its creator is None, and that is how one knows that the
way ends.

    >>> A, B, C = Square(), Exp(), Square()
    >>> x = Variable(np.array(0.5))
    >>> y = C(B(A(x)))
    >>> y.creator is C
    True
    >>> y.creator.input.creator is B
    True
    >>> y.creator.input.creator.input.creator.input is x
    True
    >>> print(x.creator)
    None

Note that nothing was declared. Whatever ran is on the trail, in the order in which it ran. And a
link leads to the object itself: a copy of x would have the same number in it, but a gradient that
is put into the copy never arrives at x.

With the links, the walk by hand becomes a method. From y it takes three things to do: find the
function that made y, let it work out the gradient of its input, and store that at the input. Then
the input is in the very position in which y was a moment ago: it has a gradient, and it may have a
creator. So it is asked to do the same. For the chain above, with y.grad = 1:

    y.backward()     C = y.creator    b.grad = C.backward(y.grad) = 2·1.284·1     = 2.568
    b.backward()     B = b.creator    a.grad = B.backward(b.grad) = 1.284·2.568   = 3.297
    a.backward()     A = a.creator    x.grad = A.backward(a.grad) = 2·0.5·3.297   = 3.297
    x.backward()     no creator: done

(b is 1.284, the exponential of 0.25.) The first gradient, y.grad, is still yours to set before you
call `y.backward()`; step 9 will do away with that.

To find out by yourself: set b.grad to 1 and call `b.backward()` in the place of `y.backward()`.
Which variables have a gradient afterwards, and what is the number at x the derivative of?
"""

HINTS = (
    "Begin with the links and leave backward for later: when y.creator.input.creator.input.creator.input is x, as in "
    "the lesson, the trail is right. Two places take part, Variable.__init__ and Function.__call__.",
    "In __call__ there is one moment in which both ends are at hand: the new variable has been made and has not been "
    "returned yet. The new variable gets its creator, and the function gets its output, the very variable that is "
    "returned.",
    "backward has a case in which nothing is to be done: there is no creator. Otherwise it lets the creator turn its "
    "own gradient into that of the creator's input, stores it there, and asks that input to go on.",
    "With f = self.creator and x = f.input: what f.backward makes of self.grad belongs into x.grad, and after that "
    "the line x.backward() does all the rest of the way.",
)


class Variable:
    """A box that holds one array, its gradient, and the function that made it."""

    def __init__(self, data):
        """Put the array `data` into the box; there is no gradient yet, and no function has made it."""
        # begin answer: besides data and gradient, `self.creator`, which is None to begin with
        self.data = data
        self.grad = None
        self.creator = None
        # end answer

    def set_creator(self, func):
        """Enter `func` as the function that made this variable."""
        # begin answer: keep `func` as `self.creator`
        self.creator = func
        # end answer

    def backward(self):
        """Give every variable that this one was computed from its gradient; `self.grad` is set beforehand.

        A variable without a creator does nothing.
        """
        # begin answer: with a creator, let it compute the gradient of its input, then go on backward from that input
        f = self.creator
        if f is not None:
            x = f.input
            x.grad = f.backward(self.grad)
            x.backward()
        # end answer


class Function:
    def __call__(self, input):
        """Return a new Variable with the result of `forward`, linked to this function in both directions."""
        # begin answer: enter this function as creator of the output, and remember the output as `self.output`
        x = input.data
        y = self.forward(x)
        output = Variable(y)
        output.set_creator(self)
        self.input = input
        self.output = output
        return output
        # end answer


if __name__ == "__main__":
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    y = C(B(A(x)))

    place = y
    while getattr(place, "creator", None) is not None:
        print(type(place.creator).__name__, "made", place.data, "from", place.creator.input.data)
        place = place.creator.input
    print("the way back from y ends at x:", place is x)

    y.grad = np.array(1.0)
    y.backward()
    print("x.grad =", x.grad, "and 3.297442541400256 is expected")
