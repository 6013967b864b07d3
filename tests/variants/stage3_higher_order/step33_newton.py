"""Right ways of writing step 33 that differ in structure from the solution."""


def in_place():
    """The array in x is moved itself, instead of being replaced."""

    def newton(f, x, iters=10):
        for i in range(iters):
            y = f(x)
            x.cleargrad()
            y.backward(create_graph=True)
            gx = x.grad
            x.cleargrad()
            gx.backward()
            gx2 = x.grad
            x.data -= gx.data / gx2.data
        return x


def a_function_for_the_derivatives():
    """The two passes are a function of their own, which works on a Variable of its own and clears nothing."""

    def derivatives(f, place):
        x = Variable(place)
        f(x).backward(create_graph=True)
        first = x.grad
        x.grad = None
        first.backward()
        return first.data, x.grad.data

    def newton(f, x, iters=10):
        left = iters
        while left > 0:
            first, second = derivatives(f, x.data)
            x.data = np.array(x.data - first / second)
            left -= 1
        return x


def the_difference_of_two_passes():
    """Nothing is cleared between the passes: the second derivative is what the second pass has added."""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            gx = x.grad
            before = gx.data.copy()
            gx.backward()
            x.data = np.asarray(x.data - before / (x.grad.data - before))
        x.cleargrad()
        return x


def a_loop_that_calls_itself():
    """One round, and then newton again for the rest; the new place is computed without a graph from Variables."""

    def newton(f, x, iters=10):
        if iters == 0:
            return x
        x.cleargrad()
        f(x).backward(create_graph=True)
        gx, x.grad = x.grad, None
        gx.backward(create_graph=True)
        with no_grad():
            x.data = (x - gx / x.grad).data
        return newton(f, x, iters - 1)
