"""Right ways of writing step 19 that differ in structure from the solution."""


def paths_to_attributes():
    """The four are attributes that name a path; the text is the array's own, with a small letter in front."""

    import operator

    class Variable:
        shape = property(operator.attrgetter("data.shape"))
        ndim = property(operator.attrgetter("data.ndim"))
        size = property(operator.attrgetter("data.size"))
        dtype = property(operator.attrgetter("data.dtype"))

        def __len__(self):
            return self.shape[0]

        def __repr__(self):
            return f"{type(self).__name__.lower()}({self.data!r})"


def whatever_the_array_has():
    """One method hands every question of a list on to the array."""

    class Variable:
        def __getattribute__(self, name):
            if name in ("shape", "ndim", "size", "dtype"):
                return getattr(self.data, name)
            return object.__getattribute__(self, name)

        def __len__(self):
            return self.data.__len__()


def all_in_the_text():
    """The text has name, shape and gradient in it, on several lines, and str is a short one."""

    class Variable:
        def __repr__(self):
            return "\n".join(
                (
                    f"<{type(self).__qualname__} {self.name or ''}",
                    f"  data: {self.data.tolist() if self.data is not None else None}",
                    f"  shape: {getattr(self.data, 'shape', None)}>",
                )
            )

        def __str__(self):
            return f"Variable {self.data}"


def own_sums():
    """Everything is worked out from the shape."""

    class Variable:
        __slots__ = ("data", "name", "grad", "creator", "generation", "__weakref__")

        def __init__(self, data, *, name=""):
            if not isinstance(data, (np.ndarray, type(None))):
                raise TypeError(f"{type(data)} is not supported")
            self.data, self.name = data, name
            self.grad = self.creator = None
            self.generation = 0

        @property
        def shape(self):
            return tuple(int(n) for n in np.shape(self.data))

        @property
        def ndim(self):
            return len(self.shape)

        @property
        def size(self):
            size = 1
            for n in self.shape:
                size *= n
            return size

        @property
        def dtype(self):
            return np.result_type(self.data)

        def __len__(self):
            return self.shape[0]

        def __repr__(self):
            return f"Variable({np.array2string(self.data, separator=', ')})"
