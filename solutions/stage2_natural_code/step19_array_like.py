'''A variable that feels like an array

Print a variable, and Python shows something like this:

    <__main__.Variable object at 0x7f2a5c1e3d90>

That is a class and an address in memory, and nothing that one wanted to know. And whoever asks for
the number of elements has to write `x.data.size`. After a day of that one forgets the `.data` every
other time.

Whoever works with variables thinks of the arrays inside. So let a variable answer the questions
that an array answers. It need not know the answers, it only has to pass the questions on:

    x.shape  ------>  x.data.shape  ------>  (2, 3)
    len(x)   ------>  len(x.data)   ------>  2
    print(x) ------>  str(x.data)   ------>  [[1. 2. 3.]
                                              [4. 5. 6.]]

A worked example. The array of two rows and three columns has two axes, six elements, and the length
of its first axis is 2:

>>> x = Variable(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
>>> x.shape, x.ndim, x.size, len(x)
((2, 3), 2, 6, 2)
>>> x.dtype
dtype('float64')

An array is asked for `a.shape`, without parentheses, because this reads like something that it has,
and not like something that it does. A method of a class can be read in the same way, when the
decorator `@property` stands above it. It still runs, each time that somebody reads it. That
matters: `x.data` can be replaced, and the shape of yesterday would be wrong then.

Some questions come from Python itself, under names that begin and end with two underscores.
`len(x)` asks `x.__len__()`. The prompt, a list, a debugger and `print` all ask `x.__repr__()`,
which gives back a text and prints nothing. (`print` asks for `__str__` first; a class that has none
answers with its `__repr__`. The other way round there is no such help: a class with `__str__` alone
still shows its address in a list.) A good text says what kind of thing it is and what it holds:

>>> Variable(np.array([1.0, 2.5]))
Variable([1.  2.5])

How it looks with many lines is a matter of taste.

One thing is new and does not come from the array: a name. `Variable(data, name="x")` keeps it, and
without one it is None. Nothing depends on it yet; when graphs are drawn, in some steps from here,
it will be written next to the variable.

To find out by yourself: what do you get for `if x:` now? Python has no `__bool__` to ask, so it
asks `len`. Try Variable(np.array([0.0])) and Variable(np.array(0.0)), and compare with the arrays
in them. Then look at your own code: does it ask anywhere whether a *variable* is true, where it
means to ask whether it is None?
'''

HINTS = (
    "Begin with the three lines of the drawing: each definition is one line, and that line asks self.data. For repr "
    "it helps to look first at what str(x.data) gives.",
    "@property already stands above shape, ndim, size and dtype, so each of them only returns what the array has "
    "under the same name. __len__ returns the len of the array. __init__ takes one more argument, name=None.",
    'For __repr__ an f-string is enough: f"Variable({self.data})". Return it; do not print it. Whoever wants the '
    'columns of a matrix below each other can replace each "\\n" by a "\\n" with spaces behind it.',
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
    print("and with a name:", Variable(np.array(1.0), name="weight").name)
