"""Known-wrong ways of writing step 23."""


def never_called():
    """The function that sets the operators up is written, and nothing calls it when the file is imported."""

    METHODS = dict(vars(Variable))

    for name, method in METHODS.items():
        if callable(method) and name.strip("_") in "neg add radd sub rsub mul rmul truediv rtruediv pow".split():
            setattr(Variable, name, method)


def subtracts_the_wrong_way_round():
    """With the variable on the right of a minus sign, it is handed over first all the same; what is there takes it for the left side."""

    def setup_variable():
        Variable.__neg__ = neg
        Variable.__add__ = Variable.__radd__ = add
        Variable.__sub__ = Variable.__rsub__ = sub
        Variable.__mul__ = Variable.__rmul__ = mul
        Variable.__truediv__ = div
        Variable.__rtruediv__ = rdiv
        Variable.__pow__ = pow


def divides_the_wrong_way_round():
    """With the variable on the right of a division sign, it is handed over first all the same; what is there takes it for the dividend."""

    def setup_variable():
        Variable.__neg__ = neg
        Variable.__add__ = Variable.__radd__ = add
        Variable.__sub__ = sub
        Variable.__rsub__ = rsub
        Variable.__mul__ = Variable.__rmul__ = mul
        Variable.__truediv__ = Variable.__rtruediv__ = div
        Variable.__pow__ = pow


def forgets_the_right_hand_side():
    """Operators are set up for a variable on the left; with a number on the left, Python asks the right side for a name that nobody gave."""

    def setup_variable():
        Variable.__neg__ = neg
        Variable.__add__ = add
        Variable.__sub__ = sub
        Variable.__mul__ = mul
        Variable.__truediv__ = div
        Variable.__pow__ = pow


def divides_as_python_2_did():
    """The operator / goes by another name in Python 3 than the one it is given here, so nobody ever asks for it."""

    def setup_variable():
        Variable.__neg__ = neg
        Variable.__add__ = Variable.__radd__ = add
        Variable.__sub__ = sub
        Variable.__rsub__ = rsub
        Variable.__mul__ = Variable.__rmul__ = mul
        Variable.__div__ = div
        Variable.__rdiv__ = rdiv
        Variable.__pow__ = pow


def forgets_the_power():
    """All operators with two sides are there but the one whose right side is a plain number."""

    def setup_variable():
        Variable.__neg__ = neg
        Variable.__add__ = Variable.__radd__ = add
        Variable.__sub__ = sub
        Variable.__rsub__ = rsub
        Variable.__mul__ = Variable.__rmul__ = mul
        Variable.__truediv__ = div
        Variable.__rtruediv__ = rdiv


def copies_a_line_too_many():
    """A line was copied and only one of its two names was changed, so a product with a number on the left is a sum."""

    def setup_variable():
        Variable.__neg__ = neg
        Variable.__add__ = add
        Variable.__radd__ = add
        Variable.__sub__ = sub
        Variable.__rsub__ = rsub
        Variable.__mul__ = mul
        Variable.__rmul__ = add
        Variable.__truediv__ = div
        Variable.__rtruediv__ = rdiv
        Variable.__pow__ = pow


def leans_on_names_of_the_script():
    """The list of operators is made by the demonstration, which runs when the file is started and not when it is imported."""

    def setup_variable():
        for name, function in operators.items():
            setattr(Variable, name, function)


def sets_up_one_variable():
    """The operators are given to one variable; Python looks for an operator in the class of an object, not in the object."""

    def setup_variable():
        variable = Variable(np.array(0.0))
        functions = {"neg": neg, "add": add, "radd": add, "sub": sub, "rsub": rsub, "mul": mul, "rmul": mul}
        functions |= {"truediv": div, "rtruediv": rdiv, "pow": pow}
        for name, function in functions.items():
            setattr(variable, f"__{name}__", function)


def calls_instead_of_handing_over():
    """The parentheses behind the name of a function call it, here and now and without any arguments, where the function itself is wanted."""

    def setup_variable():
        Variable.__neg__ = neg()
        Variable.__add__ = Variable.__radd__ = add()
        Variable.__sub__ = sub()
        Variable.__rsub__ = rsub()
        Variable.__mul__ = Variable.__rmul__ = mul()
        Variable.__truediv__ = div()
        Variable.__rtruediv__ = rdiv()
        Variable.__pow__ = pow()


def computes_with_arrays():
    """The operators give the right numbers in a box that nobody made: the way back for gradients ends there."""

    def setup_variable():
        def number(x):
            return x.data if isinstance(x, Variable) else x

        Variable.__neg__ = lambda self: Variable(-self.data)
        Variable.__add__ = Variable.__radd__ = lambda self, other: Variable(self.data + number(other))
        Variable.__sub__ = lambda self, other: Variable(self.data - number(other))
        Variable.__rsub__ = lambda self, other: Variable(number(other) - self.data)
        Variable.__mul__ = Variable.__rmul__ = lambda self, other: Variable(self.data * number(other))
        Variable.__truediv__ = lambda self, other: Variable(self.data / number(other))
        Variable.__rtruediv__ = lambda self, other: Variable(number(other) / self.data)
        Variable.__pow__ = lambda self, c: Variable(self.data**c)


def prints_what_it_does():
    """A line that prints stands at the left margin, so it prints in every program that imports the file."""

    print("the operators are ready")


def shows_an_example():
    """An example stands at the left margin, so every program that imports the file computes and prints it once more."""

    x = Variable(np.array(2.0))
    print(x**4 - 2.0 * x**2)


def opens_a_file_of_its_own():
    """A line at the left margin opens a file that lies on its author's machine, and nowhere else."""

    numbers = open("measurements.txt").read()


def imports_what_only_its_author_has():
    """A line at the left margin imports a module that was written beside this one and did not come along."""

    DRAW = __import__("my_drawing_helpers")


def lists_objects():
    """What goes across is listed by the things themselves; a name is a string, in quotation marks."""

    __all__[:] = [Variable, Function]


def lists_a_name_that_is_not_there():
    """The list has a name, perhaps of a function still to come, that the module does not define."""

    __all__ = ["Variable", "Function", "Config", "using_config", "no_grad", "as_array", "as_variable", "sin"]


def forgets_the_modes():
    """The list has the classes and functions; whoever wants to compute without a graph finds no way to say so."""

    __all__ = ["Variable", "Function", "as_array", "as_variable", "square", "exp", "add", "mul", "neg", "sub", "div"]


def lists_functions_only():
    """The list has every function, and not the class without which none of them can be called."""

    __all__ = ["using_config", "no_grad", "as_array", "as_variable", "square", "exp", "add", "mul", "neg", "sub", "div"]


def lists_the_tools():
    """The list has the modules that the framework works with, which then turn up under these names in other programs."""

    __all__ = ["Variable", "Function", "Config", "using_config", "no_grad", "as_array", "as_variable", "np", "heapq"]


def lists_whatever_there_is():
    """The list is made of all names that exist while it is made: at the top of the file these are the imports alone."""

    __all__ = [name for name in globals() if not name.startswith("_")]
