"""Newton's method by machine

Newton's method looks for a place where the slope of f is 0. It takes the slope for a straight line,
and goes to where that line would be 0:

    the next x  =  x - f'(x) / f''(x)

The second derivative used to be worked out by hand, for each f anew. Now it is one more backward
pass, begun at the gradient that the first pass left. One round for f(x) = x⁴ - 2x² at x = 2:

    x.data = 2 ---> f ---> y.data = 8
    x.grad = 24  <---- y.backward(create_graph=True)      gx = x.grad: 24, and the graph of 4x³ - 4x
    x.grad = None      x.cleargrad()                      gx has both of them still
    x.grad = 44  <---- gx.backward()                      12x² - 4, at 2

The next x is 2 - 24 / 44 = 1.4545…, and after that come 1.1510…, 1.0253…, 1.0009… and 1.000001…
The goal is 1, where the slope is 0. Near it each round about doubles the number of right digits.

    >>> x = Variable(np.array(2.0))
    >>> y = x**4 - 2.0 * x**2
    >>> y.backward(create_graph=True)
    >>> gx = x.grad
    >>> x.cleargrad()
    >>> gx.backward()
    >>> print(gx.data, x.grad.data)
    24.0 44.0

Two things to keep in mind.

**A gradient has two faces.** `x.grad` is a Variable with a graph behind it: that is what can be
differentiated. `x.grad.data` is the number in it: that is what the next x is computed with. If the
next x were computed from Variables, it would be a Variable as well, and `x.data` wants an array.

**Gradients add up.** Both passes put what they find into x.grad. If the first derivative is still
there when the second one arrives, x.grad becomes 24 + 44 = 68, and x goes to 2 - 24 / 68 = 1.6470…
No error is raised, and x even comes nearer to its goal; it only needs more rounds than it should.
What the last round left in x.grad is in the way of the next round just so.

To find out by yourself: try f(x) = x⁴ from x = 1. By how much does x shrink in each round, and why
does the number of right digits not double here? Then try x⁴ - 2x² from x = 0.5.
Where does x go, and why there?
"""

HINTS = (
    "One round is what the lesson shows for x = 2, with f(x) in the place of the formula. Write it for one round, "
    "check it with iters=1, and put the loop around it afterwards.",
    "Each round needs two backward passes: from f(x) with a graph, then from the gradient that this left. Before each "
    "of the two, x.grad has to be empty, so keep the first gradient under a name of its own.",
    "The new x is computed from arrays: gx.data and x.grad.data. NumPy makes a number of the difference of two arrays "
    "without dimensions, so pass it through as_array before you put it into x.data.",
    "In the loop: x.cleargrad(), f(x).backward(create_graph=True), gx = x.grad, x.cleargrad(), gx.backward(), and "
    "then x.data = as_array(x.data - gx.data / x.grad.data). After the loop: return x.",
)


def newton(f, x, iters=10):
    """Move the Variable `x` by `iters` rounds of Newton's method towards a place where the slope of `f` is 0.

    `f` takes one Variable and returns one, element by element. `x.data` stays an array of the same shape, and what
    is in `x.grad` before the call plays no part. Returns `x` itself.
    """
    # begin answer: in each round two backward passes, x.grad cleared before each, then x.data - f' / f''; return x
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
    y = x**4 - 2.0 * x**2
    y.backward(create_graph=True)
    print("at 2 the slope of x⁴ - 2x² is", x.grad.data, "and has a graph:", x.grad.creator is not None)
    for number in range(1, 8):
        newton(lambda x: x**4 - 2.0 * x**2, x, iters=1)
        print("x after round", number, "is", x.data)
    print("and should be 1.0 in the end")
