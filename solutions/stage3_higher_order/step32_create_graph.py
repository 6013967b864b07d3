"""create_graph

The framework gives first derivatives. For a second one, somebody has to work out a formula by hand.
Yet the first derivative is itself computed, by `backward`, and whatever is computed could be
differentiated, if only the computation were remembered. So far it is not: it is done with arrays,
and an array does not know where it came from.

Take y = x * x at x = 3. `backward` calls one function, with gy = 1, and computes

    gx  =  gy · x + gy · x  =  3 + 3  =  6

This formula says more than 6. It says how the slope depends on x. Compute it with Variables, and it
leaves a graph behind, as every computation with Variables does:

    gy ---+----->+---+
          |      | * |---> 3 ---+
    x --+-|----->+---+          |    +---+
        | |                     +--->|   |
        | |                          | + |---> gx = 6
        | |                     +--->|   |
        | +----->+---+          |    +---+
        |        | * |---> 3 ---+
        +------->+---+

Now go backward from gx: the sum passes 1 on to both products, and each product sends gy · 1 = 1
back to x. Together that is 2, the second derivative of x². Nobody has written a formula for it.

    >>> x = Variable(np.array(3.0))
    >>> y = x * x
    >>> y.backward(create_graph=True)
    >>> gx = x.grad
    >>> x.cleargrad()
    >>> gx.backward()
    >>> print(gx.data, x.grad.data)
    6.0 2.0

Three things in the framework have to change.

**Gradients are Variables.** The first one, at y, is a Variable with ones in it. The others follow,
if no function takes the array out on the way. From here on the number is `x.grad.data`. What you
have written before takes `x.grad` for an array. `gradient_of` of step 10 is set right here; what
you have in `gradient_descent` and `newton_by_hand`, steps 28 and 29, is not asked for any more. If
you want to go on using them, put `.data` behind `x.grad` there too.

**Functions go backward with Variables.** Look at each `backward`: what is `.data` there, or calls
NumPy, falls out of the graph. The number is right all the same, so nothing warns you; only the
second derivative is wrong, or missing. `Add`, `Sub` and `Neg` do nothing but pass gy on, with a
sign or without. They are ready as they are.

**The graph is built only if asked for.** A graph keeps alive all that it was computed from, and
most of the time only the number is wanted. So `backward` takes `create_graph=False`, and the mode
`enable_backprop` of step 18 is set to that for all that the pass computes. Afterwards the mode is
what it was, also after an error: `using_config` sees to that.

To find out by yourself: with y = x * x * x * x, go backward with create_graph=True four times in a
row, each time from the gradient that the last pass left. How many functions lie behind x.grad each
time? Write a small loop that walks from x.grad.creator through the inputs and counts them.
"""

PREDICT = (
    "x is 3 and y = x * x. Now y.backward(create_graph=True), then gx = x.grad, then gx.backward(), without "
    "x.cleargrad() in between. Which number is in x.grad.data, once this step is done?",
    "b3c4c93641a8e3d48cc4dc3bd26036ed",
)

HINTS = (
    "Begin with the first gradient in Variable.backward, then run the checks and read the first message. Each "
    "function that still computes with arrays will show.",
    "A function keeps its inputs as Variables already: self.inputs. Where a backward says self.inputs[0].data, leave "
    "out the .data; the formulas stay as they are, for Variables have all the operators. For exp there is exp.",
    "What does the pass compute with Variables? Each f.backward(*gys), and each sum x.grad + gx. Both belong into one "
    'block: with using_config("enable_backprop", create_graph):',
    "The first gradient is Variable(np.ones_like(self.data)). In Mul it is x0, x1 = self.inputs and then "
    "gy * x1, gy * x0; in Pow it is x = self.inputs[0], for self.inputs holds all inputs, though there is only one.",
)


class Variable:
    def backward(self, retain_grad=False, create_graph=False):
        """Add to the gradient of every variable that this one was computed from what this one contributes.

        Gradients are Variables. If `create_graph` is true they remember how they were computed, and can be
        differentiated again. Variables that a function made lose their gradients again, unless `retain_grad` is true.
        Each function runs once, after all that use its results. If this variable has no gradient yet it becomes one
        for each element.
        """
        # begin answer: take `create_graph=False`, begin with a Variable of ones, set `enable_backprop` for the pass
        if self.grad is None:
            self.grad = Variable(np.ones_like(self.data))
        heap, seen, ties = [], set(), itertools.count()

        def put(f):
            if f is not None and f not in seen:
                seen.add(f)
                heapq.heappush(heap, (-f.generation, next(ties), f))

        put(self.creator)
        while heap:
            _, _, f = heapq.heappop(heap)
            ys = [output() for output in f.outputs]
            gys = [None if y is None else y.grad for y in ys]
            with using_config("enable_backprop", create_graph):
                gxs = f.backward(*gys)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs, strict=True):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
            for y in ys:
                if y is not None and not retain_grad:
                    y.cleargrad()
        # end answer


class Square(Function):
    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of x² there, times `gy`."""
        # begin answer: compute with the Variable `self.inputs[0]`, not with its array
        x = self.inputs[0]
        return 2 * x * gy
        # end answer


class Exp(Function):
    def backward(self, gy):
        """Return the gradient of the input, a Variable: the derivative of eˣ there, times `gy`."""
        # begin answer: compute with the Variable `self.inputs[0]`, by `exp` and not by `np.exp`
        x = self.inputs[0]
        return exp(x) * gy
        # end answer


class Mul(Function):
    def backward(self, gy):
        """Return the gradients of both inputs, a tuple of Variables."""
        # begin answer: compute with the Variables in `self.inputs`, not with their arrays
        x0, x1 = self.inputs
        return gy * x1, gy * x0
        # end answer


class Div(Function):
    def backward(self, gy):
        """Return the gradients of both inputs, a tuple of Variables."""
        # begin answer: compute with the Variables in `self.inputs`, not with their arrays
        x0, x1 = self.inputs
        return gy / x1, gy * (-x0 / x1**2)
        # end answer


class Pow(Function):
    def backward(self, gy):
        """Return the gradient of the input, a Variable; for c = 0 it is 0 everywhere."""
        # begin answer: compute with the Variable `self.inputs[0]`, not with its array
        if self.c == 0:
            return 0 * gy
        x = self.inputs[0]
        return self.c * x ** (self.c - 1) * gy
        # end answer


def gradient_of(f, x):
    """Return the gradient that `backward` finds for `f` at the Variable `x`, as an array; `x` stays as it is."""
    # begin answer: the gradient is a Variable now; return the array in it
    inner = Variable(x.data)
    f(inner).backward()
    return inner.grad.data
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    y = x**4 - 2.0 * x**2
    y.backward()
    print("x.grad is of the type", type(x.grad).__name__, "and should be of the type Variable")
    if isinstance(x.grad, Variable):
        x.cleargrad()
        y.backward(create_graph=True)
        gx = x.grad
        x.cleargrad()
        gx.backward()
        print("the first derivative of x⁴ - 2x² at 2 is", gx.data, "and should be 24.0")
        print("the second one is", x.grad.data if x.grad is not None else None, "and should be 44.0")
