"""Step 28 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_pass_for_each_coordinate():
    """one_variable_after_the_other"""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            for i in range(len(xs)):
                for v in xs:
                    v.grad = None
                f(*xs).backward()
                xs[i].data = np.asarray(xs[i].data - lr * as_variable(as_array(xs[i].grad)).data)


def with_momentum():
    """none"""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        speed = {id(v): np.zeros_like(v.data) for v in xs}
        for _ in range(iters):
            for v in xs:
                v.grad = None
            f(*xs).backward()
            for v in xs:
                speed[id(v)] = 0.9 * speed[id(v)] - lr * as_variable(as_array(v.grad)).data
                v.data = np.asarray(v.data + speed[id(v)])


def a_plus_by_two_minuses():
    """walks_uphill"""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        def descend():
            for v in xs:
                v.grad = None
            f(*xs).backward()
            steps = [-lr * as_variable(as_array(v.grad)).data for v in xs]
            for v, step in zip(xs, steps):
                v.data = np.asarray(v.data - step)

        while iters:
            descend()
            iters -= 1


def wider_valley():
    """none"""

    def rosenbrock(a, b):
        gap = b - a * a
        return gap * gap * 10 + (1 - a) * (1 - a)
