"""A variable that feels like an array

Whoever works with variables thinks of the arrays inside. So a variable should answer the
questions that an array answers: its shape, its number of dimensions, how many elements it has and
of what type, its length. And when it is printed, it should show what it holds.

It also gets a name, which the graph drawings of later steps will show.
"""

HINTS = (
    "The array knows all the answers: the variable only has to ask it.",
    "A method under `@property` is read without parentheses: `x.shape`.",
    "`print` and the interactive prompt call `__repr__`, `len` calls `__len__`.",
)


class Variable:
    """A box that holds one array, its name and gradient, the function that made it, and its generation."""

    def __init__(self, data, name=None):
        """Put the array `data` into the box. None is allowed; anything else raises a TypeError that names its type."""
        # begin answer: take `name=None` too, and keep it as `self.name`
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"a Variable holds an array, not {type(data)}")
        self.data = data
        self.name = name
        self.grad = None
        self.creator = None
        self.generation = 0
        # end answer

    @property
    def shape(self):
        """The lengths of the array's axes, a tuple."""
        # begin answer: the shape of the array
        return self.data.shape
        # end answer

    @property
    def ndim(self):
        """The number of the array's axes."""
        # begin answer: the number of dimensions of the array
        return self.data.ndim
        # end answer

    @property
    def size(self):
        """The number of elements in the array."""
        # begin answer: the number of elements of the array
        return self.data.size
        # end answer

    @property
    def dtype(self):
        """The type of the array's elements."""
        # begin answer: the dtype of the array
        return self.data.dtype
        # end answer

    def __len__(self):
        """The length of the array's first axis."""
        # begin answer: the length of the array
        return len(self.data)
        # end answer

    def __repr__(self):
        """The name of the class with the data behind it: Variable([1. 2. 3.]), or Variable(None)."""
        # begin answer: a text with the class's name that shows the data
        indent = " " * len("Variable(")
        return f"Variable({self.data})".replace("\n", f"\n{indent}")
        # end answer


if __name__ == "__main__":
    x = Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    print("shape, ndim, size, dtype:", x.shape, x.ndim, x.size, x.dtype)
    print("length:", len(x))
    print(x)
