"""Right ways of writing step 27 that differ in structure from the solution."""


def each_term_from_the_last():
    """A term is made of the one before it, without factorials and powers; the first small one is left out."""

    def my_sin(x, threshold=1e-4):
        y, term, k = x, x, 1
        while True:
            term = -term * x * x / float((k + 1) * (k + 2))
            k += 2
            if abs(float(term.data)) < threshold:
                return y
            y = y + term


def a_loop_with_an_end():
    """A loop of many rounds that is left early; the sum begins with the number 0."""

    def my_sin(x, threshold=0.0001):
        y = 0
        for i in range(100000):
            c = (-1) ** i / math.factorial(2 * i + 1)
            t = c * x ** (2 * i + 1)
            y = y + t
            if abs(t.data) < threshold:
                break
        return y


def a_list_of_terms():
    """The terms are made by a generator, collected in a list and added up at the end, the small ones first."""

    def my_sin(x, threshold=1e-4):
        def endless():
            sign, factorial = 1.0, 1.0
            for n in itertools.count(1, 2):
                yield x**n * (sign / factorial)
                sign, factorial = -sign, factorial * (n + 1) * (n + 2)

        found = []
        for term in endless():
            found.append(term)
            if np.max(np.abs(term.data)) < threshold:
                return sum(reversed(found))


def a_sine_that_keeps_its_input():
    """The forward pass keeps what the way back needs; the functions are called by name and not by operators."""

    class Sin(Function):
        def forward(self, x):
            self.slope = np.cos(x)
            return np.sin(x)

        def backward(self, gy):
            return self.slope * gy

    sin = lambda x: Sin()(x)  # noqa: E731

    def my_sin(x, threshold=1e-4, i=0):
        """Adds the rest of the series, which is a call of itself, to its term."""
        term = mul(pow(x, 2 * i + 1), (-1) ** i / math.factorial(2 * i + 1))
        return term if abs(term.data) < threshold else add(term, my_sin(x, threshold, i + 1))
