"""Step 9 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def ones_from_the_shape():
    """begins_with_ones_of_another_dtype"""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.full(self.data.shape, 1.0)
            var = self
            while var.creator is not None:
                func = var.creator
                func.input.grad = func.backward(var.grad)
                var = func.input


def asserts_its_type():
    """refuses_by_assertion"""

    class Variable:
        def __init__(self, data):
            allowed = (np.ndarray, type(None))
            assert isinstance(data, allowed), f"a Variable holds an array, not {type(data)}"
            self.data, self.grad, self.creator = data, None, None


def everything_a_float64():
    """none"""

    def as_array(x):
        return np.asarray(x, dtype=float)


def ones_for_the_leaf():
    """none"""

    class Variable:
        def backward(self):
            func = self.creator
            gradient = np.ones_like(self.data)
            if self.grad is not None:
                gradient = self.grad
            while func is not None:
                gradient = func.backward(gradient)
                func.input.grad = gradient
                func = func.input.creator


def refuses_what_is_empty_of_axes_or_no_float():
    """none"""

    class Variable:
        def __init__(self, data):
            if data is not None and getattr(data, "dtype", None) != np.float64:
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data, self.grad, self.creator = data, None, None
