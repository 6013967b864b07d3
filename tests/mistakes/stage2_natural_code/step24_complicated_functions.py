"""Known-wrong ways of writing step 24."""


def goldstein_loses_a_term():
    """In the first factor of the Goldstein–Price function one of the six terms in the last parentheses is missing."""

    def goldstein(x, y):
        a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return a * b


def goldstein_turns_a_sign():
    """In the second factor of the Goldstein–Price function a term is added that should be subtracted."""

    def goldstein(x, y):
        a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y + 36 * x * y + 27 * y**2)
        return a * b


def goldstein_exchanges_two_powers():
    """In the second factor of the Goldstein–Price function the squares of x and y have changed places, which (1, 1) can not show."""

    def goldstein(x, y):
        a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * y**2 + 48 * y - 36 * x * y + 27 * x**2)
        return a * b


def goldstein_forgets_a_square():
    """In the first factor of the Goldstein–Price function the sum in front of the long parentheses is not squared."""

    def goldstein(x, y):
        a = 1 + (x + y + 1) * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return a * b


def goldstein_squares_the_last_term_only():
    """A power binds more tightly than a sum: without parentheses only what stands directly before it is squared."""

    def goldstein(x, y):
        a = 1 + (x + y + 1**2) * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y**2) * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return a * b


def goldstein_multiplies_the_one():
    """Product before sum: with parentheses around the first sum, the leading 1 and 30 are multiplied along."""

    def goldstein(x, y):
        a = (1 + (x + y + 1) ** 2) * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = (30 + (2 * x - 3 * y) ** 2) * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return a * b


def goldstein_adds_its_factors():
    """The two long parts of the Goldstein–Price function are added up where they should be multiplied."""

    def goldstein(x, y):
        a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return a + b


def goldstein_has_one_factor():
    """Only the first of the two factors of the Goldstein–Price function is there."""

    def goldstein(x, y):
        return 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)


def matyas_leaves_the_parentheses_out():
    """Product before sum: in the Matyas function the factor in front goes with the first square only."""

    def matyas(x, y):
        return 0.26 * x**2 + y**2 - 0.48 * x * y


def matyas_adds_the_product():
    """In the Matyas function the product of x and y is added, and should be subtracted."""

    def matyas(x, y):
        return 0.26 * (x**2 + y**2) + 0.48 * x * y


def matyas_multiplies_the_squares():
    """In the Matyas function a product stands between the squares, where a sum is due."""

    def matyas(x, y):
        return 0.26 * (x**2 * y**2) - 0.48 * x * y


def sphere_squares_the_sum():
    """The sum of two squares is not the square of the sum: what is between them comes on top."""

    def sphere(x, y):
        return (x + y) ** 2


def sphere_takes_the_root():
    """The distance from the origin is the root of what is asked for."""

    def sphere(x, y):
        return (x**2 + y**2) ** 0.5


def computes_with_the_arrays():
    """The formulas are computed with the arrays, and the result goes into a box of its own: it does not remember x and y."""

    def sphere(x, y):
        x, y = x.data, y.data
        return Variable(as_array(x**2 + y**2))

    def matyas(x, y):
        x, y = x.data, y.data
        return Variable(as_array(0.26 * (x**2 + y**2) - 0.48 * x * y))

    def goldstein(x, y):
        x, y = x.data, y.data
        a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return Variable(as_array(a * b))


def returns_the_array():
    """What comes out of the Goldstein–Price function is its array, taken out of the box that can go backward."""

    def goldstein(x, y):
        a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
        b = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)
        return (a * b).data


def treats_one_input_as_a_number():
    """One of the inputs is taken out of its box before the formula, so no gradient ever arrives there."""

    def matyas(x, y):
        y = y.data
        return 0.26 * (x**2 + y**2) - 0.48 * x * y


def enters_the_gradients_by_hand():
    """The gradients are worked out on paper and entered into x and y; what x and y were computed from gets none."""

    def sphere(x, y):
        x.grad, y.grad = as_array(2 * x.data), as_array(2 * y.data)
        return Variable(as_array(x.data**2 + y.data**2))

    def matyas(x, y):
        a, b = x.data, y.data
        x.grad, y.grad = as_array(0.52 * a - 0.48 * b), as_array(0.52 * b - 0.48 * a)
        return Variable(as_array(0.26 * (a**2 + b**2) - 0.48 * a * b))
