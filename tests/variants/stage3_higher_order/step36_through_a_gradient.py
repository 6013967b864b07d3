"""Right ways of writing step 36 that differ in structure from the solution."""


def taken_and_cleared_in_one():
    """Each gradient is taken out and its place emptied in one line; the slopes come as a tuple."""

    def slopes(f, *xs):
        for x in xs:
            x.grad = None
        y = f(*xs)
        y.backward(create_graph=True, retain_grad=False)

        def take(x):
            gradient, x.grad = x.grad, None
            return gradient

        return tuple(map(take, xs))


def one_pass_for_each_row():
    """The Hessian is multiplied row by row: one backward pass from each slope, begun with v instead of ones."""

    def hessian_times(f, xs, vs):
        total = [np.zeros_like(x.data) for x in xs]
        for gx, v in zip(slopes(f, *xs), vs):
            for x in xs:
                x.cleargrad()
            gx.grad = Variable(v)
            gx.backward()
            total = [t if x.grad is None else as_array(t + x.grad.data) for t, x in zip(total, xs)]
        for x in xs:
            x.cleargrad()
        return total


def gradients_that_pile_up_on_purpose():
    """The passes begin with v and are not cleared in between: what piles up is the sum that is wanted."""

    def hessian_times(f, xs, vs):
        for gx, v in zip(slopes(f, *xs), vs):
            gx.grad = as_variable(v)
            gx.backward()
        found = []
        for x in xs:
            found.append(x.data * 0.0 if x.grad is None else x.grad.data)
            x.cleargrad()
        return [as_array(h) for h in found]


def by_sum_and_a_zero():
    """z begins as zeros, and the sum of all products is written as one expression."""

    def hessian_times(f, xs, vs):
        zero = Variable(np.zeros_like(xs[0].data))
        z = sum((v * gx for gx, v in zip(slopes(f, *xs), vs)), zero)
        z.backward(create_graph=False)
        rows = [getattr(x.grad, "data", np.zeros_like(x.data)) for x in xs]
        [x.cleargrad() for x in xs]
        return rows
