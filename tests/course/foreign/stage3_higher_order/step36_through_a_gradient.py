"""Step 36 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def copies_come_back():
    """detached"""

    def slopes(f, *xs):
        for x in xs:
            x.grad = None
        y = f(*xs)
        y.backward(create_graph=True)
        out = []
        for x in xs:
            out.append(Variable(np.copy(x.grad.data)))
            x.grad = None
        return out


def plus_the_vector():
    """without_the_vector"""

    def hessian_times(f, xs, vs):
        total = None
        for g, v in zip(slopes(f, *xs), vs):
            total = g + v if total is None else total + (g + v)
        total.backward()
        out = []
        for x in xs:
            out.append(np.zeros_like(x.data) if x.grad is None else x.grad.data)
            x.grad = None
        return out


def each_slope_by_its_own():
    """the_diagonal_only"""

    def hessian_times(f, xs, vs):
        out = []
        for i, v in enumerate(vs):
            slopes(f, *xs)[i].backward()
            own = xs[i].grad
            out.append(np.zeros_like(v) if own is None else own.data * v)
            for x in xs:
                x.grad = None
        return out


def squared_slopes():
    """none"""

    def hessian_times(f, xs, vs):
        grads = slopes(f, *xs)
        total = grads[0] * grads[0] * vs[0]
        for g, v in zip(grads[1:], vs[1:]):
            total = total + g * g * v
        total.backward()
        out = [np.zeros_like(x.data) if x.grad is None else x.grad.data for x in xs]
        for x in xs:
            x.cleargrad()
        return out
