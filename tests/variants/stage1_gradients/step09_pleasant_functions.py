"""Right ways of writing step 9 that differ in structure from the solution."""

from functools import partial


def without_as_array():
    """Every result goes through np.asarray; ones are made from shape and dtype; there is no as_array to speak of."""

    def as_array(x):
        raise AssertionError("nobody calls this")

    class Function:
        def __call__(self, input):
            output = Variable(np.asarray(self.forward(input.data)))
            output.set_creator(self)
            self.input, self.output = input, output
            return output

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.full(self.data.shape, 1, dtype=self.data.dtype)
            f = self.creator
            while f is not None:
                f.input.grad = f.backward(f.output.grad)
                f = f.input.creator


def helpers_of_another_make():
    """The helpers are no functions of Python's: one is an object that can be called, the other a partial."""

    class Helper:
        def __init__(self, kind):
            self.kind = kind

        def __call__(self, x):
            return self.kind()(x)

    def call_new(kind, x):
        return kind()(x)

    square = Helper(Square)
    exp = partial(call_new, Exp)


def a_property_that_refuses():
    """Whatever is put into data is looked at, also later; slots; None does not go in; the error is a class of its own."""

    class NotAnArray(TypeError):
        pass

    class Variable:
        __slots__ = ("_data", "grad", "creator")

        def __init__(self, data):
            self.data = data
            self.grad = None
            self.creator = None

        @property
        def data(self):
            return self._data

        @data.setter
        def data(self, data):
            if not isinstance(data, np.ndarray):
                raise NotAnArray(type(data).__qualname__)
            self._data = data


def results_are_made_arrays_by_the_functions():
    """Each forward sees to it that it gives an array; the call is as it was."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.input = input
            self.output = output
            return output

    class Square:
        def forward(self, x):
            return np.multiply(x, x, out=np.empty_like(x))

    class Exp:
        def forward(self, x):
            return np.array(np.exp(x), dtype=x.dtype)


def begins_in_another_place():
    """The ones are written into an empty array, in a method of their own; helpers are assigned by name."""

    class Variable:
        def begin(self):
            ones = np.empty_like(self.data)
            ones[...] = 1
            return ones

        def backward(self):
            gradient = self.begin() if self.grad is None else self.grad
            self.grad, variable = gradient, self
            while variable.creator is not None:
                f = variable.creator
                f.input.grad = f.backward(variable.grad)
                variable = f.input

    square = lambda x: Square().__call__(x)  # noqa: E731
    exp = lambda x: Exp().__call__(x)  # noqa: E731
