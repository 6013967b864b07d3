"""Right ways of writing step 20 that differ in structure from the solution."""


def functions_as_methods():
    """The functions themselves are the methods, put into the class from outside."""

    def mul(x0, x1):
        return Mul()(x0, x1)

    Variable.__add__ = add
    Variable.__mul__ = mul


def operators_only():
    """There is no function for the product: the operator makes a Mul, and the functions are the operators."""

    import operator

    class Variable:
        def __add__(self, other):
            return Add()(self, other)

        def __mul__(self, other):
            return Mul()(self, other)

    mul = operator.mul


def keeps_the_arrays():
    """forward keeps the arrays for the way back, and backward needs no inputs."""

    class Mul:
        def forward(self, *arrays):
            self.arrays = arrays
            return np.multiply(*arrays)

        def backward(self, gy):
            return tuple(other * gy for other in reversed(self.arrays))


def made_on_the_spot():
    """The function of a product is made from two small functions, for forward and for backward."""

    class Made(Function):
        def __init__(self, forward, backward):
            self.forward = forward
            self.backward = lambda gy: backward(gy, *[x.data for x in self.inputs])

    def mul(x0, x1):
        return Made(lambda a, b: a * b, lambda gy, a, b: (gy * b, gy * a))(x0, x1)

    class Variable:
        __mul__ = lambda self, other: mul(self, other)  # noqa: E731
        __add__ = lambda *both: add(*both)  # noqa: E731
