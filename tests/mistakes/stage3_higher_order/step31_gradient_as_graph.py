"""Known-wrong ways of writing step 31."""


def cosine_of_the_array():
    """The cosine is taken of the array in x, so the gradient is a graph that knows gy and has never heard of x."""

    def gradient_of_sin(x, gy):
        return gy * np.cos(x.data)

    def gradient_of_product(x):
        return gradient_of_sin(x, x**2) + sin(x) * (2 * x)


def a_box_without_a_graph():
    """The gradient is computed with arrays and put into a Variable afterwards; the number is there, and no graph behind it."""

    def gradient_of_sin(x, gy):
        return Variable(as_array(gy.data * np.cos(x.data)))


def an_array_comes_back():
    """What comes back is an array, and an array can not go backward."""

    def gradient_of_sin(x, gy):
        return gy.data * np.cos(x.data)


def the_number_of_gy():
    """Only the number of gy is used, so the part of the second derivative that comes through gy is lost."""

    def gradient_of_sin(x, gy):
        return gy.data * cos(x)


def without_gy():
    """The slope of sin comes back, and the gradient that arrives from behind is left out."""

    def gradient_of_sin(x, gy):
        return cos(x)


def runs_the_backward_pass():
    """The framework's own backward pass is run for the number; it fills gradients, and what it leaves has no graph."""

    def gradient_of_sin(x, gy):
        y = sin(x)
        y.grad = gy.data
        y.backward()
        return Variable(as_array(x.grad))


def the_slope_of_cos():
    """What comes back is -sin x times gy, which is the derivative of cos."""

    def gradient_of_sin(x, gy):
        return gy * -sin(x)


def cos_without_its_sign():
    """The way back of cos sends sin x, but the cosine falls where the sine is positive."""

    class Cos(Function):
        def backward(self, gy):
            return gy * np.sin(self.inputs[0].data)


def cos_without_gy():
    """The way back of cos sends its own slope only, without the gradient that came in."""

    class Cos(Function):
        def backward(self, gy):
            return -np.sin(self.inputs[0].data)


def cos_of_the_result():
    """The way back of cos takes the sine of its result, where its input is due."""

    class Cos(Function):
        def backward(self, gy):
            return gy * -np.sin(self.outputs[0]().data)


def cos_is_its_own_slope():
    """The way back of cos sends -cos x; the derivative of a cosine is a sine."""

    class Cos(Function):
        def backward(self, gy):
            return gy * -np.cos(self.inputs[0].data)


def cos_is_sin():
    """The forward of cos computes a sine."""

    class Cos(Function):
        def forward(self, x):
            return np.sin(x)


def one_way_of_the_product():
    """Only the way through the sine is there; x reaches the product by x² as well."""

    def gradient_of_product(x):
        return gradient_of_sin(x, x**2)


def one_for_gy():
    """The sine is handed 1 as its gy, but what the product sends to it is the other factor."""

    def gradient_of_product(x):
        return gradient_of_sin(x, Variable(np.ones_like(x.data))) + sin(x) * (2 * x)


def x_for_the_slope_of_its_square():
    """The derivative of x² has lost its 2."""

    def gradient_of_product(x):
        return gradient_of_sin(x, x**2) + sin(x) * x


def the_other_factor_as_a_number():
    """The product is right, but its second part is computed with the array in x and is a constant for the graph."""

    def gradient_of_product(x):
        return gradient_of_sin(x, x**2) + np.sin(x.data) * 2 * x.data


def the_product_of_slopes():
    """The slopes of both factors are multiplied; a product has another rule."""

    def gradient_of_product(x):
        return gradient_of_sin(x, 2 * x)
