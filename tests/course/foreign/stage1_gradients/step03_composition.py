"""Step 3 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_sum_of_ten_terms_in_a_loop():
    """a_short_series"""

    class Exp:
        def forward(self, x):
            term = total = np.ones_like(x)
            for k in range(1, 10):
                term = term * x / k
                total = total + term
            return total


def times_itself():
    """squares_afterwards"""

    class Exp:
        def forward(self, x):
            e = np.exp(x)
            return e * e


def the_key_of_the_pocket_calculator():
    """none"""

    class Exp:
        def forward(self, x):
            return np.power(10.0, x)


def of_the_size_only():
    """none"""

    class Exp:
        def forward(self, x):
            return np.exp(np.abs(x))
