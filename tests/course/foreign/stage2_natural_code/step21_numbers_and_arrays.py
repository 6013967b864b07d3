"""Step 21 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def anything_with_data():
    """none"""

    def as_variable(obj):
        return obj if hasattr(obj, "data") else Variable(obj)


def one_method_for_both():
    """times_is_plus_from_the_left"""

    class Variable:
        def __radd__(self, left):
            return self + left

        def __rmul__(self, left):
            result = self + left
            return result


def filled_like_the_other():
    """cuts_the_fraction_off"""

    def lift(value, like):
        if isinstance(value, (int, float)):
            return Variable(np.full_like(like.data, value))
        return as_variable(value)

    def add(a, b):
        return Add()(a, lift(b, a))

    def mul(a, b):
        return Mul()(a, lift(b, a))


def enough_for_sum():
    """none"""

    class Variable:
        def __radd__(self, left):
            if left == 0:
                return self
            return NotImplemented


def no_whole_numbers():
    """floats_only"""

    def add(a, b):
        return Add()(a, {float: np.array}.get(type(b), lambda other: other)(b))

    def mul(a, b):
        return Mul()(a, {float: np.array}.get(type(b), lambda other: other)(b))
