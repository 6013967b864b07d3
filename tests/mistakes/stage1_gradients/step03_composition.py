"""Known-wrong ways of writing step 3."""

import math


def squares_first():
    """forward squares before it takes the exponential: the squares of (exp(x²))² belong to Square, not to Exp."""

    class Exp:
        def forward(self, x):
            return np.exp(x**2)


def squares_afterwards():
    """forward squares after it has taken the exponential: the squares of (exp(x²))² belong to Square, not to Exp."""

    class Exp:
        def forward(self, x):
            return np.exp(x) ** 2


def the_whole_composition():
    """forward computes all of (exp(x²))² at once, so that Exp can be used for nothing else."""

    class Exp:
        def forward(self, x):
            return np.exp(x**2) ** 2


def power_with_base_and_exponent_exchanged():
    """x is raised to the power of e, where e should be raised to the power of x."""

    class Exp:
        def forward(self, x):
            return x**np.e


def a_few_digits_of_e():
    """e is written with a few digits, so the result is right to a few digits only, and to fewer the larger x is."""

    class Exp:
        def forward(self, x):
            return 2.71828**x


def another_base():
    """The base of the power is 2 and not e."""

    class Exp:
        def forward(self, x):
            return np.exp2(x)


def one_too_few():
    """np.expm1 gives the exponential minus one, which is made for numbers near zero."""

    class Exp:
        def forward(self, x):
            return np.expm1(x)


def the_inverse():
    """The logarithm undoes the exponential; it is not the same function."""

    class Exp:
        def forward(self, x):
            return np.log(x)


def wrong_sign():
    """The exponent has lost its sign on the way: the result falls where it should grow."""

    class Exp:
        def forward(self, x):
            return np.exp(-x)


def only_single_numbers():
    """math.exp takes one number; of an array with several it can make nothing."""

    class Exp:
        def forward(self, x):
            return math.exp(x)


def a_short_series():
    """The first terms of the series come near e to the power of x for small x only, and are far off for large ones."""

    class Exp:
        def forward(self, x):
            return sum(x**k / math.factorial(k) for k in range(10))


def adds_the_elements_up():
    """The exponentials of all elements are added up to one number, so the shape of the array is lost."""

    class Exp:
        def forward(self, x):
            return np.sum(np.exp(x))


def writes_into_the_array():
    """The result is written over the array that came in, which another variable still holds as its value."""

    class Exp:
        def forward(self, x):
            return np.exp(x, out=x) if isinstance(x, np.ndarray) else np.exp(x)


def gives_back_what_it_got():
    """forward returns its argument as it is: the exponential is never taken."""

    class Exp:
        def forward(self, x):
            return x


def forgets_the_return():
    """The exponential is computed and dropped: a function without a return gives None."""

    class Exp:
        def forward(self, x):
            np.exp(x)


def boxes_it_twice():
    """forward puts its result into a box of its own, and `__call__` puts that box into another one."""

    class Exp:
        def forward(self, x):
            return Variable(np.exp(x))


def shares_its_result():
    """All calls write into one array that the class keeps, so an earlier result changes at a later call of the same shape."""

    class Exp:
        results = {}

        def forward(self, x):
            shape = np.shape(x)
            if shape not in self.results:
                self.results[shape] = np.empty(shape)
            return np.exp(x, out=self.results[shape])
