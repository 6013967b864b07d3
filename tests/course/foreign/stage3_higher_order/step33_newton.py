"""Step 33 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def two_slopes_by_a_helper():
    """the_first_gradient_stays_in"""

    def newton(f, x, iters=10):
        def slope_of(y):
            y.backward(create_graph=True)
            return x.grad

        count = 0
        while count < iters:
            x.grad = None
            first = slope_of(f(x))
            second = slope_of(first)
            step = np.divide(first.data, second.data)
            x.data = np.asarray(np.subtract(x.data, step))
            count += 1
        return x


def always_downhill():
    """only_ever_downhill"""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.grad = None
            f(x).backward(create_graph=True)
            first, x.grad = x.grad, None
            first.backward()
            curvature = np.abs(x.grad.data)
            x.data = np.asarray(x.data - first.data / curvature)
        return x


def tidies_up_after_itself():
    """none"""

    def newton(f, x, iters=10):
        while iters > 0:
            y = f(x)
            y.backward(create_graph=True)
            first = x.grad
            x.cleargrad()
            first.backward()
            second = x.grad
            x.cleargrad()
            x.data = np.asarray(x.data - (first.data / second.data))
            iters -= 1
        return x


def half_steps():
    """none"""

    def newton(f, x, iters=10):
        for _ in range(iters):
            x.cleargrad()
            f(x).backward(create_graph=True)
            first = x.grad
            x.cleargrad()
            first.backward()
            x.data = np.asarray(x.data - 0.5 * first.data / x.grad.data)
        return x


def slope_taken_off_twice():
    """away_from_the_goal"""

    def newton(f, x, iters=10):
        def round_of(place):
            place.cleargrad()
            f(place).backward(create_graph=True)
            first = place.grad
            place.cleargrad()
            first.backward()
            return -first.data / place.grad.data

        for delta in (round_of(x) for _ in range(iters)):
            x.data = np.asarray(x.data - delta)
        return x
