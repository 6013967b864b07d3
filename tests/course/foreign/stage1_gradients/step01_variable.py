"""Step 1 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def pours_the_numbers_into_an_array_of_its_own():
    """copies"""

    class Variable:
        def __init__(self, data):
            own = np.empty_like(data)
            own[...] = data
            self.data = own


def locks_it_by_the_setter():
    """locks_the_array"""

    class Variable:
        def __init__(self, data):
            self.data = data
            self.data.setflags(write=False)


def unwraps_single_numbers():
    """none"""

    class Variable:
        def __init__(self, data):
            self.data = data.item() if data.ndim == 0 else data


def squeezes():
    """none"""

    class Variable:
        def __init__(self, data):
            self.data = np.squeeze(data)
