"""Gradient descent

draft
"""

HINTS = (
    "placeholder placeholder placeholder 1",
    "placeholder placeholder placeholder 2",
    "placeholder placeholder placeholder 3",
)


def rosenbrock(x0, x1):
    """Return 100 (x1 - x0²)² + (x0 - 1)², a Variable; `x0` and `x1` are Variables of the same shape."""
    # begin answer: the formula, written with the operators
    return 100 * (x1 - x0**2) ** 2 + (x0 - 1) ** 2
    # end answer


def gradient_descent(f, *xs, lr=0.001, iters=1000):
    """Move the Variables `xs` downhill on `f`, by `iters` rounds of gradient descent with the learning rate `lr`.

    `f` takes as many Variables as there are `xs` and returns one. In each round every x of `xs` gets a new array in
    `x.data`: the old one minus `lr` times the gradient of `f` at the point where all of them were before the round.
    """
    # begin answer: in each round clear the gradients, go backward from `f`, and then move every variable against its own
    for _ in range(iters):
        for x in xs:
            x.cleargrad()
        f(*xs).backward()
        for x in xs:
            gradient = as_variable(as_array(x.grad)).data  # so that it works when gradients are Variables, too
            x.data = as_array(x.data - lr * gradient)
    # end answer


if __name__ == "__main__":
    x0, x1 = Variable(np.array(0.0)), Variable(np.array(2.0))
    for rounds in (0, 1, 10, 100, 1000):
        gradient_descent(rosenbrock, x0, x1, iters=rounds)
        print("after", rounds, "more rounds:", x0.data, x1.data, "loss", rosenbrock(x0, x1).data)
