"""Step 10 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def every_number_within_ten_percent():
    """one_tenth_off"""

    def check_gradient(f, x):
        ours = np.asarray(gradient_of(f, x)).ravel()
        measured = np.asarray(numerical_diff(f, x)).ravel()
        for mine, other in zip(ours, measured):
            if not abs(mine - other) <= 0.1 * abs(other) + 1e-8:
                return False
        return len(ours) == len(measured)


def twice_the_numerical_one():
    """measures_twice"""

    def check_gradient(f, x):
        first = numerical_diff(f, x)
        second = numerical_diff(f, x)
        return bool(np.allclose(first, second))
