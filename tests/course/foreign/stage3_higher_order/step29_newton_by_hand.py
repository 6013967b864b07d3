"""Step 29 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def sweeps_up_after_itself():
    """clears_too_late"""

    def newton_by_hand(f, second_derivative, x, iters=10):
        left = iters
        while left:
            f(x).backward()
            top = np.asarray(getattr(x.grad, "data", x.grad) if isinstance(x.grad, Variable) else x.grad)
            x.data = np.asarray(x.data - top / second_derivative(x.data))
            x.grad = None
            left -= 1
        return x


def half_way_only():
    """none"""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.grad = None
            f(x).backward()
            x.data = np.asarray(x.data - x.grad / second_derivative(x.data) / 2)
        return x


def always_down():
    """only_ever_downhill"""

    def newton_by_hand(f, second_derivative, x, iters=10):
        for _ in range(iters):
            x.grad = None
            f(x).backward()
            x.data = np.asarray(x.data - x.grad / np.abs(second_derivative(x.data)))
        return x


def curvature_fixed_by_a_closure():
    """second_derivative_of_the_start"""

    def newton_by_hand(f, second_derivative, x, iters=10):
        def make(curvature):
            def move(slope):
                return np.asarray(x.data - slope / curvature)

            return move

        move = make(second_derivative(np.array(x.data)))
        for _ in range(iters):
            x.grad = None
            f(x).backward()
            x.data = move(x.grad)
        return x
