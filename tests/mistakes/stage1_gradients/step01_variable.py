"""Known-wrong ways of writing step 1."""


def copies():
    """The box makes a second array with the same numbers, so what is written into the first never reaches the box."""

    class Variable:
        def __init__(self, data):
            self.data = np.array(data)


def copies_when_read():
    """Every look into the box gives a new array, so what is written there is lost at once."""

    class Variable:
        def __init__(self, data):
            self._data = data

        @property
        def data(self):
            return self._data.copy()

        @data.setter
        def data(self, data):
            self._data = data


def looks_at_it_anew():
    """The box holds another array object over the same numbers: a view, which looks like the given array but is not it."""

    class Variable:
        def __init__(self, data):
            self.data = data.view()


def converts_to_float():
    """The array is turned into a single Python number, so the array is gone, and several numbers do not fit in at all."""

    class Variable:
        def __init__(self, data):
            self.data = float(data)


def converts_to_list():
    """The array is turned into Python lists, with which nothing can be computed number by number."""

    class Variable:
        def __init__(self, data):
            self.data = data.tolist()


def makes_every_number_a_float64():
    """Arrays of integers or of short floats are converted on their way in: another array, of another number type."""

    class Variable:
        def __init__(self, data):
            self.data = np.asarray(data, dtype=np.float64)


def gives_it_an_axis():
    """An array without axes gets one on its way in, so its shape is (1,) where it was ()."""

    class Variable:
        def __init__(self, data):
            self.data = np.atleast_1d(data)


def flattens():
    """A table of numbers is laid out in one row on its way in, so its shape is lost."""

    class Variable:
        def __init__(self, data):
            self.data = data.ravel()


def a_comma_too_many():
    """A comma behind a value makes a tuple of it: the box holds a tuple, and the array is inside of that."""

    class Variable:
        def __init__(self, data):
            self.data = (data,)


def asks_an_array_for_its_truth():
    """Whether anything was given is asked of the array's value: a zero counts as nothing, and several numbers raise an error."""

    class Variable:
        def __init__(self, data):
            self.data = data or np.array(1.0)


def one_place_for_all_boxes():
    """The array is kept on the class and not on the object, so all boxes show the array that came last."""

    class Variable:
        def __init__(self, data):
            Variable.data = data


def cannot_be_replaced():
    """The array can be read from the box but not exchanged: `data` can not be assigned to."""

    class Variable:
        def __init__(self, data):
            self._data = data

        @property
        def data(self):
            return self._data


def replaces_the_numbers_only():
    """Assigning to `data` writes the new numbers into the old array instead of exchanging it, and so changes the old array too."""

    class Variable:
        def __init__(self, data):
            self._data = data

        @property
        def data(self):
            return self._data

        @data.setter
        def data(self, data):
            self._data[...] = data


def locks_the_array():
    """The array is made read-only when it goes into the box, so that nobody can write into it any more."""

    class Variable:
        def __init__(self, data):
            data.flags.writeable = False
            self.data = data


def keeps_nothing():
    """The array is not kept in the box: when the box is asked for it later, there is none."""

    class Variable:
        def __init__(self, data):
            data = data
