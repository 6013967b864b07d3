"""Known-wrong ways of writing step 21."""


def only_on_the_right():
    """A number on the left is asked first and gives up, and then the variable gives up too: nothing is there for that case."""

    class Variable:
        def __radd__(self, other):
            return NotImplemented

        def __rmul__(self, other):
            return NotImplemented


def no_product_from_the_left():
    """For + there is a method for the case that the variable stands on the right, for * there is none."""

    class Variable:
        def __rmul__(self, other):
            return NotImplemented


def nobody_gives_way():
    """An array on the left has not been asked to give way: it takes the variable for an element, and makes an array of variables."""

    class Variable:
        __array_priority__ = -1000000.0


def priority_in_the_wrong_class():
    """An array on the left has not been asked to give way: it takes the variable for an element, and makes an array of variables."""

    class Variable:
        __array_priority__ = -1000000.0

    class Function:
        __array_priority__ = 200


def asks_the_left_side_again():
    """The method for the right side writes the same expression once more, which asks the left side again, which asks the right side, and so on."""

    class Variable:
        def __radd__(self, other):
            return other + self

        def __rmul__(self, other):
            return other * self


def the_number_comes_first():
    """The number is handed on as the first of the two, and only the second one is made into an array."""

    class Variable:
        def __radd__(self, other):
            return add(other, self)

        def __rmul__(self, other):
            return mul(other, self)


def times_is_plus_from_the_left():
    """The method for c * x, with the variable on the right, adds instead of multiplying."""

    class Variable:
        def __rmul__(self, other):
            return add(self, other)


def numbers_stay_numbers():
    """A number reaches the box as a number, and the box takes arrays only."""

    def add(x0, x1):
        return Add()(x0, x1)

    def mul(x0, x1):
        return Mul()(x0, x1)


def floats_only():
    """A float is made into an array, a whole number is not."""

    def add(x0, x1):
        if isinstance(x1, float):
            x1 = np.array(x1)
        return Add()(x0, x1)

    def mul(x0, x1):
        if isinstance(x1, float):
            x1 = np.array(x1)
        return Mul()(x0, x1)


def product_without_as_array():
    """Numbers are made into arrays for the sum, and not for the product."""

    def mul(x0, x1):
        return Mul()(x0, x1)


def arrays_stay_arrays():
    """Only numbers become variables; an array goes into the function as it is, and is asked for things that only a variable has."""

    def add(x0, x1):
        return Add()(x0, Variable(as_array(x1)) if np.isscalar(x1) else x1)

    def mul(x0, x1):
        return Mul()(x0, Variable(as_array(x1)) if np.isscalar(x1) else x1)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            if Config.enable_backprop:
                self.generation = max(x.generation for x in inputs)
                for output in outputs:
                    output.set_creator(self)
                self.inputs = inputs
                self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]


def remembers_what_came_in():
    """The function computes with variables and remembers what came in, so that on the way back a bare array is to get a gradient."""

    class Function:
        def __call__(self, *inputs):
            variables = [as_variable(x) for x in inputs]
            ys = self.forward(*[x.data for x in variables])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            if Config.enable_backprop:
                self.generation = max(x.generation for x in variables)
                for output in outputs:
                    output.set_creator(self)
                self.inputs = inputs
                self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]


def always_a_new_box():
    """as_variable puts the array of a variable into a new one, which no function has made: the graph ends there."""

    def as_variable(obj):
        return Variable(obj.data if isinstance(obj, Variable) else obj)


def only_leaves_stay():
    """as_variable leaves a leaf as it is, and makes a new variable of one that a function has made."""

    def as_variable(obj):
        if isinstance(obj, Variable) and obj.creator is None:
            return obj
        return Variable(obj.data if isinstance(obj, Variable) else obj)


def no_graph_beside_a_number():
    """With a number the operator computes past the functions: the value is right, and there is no way back from it."""

    def add(x0, x1):
        if np.isscalar(x1):
            return Variable(as_array(x0.data + x1))
        return Add()(x0, x1)

    def mul(x0, x1):
        if np.isscalar(x1):
            return Variable(as_array(x0.data * x1))
        return Mul()(x0, x1)


def cuts_the_fraction_off():
    """The number takes on the dtype of the array whatever it is, and as an integer it loses its fraction."""

    def as_array(x, dtype=None):
        return np.array(x, dtype=dtype) if np.isscalar(x) else x


def everything_is_one_number():
    """What is no variable is made into a float, and an array of several elements is not one."""

    def add(x0, x1):
        return Add()(x0, x1 if isinstance(x1, Variable) else np.array(float(x1)))

    def mul(x0, x1):
        return Mul()(x0, x1 if isinstance(x1, Variable) else np.array(float(x1)))


def an_array_of_objects():
    """The other side is made into an array that holds any kind of object, and the result is one of those too."""

    def add(x0, x1):
        return Add()(x0, x1 if isinstance(x1, Variable) else np.array(x1, dtype=object))

    def mul(x0, x1):
        return Mul()(x0, x1 if isinstance(x1, Variable) else np.array(x1, dtype=object))
