"""Step 22 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_sum_with_the_opposite():
    """the_right_side_minus_the_left"""

    class Variable:
        def __rsub__(self, left):
            opposite = neg(as_variable(as_array(left, self.dtype)))
            return self + opposite


def signs_in_a_list():
    """the_signs_of_a_difference_exchanged"""

    class Sub(Function):
        def forward(self, *ab):
            return np.subtract(*ab)

        def backward(self, upstream):
            out = []
            for i, _ in enumerate(self.inputs):
                out.append(upstream * (-1 if i % 2 == 0 else 1))
            return tuple(out)


def reciprocal_times_top():
    """no_square_below"""

    class Div(Function):
        def forward(self, top, bottom):
            return top * (1 / bottom)

        def backward(self, upstream):
            top, bottom = [v.data for v in self.inputs]
            inverse = 1 / bottom
            d_top = inverse
            d_bottom = -top * inverse
            return upstream * d_top, upstream * d_bottom


def quotient_rule_half():
    """none"""

    class Div(Function):
        def forward(self, top, bottom):
            return np.true_divide(top, bottom)

        def backward(self, upstream):
            top, bottom = [v.data for v in self.inputs]
            below = bottom * bottom
            return upstream / below, -upstream * top / below


def power_over_base():
    """the_power_over_the_base"""

    class Pow(Function):
        def __init__(self, exponent):
            self.exponent = exponent

        def forward(self, base):
            return np.power(base, self.exponent)

        def backward(self, upstream):
            (var,) = self.inputs
            return upstream * self.exponent * self.forward(var.data) / var.data


def exponent_lowered_first():
    """none"""

    class Pow(Function):
        def backward(self, upstream):
            base, n = self.inputs[0].data, self.c
            if n == 0:
                return np.zeros_like(upstream)
            n = n - 1
            return n * base**n * upstream
