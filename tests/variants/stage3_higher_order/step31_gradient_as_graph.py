"""Right ways of writing step 31 that differ in structure from the solution."""


def a_shifted_sine():
    """There is no class for the cosine's slope: the cosine is a sine a quarter of a turn ahead."""

    def cos(x):
        return sin(x + np.pi / 2)


def functions_without_operators():
    """Products and sums are called by name, and the square is a product."""

    def gradient_of_sin(x, gy):
        return mul(cos(x), gy)

    def gradient_of_product(x):
        s, double = sin(x), add(x, x)
        return add(mul(s, double), gradient_of_sin(x, mul(x, x)))


def cos_keeps_its_slope():
    """Cos computes its slope on the way there, and keeps it."""

    class Cos(Function):
        def forward(self, x):
            self.slope = np.negative(np.sin(x))
            return np.cos(x)

        def backward(self, gy):
            return self.slope * gy


def the_gradient_as_a_function():
    """The gradient of sin is a Function with two inputs and a way back of its own."""

    class SinSlope(Function):
        def forward(self, x, gy):
            return np.cos(x) * gy

        def backward(self, g):
            x, gy = (v.data for v in self.inputs)
            return -np.sin(x) * gy * g, np.cos(x) * g

    def gradient_of_sin(x, gy):
        return SinSlope()(x, gy)
