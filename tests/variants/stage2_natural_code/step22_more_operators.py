"""Right ways of writing step 22 that differ in structure from the solution."""


def along_the_book():
    """The functions are put into the class from outside, and the exponent 0 has no line of its own."""

    class Pow:
        def backward(self, gy):
            (x,) = self.inputs
            c = self.c
            return c * x.data ** (c - 1) * gy

    def sub(x0, x1):
        x1 = np.asarray(x1) if np.isscalar(x1) else x1
        return Sub()(x0, x1)

    def rsub(x0, x1):
        x1 = np.asarray(x1) if np.isscalar(x1) else x1
        return Sub()(x1, x0)

    def div(x0, x1):
        x1 = np.asarray(x1) if np.isscalar(x1) else x1
        return Div()(x0, x1)

    def rdiv(x0, x1):
        x1 = np.asarray(x1) if np.isscalar(x1) else x1
        return Div()(x1, x0)

    Variable.__neg__ = neg
    Variable.__sub__ = sub
    Variable.__rsub__ = rsub
    Variable.__truediv__ = div
    Variable.__rtruediv__ = rdiv
    Variable.__pow__ = pow


def made_of_the_others():
    """A difference is a sum with a negative, a quotient is a product with a power of -1."""

    class Variable:
        def __neg__(self):
            return self * -1.0

        def __sub__(self, other):
            return self + other * -1.0

        def __rsub__(self, other):
            return self * -1.0 + other

        def __truediv__(self, other):
            return self * (other**-1 if isinstance(other, Variable) else 1.0 / other)

        def __rtruediv__(self, other):
            return self**-1 * other


def by_the_result():
    """forward keeps its result, and the derivatives are taken from that where it is shorter."""

    class Div:
        def forward(self, x0, x1):
            self.y = x0 / x1
            return self.y

        def backward(self, gy):
            share = gy / self.inputs[1].data
            return share, -share * self.y

    class Pow:
        def forward(self, x):
            self.slope = self.c * np.power(x, self.c - 1) if self.c else np.zeros_like(x)
            return np.power(x, self.c)

        def backward(self, gy):
            return gy * self.slope

    class Sub:
        def backward(self, *gys):
            (gy,) = gys
            return gy, np.negative(gy)


def classes_from_pairs():
    """The four classes are made from pairs of formulas, and the exponent is an argument like any other."""

    def formulas(forward, backward):
        def init(self, *constants):
            self.constants = constants

        def run(self, *xs):
            return forward(*xs, *self.constants)

        def run_back(self, gy):
            return backward(gy, *[x.data for x in self.inputs], *self.constants)

        return type("Made", (Function,), {"__init__": init, "forward": run, "backward": run_back})

    def neg(x):
        return formulas(lambda x: -x, lambda gy, x: -gy)()(x)

    def sub(x0, x1):
        return formulas(lambda a, b: a - b, lambda gy, a, b: (gy, -gy))()(x0, as_array(x1, x0.dtype))

    def div(x0, x1):
        return formulas(lambda a, b: a / b, lambda gy, a, b: (gy / b, -gy * a / b**2))()(x0, as_array(x1, x0.dtype))

    def pow(x, c):
        return formulas(lambda x, c: x**c, lambda gy, x, c: gy * c * x ** (c - 1))(c)(x)
