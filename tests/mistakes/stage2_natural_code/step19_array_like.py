"""Known-wrong ways of writing step 19."""


def methods_where_properties_are_due():
    """shape and the others are methods, so that reading x.shape gives the method itself and not its answer."""

    class Variable:
        def shape(self):
            return self.data.shape

        def ndim(self):
            return self.data.ndim

        def size(self):
            return self.data.size

        def dtype(self):
            return self.data.dtype


def one_property_forgotten():
    """One of the four has no @property above it: it has to be called, and the other three must not be."""

    class Variable:
        def size(self):
            return self.data.size


def answers_from_birth():
    """The answers are worked out once, when the variable is made, and do not notice that other data has been put in."""

    class Variable:
        def __init__(self, data, name=None):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.name = name
            self.grad = None
            self.creator = None
            self.generation = 0
            self.at_birth = data

        @property
        def shape(self):
            return self.at_birth.shape

        @property
        def ndim(self):
            return self.at_birth.ndim

        @property
        def size(self):
            return self.at_birth.size

        @property
        def dtype(self):
            return self.at_birth.dtype


def a_text_from_birth():
    """The text is made once, the first time that somebody asks for it, and is shown again when the data is another."""

    class Variable:
        text = None

        def __repr__(self):
            if self.text is None:
                self.text = f"Variable({self.data})"
            return self.text


def size_for_ndim():
    """ndim gives the number of elements; it is the number of axes."""

    class Variable:
        @property
        def ndim(self):
            return self.data.size


def length_for_size():
    """size gives the length of the first axis; it is the number of all elements."""

    class Variable:
        @property
        def size(self):
            return len(self.data) if self.data.ndim else 1


def size_for_length():
    """len counts all elements; the length of an array is that of its first axis."""

    class Variable:
        def __len__(self):
            return self.data.size


def last_axis_for_length():
    """len gives the length of the last axis, the number of columns; the length of an array is that of its first."""

    class Variable:
        def __len__(self):
            return self.data.shape[-1]


def length_without_underscores():
    """The method is called len, but Python's len asks for one with two underscores on each side."""

    class Variable:
        def len(self):
            return len(self.data)

        def __len__(self):
            raise TypeError("object of type 'Variable' has no len()")


def type_for_dtype():
    """dtype gives the type of the container, which is always an ndarray, and not that of the elements."""

    class Variable:
        @property
        def dtype(self):
            return type(self.data)


def text_of_the_array_alone():
    """The text shows the array alone, and nobody can tell a variable from the array in it."""

    class Variable:
        def __repr__(self):
            return str(self.data)


def text_without_the_data():
    """The text says what kind of thing it is and of what shape, and keeps to itself what it holds."""

    class Variable:
        def __repr__(self):
            return f"Variable(shape={self.shape}, dtype={self.dtype})"


def str_without_repr():
    """print shows the text, but lists and the prompt, which ask for the repr, still show an address."""

    class Variable:
        __repr__ = object.__repr__

        def __str__(self):
            return f"Variable({self.data})"


def prints_instead():
    """The method prints the text itself and gives nothing back, and Python wants a text."""

    class Variable:
        def __repr__(self):
            print(f"Variable({self.data})")


def rounds_the_data():
    """The data is rounded for the text, and the rounded numbers go back into the box."""

    class Variable:
        def __repr__(self):
            self.data = np.round(self.data)
            return f"Variable({self.data})"


def one_name_for_all():
    """The name is kept in the class, where all variables share it: the last one that is given goes for all."""

    class Variable:
        def __init__(self, data, name=None):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            Variable.name = name
            self.grad = None
            self.creator = None
            self.generation = 0


def a_name_that_is_not_kept():
    """A name can be given, and is not kept; every variable goes without."""

    class Variable:
        def __init__(self, data, name=None):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.name = None
            self.grad = None
            self.creator = None
            self.generation = 0


def the_name_is_required():
    """A variable without a name can not be made any more, and nearly all of them are made without."""

    class Variable:
        def __init__(self, data, name):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.name = name
            self.grad = None
            self.creator = None
            self.generation = 0


def the_name_comes_first():
    """The name stands before the data, so that the array of Variable(array) is taken for a name."""

    class Variable:
        def __init__(self, name=None, data=None):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data
            self.name = name
            self.grad = None
            self.creator = None
            self.generation = 0


def the_rest_left_out():
    """The new __init__ sets data and name only, so a new variable does not even know that it has no gradient yet."""

    class Variable:
        def __init__(self, data, name=None):
            self.data = data
            self.name = name


def a_copy_with_a_name():
    """A variable that gets a name gets a copy of the array too, and is no longer a box for the very array."""

    class Variable:
        def __init__(self, data, name=None):
            if data is not None and not isinstance(data, np.ndarray):
                raise TypeError(f"a Variable holds an array, not {type(data)}")
            self.data = data if name is None else data.copy()
            self.name = name
            self.grad = None
            self.creator = None
            self.generation = 0
