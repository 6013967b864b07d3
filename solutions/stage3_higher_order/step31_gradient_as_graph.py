"""Gradients are computations

Step 30 has shown what is missing: backward computes with arrays, and arrays forget. Before the
whole framework is changed, do it once by hand, for one function, and see whether it works.

Take y = sin x. The gradient that `Sin.backward` sends back is gy · cos x. Now compute this very
thing with Variables, by `cos` and `*` of the framework. The result gx is a Variable, and as with
any other, there is a graph behind it:

    x  --->+-----+
           | cos |---> c --->+---+
           +-----+           | * |---> gx          gx = gy · cos x
    gy --------------------->+---+

This is the graph of the gradient. Nothing in it says that gx is a gradient. It is a computation
like any other, and so it can be differentiated like any other: gx.backward() sends 1 to the
product, the product sends gy to `cos`, and `cos` sends gy · (-sin x) to x. That is the second
derivative, times gy. At x = 1 with gy = 1, rounded:

    gx      =   cos 1  =   0.5403
    x.grad  =  -sin 1  =  -0.8415

`cos` has to be a function of the framework for this, with a forward and a backward of its own, just
as `sin` is. Its backward may be written with arrays, as all of them are so far; then the graph ends
after one more derivative, which is enough here.

A longer example. The product y = sin(x) · x² has two ways from x to y, so its gradient is a sum.
The product sends x² to the sine, as its gy, and it sends sin x to the power:

    gx  =  x² · cos x  +  sin x · 2x

Written with Variables, x goes into this graph in four places, and gradients from all four of them
add up in x.grad. At x = 1 the first derivative is 2.2232 and the second 3.0027. Nobody has worked
out a formula for the second one:

>>> x = Variable(np.array(1.0))
>>> gx = gradient_of_product(x)
>>> gx.backward()
>>> print(np.round([gx.data, gradient_of(gradient_of_product, x)], 4))
[2.2232 3.0027]

Note the `gy` in `gradient_of_sin(x, gy)`. It is a Variable, too, and part of the graph. For the
product above it is x², which depends on x itself. Whoever takes only its number loses a part of the
second derivative, and nothing warns of it.

To find out by yourself: the third derivative of sin is -cos x. Can you get it from gx =
gradient_of_sin(x, gy) by two more calls of backward? Where is the first place at which the graph is
missing now?
"""

PREDICT = (
    "x is 2 and gy is 3, both Variables. The gradient that x * x sends back is built with Variables, gx = gy * (2 * x), and "
    "then gx.backward() is called. What is the sum of the two numbers x.grad and gy.grad?",
    "0f0ee87b91270b79c3650ff904985198",
)

HINTS = (
    "Begin with Cos: it is made like Sin of step 27. Only the derivative is another one, and it has a sign.",
    "gradient_of_sin is no Function but a formula: gy times the cosine of x, where both are Variables and stay so. If "
    ".data or np. stands in it, the graph ends there.",
    "gradient_of_product adds two gradients. One comes through the sine: call gradient_of_sin, and think which gy the "
    "product sends to it. The other comes through x², whose derivative is 2x, and there the product sends sin(x).",
    "return gy * cos(x); and return gradient_of_sin(x, x**2) + sin(x) * (2 * x). Cos.backward returns "
    "gy * -np.sin(self.inputs[0].data).",
)


class Cos(Function):
    """The cosine of each element."""

    def forward(self, x):
        """Return the array cos x."""
        # begin answer: the cosine
        return np.cos(x)
        # end answer

    def backward(self, gy):
        """Return the gradient of the input."""
        # begin answer: the derivative of cos x at the array of the input, times `gy`
        return gy * -np.sin(self.inputs[0].data)
        # end answer


def cos(x):
    """Return the cosine of the Variable `x`, a Variable."""
    # begin answer: make a `Cos` and call it
    return Cos()(x)
    # end answer


def gradient_of_sin(x, gy):
    """Return what sin sends back to `x` when `gy` arrives, as a Variable that was computed from the Variables `x` and `gy`.

    No backward pass is run, and no gradient is changed.
    """
    # begin answer: the derivative of sin x, times `gy`, computed with Variables
    return gy * cos(x)
    # end answer


def gradient_of_product(x):
    """Return the derivative of sin(x) · x² at `x`, as a Variable that was computed from the Variable `x`.

    No backward pass is run, and no gradient is changed.
    """
    # begin answer: the gradients of both ways from x to the product, computed with Variables, and their sum
    return gradient_of_sin(x, x**2) + sin(x) * (2 * x)
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(1.0))
    sin(x).backward()
    print("the framework has", x.grad, "for the slope of sin at 1, and no graph behind it")
    x.cleargrad()
    gx = gradient_of_sin(x, Variable(np.array(1.0)))
    gx.backward()
    print("the slope of sin at 1 is", gx.data, "and about 0.5403 is expected")
    print("the slope of the slope is", x.grad, "and about -0.8415 is expected")
    x.cleargrad()
    gx = gradient_of_product(x)
    gx.backward()
    print("for sin(x) · x²:", gx.data, x.grad, "and about 2.2232 and 3.0027 are expected")
