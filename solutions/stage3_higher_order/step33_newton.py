"""Newton's method by machine

Newton's method looks for a minimum with the first and the second derivative: it goes from x to x
- f'(x) / f''(x), and near the goal it doubles the number of right digits in each round. The
second derivative used to be worked out by hand. Now it is one more backward pass, from the
gradient.

A gradient has two faces: `x.grad` is a variable with a graph behind it, which can be
differentiated; `x.grad.data` is the number to compute the next x with. And both passes leave what
they found in `x.grad`: what the first one left must be gone before the second one.
"""

HINTS = (
    "Two backward passes in each round: from the result with a graph, then from the gradient that this left.",
    "Keep the gradient of the first pass in a name of its own, then clear `x.grad`, then go backward from it.",
    "The new x is computed from arrays: `x.data - gx.data / x.grad.data`; a 0-d result needs `as_array`.",
)


def newton(f, x, iters=10):
    """Move the Variable `x` by `iters` rounds of Newton's method towards a point where the slope of `f` is 0.

    `f` takes one Variable and returns one. `x.data` is replaced by a new array in each round; returns `x`.
    """
    # begin answer: in each round two backward passes, the gradient cleared before each, then x.data - f' / f''
    for _ in range(iters):
        x.cleargrad()
        f(x).backward(create_graph=True)
        gx = x.grad
        x.cleargrad()
        gx.backward()
        x.data = as_array(x.data - gx.data / x.grad.data)
    return x
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    for round in range(1, 8):
        newton(lambda x: x**4 - 2.0 * x**2, x, iters=1)
        print(round, x.data)
