"""Step 19 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def product_of_the_axes():
    """size_for_length"""

    class Variable:
        def __len__(self):
            count = 1
            for n in self.data.shape:
                count *= n
            return count


def how_deep_by_len():
    """none"""

    class Variable:
        @property
        def ndim(self):
            return len(self.data) if self.data.shape else 0


def the_name_of_the_type():
    """none"""

    class Variable:
        @property
        def dtype(self):
            return str(self.data.dtype)


def a_nameless_default_everywhere():
    """a_name_that_is_not_kept"""

    class Variable:
        name = None

        def __init__(self, data, name=None):
            if not (data is None or isinstance(data, np.ndarray)):
                raise TypeError(f"cannot hold {type(data)}")
            self.data, self.grad, self.creator, self.generation = data, None, None, 0
