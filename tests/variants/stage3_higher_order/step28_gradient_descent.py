"""Right ways of writing step 28 that differ in structure from the solution."""


def into_the_same_arrays():
    """The arrays that the variables hold are changed in place, and the function gives the variables back."""

    def rosenbrock(x0, x1):
        y = 100 * (x1 - x0**2) ** 2 + (1 - x0) ** 2
        return y

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        for _ in range(iters):
            y = f(*xs)
            for x in xs:
                x.cleargrad()
            y.backward()
            for x in xs:
                x.data -= lr * x.grad
        return xs


def gradients_in_a_list():
    """A function inside gives the list of gradients, and the steps are made from that; the losses are returned."""

    def rosenbrock(x0, x1):
        u, v = x1 - x0 * x0, x0 - 1.0
        return u * u * 100.0 + v * v

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        losses = []

        def gradients():
            for x in xs:
                x.grad = None
            y = f(*xs)
            losses.append(y.data)
            y.backward()
            return [x.grad for x in xs]

        for _ in range(iters):
            for x, gradient in zip(xs, gradients(), strict=True):
                x.data = np.asarray(np.subtract(x.data, np.multiply(lr, gradient)))
        return losses


def on_copies():
    """The walk goes over copies of the variables, and the place where it ends is written back."""

    def rosenbrock(x0, x1):
        return add(mul(square(sub(x1, square(x0))), 100), square(sub(x0, 1)))

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        here = [x.data for x in xs]
        for _ in range(iters):
            boxes = [Variable(a) for a in here]
            f(*boxes).backward()
            here = [as_array(box.data - box.grad * lr) for box in boxes]
        for x, a in zip(xs, here, strict=True):
            x.data = a


def a_round_that_calls_the_next():
    """One round is a function, which is called as often as asked for; gradients are cleared before and after."""

    def gradient_descent(f, *xs, lr=0.001, iters=1000):
        def step():
            for x in xs:
                x.cleargrad()
            f(*xs).backward(retain_grad=True)
            moved = [as_array(x.data + -lr * x.grad) for x in xs]
            for x, data in zip(xs, moved, strict=True):
                x.data, x.grad = data, None

        done = 0
        while done < iters:
            step()
            done += 1
