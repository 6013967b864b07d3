"""Known-wrong ways of writing step 27."""


def forgets_what_arrives():
    """The way back gives the slope of the sine alone; what has arrived from further on is lost."""

    class Sin(Function):
        def backward(self, gy):
            return np.cos(self.inputs[0].data) * (gy * 0 + 1)


def turns_the_cosine_round():
    """The slope of the sine is the cosine; it is that of the cosine which has a minus sign."""

    class Sin(Function):
        def backward(self, gy):
            return gy * -np.cos(self.inputs[0].data)


def the_sine_is_its_own_slope():
    """The way back computes with the sine, as if it were its own derivative like the exponential function."""

    class Sin(Function):
        def backward(self, gy):
            return gy * np.sin(self.inputs[0].data)


def the_slope_at_the_result():
    """The slope is taken at the result of the sine; it is wanted where the input is."""

    class Sin(Function):
        def backward(self, gy):
            return gy * np.cos(np.sin(self.inputs[0].data))


def the_cosine_of_what_arrives():
    """The cosine is taken of the gradient that arrives, which has nothing to do with where the input is."""

    class Sin(Function):
        def backward(self, gy):
            return np.cos(as_variable(as_array(gy)).data)


def counts_in_degrees():
    """The input is taken for an angle in degrees; NumPy and the series count so that a full turn is 2π."""

    class Sin(Function):
        def forward(self, x):
            return np.sin(np.deg2rad(x))

        def backward(self, gy):
            return gy * np.cos(np.deg2rad(self.inputs[0].data))


def all_signs_are_plus():
    """The sizes of the terms are right, and all of them are added; in the sine every other one is subtracted."""

    def my_sin(x, threshold=1e-4):
        y, term, i = x, x, 0
        while abs(term.data) >= threshold:
            i += 1
            term = x ** (2 * i + 1) / math.factorial(2 * i + 1)
            y = y + term
        return y


def all_signs_are_minus():
    """The minus sign stands outside of the power: what is raised is 1, so every term is subtracted."""

    def my_sin(x, threshold=1e-4):
        y, term, i = x, x, 0
        while abs(term.data) >= threshold:
            i += 1
            term = -1**i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            y = y + term
        return y


def begins_with_a_minus():
    """Plus and minus change places with every term as they should, and the first one has the wrong sign already."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(100):
            term = (-1) ** (i + 1) / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) < threshold:
                return y


def divides_by_the_number_of_the_term():
    """Each term is divided by the factorial of its own number, not of its exponent."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / math.factorial(i) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) < threshold:
                break
        return y


def the_factorial_is_one_short():
    """The factorial that divides a term is one step smaller than its exponent."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / math.factorial(2 * i) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) < threshold:
                break
        return y


def divides_by_the_exponent():
    """Each term is divided by its exponent, where the product of all numbers up to it is due."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / (2 * i + 1) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) < threshold:
                break
        return y


def the_series_of_the_cosine():
    """The powers are the even ones, from 0 on: that is the series of the sine's neighbour."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / math.factorial(2 * i) * x ** (2 * i)
            y = y + term
            if abs(term.data) < threshold:
                break
        return y


def all_powers():
    """Every power of x is in the sum; in the series of the sine only the odd ones are."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(1, 100):
            term = (-1) ** (i + 1) / math.factorial(i) * x**i
            y = y + term
            if abs(term.data) < threshold:
                break
        return y


def loses_the_first_term():
    """The sum begins with the second term, so x itself is not in it."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(1, 60):
            term = (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) < threshold:
                break
        return y


def keeps_the_last_term_only():
    """Each new term takes the place of the sum so far, so what comes back is the last term alone."""

    def my_sin(x, threshold=1e-4):
        for i in range(60):
            y = (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            if abs(y.data) < threshold:
                break
        return y


def asks_for_less_without_size():
    """A negative term is less than any threshold, however large it is in size, so the sum ends with the first of them."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            y = y + term
            if term.data < threshold:
                break
        return y


def watches_the_coefficient():
    """The threshold is held against the number in front of the power, and the power may still be large."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            c = (-1) ** i / math.factorial(2 * i + 1)
            y = y + c * x ** (2 * i + 1)
            if abs(c) < threshold:
                break
        return y


def watches_the_power():
    """The threshold is held against the power alone; it need not become small, and what it is divided by makes the term small."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(40):
            power = x ** (2 * i + 1)
            y = y + (-1) ** i / math.factorial(2 * i + 1) * power
            if abs(power.data) < threshold:
                break
        return y


def watches_the_sum():
    """The threshold is held against the sum so far, which becomes the sine, and not against the term."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(40):
            y = y + (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            if abs(y.data) < threshold:
                break
        return y


def stops_while_terms_are_large():
    """The comparison is the other way round: the sum ends with the first term that is larger than the threshold."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(40):
            term = (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) > threshold:
                break
        return y


def a_fixed_number_of_terms():
    """So many terms are taken, whatever the threshold says."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(10):
            y = y + (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
        return y


def the_threshold_of_the_example():
    """The threshold that was handed over is not looked at; a number in the code stands in its place."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / math.factorial(2 * i + 1) * x ** (2 * i + 1)
            y = y + term
            if abs(term.data) < 1e-4:
                break
        return y


def adds_up_arrays():
    """The terms are computed with the array, so the sum does not know what it was computed from."""

    def my_sin(x, threshold=1e-4):
        y = 0.0
        for i in range(60):
            term = (-1) ** i / math.factorial(2 * i + 1) * x.data ** (2 * i + 1)
            y = y + term
            if abs(term) < threshold:
                break
        return Variable(as_array(y))


def asks_numpy():
    """The sine comes from the function that knows it; there is no series, whatever the threshold."""

    def my_sin(x, threshold=1e-4):
        return sin(x)
