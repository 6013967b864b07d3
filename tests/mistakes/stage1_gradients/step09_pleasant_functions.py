"""Known-wrong ways of writing step 9."""


def begins_with_a_number():
    """backward begins with the number one, which has neither the shape nor the dtype of the data."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = 1.0
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def begins_with_a_single_one():
    """backward begins with an array without axes, however many elements the data has."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.array(1.0, dtype=self.data.dtype)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def begins_with_ones_of_another_dtype():
    """The ones have the shape of the data, and are float64 whatever the data is, so float32 turns into float64."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones(self.data.shape)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def begins_with_the_data():
    """backward begins with the value of the result; how fast it changes with itself does not depend on its value."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = self.data
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def divides_the_data_by_itself():
    """The ones are made by dividing the data by itself, which gives no number where an element is zero."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = self.data / self.data
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def begins_with_zeros():
    """backward begins with zeros, and whatever is multiplied by them on the way stays zero."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.zeros_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def does_not_begin():
    """backward still waits for somebody to set the first gradient, and multiplies by None."""

    class Variable:
        def backward(self):
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def begins_anew_every_time():
    """backward puts ones in the place of a gradient that somebody had set."""

    class Variable:
        def backward(self):
            self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def asks_a_gradient_for_its_truth():
    """Whether there is a gradient is asked of its value: zero counts as none, and several numbers have no truth."""

    class Variable:
        def backward(self):
            if not self.grad:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                f.input.grad = f.backward(f.output.grad)
                if f.input.creator is not None:
                    functions.append(f.input.creator)


def ones_from_birth():
    """Every variable has ones as its gradient as soon as it is made, as if a backward pass had begun at each."""

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.grad = None if data is None else np.ones_like(data)
            self.creator = None


def forgets_as_array():
    """A result without axes comes out of forward as a number, and the Variable around it refuses it."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            output.set_creator(self)
            self.input = input
            self.output = output
            return output


def as_array_by_way_of_float():
    """A number is made a Python float before it becomes an array, so numbers of every dtype end as float64."""

    def as_array(x):
        if np.isscalar(x):
            return np.array(float(x))
        return x


def as_array_of_floats_only():
    """Only Python's own floats are made arrays; NumPy's float64 is one of those, its float32 is not."""

    def as_array(x):
        if isinstance(x, float):
            return np.array(x)
        return x


def as_array_adds_an_axis():
    """A number becomes an array with one axis, so what had no axes before has one afterwards."""

    def as_array(x):
        if np.isscalar(x):
            return np.array([x])
        return x


def one_square_for_all():
    """All calls of square share one function object, which remembers only the last of them."""

    the_square = Square()

    def square(x):
        return the_square(x)


def one_exp_for_all():
    """All calls of exp share one function object, which remembers only the last of them."""

    the_exp = Exp()

    def exp(x):
        return the_exp(x)


def square_gives_an_array():
    """square computes on the bare array, so its result knows nothing of the function that made it."""

    def square(x):
        return Square().forward(x.data)


def exp_boxes_an_array():
    """exp puts the right numbers into a new box by itself; no function is entered as the creator of that box."""

    def exp(x):
        return Variable(as_array(Exp().forward(x.data)))


def exp_is_not_called():
    """The variable is handed to the class, where a function object is made, and not to the object."""

    def exp(x):
        return Exp(x)


def exp_is_a_square():
    """exp makes a function of the other class."""

    def exp(x):
        return Square()(x)


def square_returns_nothing():
    """square computes the result and does not hand it back."""

    def square(x):
        Square()(x)


def square_writes_into_its_input():
    """square puts the result into the variable that came in, and hands that back."""

    def square(x):
        x.data = as_array(Square().forward(x.data))
        return x


def refuses_floats_only():
    """A float is turned away; an int, a list or a text still goes into the box."""

    class Variable:
        def __init__(self, data):
            if isinstance(data, float):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.grad = None
            self.creator = None


def makes_an_array_of_everything():
    """What is no array is made one on the way in, silently, and nothing is refused."""

    class Variable:
        def __init__(self, data):
            self.data = None if data is None else np.asarray(data)
            self.grad = None
            self.creator = None


def refuses_by_another_name():
    """What is no array is turned away with a ValueError, which speaks of a wrong value, and not of a wrong type."""

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise ValueError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.grad = None
            self.creator = None


def refuses_by_assertion():
    """What is no array meets an assert, whose error is an AssertionError, and which python -O leaves out."""

    class Variable:
        def __init__(self, data):
            assert data is None or isinstance(data, np.ndarray), f"a Variable holds an array, not {type(data)}"
            self.data = data
            self.grad = None
            self.creator = None


def makes_the_error_and_does_not_raise_it():
    """The TypeError is made, and nobody raises it, so everything goes in as before."""

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.grad = None
            self.creator = None


def says_nothing_about_the_type():
    """The error says that something is wrong, and not what was given."""

    class Variable:
        def __init__(self, data):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError("this can not go into a Variable")
            self.data = data
            self.grad = None
            self.creator = None


def refuses_arrays_without_axes():
    """What is asked for is a length, which an array without axes does not have, so such an array is refused too."""

    class Variable:
        def __init__(self, data):
            if data is not None:
                try:
                    data.dtype, len(data)
                except (AttributeError, TypeError):
                    raise TypeError(f"a Variable holds an array, not {type(data)}") from None
            self.data = data
            self.grad = None
            self.creator = None


def refuses_integers():
    """An array of integers is turned away as well; what matters is that it is an array."""

    class Variable:
        def __init__(self, data):
            if data is not None and not (isinstance(data, np.ndarray) and data.dtype.kind == "f"):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.grad = None
            self.creator = None


def takes_an_array_by_its_truth():
    """Whether something was given is asked of its value, and an array of several numbers has no truth of its own."""

    class Variable:
        def __init__(self, data):
            if data and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.grad = None
            self.creator = None
