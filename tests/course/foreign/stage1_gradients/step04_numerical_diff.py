"""Step 4 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def walks_to_both_points():
    """leaves_x_moved"""

    def move(x, delta):
        x.data = x.data + delta
        return x

    def numerical_diff(f, x, eps=1e-4):
        high = f(move(x, eps)).data
        low = f(move(x, -2 * eps)).data
        return (high - low) / (2 * eps)


def divides_by_the_step():
    """forgets_the_two"""

    def numerical_diff(f, x, eps=1e-4):
        h = eps
        low, high = (f(Variable(x.data + sign * h)).data for sign in (-1, 1))
        slope = high - low
        slope /= h
        return slope


def adds_both_sides():
    """adds_both_slopes"""

    def numerical_diff(f, x, eps=1e-4):
        here = f(x).data
        right = (f(Variable(x.data + eps)).data - here) / eps
        left = (here - f(Variable(x.data - eps)).data) / eps
        return right + left


def one_side_by_two_steps():
    """none"""

    def numerical_diff(f, x, eps=1e-4):
        here, there = f(x), f(Variable(x.data + eps))
        return (there.data - here.data) / (2 * eps)
