"""Step 6 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def slopes_in_a_table():
    """forgets_the_incoming_gradient"""

    SLOPES = {"Square": lambda x: x + x, "Exp": lambda x: np.e**x}

    def slope_of(func):
        return SLOPES[type(func).__name__](func.input.data)

    class Square:
        def backward(self, gy):
            return slope_of(self)

    class Exp:
        def backward(self, gy):
            return slope_of(self)


def a_global_memory():
    """remembers_for_the_whole_class"""

    LAST = {}

    class Function:
        def __call__(self, var):
            LAST["input"] = var
            return Variable(self.forward(var.data))

    class Square:
        def backward(self, gy):
            return gy * 2 * LAST["input"].data

    class Exp:
        def backward(self, gy):
            return gy * np.exp(LAST["input"].data)


def exp_forgets_it():
    """none"""

    class Exp:
        def backward(self, gy):
            e = np.exp(self.input.data)
            return e


def the_exponent_alone():
    """none"""

    class Square:
        def backward(self, gy):
            return np.full_like(self.input.data, 2) * gy


def divides_by_what_comes_in():
    """none"""

    class Square:
        def backward(self, gy):
            return self.input.data * 2 / gy

    class Exp:
        def backward(self, gy):
            return self.forward(self.input.data) / gy


def keeps_the_result_for_the_way_back():
    """derivative_at_the_output"""

    class Function:
        def __call__(self, var):
            self.input = Variable(None)
            self.input.data = self.forward(var.data)
            return Variable(self.input.data)
