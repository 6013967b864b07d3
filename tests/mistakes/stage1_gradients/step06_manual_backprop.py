"""Known-wrong ways of writing step 6."""


def forgets_the_incoming_gradient():
    """Each function gives its own derivative and drops what came in from behind, so nothing of it reaches x."""

    class Square:
        def backward(self, gy):
            return 2 * self.input.data

    class Exp:
        def backward(self, gy):
            return np.exp(self.input.data)


def square_forgets_it():
    """Exp passes on what comes in from behind; Square gives its own derivative and drops it."""

    class Square:
        def backward(self, gy):
            return 2 * self.input.data


def adds_the_incoming_gradient():
    """The incoming gradient is added to the derivative; a change that passes through two functions is scaled twice."""

    class Square:
        def backward(self, gy):
            return 2 * self.input.data + gy

    class Exp:
        def backward(self, gy):
            return np.exp(self.input.data) + gy


def derivative_at_the_output():
    """The derivative is taken at what came out of the function, not at what went in."""

    class Function:
        def __call__(self, input):
            output = Variable(self.forward(input.data))
            self.input = output
            return output


def remembers_for_the_whole_class():
    """There is one place for the input of all functions, so each of them goes back with the input of the latest call."""

    class Function:
        def __call__(self, input):
            Function.input = input
            return Variable(self.forward(input.data))


def remembers_for_all_squares():
    """All functions of a class share one place for the input, so an earlier one goes back with the input of a later."""

    class Function:
        def __call__(self, input):
            type(self).input = input
            return Variable(self.forward(input.data))


def forgets_the_two():
    """The derivative of x² is not x: at a small step h the square grows by x times h on each of its two sides."""

    class Square:
        def backward(self, gy):
            return self.input.data * gy


def square_sends_back_the_square():
    """What Square sends back is its value times the incoming gradient; the value is not the derivative."""

    class Square:
        def backward(self, gy):
            return self.forward(self.input.data) * gy


def exp_by_the_power_rule():
    """The rule for powers of x is applied to eˣ, where x is not the base but the exponent."""

    class Exp:
        def backward(self, gy):
            x = self.input.data
            return x * np.exp(x - 1) * gy


def exp_with_an_inner_derivative():
    """Exp multiplies by x as well, as if it had been called on a product with x in it."""

    class Exp:
        def backward(self, gy):
            x = self.input.data
            return np.exp(x) * x * gy


def sums_over_the_elements():
    """Derivative and gradient are multiplied as vectors, which adds up over the elements; each element has its own."""

    class Square:
        def backward(self, gy):
            return np.dot(2 * self.input.data, gy)

    class Exp:
        def backward(self, gy):
            return np.dot(np.exp(self.input.data), gy)


def one_number_only():
    """The result is made into a Python float, which an array with several elements can not be."""

    class Square:
        def backward(self, gy):
            return float(2 * self.input.data * gy)

    class Exp:
        def backward(self, gy):
            return float(np.exp(self.input.data) * gy)


def starts_at_zero():
    """A fresh variable has a gradient of zero, which says that somebody went backward and found no influence."""

    class Variable:
        def __init__(self, data):
            self.data = data
            self.grad = np.zeros_like(data)


def starts_at_one():
    """Every fresh variable has a gradient of one, which is right for the end of a computation only."""

    class Variable:
        def __init__(self, data):
            self.data = data
            self.grad = np.ones_like(data)


def writes_into_the_incoming_gradient():
    """The product is written into the array that came in, which is the gradient of the output and should stay it."""

    class Square:
        def backward(self, gy):
            gy *= 2 * self.input.data
            return gy

    class Exp:
        def backward(self, gy):
            gy *= np.exp(self.input.data)
            return gy


def writes_into_the_data():
    """The derivative is computed inside the input's own array, so the value of x is gone after backward."""

    class Square:
        def backward(self, gy):
            x = self.input.data
            x *= 2
            return x * gy


def stores_and_returns_nothing():
    """backward puts the gradient into the input itself and gives nothing back to the one who called it."""

    class Square:
        def backward(self, gy):
            self.input.grad = 2 * self.input.data * gy

    class Exp:
        def backward(self, gy):
            self.input.grad = np.exp(self.input.data) * gy


def expects_a_variable():
    """backward asks the incoming gradient for its grad; what comes in is an array, and is the gradient itself."""

    class Square:
        def backward(self, gy):
            return 2 * self.input.data * gy.grad

    class Exp:
        def backward(self, gy):
            return np.exp(self.input.data) * gy.grad


def returns_a_variable():
    """The gradient goes back in a Variable; the next function on the way wants to multiply an array."""

    class Square:
        def backward(self, gy):
            return Variable(2 * self.input.data * gy)

    class Exp:
        def backward(self, gy):
            return Variable(np.exp(self.input.data) * gy)


def measures_with_numerical_diff():
    """The derivative is measured as in step 4; that comes near it, and this step asks for the formula itself."""

    class Square:
        def backward(self, gy):
            return numerical_diff(Square(), self.input) * gy

    class Exp:
        def backward(self, gy):
            return numerical_diff(Exp(), self.input) * gy


def measures_at_four_points():
    """The derivative is measured as in step 4; that comes near it, and this step asks for the formula itself."""

    class Function:
        def backward(self, gy):
            f, x, h = self.forward, self.input.data, 1e-3
            return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h) * gy

    class Square:
        def backward(self, gy):
            return Function.backward(self, gy)

    class Exp:
        def backward(self, gy):
            return Function.backward(self, gy)


def measures_in_proportion():
    """The derivative is measured as in step 4; that comes near it, and this step asks for the formula itself."""

    class Square:
        def backward(self, gy):
            x = self.input.data
            h = np.where(x == 0, 1.0, np.abs(x)) / 4
            return ((x + h) ** 2 - (x - h) ** 2) / (2 * h) * gy


def measures_with_an_imaginary_step():
    """The derivative is read off a step in an imaginary direction; this step asks for the formula itself."""

    class Square:
        def backward(self, gy):
            return np.imag(self.forward(self.input.data + 1e-20j)) / 1e-20 * gy

    class Exp:
        def backward(self, gy):
            return np.imag(self.forward(self.input.data + 1e-20j)) / 1e-20 * gy
