"""Step 31 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def cosine_of_a_copy():
    """cosine_of_the_array"""

    def gradient_of_sin(x, gy):
        def detached(v):
            return Variable(np.copy(v.data))

        slope = cos(detached(x))
        return mul(slope, gy)


def minus_between_the_ways():
    """none"""

    def gradient_of_product(x):
        one = Variable(np.ones_like(x.data))
        left = gradient_of_sin(x, one) * x * x
        right = 2 * x * sin(x)
        return left - right


def the_sine_of_what_arrives():
    """none"""

    class Cos(Function):
        def backward(self, upstream):
            return -np.sin(upstream) * upstream


def slope_without_its_two():
    """x_for_the_slope_of_its_square"""

    def gradient_of_product(x):
        ways = [(x * x, lambda g: gradient_of_sin(x, g)), (sin(x), lambda g: mul(g, x))]
        total = None
        for arriving, back in ways:
            total = back(arriving) if total is None else total + back(arriving)
        return total
