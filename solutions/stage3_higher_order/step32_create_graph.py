"""create_graph

A gradient is the result of a computation. If that computation is done on variables, then it
leaves a graph as any other does, and the gradient can be differentiated again. So gradients
become variables, and every `backward` of a function computes with variables: with the operators,
and with `self.inputs` as they are.

The graph of a gradient costs memory and is rarely wanted. `backward(create_graph=True)` asks for
it; otherwise the pass runs with `enable_backprop` turned off.
"""

HINTS = (
    "The first gradient is a Variable that holds ones, and everything after it follows from that.",
    "In each `backward`, leave out the `.data`: `x0, x1 = self.inputs`, then the same formulas.",
    'Calling f.backward and adding up both happen under `with using_config("enable_backprop", create_graph):`.',
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
    print("a gradient is a", type(x.grad).__name__)
    if isinstance(x.grad, Variable):
        x.cleargrad()
        y.backward(create_graph=True)
        gx = x.grad
        x.cleargrad()
        gx.backward()
        print("first and second derivative at 2:", gx.data, x.grad.data, "and 24.0 44.0 are expected")
