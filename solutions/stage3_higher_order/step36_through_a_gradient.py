"""Differentiating through a gradient

So far a gradient was the end of a computation, or the beginning of the next pass. But it is a
Variable with a graph. So it can also stand in the middle of a formula, among other variables:

    y  =  x²                    gx  =  dy/dx  =  2x                    z  =  gx³ + y

Here z depends on x in two ways: through y, as usual, and through gx.

               x² ------------------> y -------------------+
             /                                             v
    x ------<                                            ( + )---> z
             \\                                             ^
               2x ------------------> gx ---> ( . )³ ------+

At x = 2 there is y = 4, gx = 4 and z = 64 + 4 = 68. The derivative of z is a sum over both ways:

    through gx:   3 gx² · 2   =  3 · 16 · 2  =  96
    through y:    2x                         =   4
    dz/dx                                    = 100

>>> x = Variable(np.array(2.0))
>>> y = x**2
>>> y.backward(create_graph=True)
>>> gx = x.grad
>>> x.cleargrad()
>>> z = gx**3 + y
>>> z.backward()
>>> print(z.data, x.grad.data)
68.0 100.0

Leave out x.cleargrad(), and the 4 of the first pass is still there: 104. Write gx.data for gx, and
z has the right value, but the way through y is the only one left: 4. Neither raises an error.

Such formulas come up when one wants a slope to be small and says so in the function to be
minimized, and when a physical law that speaks of slopes is put into it.

**Many variables.** With x0 and x1 there are two slopes, g0 and g1, and four second derivatives: the
table of them is called the Hessian. For a million variables it has a million times a million
entries, and nobody can store it. But often only its product with a vector v is wanted. That needs
no table:

    z  =  g0 · v0 + g1 · v1            dz/dx0, dz/dx1  =  the Hessian times v

It takes two backward passes, however many variables there are. For f = x0² x1 + x1³ at (1, 2) with
v = (1, 10):

    g0  =  2 x0 x1       =   4             | 2 x1   2 x0 |     | 4    2 |
    g1  =  x0² + 3 x1²   =  13   Hessian = | 2 x0   6 x1 |  =  | 2   12 |     times v = (24, 122)

>>> xs = [Variable(np.array(1.0)), Variable(np.array(2.0))]
>>> vs = [np.array(1.0), np.array(10.0)]
>>> print(*hessian_times(lambda a, b: a**2 * b + b**3, xs, vs))
24.0 122.0

Where no slope depends on a variable, as on b in a³ + 3b, nothing arrives there on the second pass,
and its gradient stays None. The product is 0 in that place, and a zero is what should come back.

To find out by yourself: what does slopes(lambda x: slopes(f, x)[0], x) give, and why does it work
though each of the two clears x.grad? Which step did the same in another way?
"""

PREDICT = (
    "x is 1, y = x * x * x, gx is the gradient of y at x with its graph, x is cleared, and z = gx * gx + y. What is in "
    "x.grad.data after z.backward()?",
    "81f15d893c71bdbc1caf7e84ac1a861f",
)

HINTS = (
    "Do the worked example first, line by line, with x**3 in the place of x**2. slopes is the part of it before z, for any "
    "number of variables, and what it returns still has its graph.",
    "Three things are to be done with the gradients of xs in slopes: clear them, so that nothing old is in them; fill them, "
    "by a pass with a graph; and, when you have taken them out, clear them again, for z.backward() will add to them.",
    "hessian_times makes one z of all the slopes: each times its v, and the sum of that. Then one backward pass from z "
    "fills all the gradients at once. One that is still None is a zero.",
    "slopes: clear every x; f(*xs).backward(create_graph=True); found = [x.grad for x in xs]; clear every x; return found. "
    "In hessian_times: z = gx * v for the first, z + gx * v for the others; z.backward(); then x.grad.data for each x.",
)


def slopes(f, *xs):
    """Return the gradients of `f(*xs)` with respect to the Variables `xs`, a list of Variables that can go backward again.

    `f` takes as many Variables as there are `xs`, uses each of them, and returns one. What is in their gradients before
    the call plays no part, and afterwards they have none.
    """
    # begin answer: a pass with a graph from f(*xs), the gradients cleared before and, once they are taken out, after it
    for x in xs:
        x.cleargrad()
    f(*xs).backward(create_graph=True)
    found = [x.grad for x in xs]
    for x in xs:
        x.cleargrad()
    return found
    # end answer


def hessian_times(f, xs, vs):
    """Return the second derivatives of `f` at the Variables `xs`, times `vs`: a list of arrays, one for each of `xs`.

    `f` takes as many Variables as there are `xs` and returns one, all of the same shape; `vs` are arrays of that shape.
    The result for an x is the sum, over all pairs, of v times the second derivative by x and by the variable of this v,
    element by element; zeros where no slope depends on x. What is in the gradients before the call plays no part, and
    afterwards the `xs` have none.
    """
    # begin answer: add up each slope times its v, go backward from the sum, and take the arrays out of the gradients
    z = None
    for gx, v in zip(slopes(f, *xs), vs, strict=True):
        z = gx * v if z is None else z + gx * v
    z.backward()
    found = [np.zeros_like(x.data) if x.grad is None else x.grad.data for x in xs]
    for x in xs:
        x.cleargrad()
    return found
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    y = x**2
    y.backward(create_graph=True)
    gx = x.grad
    x.cleargrad()
    z = gx**3 + y
    z.backward()
    print("z and its slope:", z.data, x.grad.data, "and 68.0, 100.0 are expected")
    z = slopes(lambda x: x**2, x)[0] ** 3 + x**2
    z.backward()
    print("the same with slopes:", z.data, x.grad.data)
    xs, vs = [Variable(np.array(1.0)), Variable(np.array(2.0))], [np.array(1.0), np.array(10.0)]
    print("the Hessian times v:", *hessian_times(lambda a, b: a**2 * b + b**3, xs, vs), "and 24.0 122.0 are expected")
