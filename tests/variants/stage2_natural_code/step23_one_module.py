"""Right ways of writing step 23 that differ in structure from the solution."""


def a_table_and_a_loop():
    """The operators stand in a dictionary, and a loop enters them; the names to export are a tuple."""

    __all__ = ("Variable", "Function", "Config", "using_config", "no_grad", "as_array", "as_variable", "square", "exp")

    def setup_variable():
        table = {"neg": neg, "add": add, "radd": add, "sub": sub, "rsub": rsub, "mul": mul, "rmul": mul}
        table |= {"truediv": div, "rtruediv": rdiv, "pow": pow}
        for name, function in table.items():
            setattr(Variable, f"__{name}__", function)


def functions_of_its_own():
    """Each operator is a small function that is made while setting up."""

    def setup_variable():
        Variable.__neg__ = lambda self: neg(self)
        Variable.__add__ = lambda self, other: add(self, other)
        Variable.__radd__ = lambda self, other: add(self, other)
        Variable.__mul__ = lambda self, other: mul(self, other)
        Variable.__rmul__ = lambda self, other: mul(self, other)
        Variable.__sub__ = lambda self, other: sub(self, other)
        Variable.__rsub__ = lambda self, other: rsub(self, other)
        Variable.__truediv__ = lambda self, other: div(self, other)
        Variable.__rtruediv__ = lambda self, other: rdiv(self, other)
        Variable.__pow__ = lambda self, c: pow(self, c)


def the_methods_are_taken_out():
    """The class has no operators of its own; functions for the left and for the right side are made from one another."""

    for name in "neg add radd sub rsub mul rmul truediv rtruediv pow".split():
        delattr(Variable, f"__{name}__")

    def swapped(function):
        def call(self, other):
            return function(as_variable(as_array(other, self.dtype)), self)

        return call

    def setup_variable():
        for name, function in (("add", add), ("sub", sub), ("mul", mul), ("truediv", div)):
            setattr(Variable, f"__{name}__", function)
            setattr(Variable, f"__r{name}__", swapped(function))
        Variable.__neg__ = neg
        Variable.__pow__ = pow

    if not hasattr(Variable, "__add__"):
        setup_variable()


def everything_public_is_listed():
    """The list is made at the end of the file, of all classes and functions that stand in it."""

    __all__ = []

    __all__ += [name for name, value in globals().items() if getattr(value, "__module__", None) == __name__]


def with_more_than_asked_for():
    """Unary plus and sums in place come on top, and the class that is set up may be handed over."""

    def setup_variable(kind=None):
        kind = kind or Variable
        kind.__pos__ = lambda self: self
        kind.__neg__, kind.__pow__ = neg, pow
        kind.__add__ = kind.__radd__ = kind.__iadd__ = add
        kind.__mul__ = kind.__rmul__ = mul
        kind.__sub__, kind.__rsub__ = sub, rsub
        kind.__truediv__, kind.__rtruediv__ = div, rdiv
