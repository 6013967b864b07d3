"""Right ways of writing step 24 that differ in structure from the solution."""


def products_and_functions():
    """Squares are products, and the sums are made by calling the functions instead of the operators."""

    def sphere(x, y):
        return add(square(x), square(y))

    def matyas(x, y):
        return sub(mul(add(mul(x, x), mul(y, y)), 0.26), mul(mul(x, y), 0.48))

    def goldstein(x, y):
        s, t = x + y + 1, 2 * x - 3 * y
        xx, xy, yy = x * x, x * y, y * y
        a = add(mul(mul(s, s), 19 - 14 * x + 3 * xx - 14 * y + 6 * xy + 3 * yy), 1)
        b = add(mul(mul(t, t), 18 - 32 * x + 12 * xx + 48 * y - 36 * xy + 27 * yy), 30)
        return mul(a, b)


def other_forms_of_the_formulas():
    """The quadratic forms are written in another way that comes to the same."""

    def sphere(x, y):
        return (x + y) ** 2 - 2 * x * y

    def matyas(x, y):
        return 0.02 * (x**2 + y**2) + 0.24 * (x - y) ** 2

    def goldstein(x, y):
        s, t = x + y, 2 * x - 3 * y
        return (1 + (s + 1) ** 2 * (19 - 14 * s + 3 * s**2)) * (30 + t**2 * (18 - 16 * t + 3 * t**2))


def functions_in_a_table():
    """Each function is a lambda, and the sums of the longest one run over a table of coefficients and powers."""

    sphere = lambda x, y: x**2 + y**2  # noqa: E731
    matyas = lambda x, y: 0.26 * sphere(x, y) - 0.48 * (x * y)  # noqa: E731

    def polynomial(x, y, terms):
        return sum(factor * x**i * y**j for factor, i, j in terms)

    def goldstein(x, y):
        first = polynomial(x, y, [(19, 0, 0), (-14, 1, 0), (3, 2, 0), (-14, 0, 1), (6, 1, 1), (3, 0, 2)])
        second = polynomial(x, y, [(18, 0, 0), (-32, 1, 0), (12, 2, 0), (48, 0, 1), (-36, 1, 1), (27, 0, 2)])
        left = (x + (y + 1)) ** 2 * first + 1
        right = (2 * x - 3 * y) ** 2 * second + 30
        return left * right


def functions_with_a_backward_of_their_own():
    """Sphere is a Function with its own derivative; the others are built from the operators and from it."""

    class Sphere(Function):
        def forward(self, x, y):
            return x * x + y * y

        def backward(self, gz):
            x, y = self.inputs
            return gz * 2 * x.data, gz * 2 * y.data

    def sphere(x, y):
        return Sphere()(x, y)

    def matyas(x, y):
        return sphere(x, y) * 0.26 - 0.48 * x * y
