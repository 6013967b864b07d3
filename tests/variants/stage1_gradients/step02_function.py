"""Right ways of writing step 2 that differ in structure from the solution."""

import abc


def in_one_line():
    """Everything in one expression, and the square as a product."""

    class Function:
        def __call__(self, input):
            return Variable(self.forward(input.data))

    class Square:
        def forward(self, x):
            return x * x


def class_of_the_input():
    """The new box is of the class of the one that came in, the square is NumPy's, and forward gets a copy."""

    class Function:
        def __call__(self, variable):
            return type(variable)(self.forward(np.copy(variable.data)))

    class Square:
        def forward(self, array):
            return np.square(array)


def abstract_base_class():
    """Function is an abstract class: a subclass without forward can not even be made."""

    class Function(abc.ABC):
        def __call__(self, input):
            return Variable(np.asarray(self.forward(input.data)))

        @abc.abstractmethod
        def forward(self, x):
            """Computed by the subclass."""


def a_static_forward():
    """forward needs no self: it is a function on arrays, found through the class."""

    class Function:
        def __call__(self, input):
            result = Variable(None)
            result.data = type(self).forward(input.data) if self.is_static() else self.forward(input.data)
            return result

        def is_static(self):
            return isinstance(type(self).__dict__.get("forward"), staticmethod)

    class Square:
        @staticmethod
        def forward(x):
            return np.power(x, 2)
