"""Right ways of writing step 3 that differ in structure from the solution."""

import math


def e_to_the_power():
    """The constant e, raised to a power."""

    class Exp:
        def forward(self, x):
            return np.power(np.e, x)


def one_element_at_a_time():
    """math.exp, told by NumPy how to go through an array."""

    class Exp:
        def forward(self, x):
            return np.vectorize(math.exp)(x)


def fills_an_array_of_its_own():
    """Writing into an array is right when it is a new one."""

    class Exp:
        def forward(self, x):
            result = np.empty_like(x)
            np.exp(x, out=result)
            return result


def a_function_as_attribute():
    """NumPy's function itself is the forward of the class."""

    class Exp:
        forward = staticmethod(np.exp)


def a_call_of_its_own():
    """The class says the whole call itself."""

    class Exp:
        def __call__(self, input):
            return Variable(self.forward(input.data))

        def forward(self, x):
            y = np.array(x, copy=True)
            return np.exp(y)
