"""Step 24 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def product_with_a_plus():
    """matyas_adds_the_product"""

    def matyas(x, y):
        squares = x * x + y * y
        cross = x * y
        return squares * 0.26 + cross * 0.48


def second_factor_unsquared():
    """none"""

    def goldstein(x, y):
        xx, xy, yy = x * x, x * y, y * y
        s, d = x + y + 1, 2 * x - 3 * y
        first = s * s * (3 * xx + 6 * xy + 3 * yy - 14 * x - 14 * y + 19) + 1
        second = d * (12 * xx - 36 * xy + 27 * yy - 32 * x + 48 * y + 18) + 30
        return first * second


def both_begin_with_one():
    """none"""

    def goldstein(x, y):
        factors = []
        for s, coefficients in (
            (x + y + 1, (19, -14, 3, -14, 6, 3)),
            (2 * x - 3 * y, (18, -32, 12, 48, -36, 27)),
        ):
            c, cx, cxx, cy, cxy, cyy = coefficients
            factors.append(s**2 * (cx * x + cxx * x**2 + cy * y + cxy * x * y + cyy * y**2 + c) + 1)
        return factors[0] * factors[1]


def mean_of_the_squares():
    """none"""

    def sphere(x, y):
        return sum(v * v for v in (x, y)) / 2


def length_of_the_arrow():
    """sphere_takes_the_root"""

    def sphere(x, y):
        total = None
        for v in (x, y):
            total = v * v if total is None else total + v * v
        return total ** (1 / 2)
