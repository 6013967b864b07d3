"""Known-wrong ways of writing step 22."""


def the_right_side_minus_the_left():
    """For c - x the variable, which stands on the right, is put on the left: the result has the wrong sign."""

    class Variable:
        def __rsub__(self, other):
            return sub(self, other)


def the_right_side_over_the_left():
    """For c / x the variable, which stands on the right, is put on top: the result is x / c."""

    class Variable:
        def __rtruediv__(self, other):
            return div(self, other)


def both_from_the_left_turned_round():
    """For c - x and for c / x the variable, which stands on the right, is taken for the left side."""

    class Variable:
        def __rsub__(self, other):
            return sub(self, other)

        def __rtruediv__(self, other):
            return div(self, other)


def gives_up_on_the_right():
    """For c - x Python asks the variable, which stands on the right, by a name that it does not have."""

    class Variable:
        def __rsub__(self, other):
            return NotImplemented


def numbers_stay_numbers():
    """In a difference and a quotient a number reaches the box as a number, and the box takes arrays only."""

    def sub(x0, x1):
        return Sub()(x0, x1)

    def div(x0, x1):
        return Div()(x0, x1)


def a_difference_like_a_sum():
    """Both sides of a difference are sent the gradient as it came; what is subtracted pulls the other way."""

    class Sub:
        def backward(self, gy):
            return gy, gy


def the_signs_of_a_difference_exchanged():
    """The two gradients of a difference are in the wrong order: the minus sign goes to the left side."""

    class Sub:
        def backward(self, gy):
            return -gy, gy


def a_minus_sign_lost_on_the_way_back():
    """-x is computed, and on the way back its minus sign is forgotten."""

    class Neg:
        def backward(self, gy):
            return gy


def a_minus_sign_outside_the_graph():
    """-x is computed with the array and put into a new box, which no function has made: there is no way back from it."""

    class Variable:
        def __neg__(self):
            return Variable(as_array(-self.data))


def more_guests_more_cake():
    """The gradient of the divisor has the wrong sign: dividing by more gives less."""

    class Div:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy / x1, gy * x0 / x1**2


def no_square_below():
    """The gradient of the divisor is divided by it once; it should be divided twice."""

    class Div:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy / x1, gy * (-x0 / x1)


def a_quotient_the_other_way_round():
    """The two gradients of a quotient are in the wrong order."""

    class Div:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * (-x0 / x1**2), gy / x1


def a_quotient_like_a_product():
    """The gradients of a quotient are those of a product."""

    class Div:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x1, gy * x0


def without_a_remainder():
    """The quotient is rounded down to a whole number."""

    class Div:
        def forward(self, x0, x1):
            return x0 // x1


def forgets_the_exponent():
    """The gradient of a power has the lower exponent, and lacks the factor that comes down from above."""

    class Pow:
        def backward(self, gy):
            x = self.inputs[0].data
            return x ** (self.c - 1) * gy


def keeps_the_exponent():
    """The gradient of a power has its factor, and the exponent is not lowered."""

    class Pow:
        def backward(self, gy):
            x = self.inputs[0].data
            return self.c * x**self.c * gy


def forgets_what_comes_in():
    """The derivative of a power is returned alone, without the gradient that came in."""

    class Pow:
        def backward(self, gy):
            x = self.inputs[0].data
            return self.c * x ** (self.c - 1)


def the_power_over_the_base():
    """On the way back the lower power is made by dividing the power by x, and that does not work where x is zero."""

    class Pow(Function):
        def backward(self, gy):
            if self.c == 0:
                return 0 * gy
            x = self.inputs[0].data
            return self.c * x**self.c / x * gy


def takes_all_inputs_for_one():
    """The way back of a power computes with all of its inputs together, a list or tuple with one variable in it, instead of with the one."""

    class Pow:
        def backward(self, gy):
            x = self.inputs
            return self.c * x ** (self.c - 1) * gy


def by_way_of_the_logarithm():
    """The power is computed by way of a logarithm, and that of a negative number does not exist."""

    class Pow:
        def forward(self, x):
            with np.errstate(all="ignore"):
                return np.exp(self.c * np.log(x))


def as_often_as_it_says():
    """The power is computed by multiplying c times, and that goes for a whole number from 0 on only."""

    class Pow:
        def forward(self, x):
            y = np.ones_like(x)
            for _ in range(int(self.c)):
                y = y * x
            return y


def one_exponent_for_all():
    """The exponent is kept in the class, where all powers share it: the last one that was made goes for all."""

    class Pow:
        def __init__(self, c):
            Pow.c = c


def a_bare_zero():
    """For the exponent 0 the gradient is a single 0, where one for each element is due."""

    class Pow:
        def backward(self, gy):
            if self.c == 0:
                return 0
            x = self.inputs[0].data
            return self.c * x ** (self.c - 1) * gy


def zero_to_nothing():
    """For the exponent 0 the power is made 0, and it is 1."""

    class Pow:
        def forward(self, x):
            return x**self.c if self.c != 0 else np.zeros_like(x)


def the_number_is_raised():
    """The exponent and the base are exchanged: c ** x is computed instead of x ** c."""

    class Pow:
        def forward(self, x):
            with np.errstate(all="ignore"):
                return self.c**x


def subtracts_in_place():
    """The difference is written into the array of the left side, which belongs to a variable."""

    class Sub:
        def forward(self, x0, x1):
            if x0.ndim:
                x0 -= x1
                return x0
            return x0 - x1
