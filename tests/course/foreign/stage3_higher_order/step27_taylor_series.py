"""Step 27 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def forgets_the_even_divisor():
    """none"""

    def my_sin(x, threshold=1e-4):
        total = term = x
        odd = 1
        while np.abs(term.data) >= threshold:
            odd += 2
            term = -term * x * x / odd
            total = total + term
        return total


def signed_comparison():
    """asks_for_less_without_size"""

    def my_sin(x, threshold=1e-4):
        terms = [x]
        n = 1
        while True:
            terms.append(x ** (2 * n + 1) * ((-1.0) ** n / math.factorial(2 * n + 1)))
            if terms[-1].data < threshold:
                break
            n += 1
        total = terms[0]
        for t in terms[1:]:
            total = total + t
        return total


def ten_terms():
    """a_fixed_number_of_terms"""

    def my_sin(x, threshold=1e-4):
        total, top, bottom = x, x, 1.0
        for k in range(1, 10):
            top = top * x * x
            bottom *= -(2 * k) * (2 * k + 1)
            total = total + top / bottom
        return total


def slope_beside_the_place():
    """turns_the_cosine_round"""

    class Sin(Function):
        def forward(self, x):
            return np.sin(x)

        def backward(self, upstream):
            here = self.inputs[0].data
            return upstream * np.cos(here + np.pi)


def whole_coefficients():
    """none"""

    def my_sin(x, threshold=1e-4):
        total, k = None, 0
        while True:
            term = x ** (2 * k + 1) * ((1, -1)[k % 2] // math.factorial(2 * k + 1))
            total = term if total is None else total + term
            if np.abs(term.data) < threshold:
                return total
            k += 1
