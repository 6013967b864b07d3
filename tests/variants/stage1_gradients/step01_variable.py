"""Right ways of writing step 1 that differ in structure from the solution."""


def slots():
    """The box has a fixed set of attributes and no dictionary."""

    class Variable:
        __slots__ = ("data",)

        def __init__(self, data):
            self.data = data


def a_property():
    """The array is kept under a private name and reached through a property that can be set."""

    class Variable:
        def __init__(self, data):
            self.__array = data

        @property
        def data(self):
            return self.__array

        @data.setter
        def data(self, data):
            self.__array = data


def asarray():
    """np.asarray gives an array back as it is."""

    class Variable:
        def __init__(self, data):
            self.data = np.asarray(data)


def without_init():
    """The box is filled when it is created, and its attributes are kept in a dictionary of their own."""

    class Variable:
        def __new__(cls, data):
            box = object.__new__(cls)
            object.__setattr__(box, "contents", {"data": data})
            return box

        def __init__(self, data):
            pass

        def __getattr__(self, name):
            if name == "contents" or name not in self.contents:
                raise AttributeError(name)
            return self.contents[name]

        def __setattr__(self, name, value):
            self.contents[name] = value


def another_name():
    """The array is kept under another name, which is recognised and said."""

    class Variable:
        def __init__(self, data):
            self.value = data
