"""Known-wrong ways of writing step 20."""


def each_factor_gets_itself():
    """Each factor is sent itself as its derivative, and not the factor beside it."""

    class Mul:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x0, gy * x1


def both_get_the_same_factor():
    """Both factors are sent the second one; that is right for the first of them only."""

    class Mul:
        def backward(self, gy):
            x1 = self.inputs[1].data
            return gy * x1, gy * x1


def forgets_what_comes_in():
    """The derivatives are returned alone, without the gradient that came in: right for the last function of a graph only."""

    class Mul:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return x1, x0


def passes_on_as_a_sum_does():
    """The backward of a product is that of a sum: the gradient is handed on as it came."""

    class Mul:
        def backward(self, gy):
            return gy, gy


def divides_the_result():
    """The other factor is taken from the result, divided by this one, and that does not work where this one is zero."""

    class Mul:
        def forward(self, x0, x1):
            self.result = x0 * x1
            return self.result

        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            with np.errstate(all="ignore"):
                return gy * (self.result / x0), gy * (self.result / x1)


def one_gradient_for_two():
    """What backward returns is no tuple of two gradients, and whatever is no tuple is taken for one gradient alone."""

    class Mul:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x1 + gy * x0


def a_list_of_gradients():
    """What backward returns is no tuple of two gradients, and whatever is no tuple is taken for one gradient alone."""

    class Mul:
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return [gy * x1, gy * x0]


def matrix_product():
    """The arrays are multiplied as matrices, which is another product than the one of element by element."""

    class Mul:
        def forward(self, x0, x1):
            return np.dot(x0, x1)


def multiplies_in_place():
    """The product is written into the array of the first factor, which is changed by it and is missing on the way back."""

    class Mul:
        def forward(self, x0, x1):
            x0 *= x1
            return x0


def one_function_for_all_products():
    """There is one Mul for all products, and it remembers only the inputs of its last call."""

    MUL = Mul()

    def mul(x0, x1):
        return MUL(x0, x1)


def computes_outside_the_graph():
    """The operators compute with the arrays and put the result into a new box, which no function has made: there is no way back from it."""

    class Variable:
        def __add__(self, other):
            return Variable(self.data + other.data)

        def __mul__(self, other):
            return Variable(self.data * other.data)


def gives_back_the_array():
    """The operators give back the bare array, not a variable that holds it."""

    class Variable:
        def __add__(self, other):
            return add(self, other).data

        def __mul__(self, other):
            return mul(self, other).data


def changes_the_left_side():
    """The result is put into the variable on the left, which is then at once what went in and what came out."""

    class Variable:
        def __add__(self, other):
            y = add(self, other)
            self.data, self.creator = y.data, y.creator
            return self

        def __mul__(self, other):
            y = mul(self, other)
            self.data, self.creator = y.data, y.creator
            return self


def in_place_with_equals():
    """+= and *= change the array of the variable on the left, instead of making a new variable."""

    class Variable:
        def __iadd__(self, other):
            self.data += other.data
            return self

        def __imul__(self, other):
            self.data *= other.data
            return self


def times_is_plus():
    """The operator * calls the function behind +."""

    class Variable:
        def __mul__(self, other):
            return add(self, other)


def links_by_hand():
    """The operator * makes the links of the graph itself, past __call__, and does not ask whether they are wanted."""

    class Variable:
        def __mul__(self, other):
            f = Mul()
            y = Variable(as_array(self.data * other.data))
            f.inputs = (self, other)
            f.outputs = [weakref.ref(y)]
            f.generation = max(self.generation, other.generation)
            y.set_creator(f)
            return y
