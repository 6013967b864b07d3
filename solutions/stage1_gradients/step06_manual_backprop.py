"""Backpropagation by hand

To go backward, each function must be able to say one thing: given the gradient of its output,
what is the gradient of its input? That is `backward(gy)`: the local derivative, at the input of
the last call, times the gradient that comes in. For this a function remembers its input, and a
variable gets a place for its gradient.

The walk itself you do by hand, one call for each function, from the end to the beginning.
"""

HINTS = (
    "The chain rule in one line: incoming gradient times local derivative.",
    "The derivative is taken where the function was called: at `self.input.data`, not at its output.",
    "The derivative of x² is 2x, that of eˣ is eˣ again; both are multiplied by `gy`.",
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

    y.grad = np.array(1.0)
    b.grad = C.backward(y.grad)
    a.grad = B.backward(b.grad)
    x.grad = A.backward(a.grad)
    print("x.grad =", x.grad, "and 3.297442541400256 is expected")
